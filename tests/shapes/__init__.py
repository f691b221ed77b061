"""A graph with one instance of every class and nothing wrong, and changes that put in one fault."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from mnd_kg.rdf import text, written
from mnd_kg.vocabulary import BASE, vocabulary

HERE = Path(__file__).parent
_PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in vocabulary().prefixes.items())
_SUBCLASS = vocabulary().expand("rdfs:subClassOf")


def triples(turtle: str) -> list[Triple]:
    """Return the triples of Turtle in which the project's prefixes and its base are known."""
    source = f"@base <{BASE}> .\n{_PREFIXES}{turtle}"
    return [quad.triple for quad in parse(source, format=RdfFormat.TURTLE)]


BASE_GRAPH = triples((HERE / "base.ttl").read_text(encoding="utf-8"))
CLASSES = [quad.triple for quad in vocabulary().ontology if quad.predicate.value == _SUBCLASS]


def changed(graph: list[Triple], focus: str, change: str) -> list[Triple]:
    """Return a graph in which a node has other values.

    A change is a list of properties and values as in Turtle: they take the place of those that
    the node had. A property without a value is taken away: ``mnd:value ; mnd:unit "mg"``.
    """
    node = BASE + focus
    for part in change.split(" ; "):
        path, _, values = part.partition(" ")
        iri = vocabulary().expand(path)
        graph = [t for t in graph if (text(t.subject), text(t.predicate)) != (node, iri)]
        if values:
            graph = graph + triples(f"<{focus}> {path} {values} .")
    return graph


def record_of(focus: str) -> list[Triple]:
    """Return what the base graph says of the record to which a node belongs."""
    iri = BASE + focus.partition("#")[0]
    return [t for t in BASE_GRAPH if text(t.subject).partition("#")[0] == iri]


def ntriples(graph: list[Triple]) -> bytes:
    """Return a graph, and the classes of the ontology, as N-Triples."""
    return written([*graph, *CLASSES], RdfFormat.N_TRIPLES)
