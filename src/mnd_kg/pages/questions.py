"""The named queries as pages: the question, its SPARQL, and what the graph answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnd_kg.query import Rows, named_queries, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

    from mnd_kg.queryfile import QueryFile


@dataclass(frozen=True)
class Answered:
    """A named query with the values that its parameters have by default, and its answer."""

    query: QueryFile
    defaults: dict[str, str]
    columns: tuple[str, ...]
    rows: list[list[str]]


def answered(store: Store) -> Iterator[Answered]:
    """Give each named query that has a table for an answer."""
    for query in named_queries().values():
        answer = run(store, query.text)
        if isinstance(answer, Rows):
            defaults = {name: query.default(name) for name in query.parameters}
            yield Answered(query, defaults, answer.columns, answer.texts())
