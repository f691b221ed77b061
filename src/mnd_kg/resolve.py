"""Names: from whatever people call a thing to the entity of the graph."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from mnd_kg.errors import UnknownEntityError
from mnd_kg.rdf import select, text
from mnd_kg.vocabulary import BASE, is_legal_iri, vocabulary

if TYPE_CHECKING:
    from pyoxigraph import Store

_NAMES = """SELECT DISTINCT ?entity ?name WHERE {
  VALUES ?naming { rdfs:label skos:altLabel mnd:brandName mnd:researchCode mnd:acronym }
  ?entity ?naming ?name ; a/rdfs:subClassOf* mnd:Entity
  FILTER (!CONTAINS(STR(?entity), "#"))
}"""
_MATCHES = """SELECT DISTINCT ?entity WHERE {
  VALUES ?same { skos:exactMatch mnd:registryId }
  VALUES ?id { %s }
  ?entity ?same ?id
}"""


def resolve(store: Store, name: str) -> str:
    """Return the IRI of the entity that has a name or an identifier.

    A name is an id such as trials:NCT03548311, an IRI, the end of an id (NCT03548311), an
    identifier elsewhere (CHEBI:28115), or a label, synonym, brand, code or acronym in any case.

    Raises:
        UnknownEntityError: if nothing, or more than one thing, has that name.
    """
    words = vocabulary()
    name = name.strip()
    prefix, colon, _ = name.partition(":")
    iri = words.expand(name) if colon and prefix in words.prefixes else name
    if is_legal_iri(iri) and ":" in iri:
        node = NamedNode(iri)
        if iri.startswith(BASE) and next(store.quads_for_pattern(node, None, None), None):
            return iri
        found = {text(row["entity"]) for row in select(store, _MATCHES % node)}
        if found:
            return _only(name, found)
    named: dict[str, set[str]] = {}
    for row in select(store, _NAMES):
        entity = text(row["entity"])
        named.setdefault(text(row["name"]).casefold(), set()).add(entity)
        named.setdefault(entity.rpartition("/")[2].casefold(), set()).add(entity)
    found = named.get(name.casefold(), set())
    if found:
        return _only(name, found)
    near = get_close_matches(name.casefold(), sorted(named), n=3, cutoff=0.6)
    hint = " Did you mean " + ", ".join(f"`{word}`" for word in near) + "?" if near else ""
    raise UnknownEntityError(f"The graph has nothing by the name `{name}`.{hint}")


def _only(name: str, found: set[str]) -> str:
    if len(found) > 1:
        choice = ", ".join(sorted(vocabulary().contract(iri) for iri in found))
        raise UnknownEntityError(f"`{name}` names several things: {choice}. Use one of these ids.")
    return next(iter(found))
