"""KGX, read back by pandas and held against the Biolink Model of its package."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from mnd_kg.export.kgx import EDGE_COLUMNS, NODE_COLUMNS
from mnd_kg.network import Edge, Node, entities

if TYPE_CHECKING:
    from pathlib import Path

    from bmt import Toolkit

    from mnd_kg import KnowledgeGraph

Rows = list[dict[str, Any]]
# Columns that are ours, beside those that Biolink names.
OURS = {
    "clinical_trials",
    "primary_endpoint",
    "endpoint_domain",
    "certainty",
    "doubts",
    "supports",
    "disputes",
    "neutral",
}
OURS |= {"record"}


@pytest.fixture(scope="module")
def exported(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, Rows]:
    """Return the nodes and the edges of the curated graph."""
    done = kg.export("kgx-jsonl", tmp_path_factory.mktemp("kgx") / "kgx")
    nodes, edges = (
        [json.loads(line) for line in (done.path / name).read_text("utf-8").splitlines()]
        for name in ("nodes.jsonl", "edges.jsonl")
    )
    return nodes, edges


def test_the_tables_hold_what_the_lines_of_json_hold(mini: KnowledgeGraph, tmp_path: Path) -> None:
    import pandas

    tables = mini.export("kgx", tmp_path / "tables").path
    lines = mini.export("kgx-jsonl", tmp_path / "lines").path
    for name, columns in (("nodes", NODE_COLUMNS), ("edges", EDGE_COLUMNS)):
        table = pandas.read_csv(
            tables / f"{name}.tsv", sep="\t", dtype=str, keep_default_na=False, quoting=3
        )
        assert tuple(table.columns) == columns
        read = [{k: v for k, v in row.items() if v} for row in table.to_dict("records")]
        rows = [json.loads(x) for x in (lines / f"{name}.jsonl").read_text("utf-8").splitlines()]
        assert read == [{k: cell(v) for k, v in row.items()} for row in rows]


def cell(value: object) -> str:
    if isinstance(value, list):
        return "|".join(value)
    return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())


def test_every_entity_is_one_node_and_every_end_of_an_edge_a_node(
    kg: KnowledgeGraph, exported: tuple[Rows, Rows]
) -> None:
    nodes, edges = exported
    ids = [node["id"] for node in nodes]
    assert len(set(ids)) == len(ids)
    assert {node["record"] for node in nodes} == {
        found.id for found in entities(kg.statements) if isinstance(found, Node)
    }
    assert {edge[end] for edge in edges for end in ("subject", "object")} <= set(ids)
    assert len({edge["id"] for edge in edges}) == len(edges)


def test_a_thing_is_known_by_the_identifier_that_others_use(exported: tuple[Rows, Rows]) -> None:
    ids = {node["record"]: node["id"] for node in exported[0]}
    assert ids["conditions:PLS"] == "MONDO:0018155"
    assert ids["interventions:riluzole"] == "CHEBI:8863"
    assert ids["targets:SOD1"] == "UniProtKB:P00441"
    assert ids["trials:NCT03548311"] == "CLINICALTRIALS:NCT03548311"


def test_a_molecule_that_is_measured_is_one_and_other_biomarkers_are_attributes(
    exported: tuple[Rows, Rows],
) -> None:
    found = {
        node["id"]: node["category"] for node in exported[0] if node["type"] == "mnd:Biomarker"
    }
    assert found == {
        "CHEBI:17230": ["biolink:SmallMolecule"],
        "biomarkers:neurofilament-light": ["biolink:ClinicalAttribute"],
        "biomarkers:regulatory-T-cells": ["biolink:ClinicalAttribute"],
    }


def test_what_goes_by_a_term_of_hpo_is_a_phenotypic_feature(exported: tuple[Rows, Rows]) -> None:
    found = {node["id"]: node["category"] for node in exported[0] if node["id"].startswith("HP:")}
    assert found == {
        "HP:0001257": ["biolink:PhenotypicFeature"],
        "HP:0002193": ["biolink:PhenotypicFeature"],
    }


def test_categories_and_predicates_are_those_of_biolink(
    exported: tuple[Rows, Rows], biolink: Toolkit
) -> None:
    nodes, edges = exported
    categories = {category for node in nodes for category in node["category"]}
    assert {name for name in categories if not biolink.is_category(name)} == set()
    predicates = {edge["predicate"] for edge in edges}
    assert {name for name in predicates if not biolink.is_predicate(name)} == set()
    assert not any("treats" in name for name in predicates)


def test_levels_agents_and_qualifiers_are_values_of_biolink(
    exported: tuple[Rows, Rows], biolink: Toolkit
) -> None:
    enums = {
        "knowledge_level": "KnowledgeLevelEnum",
        "agent_type": "AgentTypeEnum",
        "object_direction_qualifier": "DirectionQualifierEnum",
        "object_aspect_qualifier": "GeneOrGeneProductOrChemicalEntityAspectEnum",
    }
    known = biolink.view.all_enums()
    for column, enum in enums.items():
        used = {edge[column] for edge in exported[1] if column in edge}
        assert used <= set(known[enum].permissible_values)
    phases = {
        node["clinical_trial_phase"] for node in exported[0] if "clinical_trial_phase" in node
    }
    assert phases <= set(known["ResearchPhaseEnum"].permissible_values)


def test_columns_are_slots_of_biolink_or_ours(biolink: Toolkit) -> None:
    slots = {name.replace(" ", "_") for name in biolink.get_all_slots()}
    assert set(EDGE_COLUMNS) - slots == OURS
    assert set(NODE_COLUMNS) - slots == {"doubts", "record"}


def test_every_edge_says_who_knows_it_and_how(exported: tuple[Rows, Rows]) -> None:
    for edge in exported[1]:
        assert edge["primary_knowledge_source"] == "infores:mnd-kg"
        assert {"knowledge_level", "agent_type", "negated"} <= edge.keys()


def test_what_is_disputed_is_negated_beside_what_is_supported(
    kg: KnowledgeGraph, exported: tuple[Rows, Rows]
) -> None:
    about = [e for e in exported[1] if e["record"] == "propositions:AMX0035-function-ALS"]
    assert [
        (
            e["id"],
            e["predicate"],
            e["object_direction_qualifier"],
            e["negated"],
            e["evidence_count"],
        )
        for e in about
    ] == [
        ("propositions:AMX0035-function-ALS", "biolink:affects", "decreased", False, 1),
        ("propositions:AMX0035-function-ALS--disputed", "biolink:affects", "decreased", True, 2),
    ]
    disputed = {
        found.id
        for found in entities(kg.statements)
        if isinstance(found, Edge) and found.attributes.get("disputes")
    }
    negated = {edge["record"] for edge in exported[1] if edge["negated"]}
    unsaid = {
        found.id
        for found in entities(kg.statements)
        if isinstance(found, Edge)
        and found.type == "Proposition"
        and (
            found.attributes["expects"] not in ("benefit", "harm")
            or found.attributes["domain"] in (("biomarker",), ("safety",))
        )
    }
    assert disputed - unsaid == negated


def test_a_trial_and_how_it_came_out_stand_on_its_edge(
    kg: KnowledgeGraph, exported: tuple[Rows, Rows]
) -> None:
    trials = [e for e in exported[1] if e["predicate"] == "biolink:in_clinical_trials_for"]
    assert {edge["id"]: edge["primary_endpoint"] for edge in trials} == {
        found.id: found.attributes["primaryEndpoint"]
        for found in entities(kg.statements)
        if isinstance(found, Edge) and found.relation == "in-trial-for"
    }
    assert all(len(edge["clinical_trials"]) == 1 for edge in trials)
    assert "CLINICALTRIALS:NCT03548311" in {edge["clinical_trials"][0] for edge in trials}


def test_publications_are_identifiers_that_others_know(exported: tuple[Rows, Rows]) -> None:
    cited = {cited for edge in exported[1] for cited in edge.get("publications", ())}
    assert {name for name in cited if not re.fullmatch(r"[\w.]+:\S+", name)} == set()
    assert "PMID:35532908" in cited


def test_what_an_edge_of_kgx_has_no_column_for_is_in_the_ledger(
    kg: KnowledgeGraph, tmp_path: Path
) -> None:
    """Each attribute of an edge is a column, says something with others, or is counted."""
    lost = kg.export("kgx-jsonl", tmp_path / "kgx").losses
    whole = {loss["what"] for loss in lost}
    edges = [
        found
        for found in entities(kg.statements)
        if isinstance(found, Edge) and found.relation not in whole
    ]
    counted = Counter(key for edge in edges for key in edge.attributes)
    told = {loss["what"]: loss["statements"] for loss in lost if "an edge of KGX" in loss["why"]}
    assert {key for key in counted if key not in told} == {
        *("certainty", "cites", "disputedBy", "disputes", "domain", "doubts", "expects", "neutral"),
        *("primaryEndpoint", "requires", "sign", "species", "supportedBy", "supports", "trial"),
        "trials",
    }
    assert told == {key: counted[key] for key in told}
    several = [
        edge.id for edge in edges if len(list_of(edge, "species") + list_of(edge, "requires")) > 1
    ]
    assert several
    assert sum(x["statements"] for x in lost if x["why"] == "a qualifier has one value") == sum(
        max(0, len(list_of(edge, key)) - 1) for edge in edges for key in ("species", "requires")
    )


def list_of(edge: Edge, key: str) -> list[str]:
    value = edge.attributes.get(key, ())
    return list(value) if isinstance(value, tuple) else [str(value)]


def test_what_has_no_predicate_is_in_the_ledger(mini: KnowledgeGraph, tmp_path: Path) -> None:
    done = mini.export("kgx", tmp_path / "kgx")
    why = {loss["what"]: (loss["statements"], loss["why"]) for loss in done.losses}
    assert why["regulatory-event"] == (
        1,
        "Biolink has no predicate that says no more than this does",
    )
