"""Tidy tables: one a kind of record and one a kind of part, a row a thing, a column a key.

The columns of a table are the keys that the ontology allows its classes, in the order of records,
so that they are the same for every selection. Parts have the record that they belong to in a column
of their own, and what holds them has their ids.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from mnd_kg.doubts import RESTS_ON_DOUBTFUL
from mnd_kg.export.framed import records
from mnd_kg.vocabulary import EDTF, MND, XSD, Key, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mnd_kg.export.framed import Node
    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection

Row = dict[str, list[str]]
SEPARATOR = "|"
_TYPES = {
    XSD + "integer": "integer",
    XSD + "decimal": "decimal",
    XSD + "boolean": "boolean",
    XSD + "date": "date",
    EDTF: "date as precise as it is known (EDTF)",
}
_NO_COLUMN = "no column has it"


@dataclass(frozen=True)
class Column:
    """A column: its name, what stands in it, and the property that it is."""

    name: str
    type: str
    property: str = ""
    definition: str = ""


_ID = Column("id", "id", definition="What the row is about, the same in every release.")
_CLASS = Column("type", "class", definition="The class of the thing, as records name it.")
_RECORD = Column("record", "id", definition="The record that the part belongs to.")


def rows(selection: Selection, ledger: Ledger) -> Iterator[tuple[str, Row]]:
    """Give each thing as a row with the table that it stands in, and note what no row can hold."""
    for node in records(selection, ledger, "a table holds records and their parts"):
        yield from _rows_of(node, ledger)


@cache
def columns(table: str) -> tuple[Column, ...]:
    """Return the columns of a table."""
    words = vocabulary()
    classes = [iri for iri in words.classes.values() if table_of(iri) == table]
    lines = {above for iri in classes for above in _line(iri)}
    found = [_ID, _CLASS] if words.folder_of(classes[0]) else [_ID, _CLASS, _RECORD]
    for key in words.keys.values():
        if words.domains.get(key.iri, frozenset()) & lines:
            found.append(Column(key.name, _type(key), key.iri, words.definitions.get(key.iri, "")))
            for bound, end in zip(words.dates.get(key.iri, ()), ("first", "last"), strict=False):
                said = f"Derived: the {end} day that {key.name} can mean."
                found.append(Column(bound.removeprefix(MND), "date", bound, said))
    said = words.definitions[RESTS_ON_DOUBTFUL]
    found.append(Column(RESTS_ON_DOUBTFUL.removeprefix(MND), "id", RESTS_ON_DOUBTFUL, said))
    return tuple(found)


def table_of(class_iri: str) -> str:
    """Return the table of a class: the folder of its records, or the plural name of the part.

    >>> table_of(vocabulary().classes["SmallMolecule"]), table_of(vocabulary().classes["Search"])
    ('interventions', 'searches')
    """
    folder = vocabulary().folder_of(class_iri)
    if folder:
        return folder
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", class_iri.removeprefix(MND)).lower()
    for ending, plural in (("criterion", "criteria"), ("y", "ies"), ("ch", "ches")):
        if name.endswith(ending):
            return name.removesuffix(ending) + plural
    return name + "s"


def joined(values: list[str]) -> str:
    r"""Return the values of a cell as one text; a separator inside a value is escaped.

    >>> joined(["a", "b|c"])
    'a|b\\|c'
    """
    escaped = (value.replace("\\", "\\\\").replace(SEPARATOR, "\\" + SEPARATOR) for value in values)
    return SEPARATOR.join(escaped)


def _rows_of(node: Node, ledger: Ledger) -> Iterator[tuple[str, Row]]:
    class_name = node.get("type", "")
    class_iri = vocabulary().classes.get(class_name) if isinstance(class_name, str) else None
    parts: list[Node] = []
    row: Row = {"id": [node["id"]]}
    known = {column.name for column in columns(table_of(class_iri))} if class_iri else set()
    if "record" in known:
        row["record"] = [node["id"].partition("#")[0]]
    for name, found in node.items():
        values = found if isinstance(found, list) else [found]
        column = name.removeprefix("mnd:")
        if column not in known:
            ledger.lose(name, _NO_COLUMN if class_iri else "its subject has no class", len(values))
        elif name != "id":
            row[column] = [_text(value, ledger) for value in values]
        parts += [value for value in values if isinstance(value, dict) and len(value) > 1]
    if class_iri:
        yield table_of(class_iri), row
    for part in parts:
        if "@value" not in part:
            yield from _rows_of(part, ledger)


def _text(value: Any, ledger: Ledger) -> str:
    if isinstance(value, str):
        return value
    if "@value" in value and value.get("@type") != "xsd:date":
        ledger.lose("datatypes and languages", "a cell holds the text alone")
    return str(value.get("@value", value.get("id")))


def _line(class_iri: str) -> Iterator[str]:
    while class_iri:
        yield class_iri
        class_iri = vocabulary().parents.get(class_iri, "")


def _type(key: Key) -> str:
    if key.values:
        return "one of " + ", ".join(key.values)
    if key.names_keys:
        return "column"
    return "id" if key.refers else _TYPES.get(key.datatype or "", "text")


def documented(tables: Mapping[str, object]) -> list[tuple[str, ...]]:
    """Return what stands in columns.csv: each column of the tables that were written."""
    found: list[tuple[str, ...]] = [("table", "column", "type", "property", "definition")]
    for table in sorted(tables):
        found += ((table, *astuple(column)) for column in columns(table))
    return found
