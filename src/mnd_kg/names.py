"""What people call the things of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from mnd_kg.rdf import select, text
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from pyoxigraph import Store

_NAMES = """SELECT DISTINCT ?entity ?name WHERE {
  ?entity a/rdfs:subClassOf* mnd:Entity FILTER (!CONTAINS(STR(?entity), "#"))
  OPTIONAL {
    VALUES ?naming {
      rdfs:label skos:altLabel mnd:brandName mnd:researchCode mnd:acronym dcterms:title
      skos:exactMatch mnd:registryId
    }
    ?entity ?naming ?name
  }
}"""


def names(store: Store) -> dict[str, set[str]]:
    """Return the entities by each of their names, in small letters.

    The end of an id is a name only of what is not called so itself: mecobalamin is the drug, and
    not the history of decisions about it.
    """
    words = vocabulary()
    named: dict[str, set[str]] = {}
    slugs: dict[str, set[str]] = {}
    for row in select(store, _NAMES):
        entity, called = text(row["entity"]), words.contract(text(row["name"]))
        slugs.setdefault(entity.rpartition("/")[2].casefold(), set()).add(entity)
        called_so = {called}
        if isinstance(row["name"], NamedNode):
            called_so.add(called.partition(":")[2])
        for known in called_so - {""}:
            named.setdefault(known.casefold(), set()).add(entity)
    return slugs | named
