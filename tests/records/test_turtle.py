"""Records that are written as Turtle or TriG."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mnd_kg.dataset import to_nquads
from mnd_kg.findings import Finding, Severity
from mnd_kg.records import Record, turtle

if TYPE_CHECKING:
    from pathlib import Path

PREFIXES = (
    "@prefix mnd: <https://w3id.org/mnd-kg/ontology/> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
)
RECORD = '<> a mnd:ClinicalTrial ; rdfs:label "T" ;\n  mnd:arm <#a> .\n<#a> mnd:value 1.970 .\n'
NQUADS = """\
<{t}#a> <{mnd}value> "1.970"^^<http://www.w3.org/2001/XMLSchema#decimal> <{g}> .
<{t}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{mnd}ClinicalTrial> <{g}> .
<{t}> <http://www.w3.org/2000/01/rdf-schema#label> "T" <{g}> .
<{t}> <{mnd}arm> <{t}#a> <{g}> .
""".format(
    t="https://w3id.org/mnd-kg/trials/T",
    g="https://w3id.org/mnd-kg/graph/trials/T",
    mnd="https://w3id.org/mnd-kg/ontology/",
)


def read(folder: Path, source: str | bytes, name: str = "trials/T.ttl") -> Record:
    path = folder / name
    path.parent.mkdir()
    path.write_bytes(source.encode() if isinstance(source, str) else source)
    return turtle.read(path, name)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("trials/T.ttl", PREFIXES + RECORD),
        ("trials/T.trig", PREFIXES + RECORD),
        (
            "trials/T.trig",
            f"{PREFIXES}<https://w3id.org/mnd-kg/graph/trials/T> {{ {RECORD} }}",
        ),
    ],
    ids=["turtle", "trig without a graph", "trig with its own graph"],
)
def test_a_record_is_its_statements_in_its_graph(tmp_path: Path, name: str, source: str) -> None:
    record = read(tmp_path, source, name)
    assert (record.id, record.findings) == ("trials:T", [])
    assert to_nquads(record.quads).decode() == NQUADS


def test_every_node_has_a_line(tmp_path: Path) -> None:
    record = read(tmp_path, PREFIXES + '<#a> rdfs:label "a" .\n\n<#b>\n  rdfs:label "b" .\n')
    iri = "https://w3id.org/mnd-kg/trials/T"
    assert record.positions == {(iri + "#a",): 3, (iri + "#b",): 5}


BLANK = "It has a blank node: give every part an IRI such as <#placebo>."
OTHER_GRAPH = (
    "It has the graph {}: one file is one graph, <https://w3id.org/mnd-kg/graph/trials/T>."
)


@pytest.mark.parametrize(
    ("name", "source", "message"),
    [
        ("trials/T.ttl", "<> mnd:arm [ a mnd:Arm ] .\n", BLANK),
        ("trials/T.ttl", "_:a a mnd:Arm .\n", BLANK),
        ("trials/T.ttl", "<> mnd:arm ( <#a> ) .\n", BLANK),
        (
            "trials/T.trig",
            "<#g> { <> mnd:arm <#a> }\n",
            OTHER_GRAPH.format("<https://w3id.org/mnd-kg/trials/T#g>"),
        ),
        ("trials/T.trig", "_:g { <> mnd:arm <#a> }\n", OTHER_GRAPH.format("_:g")),
    ],
)
def test_blank_nodes_and_other_graphs_are_refused(
    tmp_path: Path, name: str, source: str, message: str
) -> None:
    record = read(tmp_path, PREFIXES + source, name)
    assert record.findings == [Finding(name, 1, Severity.ERROR, "trials:T", message)]
    assert record.quads == []


@pytest.mark.parametrize("name", ["trials/T.ttl", "trials/T.trig"])
def test_a_syntax_error_is_found_on_its_line(tmp_path: Path, name: str) -> None:
    record = read(tmp_path, PREFIXES + '<> rdfs:label "a" .\n<> rdfs:label b .\n', name)
    ((line, message),) = [(finding.line, finding.message) for finding in record.findings]
    assert line == 4
    assert message.startswith(f"This is not {name.rpartition('.')[2]}: ")
    assert record.quads == []


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    record = read(tmp_path, PREFIXES.encode() + b'<> rdfs:label "n\xe9" .\n')
    assert [finding.line for finding in record.findings] == [3]


def test_a_byte_order_mark_says_nothing(tmp_path: Path) -> None:
    record = read(tmp_path, "\ufeff" + PREFIXES + RECORD)
    assert to_nquads(record.quads).decode() == NQUADS


@pytest.mark.parametrize("name", ["unknown/T.ttl", "trials/a b.ttl"])
def test_a_file_whose_name_makes_no_id_is_refused(tmp_path: Path, name: str) -> None:
    record = read(tmp_path, PREFIXES + RECORD, name)
    assert [finding.line for finding in record.findings] == [1]


def test_a_triple_as_a_value_is_refused(tmp_path: Path) -> None:
    record = read(tmp_path, PREFIXES + "<> mnd:arm <<( <#a> a mnd:Arm )>> .\n")
    assert [finding.line for finding in record.findings] == [1]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (
            '<> mnd:startDate "abc"^^<http://id.loc.gov/datatypes/edtf/EDTF> .',
            "`startDate` cannot be read: `abc` is not a date",
        ),
        ('<> mnd:participants "many" .', "`participants` has the datatype"),
    ],
)
def test_a_value_that_is_not_of_its_datatype_is_refused(
    tmp_path: Path, statement: str, message: str
) -> None:
    (finding,) = read(tmp_path, PREFIXES + statement + "\n").findings
    assert finding.message.startswith(message)


def test_a_file_describes_its_own_record_only(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, PREFIXES + "<https://w3id.org/mnd-kg/x/Y> a mnd:Arm .\n").findings
    assert finding.message.endswith("a file describes its own record only.")
