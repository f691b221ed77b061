"""How an export is written, whatever its format: whole or not at all, with its loss ledger.

What a format cannot carry is counted in a loss ledger beside the file, so that nothing is lost
without being said.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.errors import SettingError, UnsupportedFormatError
from mnd_kg.export.ledger import Ledger
from mnd_kg.export.selection import select
from mnd_kg.export.table import FORMATS
from mnd_kg.files import require_place, whole, write_whole
from mnd_kg.findings import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from mnd_kg.export.table import ExportFormat
    from mnd_kg.store import BuiltGraph

_LEDGER = ".losses.json"


@dataclass(frozen=True)
class Exported:
    """What an export wrote: the file or folder, the ledger beside it, and what it says."""

    path: Path
    ledger_path: Path
    ledger: dict[str, Any]

    @property
    def losses(self) -> list[dict[str, Any]]:
        """What the format could not carry; empty where nothing was lost."""
        return list(self.ledger["losses"])


def export(
    graph: BuiltGraph,
    format: str,
    path: Path,
    criteria: Mapping[str, str | Sequence[str]],
    view: str | None = None,
) -> Exported:
    """Write a graph, or a selection of its records, in a format, and its loss ledger beside it.

    Raises:
        UnsupportedFormatError: if there is no such format.
        SettingError: if the selection, the view or the path does not fit.
    """
    row = _row(format)
    chosen = _view(row, view)
    selection = select(graph, criteria, chosen)
    ledger = Ledger()
    if not path.name:
        raise SettingError(f"{path} has no name: name a file or folder to write.")
    ledger_path = path.with_name(path.name + _LEDGER)
    require_place(ledger_path, folder=False)
    with (
        _packages(row),
        whole(path, folder=row.folder, replaceable=_files(ledger_path)) as scratch,
    ):
        row.write(selection, scratch, ledger)
        made = sorted(p.relative_to(scratch).as_posix() for p in scratch.rglob("*"))
    found = {
        "format": row.name,
        **({"view": chosen} if chosen else {}),
        "graph": graph.version,
        "select": {name: list(values) for name, values in selection.criteria.items()},
        "statements": selection.size,
        "referencesOutside": selection.references_outside(),
        "losses": ledger.as_json(),
        **({"files": made} if row.folder else {}),
    }
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    write_whole(ledger_path, text.encode())
    return Exported(path, ledger_path, found)


@contextmanager
def _packages(row: ExportFormat) -> Iterator[None]:
    """Say which packages a format needs, where they are missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if not row.extra:
            raise
        needed = f'pip install "mnd-kg[{row.extra}]"'
        raise SettingError(f"The format {row.name} needs more packages: {needed}.") from error


def listed() -> list[dict[str, str]]:
    """Return the formats as they are listed for people, a dict a format."""
    return [
        {
            "format": row.name,
            "holds": row.holds,
            "media type": row.media_type,
            "extension": row.extension,
            "writes": "a folder" if row.folder else "a file",
            "memory": row.memory,
            "needs": f"mnd-kg[{row.extra}]" if row.extra else "",
        }
        for row in FORMATS.values()
    ]


def _row(format: str) -> ExportFormat:
    if format not in FORMATS:
        hint = did_you_mean(format, FORMATS) or f" There are {', '.join(FORMATS)}."
        raise UnsupportedFormatError(f"There is no export format `{format}`.{hint}")
    return FORMATS[format]


def _view(row: ExportFormat, view: str | None) -> str:
    if view is not None and view not in row.views:
        known = f"it has {', '.join(row.views)}" if row.views else "it has no views"
        raise SettingError(f"The format {row.name} has no view `{view}`: {known}.")
    return view or next(iter(row.views), "")


def _files(ledger_path: Path) -> set[str]:
    """Return the files of the folder that an earlier export wrote, as its ledger lists them."""
    try:
        return set(json.loads(ledger_path.read_bytes()).get("files", ()))
    except (OSError, ValueError, AttributeError):
        return set()
