"""Names: from whatever people call a thing to the entity of the graph."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from mnd_kg.errors import UnknownEntityError
from mnd_kg.identifiers import identifier
from mnd_kg.namespaces import is_legal_iri
from mnd_kg.vocabulary import BASE, vocabulary

if TYPE_CHECKING:
    from mnd_kg.store import BuiltGraph

_HINTS = 3


def resolve(graph: BuiltGraph, name: str, *kinds: str) -> str:
    """Return the IRI of the entity that has a name or an identifier.

    Args:
        graph: the graph.
        name: the name.
        kinds: the folders in one of which its record must stand, such as conditions; any if none.

    A name is an id such as trials:NCT03548311, an IRI, the end of an id (NCT03548311), an
    identifier elsewhere as sources write it (CHEBI:28115, PMID:35532908), or a label, synonym,
    brand, code, acronym or title, in any case.

    Raises:
        UnknownEntityError: if nothing of the kind, or more than one thing, has that name.
    """
    words = vocabulary()
    name = name.strip()
    prefix, colon, _ = name.partition(":")
    iri = words.expand(name) if colon and prefix in words.prefixes else name
    if iri.startswith(BASE) and is_legal_iri(iri):
        described = graph.store.quads_for_pattern(NamedNode(iri), None, None)
        if next(described, None):
            return _of_kind(iri, name, kinds)
    named = graph.names
    wanted = words.contract(name).casefold()
    found = named.get(wanted) or named.get(identifier(name).casefold(), set())
    if len(found) > 1:
        found = {iri for iri in found if _fits(iri, kinds)} or found
    if len(found) > 1:
        choice = ", ".join(sorted(words.contract(entity) for entity in found))
        raise UnknownEntityError(f"`{name}` names several things: {choice}. Use one of these ids.")
    if found:
        return _of_kind(next(iter(found)), name, kinds)
    fitting = sorted(known for known, iris in named.items() if any(_fits(i, kinds) for i in iris))
    near = get_close_matches(wanted, fitting, n=_HINTS, cutoff=0.6) or _holding(wanted, fitting)
    hint = " Did you mean " + ", ".join(f"`{word}`" for word in near) + "?" if near else ""
    raise UnknownEntityError(f"The graph has nothing by the name `{name}`.{hint}")


def _holding(wanted: str, known: list[str]) -> list[str]:
    """Return the shortest names that have another name as one of their words.

    >>> _holding("lithium", ["lithium carbonate", "valium"])
    ['lithium carbonate']
    """
    return sorted((name for name in known if wanted in name.split()), key=len)[:_HINTS]


def _of_kind(iri: str, name: str, kinds: tuple[str, ...]) -> str:
    """Return an IRI, and refuse one of another kind than is wanted."""
    if _fits(iri, kinds):
        return iri
    words = vocabulary()
    wanted = " or ".join(words.labels[words.folders[kind]] for kind in kinds)
    is_id = words.contract(name) == words.contract(iri)
    but = "" if is_id else f", but {words.contract(iri)}"
    raise UnknownEntityError(f"`{name}` is no {wanted}{but}: give the name of one.")


def _fits(iri: str, kinds: tuple[str, ...]) -> bool:
    """Tell whether an IRI is that of a record in one of some folders, if any are named."""
    return not kinds or ("#" not in iri and iri.startswith(tuple(f"{BASE}{k}/" for k in kinds)))
