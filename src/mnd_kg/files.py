"""Writing files so that nothing is lost when writing fails."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mnd_kg.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: into a temporary file beside it, which is then renamed.

    Raises:
        SettingError: if the folder of the file is not there, or a link or a device is in its place.
    """
    require_place(path, folder=False)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    scratch = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        scratch.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


@contextmanager
def whole(path: Path, *, folder: bool, replaceable: Collection[str] = ()) -> Iterator[Path]:
    """Give a place to write a file or a folder to, which gets its name only when all is written.

    Args:
        path: the file or folder. What stood there stays if writing fails.
        folder: whether it is a folder; then the place is an empty folder.
        replaceable: the files in a folder that stands there already which may be lost.

    Raises:
        SettingError: if there is something of another kind at the path, or a folder that holds
            other files than those that are written anew.
    """
    require_place(path, folder=folder)
    # One folder of scratch, so that file and folder are written and cleaned up alike.
    scratch = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    new = scratch / path.name
    try:
        if folder:
            new.mkdir()
        yield new
        if folder:
            _replace_folder(new, path, scratch / "old", replaceable)
        else:
            new.replace(path)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def require_place(path: Path, *, folder: bool) -> None:
    """Refuse a path that a new file or folder cannot take without harm.

    Raises:
        SettingError: if its folder is not there, or something of another kind, a link, a device or
            a pipe is in its place.
    """
    if not path.parent.is_dir():
        raise SettingError(f"There is no folder {path.parent} to write {path.name} into.")
    if path.is_symlink() or not (path.is_file() or path.is_dir() or not path.exists()):
        raise SettingError(f"{path} is a link, a device or a pipe: name a file or folder itself.")
    if path.exists() and path.is_dir() != folder:
        is_one, needed = ("a folder", "a file") if path.is_dir() else ("a file", "a folder")
        raise SettingError(f"{path} is {is_one}, and this writes {needed}: name another path.")


def _replace_folder(new: Path, path: Path, old: Path, replaceable: Collection[str]) -> None:
    if path.exists():
        mine = {*replaceable, *_inside(new)}
        if others := sorted(_inside(path) - mine):
            raise SettingError(f"{path} holds other files, such as {others[0]}: name a new folder.")
        path.rename(old)
    new.rename(path)


def _inside(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
