"""Sorted N-Quads on disk: what they say of one record is found without reading the rest."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from mmap import ACCESS_READ, mmap
from os import fstat
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Quad


class SortedNQuads:
    """N-Quads whose lines are sorted, as a build writes them: a file, or what was read already."""

    def __init__(self, source: Path | bytes) -> None:
        self._source = source

    def quads(self) -> Iterator[Quad]:
        """Give every statement."""
        if isinstance(self._source, bytes):
            return parse(self._source, format=RdfFormat.N_QUADS)
        return parse(path=self._source, format=RdfFormat.N_QUADS)

    def of(self, iri: str) -> list[Quad]:
        """Return the statements about one thing or part, in their order."""
        return list(parse(self._beginning_with(f"<{iri}> "), format=RdfFormat.N_QUADS))

    def about(self, iri: str) -> list[Quad]:
        """Return the statements about a record and its parts, in their order."""
        return list(parse(self.lines_about(iri), format=RdfFormat.N_QUADS))

    def lines_about(self, iri: str) -> bytes:
        """Return the lines about a record and its parts, in their order."""
        return self._beginning_with(f"<{iri}#") + self._beginning_with(f"<{iri}> ")

    @cached_property
    def _bytes(self) -> mmap | bytes:
        if isinstance(self._source, bytes):
            return self._source
        with self._source.open("rb") as stream:
            # There is no map of an empty file.
            if not fstat(stream.fileno()).st_size:
                return b""
            return mmap(stream.fileno(), 0, access=ACCESS_READ)

    def _beginning_with(self, head: str) -> bytes:
        wanted = head.encode()

        def beginning(place: int) -> bytes:
            start = self._bytes.rfind(b"\n", 0, place) + 1
            return self._bytes[start : start + len(wanted)]

        places = range(len(self._bytes))
        first = bisect_left(places, wanted, key=beginning)
        return self._bytes[first : bisect_right(places, wanted, lo=first, key=beginning)]
