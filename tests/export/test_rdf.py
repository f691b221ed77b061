"""RDF exports say what the graph says, in the digits of the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.compare import isomorphic

import mnd_kg
from mnd_kg.dataset import to_nquads
from mnd_kg.errors import SourceError
from mnd_kg.formats import DATASETS, RDF

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg import KnowledgeGraph

TRIPLES = ("turtle", "ntriples", "rdfxml")
QUADS = ("trig", "nquads")
LINES = """<https://w3id.org/mnd-kg/trials/T1> <http://example.org/p> "1.50" <https://e.org/g1> .
<https://w3id.org/mnd-kg/trials/T1> <http://example.org/p> "1.50" <https://e.org/g2> .
<https://w3id.org/mnd-kg/trials/T1> <http://example.org/p> "a\\rb" <https://e.org/g1> .
<https://w3id.org/mnd-kg/trials/T1> <http://example.org/p/12> "x" <https://e.org/g1> .
"""


def written(kg: KnowledgeGraph, format: str, folder: Path) -> tuple[Path, list[tuple[str, int]]]:
    done = kg.export(format, folder / "graph")
    return done.path, [(loss["what"], loss["statements"]) for loss in done.losses]


def small(folder: Path, lines: str = LINES) -> KnowledgeGraph:
    (folder / "small.nq").write_text(lines, encoding="utf-8")
    return mnd_kg.load(folder / "small.nq")


def union(kg: KnowledgeGraph) -> set[Triple]:
    return {quad.triple for quad in kg.quads()}


@pytest.mark.parametrize("format", TRIPLES)
def test_a_syntax_of_triples_holds_each_triple_once_in_the_digits_of_its_source(
    format: str, kg: KnowledgeGraph, tmp_path: Path
) -> None:
    path, losses = written(kg, format, tmp_path)
    read = [quad.triple for quad in parse(path=path, format=RDF[format])]
    assert len(read) == len(set(read))
    assert set(read) == union(kg)
    assert losses == [("which named graph says it", len(list(kg.quads())))]


@pytest.mark.parametrize("format", QUADS)
def test_a_syntax_of_datasets_loses_nothing(
    format: str, kg: KnowledgeGraph, tmp_path: Path
) -> None:
    path, losses = written(kg, format, tmp_path)
    assert list_sorted(parse(path=path, format=DATASETS[format])) == list_sorted(kg.quads())
    assert losses == []


@pytest.mark.parametrize("format", TRIPLES)
def test_rdflib_reads_the_same_graph(format: str, mini: KnowledgeGraph, tmp_path: Path) -> None:
    path, _ = written(mini, format, tmp_path)
    names = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml"}
    read = rdflib.Graph().parse(path, format=names[format])
    truth = rdflib.Graph()
    for triple in union(mini):
        truth.parse(data=f"{triple} .", format="nt")
    assert isomorphic(read, truth)
    assert {str(o) for o in read.objects()} == {text(t) for t in union(mini)}


def test_rdflib_reads_the_same_named_graphs(mini: KnowledgeGraph, tmp_path: Path) -> None:
    path, _ = written(mini, "trig", tmp_path)
    read = rdflib.Dataset().parse(path, format="trig")
    found = {(str(s), str(p), str(o), str(g)) for s, p, o, g in read.quads()}
    assert found == {
        (q.subject.value, q.predicate.value, text(q.triple), q.graph_name.value)
        for q in mini.quads()
        if isinstance(q.subject, NamedNode) and isinstance(q.graph_name, NamedNode)
    }


@pytest.mark.parametrize("format", [*TRIPLES, *QUADS])
def test_two_exports_have_the_same_bytes(format: str, mini: KnowledgeGraph, tmp_path: Path) -> None:
    once = mini.export(format, tmp_path / "once").path.read_bytes()
    assert once == mini.export(format, tmp_path / "twice").path.read_bytes()


def test_turtle_uses_the_prefixes_of_the_project(mini: KnowledgeGraph, tmp_path: Path) -> None:
    text = written(mini, "turtle", tmp_path)[0].read_text(encoding="utf-8")
    assert "mnd:ciLow 0.44" in text
    assert "trials:NCT03548311" in text


def test_n_quads_are_those_of_the_build(mini: KnowledgeGraph, tmp_path: Path) -> None:
    path, _ = written(mini, "nquads", tmp_path)
    assert path.read_bytes() == b"".join(sorted(path.read_bytes().splitlines(keepends=True)))


def test_a_triple_of_two_graphs_is_written_once(tmp_path: Path) -> None:
    path, losses = written(small(tmp_path), "ntriples", tmp_path)
    assert path.read_text(encoding="utf-8").count('"1.50"') == 1
    assert losses == [("which named graph says it", 4)]


def test_what_xml_cannot_say_is_left_out_and_counted(tmp_path: Path) -> None:
    path, losses = written(small(tmp_path), "rdfxml", tmp_path)
    triple = Triple(
        NamedNode("https://w3id.org/mnd-kg/trials/T1"),
        NamedNode("http://example.org/p"),
        next(parse(LINES, format=RdfFormat.N_QUADS)).object,
    )
    assert list(parse(path=path, format=RdfFormat.RDF_XML)) == [
        Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
    ]
    assert losses == [
        ("http://example.org/p/12", 1),
        ("texts with control characters", 1),
        ("which named graph says it", 4),
    ]


def test_a_file_of_n_quads_in_any_order_is_exported_in_order(tmp_path: Path) -> None:
    lines = LINES.splitlines(keepends=True)
    path, _ = written(small(tmp_path, "".join(reversed(lines))), "nquads", tmp_path)
    assert path.read_text(encoding="utf-8") == "".join(sorted(lines))


def test_the_graph_of_a_folder_in_any_order_is_exported_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    folder.mkdir()
    (folder / "graph.nq").write_bytes(b"\r\n".join(reversed(LINES.encode().splitlines())))
    done = mnd_kg.load(folder).export("nquads", tmp_path / "out.nq")
    assert done.path.read_bytes() == to_nquads(parse(LINES, RdfFormat.N_QUADS))


def test_a_triple_of_a_graph_without_a_name_is_whole(tmp_path: Path) -> None:
    kg = small(tmp_path, '<e:s> <e:p> "a <b> c" _:g .\n')
    written = kg.export("ntriples", tmp_path / "out.nt").path.read_text("utf-8")
    assert written == '<e:s> <e:p> "a <b> c" .\n'


def test_statements_in_no_named_graph_are_refused(tmp_path: Path) -> None:
    kg = small(tmp_path, "<e:s> <e:p> <e:o> .\n")
    with pytest.raises(SourceError, match="in no named graph"):
        kg.export("nquads", tmp_path / "graph")
    assert [path.name for path in tmp_path.iterdir()] == ["small.nq"]


def text(triple: Triple) -> str:
    return "" if isinstance(triple.object, Triple) else triple.object.value


def list_sorted(quads: object) -> list[str]:
    return sorted(map(str, quads))  # type: ignore[call-overload]
