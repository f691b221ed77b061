"""CSV for `neo4j-admin database import`: typed headers, labels, and the command.

https://neo4j.com/docs/operations-manual/current/import/
"""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from mnd_kg.export.views import Columns, elements
from mnd_kg.export.xml import written
from mnd_kg.network import Edge, Node
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection
    from mnd_kg.network.elements import Value

_TYPES = {bool: "boolean", int: "long", Decimal: "double", tuple: "string[]", str: "string"}
_BETWEEN = "|"
_README = """The graph as Neo4j imports it: nodes.csv and relationships.csv.

In this folder, with the database stopped and empty:

    neo4j-admin database import full neo4j --nodes=nodes.csv \\
        --relationships=relationships.csv --array-delimiter="|" --multiline-fields=true

A node has the label of its class and of the classes above it; a relationship has its id as a
property. How the evidence for each pair stands, for instance:

    MATCH (drug)-[about:STUDIED_FOR]->(condition) RETURN drug.label, about.supports, about.disputes
"""


def neo4j(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write a view as two CSV files with the headers of Neo4j's import, and a README."""
    met = {Node: Columns(), Edge: Columns()}
    for element in elements(selection):
        met[type(element)].meet(element.attributes)
    nodes, edges = met[Node].types(), met[Edge].types()
    cells = _Cells(ledger)
    with (
        (out / "nodes.csv").open("w", encoding="utf-8", newline="") as first,
        (out / "relationships.csv").open("w", encoding="utf-8", newline="") as second,
    ):
        of_nodes = csv.writer(first, lineterminator="\n")
        of_edges = csv.writer(second, lineterminator="\n")
        of_nodes.writerow(["id:ID", ":LABEL", "label:string", *_header(nodes)])
        of_edges.writerow(
            [":START_ID", ":END_ID", ":TYPE", "id:string", "type:string", *_header(edges)]
        )
        for element in elements(selection, ledger):
            if isinstance(element, Node):
                head = [element.id, _BETWEEN.join(_labels(element.type)), element.label]
                of_nodes.writerow([*head, *cells.of(element.attributes, nodes)])
            else:
                head = [element.source, element.target, _relationship(element.relation)]
                head += [element.id, element.type]
                of_edges.writerow([*head, *cells.of(element.attributes, edges)])
    (out / "README.txt").write_text(_README, encoding="utf-8", newline="\n")


def _header(columns: Mapping[str, type]) -> list[str]:
    # A colon would begin the type.
    return [f"{key.replace(':', '_')}:{_TYPES[kind]}" for key, kind in columns.items()]


def _relationship(relation: str) -> str:
    """Return a relation as Neo4j's users spell the types of relationships.

    >>> _relationship("studied-for"), _relationship("subtypeGene")
    ('STUDIED_FOR', 'SUBTYPE_GENE')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])|\W", "_", relation).upper()


def _labels(kind: str) -> list[str]:
    """Return a class and those above it, by their names."""
    words = vocabulary()
    above = words.classes.get(kind, "")
    found = []
    while above:
        found.append(words.contract(above).removeprefix("mnd:"))
        above = words.parents.get(above, "")
    return found or [kind]


class _Cells:
    """Writes the cells of a row, and notes what a cell cannot hold."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of(self, attributes: Mapping[str, Value], columns: Mapping[str, type]) -> list[str]:
        """Return the cells of all columns, empty where there is no value."""
        return [
            self._cell(attributes[key], kind) if key in attributes else ""
            for key, kind in columns.items()
        ]

    def _cell(self, value: Value, kind: type) -> str:
        if kind is not tuple:
            text = written(value)
            if not text:
                self._ledger.lose("texts without a letter", "an empty cell is no value")
            if kind is Decimal and str(float(text)) not in (text, f"{text}.0"):
                self._ledger.lose("digits of a number, as the zero of 3.50", "a double drops them")
            return text
        parts = value if isinstance(value, tuple) else (written(value),)
        if any(_BETWEEN in part for part in parts):
            self._ledger.lose("a bar in an item of a list", "a bar sets items off")
        return _BETWEEN.join(part.replace(_BETWEEN, "/") for part in parts)
