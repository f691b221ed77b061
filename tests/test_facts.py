"""The facts of a graph are the same wherever they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mnd_kg.facts import Facts, Filed, Held
from mnd_kg.lookup import SortedNQuads
from mnd_kg.rdf import text
from mnd_kg.vocabulary import GRAPH, MND

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph

Sorted = dict[str, list[str]]


@pytest.fixture(scope="module")
def held(mini: KnowledgeGraph) -> Held:
    return Held(mini.quads())


@pytest.fixture(scope="module")
def filed(mini: KnowledgeGraph) -> Filed:
    return Filed(SortedNQuads(mini.nquads), mini.store)


@pytest.fixture(scope="module")
def named(mini: KnowledgeGraph) -> list[str]:
    terms = {term for quad in mini.quads() for term in (quad.subject, quad.object)}
    return sorted({text(term) for term in terms} | {"", "no such thing", "https://example.org/x"})


def in_order(found: dict[str, list[str]]) -> Sorted:
    return {key: sorted(values) for key, values in found.items()}


def told(facts: Facts, thing: str) -> tuple[Sorted, Sorted, str, list[str], list[str]]:
    return (
        in_order(facts.of(thing)),
        in_order(facts.about(thing)),
        facts.class_of(thing),
        sorted(facts.of_class(thing)),
        facts.parts(thing),
    )


def test_files_tell_of_everything_what_memory_tells(
    held: Held, filed: Filed, named: list[str]
) -> None:
    assert [told(filed, thing) for thing in named] == [told(held, thing) for thing in named]


def test_what_the_ontology_and_its_header_are_is_left_out(held: Held, filed: Filed) -> None:
    header = MND.removesuffix("/")
    for facts in (held, filed):
        assert not [thing for thing in facts.subjects() if thing.startswith((header, GRAPH))]
        assert facts.of_class("http://www.w3.org/2002/07/owl#Ontology") == []


def test_files_give_every_subject_once(held: Held, filed: Filed) -> None:
    subjects = [subject for subject in filed.subjects() if filed.of(subject)]
    assert sorted(subjects) == sorted(held.subjects())
