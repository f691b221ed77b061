"""Records that are written as Turtle or TriG instead of YAML-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from mnd_kg.findings import Finding, Severity
from mnd_kg.rdf import text
from mnd_kg.records.reader import literal_problem
from mnd_kg.records.record import Record, graph_of, is_record_id
from mnd_kg.vocabulary import BASE, XSD, vocabulary

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG}


def read(path: Path, shown_path: str) -> Record:
    """Return the record in a Turtle or TriG file, named for its folder and its name.

    Relative IRIs are those of the record and its parts: ``<>`` and ``<#placebo>``.
    """
    curie = f"{path.parent.name}:{path.stem}"
    record = Record(path, shown_path, curie)

    def refuse(line: int, message: str) -> None:
        record.findings.append(Finding(shown_path, line, Severity.ERROR, curie, message))

    raw = path.read_bytes()
    try:
        source = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        refuse(line, "This is not UTF-8 text: save the file with the encoding UTF-8.")
        return record
    if not is_record_id(curie):
        refuse(1, f"`{curie}` cannot be the id of a record: mend the name of the file or folder.")
        return record
    graph = NamedNode(graph_of(curie))
    keys = {key.iri: key for key in vocabulary().keys.values()}
    try:
        for quad in parse(
            source, format=FORMATS[path.suffix], base_iri=BASE + curie.replace(":", "/")
        ):
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                refuse(1, "It has a blank node: give every part an IRI such as <#placebo>.")
                break
            if isinstance(quad.object, Triple):
                refuse(1, "It has a triple as a value: name a thing or write a text.")
                break
            if quad.graph_name not in (DefaultGraph(), graph):
                refuse(1, f"It has the graph {quad.graph_name}: one file is one graph, {graph}.")
                break
            if text(quad.subject).partition("#")[0] != record.iri:
                refuse(1, f"It describes {quad.subject}: a file describes its own record only.")
                break
            key = keys.get(quad.predicate.value)
            if key and isinstance(quad.object, Literal):
                expected = key.datatype or XSD + "string"
                problem = literal_problem(key, quad.object.value)
                if quad.object.datatype.value != expected:
                    problem = f"`{key.name}` has the datatype <{expected}>, and this one has not."
                if problem:
                    refuse(_line_of(source, quad.object.value), problem)
                    break
            record.quads.append(Quad(quad.subject, quad.predicate, quad.object, graph))
    except SyntaxError as error:
        refuse(error.lineno or 1, f"This is not {path.suffix[1:]}: {error.msg}.")
    if record.findings:
        record.quads = []
        return record
    for node in {text(quad.subject) for quad in record.quads}:
        # A node is written relative, as <> or <#placebo>, or with a prefix or in full.
        names = (f"<{node.removeprefix(record.iri)}>", node.rpartition("/")[2])
        record.positions[(node,)] = _line_of(source, *names)
    return record


def _line_of(source: str, *words: str) -> int:
    """Return the first line on which one of some words stands, or 1."""
    lines = enumerate(source.splitlines(), 1)
    return next((n for n, line in lines if any(word in line for word in words)), 1)
