"""What the build derives stands in graphs of its own, told from what is asserted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph

ABOVE = """SELECT ?above WHERE { GRAPH <https://w3id.org/mnd-kg/graph/derived/closure> {
  %s skos:broaderTransitive ?above
} } ORDER BY ?above"""


def above(kg: KnowledgeGraph, term: str) -> list[object]:
    return [row["above"] for row in kg.query(ABOVE % term)]


def test_all_wider_conditions_are_derived_and_only_ours(kg: KnowledgeGraph) -> None:
    assert above(kg, "conditions:PLS") == ["conditions:MND"]
    assert above(kg, "conditions:SOD1-ALS") == ["conditions:ALS", "conditions:MND"]
    assert not kg.ask("ASK { conditions:SOD1-ALS skos:broader conditions:MND }")


def test_the_hierarchy_of_another_vocabulary_stands_beside_and_makes_pls_no_hereditary_disease(
    kg: KnowledgeGraph,
) -> None:
    assert {"MONDO:0024257", "MONDO:0020128"} <= set(above(kg, "MONDO:0018155"))
    assert not kg.ask("ASK { conditions:PLS skos:broaderTransitive MONDO:0024257 }")
    rows = kg.query("interventions-for-condition", condition="MND")
    assert {"conditions:ALS", "conditions:PLS", "conditions:PMA"} <= {row["within"] for row in rows}


def test_terms_are_found_by_what_stands_above_them(kg: KnowledgeGraph) -> None:
    cellular_process = "GO:0009987"
    path = "skos:exactMatch/skos:broaderTransitive"
    assert kg.ask(f"ASK {{ processes:autophagy {path} {cellular_process} }}")
