"""Publishing: the named graphs sent to an endpoint of the SPARQL 1.1 Graph Store HTTP Protocol.

https://www.w3.org/TR/sparql11-http-rdf-update/. Each graph is put under its own name, which
replaces what stood there, so that publishing twice is the same as once. The graph of a record that
is no more stays until it is removed: the protocol has no list of graphs, so they are asked for in
SPARQL. No graph of another project is ever named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from pyoxigraph import RdfFormat

from mnd_kg import remote
from mnd_kg.errors import EndpointError, SettingError, SourceError
from mnd_kg.nquads import iri, statement
from mnd_kg.query import Rows
from mnd_kg.terminal import silent
from mnd_kg.vocabulary import GRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from urllib.request import Request

    from mnd_kg.query import Answer
    from mnd_kg.store import BuiltGraph

    Send = Callable[[Request], int]
    Ask = Callable[[str, str], Answer]

_TIMEOUT = 60
_LIST = f"""SELECT DISTINCT (STR(?graph) AS ?name) WHERE {{
  GRAPH ?graph {{ ?subject ?property ?value }} FILTER (STRSTARTS(STR(?graph), "{GRAPH}"))
}}"""


@dataclass(frozen=True)
class Published:
    """What was sent: how many graphs, and how many statements in them."""

    graphs: int
    statements: int


def send(request: Request) -> int:
    """Send a request, and return the status of the answer."""
    from urllib.error import HTTPError
    from urllib.request import urlopen

    try:
        with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310, the scheme was looked at
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def publish(
    graph: BuiltGraph,
    url: str,
    *,
    union: bool = False,
    send: Send = send,
    progress: Callable[[str, int, int], None] = silent,
) -> Published:
    """Put every named graph to an endpoint, each under its name.

    Args:
        graph: the graph.
        url: the endpoint of the Graph Store Protocol, such as http://localhost:7878/store.
        union: whether to replace its default graph by the union of the named graphs.
        send: sends a request and returns the status of the answer.
        progress: is told how many graphs are sent.

    Raises:
        SettingError: if the URL is none.
        SourceError: if there are statements in no named graph.
        EndpointError: if the endpoint cannot be reached or refuses. What was sent before stays.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise SettingError(
            f"`{url}` is no endpoint: write one such as http://localhost:7878/store."
        )
    by_name: dict[str, list[bytes]] = {}
    for line in graph.lines():
        triple, within, _ = line.rsplit(b" ", 2)
        by_name.setdefault(iri(within.decode()), []).append(triple + b" .\n")
    bodies = sorted(by_name.items())
    if union:
        bodies.append(("", sorted({triple for triples in by_name.values() for triple in triples})))
    for done, (name, triples) in enumerate(bodies, 1):
        so_far = f"{done - 1} of {len(bodies)} graphs were sent"
        _request("PUT", _target(url, name), b"".join(triples), send, so_far)
        progress("sending graphs", done, len(bodies))
    return Published(len(bodies), sum(len(triples) for _, triples in bodies))


def left_behind(graph: BuiltGraph, query_url: str, ask: Ask = remote.run) -> list[str]:
    """Return our named graphs at an endpoint that a graph does not have, sorted.

    Args:
        graph: the graph that was published.
        query_url: the endpoint of the SPARQL Protocol, such as http://localhost:7878/query.
        ask: asks an endpoint.

    Raises:
        SettingError: if the URL is none.
        QueryError: if the endpoint refuses to list its graphs.
        SourceError: if the endpoint cannot be reached, or answers something else.
    """
    listed = ask(query_url, _LIST)
    if not isinstance(listed, Rows):
        raise SourceError(f"{query_url} does not list its graphs.")
    ours = {iri(statement(line)[-1]) for line in graph.lines()}
    return sorted(name for row in listed if (name := str(row["name"])) not in ours)


def remove(url: str, names: Sequence[str], send: Send = send) -> None:
    """Remove named graphs from an endpoint of the Graph Store Protocol.

    Raises:
        SettingError: if one is no graph of ours.
        EndpointError: if the endpoint cannot be reached or refuses. What was removed before is.
    """
    for name in names:
        if not name.startswith(GRAPH):
            raise SettingError(f"{name} is no graph of mnd-kg, and stays.")
    for done, name in enumerate(names):
        so_far = f"{done} of {len(names)} graphs were removed"
        _request("DELETE", _target(url, name), None, send, so_far)


def _target(url: str, name: str) -> str:
    """Return the address of a named graph, or of the default graph where there is no name."""
    which = f"graph={quote(name, safe='')}" if name else "default"
    return f"{url}{'&' if urlsplit(url).query else '?'}{which}"


def _request(method: str, url: str, body: bytes | None, send: Send, so_far: str) -> None:
    # Slow to import, and hardly ever needed.
    from urllib.request import Request

    headers = {"Content-Type": RdfFormat.N_TRIPLES.media_type} if body is not None else {}
    try:
        status = send(Request(url, body, headers, method=method))  # noqa: S310
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise EndpointError(f"{url} cannot be reached: {reason}; {so_far}.") from error
    if not 200 <= status < 300:
        raise EndpointError(f"{url} answered {method} with status {status}; {so_far}.")
