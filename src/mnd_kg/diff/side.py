"""One side of a comparison: a graph from a file, a folder of records or a revision of the data."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mnd_kg.dataset import background, read_data, to_nquads
from mnd_kg.derive import derive
from mnd_kg.errors import SettingError
from mnd_kg.findings import errors
from mnd_kg.layout import ONTOLOGY, data_folder
from mnd_kg.statements import Statements
from mnd_kg.store import NQUADS, digest, in_memory, open_graph
from mnd_kg.vocabulary import Vocabulary, reading_with, vocabulary

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store


@dataclass(frozen=True)
class Side:
    """A state of the graph, and how it was named."""

    name: str
    quads: tuple[Quad, ...]
    revision: str = ""
    """The commit, where a revision was named."""

    @cached_property
    def version(self) -> str:
        """The digest of the sorted N-Quads."""
        return digest(to_nquads(self.quads))

    @cached_property
    def store(self) -> Store:
        """The statements, to be asked."""
        return in_memory(self.quads)

    @cached_property
    def statements(self) -> Statements:
        """The statements by subject and key."""
        return Statements(self.quads)

    def as_json(self) -> dict[str, str]:
        """Return the side as it stands in ``--format json``."""
        return {"name": self.name, "revision": self.revision, "graph": self.version}


def side(name: str) -> Side:
    """Return the state of the graph that a path or a revision names. A path goes first.

    Args:
        name: an N-Quads file, the folder of one graph, a build folder, a release, a folder of
            records, a checkout, or a git revision of the checkout at hand.

    Raises:
        SettingError: if it is none of these, or its records cannot be read by the present code.
        NoGraphError: if the folder holds no graph.
    """
    path = Path(name)
    if not name.strip():
        raise SettingError("Name two states: files, folders or git revisions, not an empty text.")
    if path.is_dir() and not (path / NQUADS).is_file():
        if _has_records(path):
            return Side(name, _from_records(name, path, ONTOLOGY))
        if _has_records(path / "data"):
            own = path / "ontology"
            ontology = own if (own / "mnd.ttl").is_file() else ONTOLOGY
            return Side(name, _from_records(name, path / "data", ontology))
    if path.exists():
        return Side(name, tuple(open_graph(path).quads()))
    return _from_revision(name)


def _has_records(folder: Path) -> bool:
    return any(next((folder / kind).glob("*.*"), None) is not None for kind in vocabulary().folders)


def _from_records(name: str, data: Path, ontology: Path) -> tuple[Quad, ...]:
    """Return the graph of records, read with the present keys, or else with their own."""
    dataset = read_data(data)
    refused = errors(dataset.all_findings())
    if refused and ontology != ONTOLOGY:
        with reading_with(Vocabulary(ontology)):
            dataset = read_data(data)
        refused = refused if errors(dataset.all_findings()) else []
    if refused:
        first = str(refused[0]).replace(f"{data.as_posix()}/", "data/")
        raise SettingError(f"The records of {name} cannot be read now: {first}")
    dataset.other_quads = derive(dataset)
    return (*dataset.quads(), *background(ontology))


def _from_revision(name: str) -> Side:
    root = data_folder().parent
    commit = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    if commit is None:
        raise SettingError(f"`{name}` is no file, no folder and no git revision here.")
    revision = commit.decode().strip()
    archive = _git(root, "archive", "--format=tar", revision, "data", "ontology")
    if archive is None:
        raise SettingError(f"The revision `{name}` has no folders data and ontology.")
    with tempfile.TemporaryDirectory(prefix="mnd-kg-") as scratch:
        _unpack(archive, Path(scratch))
        quads = _from_records(name, Path(scratch) / "data", Path(scratch) / "ontology")
    return Side(name, quads, revision)


def _git(root: Path, *arguments: str) -> bytes | None:
    """Return what git says, or None where it refuses."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise SettingError("git is not installed: name files or folders.") from error
    return done.stdout if done.returncode == 0 else None


def _unpack(archive: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        for member in members:
            content = members.extractfile(member) if member.isfile() else None
            if content is not None:
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
