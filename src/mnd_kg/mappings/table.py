"""The text of a mapping set: a header of YAML behind #, then a table, each row with its line."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from mnd_kg.findings import did_you_mean
from mnd_kg.mappings.columns import COLUMNS
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Refuse = Callable[[int, str], None]


@dataclass(frozen=True)
class Row:
    """A mapping as the file has it: the cells that are filled, by column, and the line."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell, or an empty text where it is empty."""
        return self.cells.get(column, "")

    @property
    def negative(self) -> bool:
        """Whether the row says that the two are not so related."""
        return bool(self["predicate_modifier"])

    @property
    def place(self) -> tuple[str, ...]:
        """Where the row stands: by subject, then by the predicate, then by the identifier."""
        names = ("subject_id", "predicate_id", "object_id", "predicate_modifier")
        return tuple(self[name] for name in names)

    @property
    def pages(self) -> list[str]:
        """The pages that it was compared with."""
        return self["checked_page"].split("|") if self["checked_page"] else []


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows as they stand in the file of a set."""
    return sorted(rows, key=lambda row: row.place)


def parse(source: bytes, set_iri: str, refuse: Refuse) -> tuple[str, list[Row]]:
    """Return the title of a mapping set and its rows; what is wrong with the text is refused."""
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        refuse(line, "This is not UTF-8 text: save the file with the encoding UTF-8.")
        return "", []
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    height = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    title = _header(lines[:height], set_iri, refuse)
    if height == len(lines) or lines[height:] == [""]:
        refuse(max(height, 1), f"There is no table: write the columns {', '.join(COLUMNS)}.")
        return title, []
    columns = lines[height].split("\t")
    if not _columns(columns, height + 1, refuse):
        return title, []
    rows = []
    for number, cells_text in enumerate(lines[height + 1 :], height + 2):
        cells = next(csv.reader([cells_text], delimiter="\t"), [])
        if len(cells) != len(columns):
            what = f"{len(cells)} cells, and the table {len(columns)} columns"
            refuse(number, f"The row has {what}: separate each by one tab.")
            continue
        rows.append(Row(number, {c: v for c, v in zip(columns, cells, strict=True) if v}))
    return title, rows


def _columns(columns: list[str], line: int, refuse: Refuse) -> bool:
    missing = [name for name, c in COLUMNS.items() if name not in columns and not c.seldom]
    for name in columns:
        if name not in COLUMNS:
            refuse(line, f"The column `{name}` is not known.{did_you_mean(name, COLUMNS)}")
        elif columns.count(name) > 1:
            refuse(line, f"The column `{name}` stands twice: keep one of them.")
            return False
    if missing:
        refuse(line, f"The table lacks the columns {', '.join(missing)}.")
    return not missing and set(columns) <= set(COLUMNS)


def _header(lines: list[str], set_iri: str, refuse: Refuse) -> str:
    """Check that a header speaks of this set in the prefixes of the project; return the title."""
    try:
        header: Any = yaml.load("\n".join(line[1:] for line in lines), yaml.BaseLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        refuse(mark.line + 1 if mark else 1, f"The header is not YAML: {error.problem}.")
        return ""
    if not isinstance(header, dict):
        refuse(1, "There is no header of keys and values behind #: run mnd-kg format.")
        return ""

    def line_of(word: str) -> int:
        return next((n for n, line in enumerate(lines, 1) if word in line), 1)

    named = header.get("mapping_set_id")
    if named != set_iri:
        refuse(line_of("mapping_set_id"), f"mapping_set_id is {set_iri}, not {named}.")
    prefixes = header.get("curie_map")
    for prefix, iri in prefixes.items() if isinstance(prefixes, dict) else ():
        known = vocabulary().prefixes.get(prefix)
        if known is None:
            hint = did_you_mean(prefix, vocabulary().prefixes)
            refuse(line_of(f"  {prefix}:"), f"The prefix `{prefix}` is not known.{hint}")
        elif known != iri:
            refuse(line_of(f"  {prefix}:"), f"The prefix `{prefix}` is {known}, not {iri}.")
    return str(header.get("mapping_set_title", ""))
