"""The statements record by record, from a stream: memory holds no more than a few records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg.nquads import by_subject, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mnd_kg.nquads import Statement

    Said = dict[str, list[Statement]]
    """The statements of a record by their subjects: it and its parts."""


def by_record(lines: Iterable[bytes]) -> Iterator[tuple[str, Said]]:
    """Give each record with the statements about it and its parts, in whatever graph they stand.

    What is no record, such as a term of the ontology, comes likewise under its own IRI.

    Args:
        lines: sorted N-Quads. There the parts of X stand before X, and in between may stand other
            things, but only such as X-2, whose names go on from X's.
    """
    open_: list[tuple[str, Said]] = []
    for subject, statements in by_subject(lines):
        name = iri(subject)
        while open_ and not name.startswith(open_[-1][0]):
            yield open_.pop()
        record = name.partition("#")[0]
        if not open_ or open_[-1][0] != record:
            open_.append((record, {}))
        open_[-1][1][subject] = statements
    while open_:
        yield open_.pop()
