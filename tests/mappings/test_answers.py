"""What is known of a mapping is shown with it, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg import mappings
from tests.mappings.test_reader import SETS

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph


def test_a_match_is_shown_with_its_grounds_and_what_is_no_match_apart(kg: KnowledgeGraph) -> None:
    facts = kg.show("baclofen").as_json()["facts"]
    labels = {match["id"]: match["label"] for match in facts["exactMatch"]}
    assert (labels["drugbank:DB00181"], labels["mesh:D001418"]) == ("", "Baclofen")
    assert facts["not exactMatch"] == [
        {
            "id": "unii:NYU6UTW25B",
            "label": "ARBACLOFEN",
            "checkedAgainst": "secondary",
            "confidence": "0.8",
            "source": "sources:fda-gsrs",
            "date": "2026-11-25",
            "comment": "It is of arbaclofen, the R-enantiomer (drugbank:DB08891)",
        }
    ]
    assert "unii:NYU6UTW25B" not in labels


def test_what_is_no_match_names_nothing(kg: KnowledgeGraph) -> None:
    assert kg.resolve("unii:H789N3FKE8") == "https://w3id.org/mnd-kg/interventions/baclofen"
    assert not kg.ask("ASK { ?thing skos:exactMatch unii:NYU6UTW25B }")


def test_the_counts_are_those_of_the_tables(kg: KnowledgeGraph) -> None:
    rows = [row for path in SETS for row in mappings.read(path).rows]
    counts = kg.stats()
    assert sum(c.primary + c.secondary + c.none for c in counts.mappings) == len(rows)
    denied = next(c for c in counts.mappings if c.predicate == "not exactMatch")
    assert denied.primary + denied.secondary + denied.none == sum(row.negative for row in rows)
    conditions = next(kind for kind in counts.mapped if kind.kind == "conditions")
    mapped = {row["subject_id"] for row in rows if row["subject_id"].startswith("conditions:")}
    assert (conditions.mapped, conditions.neither) == (len(mapped), 0)


def test_everything_that_must_be_found_elsewhere_is_or_says_where_it_was_looked_for(
    kg: KnowledgeGraph,
) -> None:
    wanted = {"conditions", "interventions", "targets", "processes"}
    assert {k.kind: k.neither for k in kg.stats().mapped if k.kind in wanted} == dict.fromkeys(
        wanted, 0
    )
