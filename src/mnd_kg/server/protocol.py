"""What a request asks by the SPARQL 1.1 Protocol: a query, and the graphs that it is asked of.

https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from mnd_kg.namespaces import is_legal_iri

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 2**20
"""The bytes that a query may have."""
_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_KNOWN = ("query", "default-graph-uri", "named-graph-uri")


class Asked(NamedTuple):
    """A query with its dataset."""

    query: str
    default_graphs: tuple[str, ...] = ()
    """The graphs whose union is the default graph; if no graphs are named, that of the store."""
    named_graphs: tuple[str, ...] = ()


class RefusedError(Exception):
    """A request that gets no answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message


def asked(method: str, parameters: str, content_type: str, body: bytes) -> Asked | None:
    """Return what a request asks, or None for a GET that has no parameter.

    Args:
        method: GET, HEAD or POST.
        parameters: what stands behind ? in its address.
        content_type: the media type of the body.
        body: the body.

    Raises:
        RefusedError: if it is no query by the protocol.
    """
    if method in ("GET", "HEAD"):
        fields = _fields(parameters)
        return _asked(fields) if fields else None
    kind = content_type.partition(";")[0].strip().lower()
    if kind == _FORM:
        return _asked(_fields(_decoded(body)))
    if kind == _DIRECT:
        return _asked([("query", _decoded(body)), *_fields(parameters)])
    raise RefusedError(415, f"Send the query as {_FORM} or {_DIRECT}, not as {kind or 'nothing'}.")


def _asked(fields: Sequence[tuple[str, str]]) -> Asked:
    found: dict[str, list[str]] = {name: [] for name in _KNOWN}
    for name, value in fields:
        if name in ("update", "using-graph-uri", "using-named-graph-uri"):
            raise RefusedError(403, "This graph can only be read: updates are refused.")
        if name in found:
            found[name].append(value)
    queries, default_graphs, named_graphs = found.values()
    if len(queries) != 1:
        raise RefusedError(400, f"Give one `query`, not {len(queries)}.")
    for iri in (*default_graphs, *named_graphs):
        if not is_legal_iri(iri):
            raise RefusedError(400, f"`{iri}` names no graph: give an absolute IRI.")
    return Asked(queries[0], tuple(default_graphs), tuple(named_graphs))


def _fields(encoded: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise RefusedError(400, f"The parameters are not UTF-8: {error}.") from error


def _decoded(body: bytes) -> str:
    if len(body) > LONGEST:
        raise RefusedError(413, f"A query has at most {LONGEST} bytes.")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"The body is not UTF-8: {error}.") from error
