"""Reading a mapping set: every defect is a finding with its line, and every row becomes RDF.

A row that affirms makes the SKOS triple about our thing. Every row, also one that denies, makes a
mapping node with all that is said about the mapping.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from mnd_kg.findings import Finding, Severity, did_you_mean
from mnd_kg.layout import ONTOLOGY
from mnd_kg.mappings.columns import CLASS, COLUMNS, PREDICATES, SUFFIX, WITHOUT_LABELS, Column
from mnd_kg.mappings.table import Row, in_order, parse
from mnd_kg.namespaces import is_legal_iri
from mnd_kg.records import Record, graph_of, literal_problem
from mnd_kg.vocabulary import BASE, MND, RDF_TYPE, XSD, Key, vocabulary

if TYPE_CHECKING:
    from pathlib import Path

_CONFIDENCE = re.compile(r"0(\.\d+)?|1(\.0+)?")
_NEGATED = "sssom:NegatedPredicate"


@dataclass
class MappingSet:
    """A mapping set as it was read; ``record`` has its statements and findings."""

    record: Record
    iri: str
    title: str = ""
    rows: list[Row] = field(default_factory=list)


def read(path: Path, shown_path: str | None = None) -> MappingSet:
    """Return the mapping set of a folder of records, named for that folder."""
    folder = path.name.removesuffix(SUFFIX)
    return read_rows(path, BASE + f"mappings/{folder}", (folder,), shown_path)


@cache
def read_alignments(folder: Path = ONTOLOGY) -> MappingSet:
    """Return what the terms of the ontology are in other models."""
    return read_rows(folder / f"alignments{SUFFIX}", MND + "alignments", ("mnd", "skos"))


def read_rows(
    path: Path, set_iri: str, subjects: tuple[str, ...], shown_path: str | None = None
) -> MappingSet:
    """Return a mapping set.

    Args:
        path: the file.
        set_iri: the IRI of the set.
        subjects: the prefixes of the things that it maps.
        shown_path: the path that findings give.
    """
    shown = shown_path or path.as_posix()
    record = Record(path, shown, f"mappings:{subjects[0]}", CLASS)
    mappings = MappingSet(record, set_iri)

    def refuse(line: int, message: str) -> None:
        record.findings.append(Finding(shown, line, Severity.ERROR, record.id, message))

    if subjects[0] not in vocabulary().prefixes:
        refuse(1, f"There is no folder {subjects[0]}: name the file for a folder of records.")
        return mappings
    mappings.title, mappings.rows = parse(path.read_bytes(), set_iri, refuse)
    seen: dict[tuple[str, ...], int] = {}
    good = []
    for row in mappings.rows:
        problems = _problems(row, subjects)
        twin = seen.setdefault(row.place[:3], row.line)
        if twin != row.line:
            problems.append(f"The mapping stands on line {twin} already: keep one of them.")
        for problem in problems:
            refuse(row.line, problem)
        if not problems:
            good.append(row)
    if not record.findings:
        _check_order(mappings)
    # What is well said stands, or each thing of the folder would seem to have no mapping.
    _make_statements(mappings, good)
    return mappings


def _problems(row: Row, subjects: tuple[str, ...]) -> list[str]:
    """Return what is wrong with a row by itself."""
    found = [
        f"`{name}` is empty: fill it."
        for name, column in COLUMNS.items()
        if column.required and not row[name]
    ]
    found += [
        problem for name, text in row.cells.items() if (problem := _problem(COLUMNS[name], text))
    ]
    prefix = row["subject_id"].partition(":")[0]
    if row["subject_id"] and prefix not in subjects:
        found.append(f"`{row['subject_id']}` is none of {subjects[0]}: put it in its own set.")
    if row["predicate_id"] and row["predicate_id"] not in PREDICATES:
        choice = ", ".join(PREDICATES)
        found.append(f"`{row['predicate_id']}` is no predicate of mappings: take {choice}.")
    owner = row["object_id"].partition(":")[0]
    if row["object_label"] and owner in WITHOUT_LABELS:
        found.append(f"The names of {owner} are not free: leave object_label empty.")
    if row["checked_against"] == "primary" and not (row["checked_page"] and row["checked_on"]):
        found.append("A primary check names the page and the day: checked_page, checked_on.")
    return found


def _problem(column: Column, text: str) -> str:
    """Return what is wrong with a cell, or nothing."""
    words = vocabulary()
    if column.kind == "id":
        return _id_problem(column.name, text)
    if column.kind == "Not":
        return "" if text == "Not" else f"`{column.name}` is Not or empty, not `{text}`."
    if column.kind == "xsd:double":
        fits = _CONFIDENCE.fullmatch(text)
        return "" if fits else f"`{column.name}` is a number from 0 to 1, not `{text}`."
    key = words.keys.get(column.kind)
    if key and key.values:
        choice = ", ".join(key.values)
        return "" if text in key.values else f"`{column.name}` is one of {choice}, not `{text}`."
    if key and key.refers:
        problems = (_id_problem(column.name, page) for page in text.split("|"))
        return next(filter(None, problems), "")
    datatype = XSD + "date" if column.kind in ("xsd:date", "checkedOn") else None
    return literal_problem(Key(column.name, column.property, datatype), text)


def _id_problem(column: str, text: str) -> str:
    prefix, colon, rest = text.partition(":")
    words = vocabulary()
    if not (colon and rest):
        return f"`{text}` is no id: `{column}` takes one such as MONDO:0004976."
    if prefix not in words.prefixes:
        return f"The prefix `{prefix}` is not known.{did_you_mean(prefix, words.prefixes)}"
    legal = is_legal_iri(words.expand(text)) and "|" not in text
    return "" if legal else f"`{text}` cannot be an identifier: an IRI has no spaces or bars."


def _check_order(mappings: MappingSet) -> None:
    record = mappings.record
    pairs = zip(mappings.rows, in_order(mappings.rows), strict=True)
    if first := next((row for row, wanted in pairs if row is not wanted), None):
        message = "The rows are out of order from here on: run mnd-kg format."
        record.findings.append(
            Finding(record.shown_path, first.line, Severity.WARNING, record.id, message)
        )


def _make_statements(mappings: MappingSet, rows: list[Row]) -> None:
    words = vocabulary()
    record, whole = mappings.record, NamedNode(mappings.iri)
    graph = NamedNode(graph_of(record.id))

    def say(subject: NamedNode, prop: str, value: NamedNode | Literal, line: int) -> None:
        predicate = NamedNode(words.expand(prop) if prop != RDF_TYPE else prop)
        record.quads.append(Quad(subject, predicate, value, graph))
        for place_of in ((subject.value,), (subject.value, predicate.value)):
            record.positions.setdefault(place_of, line)
        record.positions[(subject.value, predicate.value, value.value)] = line

    say(whole, RDF_TYPE, NamedNode(words.expand("sssom:MappingSet")), 1)
    if mappings.title:
        say(whole, "rdfs:label", Literal(mappings.title), 1)
    for row in rows:
        mapping = NamedNode(mappings.iri + fragment(row))
        say(whole, "sssom:mappings", mapping, row.line)
        say(mapping, RDF_TYPE, NamedNode(words.expand("sssom:Mapping")), row.line)
        if not row.negative:
            thing, same = (NamedNode(words.expand(row[c])) for c in ("subject_id", "object_id"))
            say(thing, row["predicate_id"], same, row.line)
        for name in row.cells:
            for value in _values(COLUMNS[name], row[name]):
                say(mapping, COLUMNS[name].property, value, row.line)


def fragment(row: Row) -> str:
    """Return the end of the IRI of a mapping, which is the same as long as it says the same.

    >>> from mnd_kg.mappings import Row
    >>> cells = {"subject_id": "conditions:PLS", "object_id": "MONDO:0018155"}
    >>> fragment(Row(1, {**cells, "predicate_id": "skos:exactMatch"}))
    '#PLS-exactMatch-MONDO-0018155'
    """
    subject = row["subject_id"].partition(":")[2]
    predicate = row["predicate_id"].partition(":")[2]
    denied = "not-" if row.negative else ""
    return f"#{subject}-{denied}{predicate}-{row['object_id'].replace(':', '-', 1)}"


def _values(column: Column, text: str) -> list[NamedNode | Literal]:
    """Return the values of a cell as RDF."""
    words = vocabulary()
    key = words.keys.get(column.kind)
    if column.kind == "Not":
        return [NamedNode(words.expand(_NEGATED))]
    if column.kind == "id" or (key and key.refers):
        return [NamedNode(words.expand(curie)) for curie in text.split("|")]
    if key and key.values:
        return [NamedNode(key.stem + text)]
    datatype = key.datatype if key else None
    if column.kind.startswith("xsd:"):
        datatype = words.expand(column.kind)
    return [Literal(text, datatype=NamedNode(datatype or XSD + "string"))]
