"""What the last good graph was built from, by which a later check knows what has changed since.

It lies beside the graph, as ``built-from.json``, with the size, the time and the SHA-256 of each
file of the data folder. As git does, a file of the same size and time is taken for unchanged, and
of any other the digest decides.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mnd_kg.dataset import record_files
from mnd_kg.files import write_whole
from mnd_kg.layout import ONTOLOGY, QUERIES, build_folders

if TYPE_CHECKING:
    import os

NAME = "built-from.json"
_SOURCE = Path(__file__).parent
# Within such a time a file may have been written twice and keep its time.
_TICK = 2 * 10**9


class Stamp(NamedTuple):
    """What tells whether a file is as it was."""

    size: int
    time: int
    """When it was written, in nanoseconds; 0 where that is too near to tell."""
    digest: str


@dataclass(frozen=True)
class Manifest:
    """The files from which a graph was built, by their names in the data folder."""

    graph: Path
    files: dict[str, Stamp]

    def changed(self, home: Path) -> list[str]:
        """Return the names of the files that were added, changed or taken away, sorted."""
        there = record_files(home)
        same = {
            name for name, entry in there.items() if name in self.files and self._same(name, entry)
        }
        return sorted((there.keys() | self.files.keys()) - same)

    def _same(self, name: str, entry: os.DirEntry[str]) -> bool:
        known, now = self.files[name], entry.stat()
        if known.size != now.st_size:
            return False
        return known.time == now.st_mtime_ns or known.digest == _digest(Path(entry.path))


def stamps(home: Path) -> dict[str, Stamp]:
    """Return the stamp of each file of a data folder, by its name there.

    They are taken before the files are read, so that one which is written meanwhile is found to
    have changed.
    """
    found = {}
    now = time.time_ns()
    for name, entry in record_files(home).items():
        there = entry.stat()
        written = there.st_mtime_ns if there.st_mtime_ns < now - _TICK else 0
        found[name] = Stamp(there.st_size, written, _digest(Path(entry.path)))
    return found


def write(graph: Path, home: Path, files: dict[str, Stamp]) -> None:
    """Write beside a graph what it was built from."""
    told = {
        "graph": graph.name,
        "data": home.resolve().as_posix(),
        "rules": _rules(),
        "files": files,
    }
    write_whole(graph.parent / NAME, json.dumps(told).encode())


def last(home: Path) -> Manifest | None:
    """Return what the last good graph of a data folder was built from.

    There is none where nothing was built, or where the rules have changed since: the ontology, the
    shapes, the queries, or this program.
    """
    for folder in (home.resolve().parent / "build", *build_folders()):
        try:
            told = json.loads((folder / NAME).read_bytes())
            graph, here = folder / told["graph"], home.resolve().as_posix()
            if graph.is_dir() and told["data"] == here and told["rules"] == _rules():
                return Manifest(graph, {n: Stamp(*s) for n, s in told["files"].items()})
        except (OSError, ValueError, LookupError, TypeError):
            # None, or not such as is written here: nothing is known.
            continue
    return None


def _rules() -> str:
    """Return the digest of all by which records are judged, beside the records themselves."""
    rules = [path for folder in (ONTOLOGY, QUERIES) for path in folder.rglob("*.*")]
    found = hashlib.sha256()
    for path in sorted([*rules, *_SOURCE.rglob("*.py")]):
        found.update(f"{path.parent.name}/{path.name} {_digest(path)}\n".encode())
    return found.hexdigest()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
