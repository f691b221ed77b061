"""The built graph: sorted N-Quads, which are the truth, and a store, which is an index of them.

The store's default graph is the union of the named graphs, each triple once. It is written out
because a union made at query time gives a triple once for every graph that holds it, and a SUM
would count it as often.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import time
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, RdfFormat, Store, __version__, parse

from mnd_kg.dataset import to_nquads
from mnd_kg.errors import NoGraphError, SourceError
from mnd_kg.facts import Filed
from mnd_kg.files import write_whole
from mnd_kg.layout import PACKAGED_GRAPH, build_folders
from mnd_kg.lookup import SortedNQuads
from mnd_kg.names import names
from mnd_kg.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

NQUADS = "graph.nq"
_STORE = "store"
_BATCH = 1 << 20
_POINTER = "current"
_SCRATCH = ".graph-"
_PIECE = 16 * 2**20
_GRAPH_AT_END = re.compile(rb" <[^ ]*> \.\n")
_GRAPH_NAME = re.compile(r"graph-[0-9a-f]{16}")


@dataclass(frozen=True)
class BuiltGraph:
    """A built graph on disk, opened to be read only."""

    nquads: Path
    store: Store
    in_order: bool = False
    """Whether the N-Quads are known to be as a build writes them: canonical, and sorted."""

    @cached_property
    def version(self) -> str:
        """The digest of the N-Quads: two graphs of one version say the same."""
        with self.nquads.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def quads(self) -> Iterator[Quad]:
        """Give every statement in its named graph, with numbers as they were written."""
        return parse(path=self.nquads, format=RdfFormat.N_QUADS)

    def lines(self) -> Iterator[bytes]:
        """Give the N-Quads, sorted, each once, in their canonical form.

        Raises:
            SourceError: if there are statements in no named graph, as in a file of N-Triples.
        """
        return chain.from_iterable(self.batches())

    def batches(self) -> Iterator[list[bytes]]:
        """Give the lines, some thousands at a time, so that memory does not grow with the graph."""
        if not self.in_order:
            yield self._sorted
            return
        with self.nquads.open("rb") as source:
            while batch := source.readlines(_BATCH):
                yield batch

    @cached_property
    def _sorted(self) -> list[bytes]:
        quads = list(self.quads())
        if any(isinstance(quad.graph_name, DefaultGraph) for quad in quads):
            raise SourceError(
                f"{self.nquads}: statements stand in no named graph: only queries take such a file."
            )
        return to_nquads(quads).splitlines(keepends=True)

    @cached_property
    def statements(self) -> Statements:
        """The statements by subject and key, with numbers as they were written."""
        if self.in_order:
            return Statements.of(Filed(self._lines, self.store))
        return Statements(self.quads())

    @cached_property
    def names(self) -> dict[str, set[str]]:
        """The entities by each of their names, in small letters."""
        return names(self.store)

    def statements_at_hand(self, records: int) -> Statements:
        """Return the statements for one who goes through the graph, and holds few records of it."""
        if self.in_order:
            return Statements.of(Filed(self._lines, self.store, records))
        return self.statements

    def lines_about(self, iri: str) -> list[bytes]:
        """Return the N-Quads about a record and its parts, sorted, in their canonical form."""
        return self._lines.lines_about(iri).splitlines(keepends=True)

    def quads_about(self, iri: str) -> list[Quad]:
        """Return the statements about a record and its parts, with numbers as they were written."""
        if self.in_order:
            return self._lines.about(iri)
        heads = (f"<{iri}> ".encode(), f"<{iri}#".encode())
        with self.nquads.open("rb") as lines:
            about = b"".join(line for line in lines if line.startswith(heads))
        return list(parse(about, format=RdfFormat.N_QUADS))

    @cached_property
    def _lines(self) -> SortedNQuads:
        return SortedNQuads(self.nquads if self.in_order else b"".join(self._sorted))


def digest(nquads: bytes, more: bytes = b"") -> str:
    """Return the version of a graph: the SHA-256 of its sorted N-Quads, and of more behind them."""
    found = hashlib.sha256(nquads)
    found.update(more)
    return found.hexdigest()


def in_memory(quads: Iterable[Quad]) -> Store:
    """Return a store in memory that holds statements, and their union as its default graph."""
    store = Store()
    store.bulk_extend(quads)
    _unite(store)
    return store


def joined(graph: BuiltGraph, files: Iterable[Path]) -> BuiltGraph:
    """Return a graph whose store holds the statements of some RDF files too, in memory.

    Only queries see them: the N-Quads and the statements stay those of the graph.

    Raises:
        SourceError: if a file is not RDF by its name, or not in the format that its name says.
    """
    quads = list(graph.quads())
    for path in files:
        form = RdfFormat.from_extension(path.suffix.removeprefix("."))
        if form is None:
            raise SourceError(f"{path}: RDF ends in .nq, .trig, .ttl, .nt, .rdf or .jsonld.")
        try:
            quads += parse(path.read_bytes(), format=form, rename_blank_nodes=True)
        except SyntaxError as error:
            raise SourceError(f"{path}: this cannot be read as {form.name}: {error}") from error
    return BuiltGraph(graph.nquads, in_memory(quads))


def write(nquads: bytes, folder: Path) -> Path:
    """Write a graph into a build folder and make it the current one; return where it lies.

    The graph is written beside the current one, and only then a pointer file is replaced, so
    that a failed build, or a reader who has the old graph open, loses nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # Another pyoxigraph may write another form of store, so its version is part of the name.
    name = f"graph-{digest(nquads, __version__.encode())[:16]}"
    home = folder / name
    if not _is_whole(home, nquads):
        scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=folder))
        try:
            (scratch / NQUADS).write_bytes(nquads)
            _index(scratch / NQUADS, scratch / _STORE)
            scratch.chmod(0o755)
            _put(scratch, home, nquads)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    previous = _pointed(folder)
    write_whole(folder / _POINTER, f"{name}\n".encode())
    for old in folder.iterdir():
        outdated = _GRAPH_NAME.fullmatch(old.name) and old not in (home, previous)
        # What a killed build left behind, unless it may still be at work.
        abandoned = old.name.startswith(_SCRATCH) and time.time() - old.stat().st_mtime > 3600
        if outdated or abandoned:
            shutil.rmtree(old, ignore_errors=True)
    return home


def _index(nquads: Path, home: Path) -> None:
    """Write the store of sorted N-Quads, piece by piece: what is loaded at once is in memory."""
    store = Store(home)
    with nquads.open("rb") as stream:
        while lines := b"".join(stream.readlines(_PIECE)):
            # What a build wrote is valid, and not checked again.
            store.bulk_load(lines, format=RdfFormat.N_QUADS, lenient=True)
            # The statements of the union are the same lines without their graph.
            union = _GRAPH_AT_END.sub(b" .\n", lines)
            store.bulk_load(union, format=RdfFormat.N_TRIPLES, lenient=True)
    store.optimize()
    store.flush()
    del store
    for log in home.glob("LOG*"):
        log.unlink()


def _is_whole(home: Path, nquads: bytes) -> bool:
    path = home / NQUADS
    return path.is_file() and path.read_bytes() == nquads and (home / _STORE).is_dir()


def _put(scratch: Path, home: Path, nquads: bytes) -> None:
    """Give a graph its name, in the place of a damaged one."""
    if home.exists() and not _is_whole(home, nquads):
        shutil.rmtree(home)
    try:
        scratch.rename(home)
    except OSError:
        # Another build of the same records was faster, and made the same.
        if not _is_whole(home, nquads):
            raise


def open_graph(path: Path | None = None, *, memory: bool = False) -> BuiltGraph:
    """Open a built graph: the one named, else the checkout's last, else the package's.

    Args:
        path: a file of N-Quads or N-Triples, the folder of one graph, or a build folder.
        memory: read the N-Quads into memory, even where there is a store on disk.

    Raises:
        NoGraphError: if there is no graph there.
    """
    home = _find(path)
    built = not home.is_file()
    nquads = home / NQUADS if built else home
    if built and not memory:
        try:
            return BuiltGraph(nquads, Store.read_only(str(home / _STORE)), in_order=True)
        except OSError:
            # A store that another pyoxigraph wrote, or none: the truth is in the N-Quads.
            pass
    try:
        return BuiltGraph(nquads, _read(nquads), in_order=built and _is_in_order(nquads))
    except SyntaxError as error:
        raise NoGraphError(f"{nquads} holds no N-Quads: {error}") from error


def current_graph(folder: Path | None = None) -> Path:
    """Return the folder of the last good graph of a build folder.

    Raises:
        NoGraphError: if nothing was built there.
    """
    folders = build_folders() if folder is None else [folder]
    for place in folders:
        if pointed := _pointed(place):
            return pointed
    raise NoGraphError(f"There is no built graph in {folders[0]}: run `mnd-kg build`.")


def _find(path: Path | None) -> Path:
    if path is not None:
        if path.is_file() or (path / NQUADS).is_file():
            return path
        return current_graph(path)
    try:
        return current_graph()
    except NoGraphError:
        if (PACKAGED_GRAPH / NQUADS).is_file():
            return PACKAGED_GRAPH
        raise


def _pointed(folder: Path) -> Path | None:
    pointer = folder / _POINTER
    if not pointer.is_file():
        return None
    home = folder / pointer.read_text(encoding="utf-8").strip()
    return home if (home / NQUADS).is_file() else None


def _read(nquads: Path) -> Store:
    """Return a store in memory of a file of N-Quads, without holding its statements in Python."""
    store = Store()
    store.bulk_load(path=nquads, format=RdfFormat.N_QUADS)
    _unite(store)
    return store


def _is_in_order(nquads: Path) -> bool:
    """Tell whether N-Quads lie as a build writes them, and not as another program does."""
    with nquads.open("rb") as lines:
        before = b""
        for line in lines:
            if line <= before or not line.startswith(b"<") or not line.endswith(b"> .\n"):
                return False
            before = line
    return True


def _unite(store: Store) -> None:
    """Add the union of the named graphs to the default graph, each triple once."""
    store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
