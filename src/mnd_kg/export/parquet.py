"""A folder of Parquet: the tables of the CSV, with numbers, days and truth values as such."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING, Any

from mnd_kg.export.tables import Column, Row, columns, joined, rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pyarrow as pa

    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection

_GROUP = 5_000
"""Rows that are held before they are written."""


def _integer(text: str) -> int:
    if not -(2**63) <= (value := int(text)) < 2**63:
        raise ValueError(f"{text} takes more than 64 bits")
    return value


_READ: dict[str, Callable[[str], Any]] = {
    "integer": _integer,
    "decimal": float,
    "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    "date": date.fromisoformat,
}


def parquet(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write a Parquet file a table. Columns of texts are those of the CSV."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    held: dict[str, list[dict[str, Any]]] = {}
    writers: dict[str, Any] = {}
    with ExitStack() as files:

        def write(name: str) -> None:
            if name not in writers:
                path = out / f"{name}.parquet"
                writers[name] = files.enter_context(pq.ParquetWriter(path, _schema(name)))
            table = pa.Table.from_pylist(held.pop(name), writers[name].schema)
            writers[name].write_table(table)

        for name, row in rows(selection, ledger):
            typed = {column.name: _typed(column, row, ledger) for column in columns(name)}
            held.setdefault(name, []).append(typed)
            if len(held[name]) == _GROUP:
                write(name)
        for name in sorted(held):
            write(name)


def _schema(name: str) -> pa.Schema:
    """Return the columns of a table with their types, and what each means."""
    import pyarrow as pa

    types = {
        "integer": pa.int64(),
        "decimal": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    return pa.schema(
        [
            pa.field(
                column.name,
                types.get(column.type, pa.string()),
                metadata={"property": column.property, "definition": column.definition},
            )
            for column in columns(name)
        ]
    )


def _typed(column: Column, row: Row, ledger: Ledger) -> Any:
    values = row.get(column.name, [])
    if not values:
        return None
    if column.type not in _READ:
        return joined(values)
    if len(values) > 1:
        ledger.lose(column.name, "a typed cell holds one value", len(values))
        return None
    try:
        value = _READ[column.type](values[0])
    except (ValueError, KeyError):
        ledger.lose(column.name, "a typed cell holds a value of its type in 64 bits")
        return None
    if column.type == "decimal" and str(value) not in (values[0], values[0] + ".0"):
        ledger.lose("digits as they were written", "a number has no trailing zeros")
    return value
