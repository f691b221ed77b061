"""The statements record by record, from a stream: memory holds no more than a few records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg.rdf import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad


def by_record(quads: Iterable[Quad]) -> Iterator[tuple[str, list[Quad]]]:
    """Give each record with the statements about it and its parts, in whatever graph they stand.

    What is no record, such as a term of the ontology, comes likewise under its own IRI.

    Args:
        quads: statements in the order of sorted N-Quads. There the parts of X stand before X, and
            in between may stand other things, but only such as X-2, whose names go on from X's.
    """
    open_: list[tuple[str, list[Quad]]] = []
    for quad in quads:
        subject = text(quad.subject)
        while open_ and not subject.startswith(open_[-1][0]):
            yield open_.pop()
        record = subject.partition("#")[0]
        if not open_ or open_[-1][0] != record:
            open_.append((record, []))
        open_[-1][1].append(quad)
    while open_:
        yield open_.pop()
