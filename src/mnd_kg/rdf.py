"""The little of pyoxigraph that several modules need, with the types that they rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pyoxigraph import QuerySolutions, RdfFormat, serialize

from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad, Store, Triple


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
