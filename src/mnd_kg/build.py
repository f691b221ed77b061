"""The build: from records to a validated graph, all or nothing."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mnd_kg import checksums, manifest, mappings, store
from mnd_kg.dataset import (
    Dataset,
    background,
    read_data,
    replace_records,
    to_nquads,
)
from mnd_kg.derive import derive
from mnd_kg.errors import InvalidDataError, RecordError, SettingError
from mnd_kg.files import write_whole
from mnd_kg.findings import Finding, Severity, errors
from mnd_kg.layout import build_folder, data_folder
from mnd_kg.records import canonical, read
from mnd_kg.revalidate import revalidate
from mnd_kg.terminal import silent
from mnd_kg.validate import judge

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    AnyPath = str | os.PathLike[str]

    from mnd_kg.validate import Engine


_REWRITTEN = (".yaml", mappings.SUFFIX)


@dataclass(frozen=True)
class Built:
    """What a build made: where the graph lies, what was found that is no error, and the time."""

    folder: Path
    findings: tuple[Finding, ...]
    seconds: float


def build(
    data: AnyPath | None = None,
    out: AnyPath | None = None,
    engine: Engine | None = None,
    progress: Callable[[str, int, int], None] = silent,
) -> Built:
    """Build the graph from a data folder, validate it, and make it the current one.

    Args:
        data: the folder of records; the checkout's if none is given.
        out: the build folder; the checkout's if none is given.
        engine: the SHACL engine, `shacl` or `pyshacl`.
        progress: is told what is being done.

    Raises:
        InvalidDataError: if the data has errors. The last good graph stays the current one.
    """
    begun = time.perf_counter()
    home = data_folder(_path(data))
    stamps = manifest.stamps(home)
    dataset = read_data(home, progress)
    if not dataset.records:
        raise SettingError(f"{home} holds no records: nothing was built.")
    findings = _findings(dataset, engine, progress)
    if errors(findings):
        raise InvalidDataError(findings)
    progress("writing the graph", 1, 1)
    nquads = to_nquads([*dataset.quads(), *background()])
    folder = store.write(nquads, build_folder(_path(out)))
    manifest.write(folder, home, stamps)
    return Built(folder, tuple(findings), time.perf_counter() - begun)


def validate(
    paths: Sequence[AnyPath] = (),
    data: AnyPath | None = None,
    engine: Engine | None = None,
    progress: Callable[[str, int, int], None] = silent,
) -> list[Finding]:
    """Return what is wrong with the data, or with some files in the place of their records.

    Where a graph was built from the folder, a few files are held against it, and what their change
    cannot have broken is not read again; the findings are the same (`mnd_kg.revalidate`). Of a
    release, which is a folder with checksums, all files and all records are checked.

    Args:
        paths: files, or folders of files, to check as if each stood in the data folder; all
            records if none.
        data: the folder of records; the checkout's if none is given.
        engine: the SHACL engine, `shacl` or `pyshacl`.
        progress: is told what is being done.
    """
    if len(paths) == 1 and (Path(paths[0]) / checksums.NAME).is_file():
        release = Path(paths[0])
        records = validate((), release / "data", engine, progress)
        return sorted([*checksums.verify(release), *records])
    home, files = data_folder(_path(data)), _files(paths)
    if files and (found := revalidate(files, home, engine)) is not None:
        return found
    dataset = read_data(home, progress)
    replaced = replace_records(dataset, files)
    findings = _findings(dataset, engine, progress)
    if not paths:
        return findings
    # Errors elsewhere stay in, for the change may have caused them.
    shown = {record.shown_path for record in replaced}
    return [f for f in findings if f.path in shown or f.severity is Severity.ERROR]


def format(
    paths: Sequence[AnyPath] = (), data: AnyPath | None = None, *, check: bool = False
) -> list[Path]:
    """Rewrite records into their canonical form, and return those that were not in it.

    Args:
        paths: files, or folders of records; the data folder if none.
        data: the folder of records; the checkout's if none is given.
        check: leave the files as they are.

    Raises:
        RecordError: if a record cannot be read. Then none was rewritten.
    """
    wanted = _files(paths or [data_folder(_path(data))])
    for path in wanted:
        if not path.name.endswith(_REWRITTEN):
            raise RecordError(path, 1, "only records in YAML and mapping sets are rewritten")
    changed = [(path, text) for path in wanted if (text := _canonical(path)) != path.read_bytes()]
    if not check:
        for path, text in changed:
            write_whole(path, text)
    return [path for path, _ in changed]


def _canonical(path: Path) -> bytes:
    if path.name.endswith(mappings.SUFFIX):
        return mappings.canonical(mappings.read(path))
    return canonical(read(path))


def _path(given: AnyPath | None) -> Path | None:
    if given == "":
        raise SettingError("An empty path names nothing: name a file or a folder.")
    return None if given is None else Path(given)


def _files(paths: Sequence[AnyPath]) -> list[Path]:
    """Return the files that are named, and those of the folders that can be rewritten."""
    found: list[Path] = []
    for path in filter(None, map(_path, paths)):
        inside = sorted(path.rglob("*")) if path.is_dir() else []
        found.extend(file for file in inside if file.name.endswith(_REWRITTEN))
        found.extend([] if path.is_dir() else [path])
        if not path.exists():
            raise SettingError(f"{path} is not a file: name records, or a folder of records.")
    return found


def _findings(
    dataset: Dataset, engine: Engine | None, progress: Callable[[str, int, int], None] = silent
) -> list[Finding]:
    """Return what is wrong with a dataset, with what is derived from it."""
    progress("checking the shapes", 1, 1)
    dataset.other_quads = derive(dataset)
    return judge(dataset, engine)
