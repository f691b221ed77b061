"""JSON-LD framed by record is the same RDF, and each record as it stands in its file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import rdflib
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

import mnd_kg
from mnd_kg.dataset import read_data, to_nquads
from mnd_kg.export.by_record import by_record
from mnd_kg.export.jsonld import framed_nodes
from mnd_kg.nquads import by_subject, iri
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph
    from mnd_kg.records import Record

MINI = read_data(Path(__file__).parents[1] / "data" / "mini")
RECORDS = {curie: record for curie, record in MINI.records.items() if record.document}


def test_it_is_the_same_dataset(kg: KnowledgeGraph, tmp_path: Path) -> None:
    done = kg.export("jsonld", tmp_path / "graph.jsonld")
    read = list(parse(path=done.path, format=RdfFormat.JSON_LD))
    assert len(read) == len(set(read))
    assert set(read) == set(kg.quads())
    assert done.losses == []


def test_rdflib_reads_the_same_dataset(mini: KnowledgeGraph, tmp_path: Path) -> None:
    path = mini.export("jsonld", tmp_path / "graph.jsonld").path
    read = rdflib.Dataset().parse(path, format="json-ld")
    truth = rdflib.Dataset().parse(mini.export("nquads", tmp_path / "g").path, format="nquads")
    assert {tuple(map(str, quad)) for quad in read} == {tuple(map(str, quad)) for quad in truth}


def test_a_record_stands_on_a_line_of_its_own(mini: KnowledgeGraph, tmp_path: Path) -> None:
    lines = mini.export("jsonld", tmp_path / "g").path.read_text("utf-8").splitlines()
    graphs = [json.loads(line.removesuffix(",")) for line in lines[2:-1]]
    own = [graph for graph in graphs if graph["id"] == "graph:trials/NCT03548311"]
    assert [[node["id"] for node in graph["@graph"]] for graph in own] == [["trials:NCT03548311"]]


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())
def test_a_record_is_framed_as_it_stands_in_its_file(record: Record) -> None:
    about = dict(by_subject(to_nquads(record.quads).splitlines(keepends=True)))
    assert tidy(framed_nodes(record.iri, about)) == tidy([record.document])


def test_one_record_is_a_document_of_its_own(mini: KnowledgeGraph) -> None:
    document = mini.jsonld("JETALS")
    read = parse(json.dumps(document), format=RdfFormat.JSON_LD)
    about = "<https://w3id.org/mnd-kg/trials/NCT03548311"
    assert {quad.triple for quad in read} == {
        quad.triple
        for quad in mini.quads()
        if str(quad.subject).startswith(about) and "graph/derived/" not in str(quad.graph_name)
    }
    (trial,) = document["@graph"]
    arms = {arm["id"]: arm["role"] for arm in trial["arm"]}
    assert arms == {"#methylcobalamin": "ACTIVE_COMPARATOR", "#placebo": "PLACEBO_COMPARATOR"}


def test_one_record_comes_with_its_mappings(kg: KnowledgeGraph) -> None:
    (condition,) = kg.jsonld("PLS")["@graph"]
    assert "MONDO:0018155" in condition["exactMatch"]


def test_texts_of_any_characters_are_kept(tmp_path: Path) -> None:
    text = "".join(map(chr, range(0x100))) + '\\"\\u0041 \N{GREEK SMALL LETTER ALPHA}\U0001f9e0'
    said = Quad(NamedNode("e:s"), NamedNode("e:p"), Literal(text), NamedNode("e:g"))
    (tmp_path / "small.nq").write_bytes(to_nquads([said]))
    done = mnd_kg.load(tmp_path / "small.nq").export("jsonld", tmp_path / "graph.jsonld")
    assert list(parse(path=done.path, format=RdfFormat.JSON_LD)) == [said]


def test_what_has_no_name_is_kept(tmp_path: Path) -> None:
    lines = b'<e:s> <e:p> _:b <e:g> .\n_:b <e:p> "a text" _:h .\n'
    (tmp_path / "graph.nq").write_bytes(lines)
    done = mnd_kg.load(tmp_path / "graph.nq").export("jsonld", tmp_path / "out.jsonld")
    read, said = (
        Dataset(parse(content, form))
        for content, form in (
            (done.path.read_bytes(), RdfFormat.JSON_LD),
            (lines, RdfFormat.N_QUADS),
        )
    )
    for dataset in (read, said):
        dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    assert read == said


def test_what_refers_in_a_circle_or_has_an_unknown_property_is_kept() -> None:
    record, p, graph = (f"https://w3id.org/mnd-kg/{end}" for end in ("trials/T", "p", "g"))
    double = "http://www.w3.org/2001/XMLSchema#double"
    lines = [
        f"<{record}{part}> <{p}> {value} <{graph}> .\n".encode()
        for part, value in (
            ("#a", '"x"@en'),
            ("#a", f"<{record}#b>"),
            ("#b", f"<{record}#a>"),
            ("#b", f'"1.0E0"^^<{double}>'),
        )
    ]
    document = {
        "@context": [*vocabulary().jsonld_context, {"@base": record}],
        "@graph": framed_nodes(record, dict(by_subject(lines)), base=record),
    }
    read = parse(json.dumps(document), format=RdfFormat.JSON_LD)
    truth = parse(b"".join(lines), format=RdfFormat.N_QUADS)
    assert {quad.triple for quad in read} == {quad.triple for quad in truth}


def test_records_whose_names_begin_alike_are_kept_apart() -> None:
    names = ["a#x", "a-b#y", "a-b", "a-c", "a", "b"]
    base = "https://w3id.org/mnd-kg/sources/"
    lines = sorted(f"<{base}{name}> <e:p> <e:p> <e:p> .\n".encode() for name in names)
    found = {
        record.removeprefix(base): sorted(iri(subject).removeprefix(base) for subject in said)
        for record, said in by_record(lines)
    }
    assert found == {"a": ["a", "a#x"], "a-b": ["a-b", "a-b#y"], "a-c": ["a-c"], "b": ["b"]}


def tidy(value: Any) -> Any:
    """Return a record with ids as CURIEs and lists in one order, a single value as a list."""
    if isinstance(value, dict):
        return {
            key: tidy(inner if isinstance(inner, list) else [inner]) for key, inner in value.items()
        }
    if isinstance(value, list):
        return sorted((tidy(inner) for inner in value), key=repr)
    return vocabulary().contract(value)
