"""What people see: tables and progress, on a terminal and off it.

Off a terminal nothing is cut, wrapped or coloured, for another program may be reading.
"""

from __future__ import annotations

import sys
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_NARROWEST = 8
"""Columns of text that a column of a table needs on the average; below, rows stand as lists."""


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table to standard output."""
    if sys.stdout.isatty():
        _rich_table(columns, rows)
        return
    flat = [[" ".join(cell.split()) for cell in row] for row in (columns, *rows)]
    widths = [max(_width(row[i]) for row in flat) for i in range(len(columns))]
    for row in flat:
        cells = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        print("  ".join(cells).rstrip())


def _rich_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if console.width < _NARROWEST * len(columns):
        for row in rows:
            for column, cell in zip(columns, row, strict=True):
                console.print(Text(f"{column}: {cell}"))
            console.print()
        return
    # Values are text, never markup: an interval such as [0.44, 3.50] must stay as it is.
    shown = Table()
    for column in columns:
        shown.add_column(Text(column), overflow="fold")
    for row in rows:
        shown.add_row(*(Text(cell) for cell in row))
    console.print(shown)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that is told what is being done, how far, and of how much.

    On a terminal it moves a bar; elsewhere it writes one plain line a stage to standard error.
    """
    if not sys.stderr.isatty():
        yield _plain_progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda stage, done, total: bar.update(
            task, description=stage, completed=done, total=total
        )


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody how far the work is."""


def _plain_progress() -> Callable[[str, int, int], None]:
    told: list[str] = []

    def tell(stage: str, done: int, total: int) -> None:
        if stage not in told:
            told.append(stage)
            print(f"{stage} ({total})" if total > 1 else stage, file=sys.stderr)

    return tell


def _width(text: str) -> int:
    """Return how many columns a text fills: East Asian wide characters fill two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
