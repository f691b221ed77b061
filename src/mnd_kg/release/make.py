"""Making a release: whole or not at all, and the same bytes from the same records and day."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mnd_kg import checksums
from mnd_kg.build import build
from mnd_kg.catalogue import describe
from mnd_kg.diff.difference import between
from mnd_kg.diff.side import Side, side
from mnd_kg.errors import InvalidDataError
from mnd_kg.export.table import FORMATS
from mnd_kg.export.write import export
from mnd_kg.files import whole
from mnd_kg.layout import ONTOLOGY, QUERIES, data_folder
from mnd_kg.pages.ontology import ontology_page
from mnd_kg.release import crate, dataset, metadata, readme
from mnd_kg.release.days import read_later
from mnd_kg.release.facts import facts
from mnd_kg.release.reports import audit_report, quality_report
from mnd_kg.store import NQUADS, open_graph

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from mnd_kg.build import Built
    from mnd_kg.findings import Finding
    from mnd_kg.release.facts import Facts
    from mnd_kg.store import BuiltGraph

# The formats that a release holds beside the N-Quads.
_FORMATS = ("turtle", "trig", "jsonld", "csv", "graphml", "kgx")
_LICENCES = ("LICENSE", "LICENSE-DATA")
CHANGES = "CHANGES.md"


@dataclass(frozen=True)
class Released:
    """A release that was made."""

    folder: Path
    version: str
    day: str
    graph: str
    """The digest of the graph's sorted N-Quads."""
    findings: tuple[Finding, ...]
    """What was found in the data that is no error."""
    files: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return what was made as it stands in ``--format json``."""
        return {
            **vars(self),
            "folder": self.folder.as_posix(),
            "findings": [finding.as_json() for finding in self.findings],
            "files": list(self.files),
        }


def release(
    version: str,
    out: str | os.PathLike[str] = "dist",
    previous: str | os.PathLike[str] | None = None,
    date: str | None = None,
    data: str | os.PathLike[str] | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Released:
    """Build the graph from the records and release it as a folder ``mnd-kg-VERSION``.

    The same records, version, day and last state give the same bytes. The version is that of the
    data, as semver.org has it.

    Args:
        version: the version, such as 1.2.0.
        out: the folder to make the release in; it is made if need be.
        previous: the last release or any state that `diff` takes, to say what changed since.
        date: the day, such as 2024-09-24; that of SOURCE_DATE_EPOCH, or of the commit, if none.
        data: the folder of records; the checkout's if none is given.
        progress: is told what is being done.

    Raises:
        InvalidDataError: if the data has errors, or says that something was read after the day.
            Then nothing is released.
        SettingError: if the version, the day, the last state or the folder does not fit.
    """
    home = data_folder(None if data is None else Path(data))
    about = facts(version, date, home.parent)
    last = None if previous is None else _named(side(str(previous)), str(previous))
    Path(out).mkdir(parents=True, exist_ok=True)
    folder = Path(out) / about.name
    with whole(folder, folder=True) as scratch:
        shutil.copytree(home, scratch / "data", ignore=shutil.ignore_patterns(".*"))
        with tempfile.TemporaryDirectory(prefix="mnd-kg-") as place:
            built = _built(home, scratch / "data", place, progress)
            findings = [_moved(finding, scratch / "data", "data") for finding in built.findings]
            graph = open_graph(built.folder)
            if late := read_later(graph, home, about.day):
                raise InvalidDataError(late)
            _fill(scratch, about, graph, findings, last, progress)
            released = graph.version
        files = tuple(
            sorted(p.relative_to(scratch).as_posix() for p in scratch.rglob("*") if p.is_file())
        )
    return Released(folder, version, about.day.isoformat(), released, tuple(findings), files)


def _fill(
    folder: Path,
    about: Facts,
    graph: BuiltGraph,
    findings: list[Finding],
    last: Side | None,
    progress: Callable[[str, int, int], None],
) -> None:
    """Write everything that a release holds beside its records."""
    shutil.copyfile(graph.nquads, folder / NQUADS)
    dumps = {NQUADS: FORMATS["nquads"].media_type, **_exports(folder, graph, progress)}
    for source, name in ((ONTOLOGY, "ontology"), (QUERIES, "queries")):
        shutil.copytree(source, folder / name)
    (folder / "ontology" / "index.html").write_bytes(ontology_page())
    for name in _LICENCES:
        shutil.copyfile(ONTOLOGY.parent / name, folder / name)
    _changes(folder, about, graph, last, progress)
    (folder / "reports").mkdir()
    quality_report(graph, findings, folder / "reports")
    audit_report(graph, folder / "reports")
    metadata.write(about, graph.statements, folder)
    (folder / "void.ttl").write_bytes(describe(graph).serialize())
    dataset.write(about, dumps, folder)
    described = readme.write(about, graph, last, folder)
    crate.write(about, described, folder)
    checksums.write(folder)


def _exports(
    folder: Path, graph: BuiltGraph, progress: Callable[[str, int, int], None]
) -> dict[str, str]:
    """Write the graph in other formats, and return the media type of each that is one file."""
    (folder / "formats").mkdir()
    found = {}
    for number, name in enumerate(_FORMATS, 1):
        progress("writing other formats", number, len(_FORMATS))
        row = FORMATS[name]
        place = f"formats/{name if row.folder else f'mnd-kg.{row.extension}'}"
        export(graph, name, folder / place, {})
        if not row.folder:
            found[place] = row.media_type
    return found


def _changes(
    folder: Path,
    about: Facts,
    graph: BuiltGraph,
    last: Side | None,
    progress: Callable[[str, int, int], None],
) -> None:
    """Say what changed since the last state, for people and for machines."""
    if last is None:
        text = f"# What changed in {about.name}\n\nNo earlier state was named to compare it with.\n"
        (folder / CHANGES).write_bytes(text.encode())
        return
    difference = between(last, Side(about.name, tuple(graph.quads())), progress)
    (folder / CHANGES).write_bytes(difference.markdown().encode())
    found = json.dumps(difference.as_json(), ensure_ascii=False, indent=2) + "\n"
    (folder / "changes.json").write_bytes(found.encode())


def _named(last: Side, given: str) -> Side:
    """Return the last state by a name that says nothing of where it lies."""
    return last if last.revision else replace(last, name=Path(given).resolve().name)


def _built(home: Path, copy: Path, place: str, progress: Callable[[str, int, int], None]) -> Built:
    """Build the graph from a copy of records; what is wrong stands in the records themselves."""
    try:
        return build(copy, place, progress=progress)
    except InvalidDataError as error:
        found = [_moved(finding, copy, home.as_posix()) for finding in error.findings]
        raise InvalidDataError(found) from None


def _moved(finding: Finding, folder: Path, to: str) -> Finding:
    return replace(finding, path=finding.path.replace(folder.as_posix(), to, 1))
