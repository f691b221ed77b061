"""The description of a graph for catalogues and for query planners: DCAT and VoID.

It is worked out from the graph alone, so that the same graph has the same description: its day is
the last on which a record was reviewed, and no day of today.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from mnd_kg.licences import CC_BY
from mnd_kg.mappings import PREDICATES
from mnd_kg.query import Triples
from mnd_kg.rdf import text
from mnd_kg.vocabulary import BASE, MND, NO_RECORDS, RDF_TYPE, XSD, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mnd_kg.store import BuiltGraph

DATASET = BASE + "dataset"
_ONTOLOGY = MND.removesuffix("/")


class _Description:
    """Triples as they are added, about things named by CURIE or IRI."""

    def __init__(self) -> None:
        self.triples: list[Triple] = []

    def say(self, subject: str, prop: str, value: str | int, datatype: str = "") -> None:
        """Add a triple; a text with a datatype, or a number, is a literal."""
        words = vocabulary()
        object: NamedNode | Literal
        if isinstance(value, int):
            object = Literal(str(value), datatype=NamedNode(XSD + "integer"))
        elif datatype:
            object = Literal(value, datatype=NamedNode(words.expand(datatype)))
        else:
            object = NamedNode(value if "://" in value else words.expand(value))
        self.triples.append(Triple(NamedNode(subject), NamedNode(words.expand(prop)), object))


def describe(graph: BuiltGraph) -> Triples:
    """Return the description of a graph as RDF: what it is, how large, in which words, whereto."""
    said = {(text(q.subject), q.predicate.value, q.object) for q in graph.quads()}
    triples = [(subject, prop, text(value)) for subject, prop, value in said]
    found = _Description()
    _head(found, graph, triples)
    _sizes(found, triples, {text(quad.graph_name) for quad in graph.quads()})
    _partitions(found, triples)
    _linksets(found, triples)
    return Triples(tuple(sorted(found.triples, key=str)))


def _head(found: _Description, graph: BuiltGraph, triples: Iterable[tuple[str, str, str]]) -> None:
    """Say what the graph is, whose, of when and under which licence."""
    words = vocabulary()
    reviewed = words.expand("mnd:curatedOn")
    days = [value for _, prop, value in triples if prop == reviewed]
    for kind in ("dcat:Dataset", "void:Dataset"):
        found.say(DATASET, "rdf:type", kind)
    title = "mnd-kg: interventions for ALS and PLS, every claim open to question"
    found.say(DATASET, "dcterms:title", title, "xsd:string")
    found.say(DATASET, "dcterms:license", CC_BY)
    found.say(DATASET, "dcterms:identifier", graph.version, "xsd:string")
    found.say(DATASET, "dcterms:conformsTo", _ONTOLOGY)
    found.say(DATASET, "void:uriSpace", BASE, "xsd:string")
    for vocabulary_used in (_ONTOLOGY, "skos:", "prov:", "dcterms:", "schema:"):
        namespace = words.prefixes.get(vocabulary_used.removesuffix(":"), vocabulary_used)
        found.say(DATASET, "void:vocabulary", namespace)
    if days:
        found.say(DATASET, "dcterms:modified", max(days), "xsd:date")
    file = DATASET + "#nquads"
    found.say(DATASET, "dcat:distribution", file)
    found.say(file, "rdf:type", "dcat:Distribution")
    found.say(file, "dcterms:title", graph.nquads.name, "xsd:string")
    found.say(file, "dcterms:license", CC_BY)
    found.say(
        file, "dcat:mediaType", "https://www.iana.org/assignments/media-types/application/n-quads"
    )
    found.say(file, "dcat:byteSize", str(graph.nquads.stat().st_size), "xsd:nonNegativeInteger")


def _sizes(found: _Description, triples: list[tuple[str, str, str]], graphs: set[str]) -> None:
    entities = {subject for subject, _, _ in triples if subject.startswith(BASE)}
    entities = {iri for iri in entities if not iri.startswith(NO_RECORDS) and "#" not in iri}
    found.say(DATASET, "void:triples", len(triples))
    found.say(DATASET, "void:entities", len(entities))
    found.say(DATASET, "void:distinctSubjects", len({s for s, _, _ in triples}))
    found.say(DATASET, "void:distinctObjects", len({o for _, _, o in triples}))
    found.say(DATASET, "void:properties", len({p for _, p, _ in triples}))
    found.say(DATASET, "void:classes", len({o for _, p, o in triples if p == RDF_TYPE}))
    found.say(DATASET, "void:documents", len(graphs))


def _partitions(found: _Description, triples: list[tuple[str, str, str]]) -> None:
    """Say how many things each class of ours has, and how many triples each property."""
    classes = Counter(o for _, p, o in triples if p == RDF_TYPE and o.startswith(MND))
    properties = Counter(p for _, p, _ in triples)
    for kind, count, term, size in (
        ("class", classes, "void:class", "void:entities"),
        ("property", properties, "void:property", "void:triples"),
    ):
        for iri, number in sorted(count.items()):
            part = f"{DATASET}#{kind}-{_fragment(iri)}"
            found.say(DATASET, f"void:{kind}Partition", part)
            found.say(part, term, iri)
            found.say(part, size, number)


def _linksets(found: _Description, triples: list[tuple[str, str, str]]) -> None:
    """Say how many mappings lead from our things to each vocabulary of others."""
    words = vocabulary()
    matches = {words.expand(match): match for match in PREDICATES}
    links = Counter(
        (matches[prop], words.contract(value).partition(":")[0])
        for _, prop, value in triples
        if prop in matches
    )
    for (match, prefix), number in sorted(links.items()):
        linkset = f"{DATASET}#{match.removeprefix('skos:')}-{prefix}"
        found.say(DATASET, "void:subset", linkset)
        found.say(linkset, "rdf:type", "void:Linkset")
        found.say(linkset, "void:subjectsTarget", DATASET)
        found.say(linkset, "void:linkPredicate", match)
        found.say(linkset, "void:triples", number)
        if namespace := words.prefixes.get(prefix):
            found.say(linkset, "void:objectsTarget", f"{DATASET}#{prefix}")
            found.say(f"{DATASET}#{prefix}", "void:uriSpace", namespace, "xsd:string")


def _fragment(iri: str) -> str:
    """Return a CURIE as the end of an IRI."""
    return vocabulary().contract(iri).replace(":", "-", 1).rpartition("/")[2]
