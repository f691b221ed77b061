"""Publishing: the named graphs sent to an endpoint of the SPARQL 1.1 Graph Store HTTP Protocol.

https://www.w3.org/TR/sparql11-http-rdf-update/. Each graph is put under its own name, which
replaces what stood there, so that publishing twice is the same as once. The graph of a record that
is no more stays, for the protocol has no list of graphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from pyoxigraph import RdfFormat

from mnd_kg.dataset import union_ntriples
from mnd_kg.errors import EndpointError, SettingError
from mnd_kg.rdf import text
from mnd_kg.terminal import silent

if TYPE_CHECKING:
    from collections.abc import Callable
    from urllib.request import Request

    from pyoxigraph import Quad

    from mnd_kg.store import BuiltGraph

    Send = Callable[[Request], int]

_TIMEOUT = 60


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
        EndpointError: if the endpoint cannot be reached or refuses. What was sent before stays.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise SettingError(
            f"`{url}` is no endpoint: write one such as http://localhost:7878/store."
        )
    by_name: dict[str, list[Quad]] = {}
    for quad in graph.quads():
        by_name.setdefault(text(quad.graph_name), []).append(quad)
    bodies = [(f"graph={quote(name, safe='')}", quads) for name, quads in sorted(by_name.items())]
    if union:
        bodies.append(("default", [quad for quads in by_name.values() for quad in quads]))
    for done, (which, quads) in enumerate(bodies, 1):
        target = f"{url}{'&' if parts.query else '?'}{which}"
        _put(target, union_ntriples(quads), send, f"{done - 1} of {len(bodies)} graphs were sent")
        progress("sending graphs", done, len(bodies))
    return Published(len(bodies), sum(len(quads) for _, quads in bodies))


def _put(url: str, body: bytes, send: Send, so_far: str) -> None:
    # Slow to import, and hardly ever needed.
    from urllib.request import Request

    media_type = RdfFormat.N_TRIPLES.media_type
    request = Request(url, body, {"Content-Type": media_type}, method="PUT")  # noqa: S310
    try:
        status = send(request)
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise EndpointError(f"{url} cannot be reached: {reason}; {so_far}.") from error
    if not 200 <= status < 300:
        raise EndpointError(f"{url} answered PUT with status {status}; {so_far}.")
