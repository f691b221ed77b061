"""A mapping set back from the statements of a graph: the table that it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg.mappings.columns import COLUMNS
from mnd_kg.mappings.table import Row, in_order
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.mappings.columns import Column
    from mnd_kg.statements import Statements


def rows_of(said: Statements, set_iri: str) -> list[Row]:
    """Return the rows of a mapping set, in their order; the lines are numbered from 1."""
    found = []
    for mapping in said.values(set_iri, "sssom:mappings"):
        cells = {name: _cell(said, mapping, column) for name, column in COLUMNS.items()}
        found.append(Row(0, {name: text for name, text in cells.items() if text}))
    return [Row(line, row.cells) for line, row in enumerate(in_order(found), 1)]


def _cell(said: Statements, mapping: str, column: Column) -> str:
    words = vocabulary()
    key = words.key_names.get(words.expand(column.property), column.property)
    values = said.values(mapping, key)
    if column.kind == "Not":
        return "Not" if values else ""
    refers = column.kind in words.keys and words.keys[column.kind].refers
    if column.kind == "id" or refers:
        return "|".join(words.contract(value) for value in values)
    return "".join(values)
