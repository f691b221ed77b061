"""One door over the formats in which vocabularies come."""

from __future__ import annotations

import gzip
import io
from typing import IO, TYPE_CHECKING, Any

from pyoxigraph import RdfFormat

from mnd_kg.errors import SourceError
from mnd_kg.link.obo import read_obo
from mnd_kg.link.obographs import read_obographs
from mnd_kg.link.owl import read_owl
from mnd_kg.link.sssom import read_sssom
from mnd_kg.link.tables import read_table
from mnd_kg.terminal import silent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mnd_kg.link.terms import Progress, Terms

_RDF = {
    ".owl": RdfFormat.RDF_XML,
    ".rdf": RdfFormat.RDF_XML,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
}


def read_terms(path: Path, progress: Progress = silent) -> Terms:
    """Return the terms of a vocabulary on disk, and the mappings that it states.

    The format is told by the end of the name: .obo, .owl (RDF/XML, or Turtle by its first line),
    .rdf, .ttl, .nt, .json (OBO graphs), .sssom.tsv, .tsv, .csv; each may be compressed (.gz).

    Args:
        path: the file.
        progress: is told the stage, how many bytes are read, and of how many.

    Raises:
        SourceError: if the file is not what its name says.
    """
    name = path.name.removesuffix(".gz").casefold()
    size = path.stat().st_size
    with path.open("rb") as raw:
        told = _Told(raw, lambda done: progress(f"reading {path.name}", done, size))
        whole: io.RawIOBase | gzip.GzipFile = told
        if path.name.endswith(".gz"):
            whole = gzip.GzipFile(fileobj=io.BufferedReader(told))
        stream: io.BufferedReader[Any] = io.BufferedReader(whole, buffer_size=1 << 20)
        try:
            return _read(path, name, stream)
        except UnicodeDecodeError as error:
            raise SourceError(f"{path}: this is not UTF-8 text.") from error
        except (gzip.BadGzipFile, EOFError) as error:
            raise SourceError(f"{path}: this is not a whole gzip file.") from error


def _read(path: Path, name: str, stream: io.BufferedReader[Any]) -> Terms:
    suffix = "." + name.rpartition(".")[2]
    if suffix in _RDF:
        begins = stream.peek(64).lstrip()[:64]
        turtle = suffix == ".owl" and begins.startswith((b"@prefix", b"@base", b"PREFIX", b"#"))
        return read_owl(path, stream, RdfFormat.TURTLE if turtle else _RDF[suffix])
    if suffix == ".json":
        return read_obographs(path, stream)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    if suffix == ".obo":
        return read_obo(path, text)
    if name.endswith(".sssom.tsv"):
        return read_sssom(path, text)
    if suffix in (".tsv", ".csv"):
        return read_table(path, text)
    raise SourceError(
        f"{path}: a vocabulary ends in .obo, .owl, .ttl, .json, .sssom.tsv, .tsv or .csv."
    )


class _Told(io.RawIOBase):
    """A file that tells how far it was read."""

    def __init__(self, raw: IO[bytes], tell: Callable[[int], None]) -> None:
        self._raw, self._tell, self._done = raw, tell, 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer, and tell how far that is."""
        block = self._raw.read(len(buffer))
        buffer[: len(block)] = block
        self._done += len(block)
        self._tell(self._done)
        return len(block)
