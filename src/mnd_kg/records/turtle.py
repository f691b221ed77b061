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
from mnd_kg.records.refused import RefusedError, decoded
from mnd_kg.vocabulary import XSD, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG}


def read(path: Path, shown_path: str) -> Record:
    """Return the record in a Turtle or TriG file, named for its folder and its name.

    Relative IRIs are those of the record and its parts: ``<>`` and ``<#placebo>``.
    """
    curie = f"{path.parent.name}:{path.stem}"
    record = Record(path, shown_path, curie)
    try:
        source = decoded(path.read_bytes())
        record.quads = list(_statements(record, source))
    except RefusedError as refused:
        finding = Finding(shown_path, refused.line, Severity.ERROR, curie, refused.message)
        record.findings.append(finding)
        return record
    for node in {text(quad.subject) for quad in record.quads}:
        # A node is written relative, as <> or <#placebo>, or with a prefix or in full.
        names = (f"<{node.removeprefix(record.iri)}>", node.rpartition("/")[2])
        record.positions[(node,)] = _line_of(source, *names)
    return record


def _statements(record: Record, source: str) -> Iterator[Quad]:
    """Give what a file says, in the named graph of its record.

    Raises:
        RefusedError: if it is not the Turtle or TriG of that record.
    """
    if not is_record_id(record.id):
        message = (
            f"`{record.id}` cannot be the id of a record: mend the name of the file or folder."
        )
        raise RefusedError(1, message)
    graph = NamedNode(graph_of(record.id))
    suffix = record.path.suffix
    try:
        for quad in parse(source, format=FORMATS[suffix], base_iri=record.iri):
            if problem := _misplaced(quad, record.iri, graph):
                raise RefusedError(1, problem)
            value = quad.object
            if isinstance(value, Literal) and (problem := _wrong(quad.predicate.value, value)):
                raise RefusedError(_line_of(source, value.value), problem)
            yield Quad(quad.subject, quad.predicate, value, graph)
    except SyntaxError as error:
        message = f"This is not {suffix[1:]}: {error.msg}."
        raise RefusedError(error.lineno or 1, message) from error


def _misplaced(quad: Quad, record: str, graph: NamedNode) -> str:
    """Return why a statement has no place in the file of a record, or an empty text."""
    if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
        return "It has a blank node: give every part an IRI such as <#placebo>."
    if isinstance(quad.object, Triple):
        return "It has a triple as a value: name a thing or write a text."
    if quad.graph_name not in (DefaultGraph(), graph):
        return f"It has the graph {quad.graph_name}: one file is one graph, {graph}."
    if text(quad.subject).partition("#")[0] != record:
        return f"It describes {quad.subject}: a file describes its own record only."
    return ""


def _wrong(prop: str, value: Literal) -> str:
    """Return what is wrong with a literal as the value of a property, or an empty text."""
    key = vocabulary().keys.get(vocabulary().key_names.get(prop, ""))
    if key is None:
        return ""
    expected = key.datatype or XSD + "string"
    if value.datatype.value != expected:
        return f"`{key.name}` has the datatype <{expected}>, and this one has not."
    return literal_problem(key, value.value)


def _line_of(source: str, *words: str) -> int:
    """Return the first line on which one of some words stands, or 1."""
    lines = enumerate(source.splitlines(), 1)
    return next((n for n, line in lines if any(word in line for word in words)), 1)
