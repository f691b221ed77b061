"""The little of pyoxigraph that several modules need, with the types that they rely on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from pyoxigraph import Literal, QuerySolutions, RdfFormat, serialize

from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pyoxigraph import Quad, Store, Triple

_PREFIX = re.compile(rb'@prefix [^\n]*\n| xmlns:[\w.-]+="[^"]*"')
_PREFIXES = re.compile(rb"(?:" + _PREFIX.pattern + rb")+")


def select(store: Store, sparql: str) -> QuerySolutions:
    """Return the solutions of a SELECT; the prefixes of the project are declared already."""
    return cast("QuerySolutions", store.query(sparql, prefixes=vocabulary().prefixes))


def text(term: Any) -> str:
    """Return the IRI or the lexical form of a term, or an empty text where there is none.

    >>> from pyoxigraph import Literal
    >>> text(Literal("1.50")), text(None)
    ('1.50', '')
    """
    return "" if term is None else str(term.value)


def written(statements: Iterable[Triple] | Iterable[Quad], form: RdfFormat) -> bytes:
    """Return statements in an RDF format."""
    return cast("bytes", serialize(statements, format=form))


def prefixed(triples: Collection[Triple], form: RdfFormat) -> bytes:
    """Return triples in Turtle or RDF/XML, with those prefixes of the project that they use."""
    iris = {getattr(term, "value", "") for triple in triples for term in triple}
    iris |= {t.object.datatype.value for t in triples if isinstance(t.object, Literal)}
    used = {vocabulary().contract(iri).partition(":")[0] for iri in iris}
    known = {name: iri for name, iri in vocabulary().prefixes.items() if name in used}
    return prefixes_in_order(cast("bytes", serialize(triples, format=form, prefixes=known)))


def prefixes_in_order(written: bytes) -> bytes:
    r"""Return Turtle, TriG or RDF/XML with its prefixes in one order, for pyoxigraph has none.

    >>> prefixes_in_order(b"@prefix b: <b> .\n@prefix a: <a> .\nb:c a:d a:e .\n")
    b'@prefix a: <a> .\n@prefix b: <b> .\nb:c a:d a:e .\n'
    """
    declared = _PREFIXES.search(written)
    if declared is None:
        return written
    in_order = b"".join(sorted(_PREFIX.findall(declared[0])))
    return written[: declared.start()] + in_order + written[declared.end() :]
