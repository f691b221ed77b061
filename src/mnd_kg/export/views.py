"""The property-graph views as exports take them: of a selection, with what the view leaves out."""

from __future__ import annotations

import re
import tempfile
from bisect import bisect_left
from collections import Counter
from contextlib import contextmanager
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import IO, TYPE_CHECKING

from mnd_kg.export.selection import record_of
from mnd_kg.network import Node, entities, full
from mnd_kg.network.full import TYPED
from mnd_kg.statements import Statements
from mnd_kg.vocabulary import BASE, NO_RECORDS, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection
    from mnd_kg.network import Edge
    from mnd_kg.network.elements import Value, View

_FOLDED = "the view has no place for it"
# At the end of a line, a literal with a language, or with a datatype that no attribute has.
_OTHER_KIND = re.compile(
    rb'"(?:@|\^\^(?!%s))[^"\n]*\n' % b"|".join(re.escape(kind[2:].encode()) for kind in TYPED)
)
_RECORDS = f"<{BASE}".encode()
_NO_RECORDS = tuple(f"<{head}".encode() for head in NO_RECORDS)
_TYPE = "type"
_NO_NODE = "the view names them by their ids only"


def elements(selection: Selection, ledger: Ledger | None = None) -> View:
    """Give the nodes and edges of the chosen view; at their end, note what the view leaves out."""
    if selection.view == "full":
        yield from _full(selection, ledger)
        return
    said = _Read(Statements(selection.graph.quads()))
    yield from entities(said, selection.records)
    if ledger is not None:
        _lose_unread(said, selection, ledger)
        _lose_apart(selection, ledger)


def _full(selection: Selection, ledger: Ledger | None) -> View:
    whole, words = selection.records is None, vocabulary()
    outside = 0
    for element in full(selection.lines()):
        if whole or isinstance(element, Node) or selection.has(words.expand(element.target)):
            yield element
        else:
            outside += 1
    if ledger is not None:
        ledger.lose("references to records outside", "they were not selected", outside)
        _lose_apart(selection, ledger)


def _lose_apart(selection: Selection, ledger: Ledger) -> None:
    """Note what no view has: what is said of other than records, and where each thing is said."""
    apart = untold = 0
    for batch in selection.batches():
        about = list(_about_records(batch))
        apart += len(batch) - sum(map(len, about))
        untold += sum(len(_OTHER_KIND.findall(b"".join(lines))) for lines in about)
    ledger.lose("the ontology, and the file of each record", "the view has records only", apart)
    ledger.lose("datatypes and languages", "a value is a text, a number or a truth", untold)
    ledger.lose("which named graph says it", "a property graph has no named graphs", selection.size)


def _about_records(lines: list[bytes]) -> Iterator[list[bytes]]:
    """Give those of some sorted lines that are about records, in runs."""
    begin, end = (bisect_left(lines, _RECORDS + after) for after in (b"", b"\xff"))
    for head in sorted(_NO_RECORDS):
        yield lines[begin : bisect_left(lines, head, begin, end)]
        begin = bisect_left(lines, head + b"\xff", begin, end)
    yield lines[begin:end]


class _Read(Statements):
    """The statements of a graph, which note what was read of them."""

    def __init__(self, said: Statements) -> None:
        vars(self).update(vars(said))
        self.seen: set[tuple[str, str]] = set()

    def values(self, subject: str, key: str) -> list[str]:
        self.seen.add((subject, key))
        return super().values(subject, key)


def _lose_unread(said: _Read, selection: Selection, ledger: Ledger) -> None:
    """Note what no node and no edge was made of, by class, or by key where the rest was read."""
    unread: Counter[tuple[str, str]] = Counter()
    read: set[str] = set()
    for subject, counts in groupby(said.counts(), key=itemgetter(0)):
        if not record_of(subject) or not selection.has(subject):
            continue
        kind = said.class_of(subject)
        unread[kind, _TYPE] += bool(kind)
        for _, key, count in counts:
            if (subject, key) in said.seen:
                read.add(kind)
            else:
                unread[kind, key] += count
    for (kind, key), count in unread.items():
        if kind not in read:
            ledger.lose(kind or "things without a class", _NO_NODE, count)
        elif key != _TYPE:
            ledger.lose(key, _FOLDED, count)


class Columns:
    """The attributes that were met, each with the one type that all its values have."""

    def __init__(self) -> None:
        self._met: set[tuple[str, type]] = set()

    def meet(self, attributes: Mapping[str, Value]) -> None:
        """Take note of some attributes."""
        self._met.update(zip(attributes, map(type, attributes.values()), strict=True))

    def types(self) -> dict[str, type]:
        """Return each attribute with its type: bool, int, Decimal, tuple, or str for any other."""
        types: dict[str, set[type]] = {}
        for key, kind in self._met:
            types.setdefault(key, set()).add(kind)
        return {key: _common(types[key]) for key in sorted(types)}


def _common(types: set[type]) -> type:
    if len(types) == 1:
        return next(iter(types))
    if types == {int, Decimal}:
        return Decimal
    return tuple if tuple in types else str


@contextmanager
def apart(
    view: View, folder: Path, node: Callable[[Node], str], edge: Callable[[Edge], str]
) -> Iterator[tuple[IO[str], IO[str]]]:
    """Give what is written of the nodes, and of the edges: two files to be read from their start.

    Formats that want all nodes first, and before them the types of all attributes, are written
    so without holding the graph in memory.
    """
    with (
        tempfile.TemporaryFile("w+", dir=folder, encoding="utf-8", newline="") as nodes,
        tempfile.TemporaryFile("w+", dir=folder, encoding="utf-8", newline="") as edges,
    ):
        for element in view:
            if isinstance(element, Node):
                nodes.write(node(element))
            else:
                edges.write(edge(element))
        nodes.seek(0)
        edges.seek(0)
        yield nodes, edges
