"""The checksums of a folder: one file that names all others, as ``sha256sum -c`` reads it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from mnd_kg.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "SHA256SUMS"
_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>.+)")


def write(folder: Path) -> None:
    """Write the checksum of every file in a folder."""
    lines = [f"{digest(folder / name)}  {name}\n" for name in _files(folder)]
    (folder / NAME).write_bytes("".join(lines).encode())


def verify(folder: Path) -> Iterator[Finding]:
    """Give each file that is not as its checksum says, that is missing, or that has none."""
    listed = (folder / NAME).as_posix()
    expected: dict[str, tuple[int, str]] = {}
    for number, line in enumerate((folder / NAME).read_text("utf-8").splitlines(), 1):
        if match := _LINE.fullmatch(line):
            expected[match["name"]] = (number, match["digest"])
        else:
            message = "This is no checksum and name: restore the line as it was released."
            yield Finding(listed, number, Severity.ERROR, NAME, message)
    there = set(_files(folder))
    for name, (number, released) in expected.items():
        if name not in there:
            message = f"{name} is missing: restore it as it was released."
            yield Finding(listed, number, Severity.ERROR, name, message)
        elif digest(folder / name) != released:
            message = "It is not as it was released: restore it, or make a new release."
            yield Finding((folder / name).as_posix(), 1, Severity.ERROR, name, message)
    for name in sorted(there - expected.keys()):
        message = "It has no checksum, so it was not released: take it out."
        yield Finding((folder / name).as_posix(), 1, Severity.ERROR, name, message)


def _files(folder: Path) -> list[str]:
    """Return the files of a folder by their paths in it, apart from the checksums."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name != NAME)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
