"""A folder of CSV: a tidy table a kind, and columns.csv, which says what the columns are."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from mnd_kg.export.tables import columns, documented, joined, rows

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection


def csv_folder(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write a CSV file a table: UTF-8, the texts of the records, several values with | between."""
    writers: dict[str, Any] = {}
    with ExitStack() as files:

        def table(name: str) -> Any:
            stream = files.enter_context(
                (out / f"{name}.csv").open("w", encoding="utf-8", newline="")
            )
            return csv.writer(stream, lineterminator="\n")

        for name, row in rows(selection, ledger):
            names = [column.name for column in columns(name)]
            if name not in writers:
                writers[name] = table(name)
                writers[name].writerow(names)
            writers[name].writerow([joined(row.get(column, [])) for column in names])
        table("columns").writerows(documented(writers))
