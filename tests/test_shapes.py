"""Each shape: the base graph conforms, and one change of it gives one result. Both engines.

``shapes/required.tsv`` has what must be there: without the property, and with another value where
only one may stand, the node has the one result of the row. ``shapes/wrong.tsv`` has other changes
with all their results; a row without a change goes on with the results of the change above it.
"""

from __future__ import annotations

import csv
import sys
from functools import reduce
from importlib.util import find_spec
from platform import machine
from typing import NamedTuple, get_args

import pytest
import rdflib
from pyoxigraph import NamedNode
from rdflib import RDF
from rdflib.namespace import SH

from mnd_kg.findings import Severity
from mnd_kg.layout import ONTOLOGY
from mnd_kg.rdf import text
from mnd_kg.validate import Engine, Result, check_shapes
from mnd_kg.vocabulary import BASE, RDF_TYPE, vocabulary
from tests.shapes import BASE_GRAPH, HERE, changed, ntriples, record_of

HAS_WHEEL = sys.platform in ("darwin", "win32") or (sys.platform, machine()) == ("linux", "x86_64")
ENGINES = [
    pytest.param(
        engine,
        marks=pytest.mark.skipif(
            engine == "shacl" and not HAS_WHEEL, reason="shacl has no wheel for this platform"
        ),
    )
    for engine in get_args(Engine)
]


class Case(NamedTuple):
    """A change of one node, and the results that it must give."""

    focus: str
    change: str
    results: frozenset[Result]


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def full(term: str) -> str:
    """Return the IRI of a CURIE or of a path below the base; anything else stays as it is."""
    if term.partition(":")[0] in vocabulary().prefixes:
        return vocabulary().expand(term)
    node = NamedNode(BASE + term) if " " not in term and "{" not in term else None
    return BASE + term if node in {t.subject for t in BASE_GRAPH} else term


def lacking_and_doubled() -> list[Case]:
    lacking: list[Case] = []
    doubled: dict[str, Case] = {}
    for row in rows("required.tsv"):
        focus, path = row["focus"], row["path"]
        result = Result(Severity(row["severity"]), full(focus), full(path), "", row["message"])
        lacking.append(Case(focus, path, frozenset({result})))
        if row["another"]:
            old = next(
                str(t.object)
                for t in BASE_GRAPH
                if (text(t.subject), text(t.predicate)) == (full(focus), full(path))
            )
            case = doubled.get(focus, Case(focus, "", frozenset()))
            change = f"{case.change} ; {path} {old}, {row['another']}".removeprefix(" ; ")
            doubled[focus] = Case(focus, change, case.results | {result})
    return [*lacking, *doubled.values()]


def wrong() -> list[Case]:
    cases: list[Case] = []
    for row in rows("wrong.tsv"):
        if row["focus"]:
            cases.append(Case(row["focus"], row["change"], frozenset()))
        case = cases.pop()
        result = Result(
            Severity(row["severity"]),
            full(row["result focus"] or case.focus),
            full(row["path"]),
            full(row["value"]),
            row["message"],
        )
        cases.append(case._replace(results=case.results | {result}))
    return cases


CASES = [*lacking_and_doubled(), *wrong()]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_base_graph_conforms(engine: Engine) -> None:
    assert set(check_shapes(ntriples(BASE_GRAPH), engine)) == set()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES, ids=[f"{case.focus} {case.change}" for case in CASES])
def test_a_change_gives_exactly_its_results(case: Case, engine: Engine) -> None:
    graph = changed(record_of(case.focus), case.focus, case.change)
    assert set(check_shapes(ntriples(graph), engine)) == case.results


def test_the_engines_agree_on_all_changes_at_once() -> None:
    if not HAS_WHEEL:
        pytest.skip("shacl has no wheel for this platform")
    graph = reduce(lambda graph, case: changed(graph, case.focus, case.change), CASES, BASE_GRAPH)
    found = {engine: set(check_shapes(ntriples(graph), engine)) for engine in get_args(Engine)}
    assert found["shacl"] == found["pyshacl"] != set()


def test_the_engine_shacl_is_installed_where_it_has_a_wheel() -> None:
    assert (find_spec("shacl") is not None) == HAS_WHEEL


def test_the_base_graph_has_an_instance_of_every_class() -> None:
    used = {text(t.object) for t in BASE_GRAPH if text(t.predicate) == RDF_TYPE}
    assert used - {vocabulary().expand("sssom:Mapping")} == set(vocabulary().classes.values())


def targets(shapes: rdflib.Graph, shape: rdflib.term.Node) -> set[str]:
    """Return the nodes of the base graph that a shape is about."""
    classes = {str(target) for target in shapes.objects(shape, SH.targetClass)}
    properties = {str(target) for target in shapes.objects(shape, SH.targetSubjectsOf)}
    parents = vocabulary().parents
    classes |= {name for name, parent in parents.items() if parent in classes}
    return {
        text(t.subject)
        for t in BASE_GRAPH
        if text(t.predicate) in properties
        or (text(t.predicate) == RDF_TYPE and text(t.object) in classes)
    }


def test_every_message_of_every_shape_is_expected_by_a_case() -> None:
    shapes = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")
    expected = {(r.focus, r.message) for case in CASES for r in case.results}
    missing = set()
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        nodes = targets(shapes, shape)
        sources = [shape, *shapes.objects(shape, SH.property), *shapes.objects(shape, SH.sparql)]
        for message in (str(m) for source in sources for m in shapes.objects(source, SH.message)):
            if not any((node, message) in expected for node in nodes):
                missing.add((str(shape), message))
    assert missing == set()


def test_every_constraint_of_every_shape_has_a_message() -> None:
    shapes = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        for source in (*shapes.objects(shape, SH.property), *shapes.objects(shape, SH.sparql)):
            assert shapes.value(source, SH.message), str(shape)
        if shapes.value(shape, SH["or"]):
            assert shapes.value(shape, SH.message), str(shape)
