"""Tables of terms: tab-separated, or comma-separated, with a line of column names.

The columns, in any order, further ones being left alone:

``id`` or ``curie``
    The identifier, as a CURIE. Needed.
``label``, ``name`` or ``curie_label``
    The name.
``synonyms``
    Other names that mean the same.
``xrefs`` or ``alternate_ids``
    Identifiers of the same thing elsewhere.
``obsolete``
    ``true`` or ``1`` where the term must not be used any more.
``replaced_by``
    What to use instead.

Several values in a cell are separated by ``|``, or stand in a list as Python writes one.
"""

from __future__ import annotations

import ast
import csv
from typing import TYPE_CHECKING

from mnd_kg.errors import SourceError
from mnd_kg.identifiers import identifier
from mnd_kg.link.terms import Synonym, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_COLUMNS = {
    "id": ("id", "curie"),
    "label": ("label", "name", "curie_label"),
    "synonyms": ("synonyms",),
    "xrefs": ("xrefs", "alternate_ids"),
    "obsolete": ("obsolete",),
    "replaced_by": ("replaced_by",),
}


def read_table(path: Path, lines: Iterable[str]) -> Terms:
    """Return the terms of a table.

    Raises:
        SourceError: if it has no column of identifiers, or a line lacks one.
    """
    separator = "," if ".csv" in path.suffixes else "\t"
    rows = csv.DictReader(lines, delimiter=separator)
    names = {name.strip().casefold(): name for name in rows.fieldnames or ()}
    column = {
        key: next((names[name] for name in known if name in names), "")
        for key, known in _COLUMNS.items()
    }
    if not column["id"]:
        raise SourceError(f"{path}:1: no column `id`: give the table one, of CURIEs.")
    found = Terms(path)
    for row in rows:
        cells = {key: (row.get(name) or "").strip() for key, name in column.items()}
        if ":" not in cells["id"]:
            raise SourceError(f"{path}:{rows.line_num}: `{cells['id']}` is no CURIE.")
        term = found.term(identifier(cells["id"]))
        term.label = term.label or cells["label"]
        term.synonyms += [Synonym(name) for name in _values(cells["synonyms"])]
        term.xrefs += [
            xref for written in _values(cells["xrefs"]) if (xref := identifier(written)) != term.id
        ]
        term.obsolete |= cells["obsolete"].casefold() in ("true", "1")
        term.replaced_by += [identifier(curie) for curie in _values(cells["replaced_by"])]
    return found


def _values(cell: str) -> list[str]:
    if cell.startswith("["):
        try:
            return [str(value) for value in ast.literal_eval(cell)]
        except (ValueError, SyntaxError):
            return []
    return [value.strip() for value in cell.split("|") if value.strip()]
