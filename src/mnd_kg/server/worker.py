"""Answering a query in a process of its own, which can be ended: an engine's query cannot."""

from __future__ import annotations

import io
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryResultsFormat, QueryTriples, Store

from mnd_kg.errors import QueryError
from mnd_kg.query import Triples, solve
from mnd_kg.queryfile import reaches_network
from mnd_kg.server.accept import chosen
from mnd_kg.server.protocol import RefusedError
from mnd_kg.store import open_graph

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg.server.protocol import Asked

LARGEST = 2**27
MOST = 500_000
# What stands last is given to whoever takes anything.
RESULTS = {
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+json": QueryResultsFormat.JSON,
}
RDF = {
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/n-triples": "ntriples",
    "text/turtle": "turtle",
}


class Served(NamedTuple):
    """An answer as it is sent."""

    media_type: str
    body: bytes


def answer(
    graph: Path, asked: Asked, accept: str, largest: int = LARGEST, most: int = MOST
) -> Served:
    """Return the answer to a query in the media type that is wanted most.

    Args:
        graph: the folder or file of the graph.
        asked: the query and its dataset.
        accept: the media types that are wanted, as in HTTP; anything if empty.
        largest: the bytes that a table of results may have.
        most: the triples that a graph may have that the query gives.

    Raises:
        RefusedError: if the query cannot be run, or no format fits, or the answer is too large.
    """
    if reaches_network(asked.query):
        raise RefusedError(403, "SERVICE would send the query to another server, and is refused.")
    store, dataset = _dataset(_opened(graph), asked)
    try:
        solved = solve(store, asked.query, **dataset)
    except QueryError as error:
        raise RefusedError(400, str(error)) from error
    if isinstance(solved, QueryTriples):
        media_type = chosen(accept, RDF)
        triples = tuple(islice(solved, most + 1))
        if len(triples) > most:
            raise _too_large(f"{most} triples")
        body = Triples(triples).serialize(RDF[media_type])
    else:
        media_type = chosen(accept, RESULTS)
        bounded = _Bounded(largest)
        solved.serialize(bounded, format=RESULTS[media_type])
        body = bounded.getvalue()
    return Served(media_type, body)


@cache
def _opened(graph: Path) -> Store:
    return open_graph(graph).store


def _dataset(store: Store, asked: Asked) -> tuple[Store, dict[str, Any]]:
    """Return the store of the dataset that a request names, and how to ask it.

    The engine would give a triple once for each default graph that holds it, so their union is
    made. A dataset that the protocol names goes before that of the query.
    """
    if not asked.default_graphs and not asked.named_graphs:
        return store, {}
    chosen_graphs = Store()
    for iri in asked.default_graphs:
        quads = store.quads_for_pattern(None, None, None, NamedNode(iri))
        chosen_graphs.extend(Quad(*quad.triple) for quad in quads)
    for iri in asked.named_graphs:
        chosen_graphs.extend(store.quads_for_pattern(None, None, None, NamedNode(iri)))
    named = [NamedNode(iri) for iri in asked.named_graphs]
    return chosen_graphs, {"default_graph": DefaultGraph(), "named_graphs": named}


class _Bounded(io.BytesIO):
    """Bytes, up to as many as an answer may have."""

    def __init__(self, largest: int) -> None:
        super().__init__()
        self._largest = largest

    def write(self, more: Any) -> int:
        if self.tell() + len(more) > self._largest:
            raise _too_large(f"{self._largest} bytes")
        return super().write(more)


def _too_large(bound: str) -> RefusedError:
    return RefusedError(500, f"The answer has more than {bound}: ask for less, with LIMIT.")
