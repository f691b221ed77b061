"""Queries on another server, by the SPARQL 1.1 Protocol.

Nothing is sent unless an address is given. The fetch function is a parameter.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import RdfFormat, parse

from mnd_kg import queryfile
from mnd_kg.errors import QueryError, SettingError, SourceError
from mnd_kg.query import SERVICE_REFUSED, Rows, Triples, Truth
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from mnd_kg.query import Answer

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
_JSON = {"application/sparql-results+json", "application/json"}


class Response(NamedTuple):
    """What a server answers."""

    status: int
    media_type: str
    body: bytes


def run(
    address: str,
    sparql: str,
    *,
    network: bool = False,
    timeout: float = 60,
    fetch: Callable[[str, bytes, dict[str, str], float], Response] | None = None,
) -> Answer:
    """Return the answer of a SPARQL endpoint. The prefixes of the project need no declaration.

    Args:
        address: the endpoint.
        sparql: the query.
        network: whether the endpoint may be told to ask others, with SERVICE.
        timeout: how many seconds to wait.
        fetch: sends the form to the address with the headers and the timeout; HTTP if none.

    Raises:
        SettingError: if the address is no address of HTTP.
        QueryError: if the endpoint refuses the query, or it has a SERVICE that was not allowed.
        SourceError: if the endpoint cannot be reached, or answers something else.
    """
    if urllib.parse.urlsplit(address).scheme not in ("http", "https"):
        raise SettingError(f"`{address}` is no endpoint: give its address, https://...")
    if not network and queryfile.reaches_network(sparql):
        raise QueryError(SERVICE_REFUSED)
    form = urllib.parse.urlencode({"query": declared(sparql)}).encode("ascii")
    headers = {"Accept": _ACCEPT, "Content-Type": "application/x-www-form-urlencoded"}
    answer = (fetch or _fetch)(address, form, headers, timeout)
    if answer.status != 200:
        said = answer.body.decode("utf-8", "replace").strip().partition("\n")[0][:300]
        kind = QueryError if answer.status == 400 else SourceError
        raise kind(f"{address} answers {answer.status}: {said}")
    try:
        return _read(answer)
    except (SyntaxError, ValueError, KeyError) as error:
        raise SourceError(
            f"{address} answers {answer.media_type or 'nothing known'}, which is no answer to a"
            f" query: {error}"
        ) from error


def declared(sparql: str) -> str:
    """Return a query with the declarations of those prefixes of the project that it may use.

    >>> declared("ASK { conditions:PLS a mnd:Condition }").splitlines()[0]
    'PREFIX mnd: <https://w3id.org/mnd-kg/ontology/>'
    """
    own = set(re.findall(r"PREFIX\s+([\w.-]*):", sparql, re.IGNORECASE))
    lines = [
        f"PREFIX {name}: <{namespace}>"
        for name, namespace in vocabulary().prefixes.items()
        if name not in own and re.search(rf"(?<![\w.-]){re.escape(name)}:", sparql)
    ]
    return "\n".join([*lines, sparql])


def _read(answer: Response) -> Answer:
    if answer.media_type in _JSON:
        content = json.loads(answer.body)
        return Truth(answer.body) if "boolean" in content else Rows(_with_results(content))
    form = RdfFormat.from_media_type(answer.media_type)
    if form is None:
        raise ValueError("neither JSON nor RDF")
    return Triples(tuple(quad.triple for quad in parse(answer.body, format=form)))


def _with_results(content: dict[str, object]) -> bytes:
    """Return SPARQL results, after seeing that they are some."""
    results = content["results"]
    if not isinstance(results, dict) or "head" not in content:
        raise ValueError("no head and results")
    return json.dumps(content).encode("utf-8")


def _fetch(address: str, form: bytes, headers: dict[str, str], timeout: float) -> Response:
    request = urllib.request.Request(address, form, headers)  # noqa: S310 (run saw that it is HTTP)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310
            return Response(answer.status, answer.headers.get_content_type(), answer.read())
    except urllib.error.HTTPError as error:
        return Response(error.code, error.headers.get_content_type(), error.read())
    except TimeoutError as error:
        raise SourceError(f"{address} did not answer within {timeout:g} s.") from error
    except (urllib.error.URLError, OSError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise SourceError(f"{address} did not answer within {timeout:g} s.") from error
        raise SourceError(f"{address} cannot be reached: {reason}.") from error
