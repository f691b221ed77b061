"""Our classes and relations against the Biolink Model, read from its package: no network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import sssom_pydantic

from mnd_kg.layout import ONTOLOGY
from mnd_kg.vocabulary import MND, vocabulary

if TYPE_CHECKING:
    from bmt import Toolkit

    from mnd_kg import KnowledgeGraph

ROWS = [
    row
    for row in sssom_pydantic.read(ONTOLOGY / "alignments.sssom.tsv")[0]
    if row.object.prefix == "biolink"
]
CLASSES = [row for row in ROWS if row.subject.identifier in vocabulary().classes]
RELATIONS = [row for row in ROWS if row.subject.identifier.startswith("relation-")]


def shown(row: sssom_pydantic.SemanticMapping) -> str:
    return f"{row.subject.identifier}-{row.object.identifier}"


def categories(class_name: str) -> set[str]:
    """Return the Biolink categories of a class, or of the nearest class above that has any."""
    words = vocabulary()
    above = words.classes[class_name]
    while above:
        named = above.removeprefix(MND)
        if found := {row.object.curie for row in CLASSES if row.subject.identifier == named}:
            return found
        above = words.parents[above]
    return set()


def fits(biolink: Toolkit, names: set[str], wanted: str | None) -> bool:
    """Tell whether one of some categories is what a slot wants, or below it."""
    return wanted in (None, "named thing") or any(
        wanted in biolink.get_ancestors(name, mixin=True) for name in names
    )


def is_canonical(name: str, biolink: Toolkit) -> bool:
    return "canonical_predicate" in str(biolink.get_element(name).annotations)


@pytest.mark.parametrize("row", ROWS, ids=shown)
def test_each_alignment_leads_to_an_element_by_its_name(
    row: sssom_pydantic.SemanticMapping, biolink: Toolkit
) -> None:
    element = biolink.get_element(row.object.curie)
    assert element is not None
    assert (element.name, bool(element.deprecated)) == (row.object.name, False)


@pytest.mark.parametrize("row", CLASSES, ids=shown)
def test_each_category_can_stand_on_a_node(
    row: sssom_pydantic.SemanticMapping, biolink: Toolkit
) -> None:
    element = biolink.get_element(row.object.curie)
    assert biolink.is_category(row.object.curie) or row.subject.identifier == "MechanismEdge"
    assert not element.abstract
    assert not element.mixin


@pytest.mark.parametrize("row", RELATIONS, ids=shown)
def test_each_predicate_can_stand_on_an_edge_the_way_it_points(
    row: sssom_pydantic.SemanticMapping, biolink: Toolkit
) -> None:
    element = biolink.get_element(row.object.curie)
    assert biolink.is_predicate(row.object.curie)
    assert not element.abstract
    assert not element.mixin
    # Of two predicates that are each other's inverse, the model names the one to use.
    inverse = biolink.get_inverse(element.name)
    assert not inverse or not is_canonical(inverse, biolink) or is_canonical(element.name, biolink)


def test_each_qualifier_is_one_of_the_model(biolink: Toolkit) -> None:
    enums = {
        "object_direction_qualifier": "DirectionQualifierEnum",
        "object_aspect_qualifier": "GeneOrGeneProductOrChemicalEntityAspectEnum",
    }
    for row in ROWS:
        for qualifier, value in (row.other or {}).items():
            assert value in biolink.view.all_enums()[enums[qualifier]].permissible_values


def test_each_class_and_relation_of_the_graph_of_entities_has_one() -> None:
    words = vocabulary()
    above = set(words.parents.values()) - {words.classes["Intervention"]}
    entities = ("interventions", "conditions", "targets", "processes", "biomarkers", "trials")
    nodes = {
        name
        for name, iri in words.classes.items()
        if words.folder_of(iri) in entities and iri not in above
    }
    assert {name for name in nodes if not categories(name)} == set()
    aligned = {row.subject.identifier.removeprefix("relation-") for row in RELATIONS}
    assert aligned == set(words.keys["relation"].values)


def test_the_ends_of_each_mechanism_edge_fit_its_predicate(
    kg: KnowledgeGraph, biolink: Toolkit
) -> None:
    edges: Any = kg.query(
        "SELECT DISTINCT ?relation ?from ?to WHERE { ?edge a mnd:MechanismEdge ;"
        " mnd:relation ?relation ; mnd:from/a ?from ; mnd:to/a ?to }"
    )
    predicates = {row.subject.identifier: row.object.curie for row in RELATIONS}
    misfits = []
    for edge in edges:
        ends = (edge["from"], edge["to"])
        slot = biolink.get_element(predicates[f"relation-{edge['relation']}"])
        for end, wanted in zip(ends, (slot.domain, slot.range), strict=True):
            if not fits(biolink, categories(end.removeprefix("mnd:")), wanted):
                misfits.append((edge["relation"], *ends, wanted))
    assert misfits == []


def test_whatever_is_given_to_people_may_be_studied_to_treat(biolink: Toolkit) -> None:
    words = vocabulary()
    given = [n for n, iri in words.classes.items() if words.folder_of(iri) == "interventions"]
    slot = biolink.get_element("biolink:in_clinical_trials_for")
    assert fits(biolink, categories("Condition"), slot.range)
    assert [name for name in given if not fits(biolink, categories(name), slot.domain)] == []
