"""What the build derives from the records, in named graphs of its own.

``graph/derived/dates`` holds the first and last day that each date can mean, as xsd:date. Queries
compare only those: a year cannot be compared with a day.
``graph/derived/doubts`` says what rests on a publication that was retracted, corrected or doubted.
``graph/derived/closure`` says of each condition all the wider ones, and of each term of another
vocabulary all that stand above it there, as skos:broaderTransitive; what is asserted stands in the
records as skos:broader and in terms.ttl as rdfs:subClassOf and part of (BFO:0000050). The two are
never chained: that MONDO places PLS below hereditary motor neuron disease says nothing of ours.
``graph/derived/<rule>`` holds the checks that a rule of the audit makes.
``graph/derived/files`` says of each named graph which file it is and under which licence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from mnd_kg.audit import audit, graph
from mnd_kg.doubts import doubts
from mnd_kg.edtf import interval
from mnd_kg.licences import CC_BY
from mnd_kg.rdf import text
from mnd_kg.records import graph_of
from mnd_kg.statements import Statements
from mnd_kg.vocabulary import GRAPH, MND, XSD, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mnd_kg.dataset import Dataset

_CLOSURE = NamedNode(GRAPH + "derived/closure")
_DATES = NamedNode(GRAPH + "derived/dates")
_FILES = NamedNode(GRAPH + "derived/files")
_DAY = NamedNode(XSD + "date")
_LICENCE = NamedNode(CC_BY)


def derive(dataset: Dataset) -> list[Quad]:
    """Return every derived statement about a dataset without findings."""
    found = [*dates(dataset.quads()), *closure(dataset.quads()), *files(dataset)]
    said = Statements([*dataset.quads(), *found])
    checks = list(graph.quads(audit(said), said))
    return [*found, *doubts(said, checks), *checks]


def dates(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Give the first and the last day that each EDTF date can mean."""
    bounds = {
        NamedNode(prop): tuple(NamedNode(iri) for iri in pair)
        for prop, pair in vocabulary().dates.items()
    }
    for quad in quads:
        if quad.predicate in bounds and isinstance(quad.object, Literal):
            for prop, day in zip(bounds[quad.predicate], interval(quad.object.value), strict=True):
                yield Quad(quad.subject, prop, Literal(day.isoformat(), datatype=_DAY), _DATES)


def closure(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Give all that stands above each condition, and above each term of another vocabulary."""
    words = vocabulary()
    wider = NamedNode(words.expand("skos:broaderTransitive"))
    for said, props in (
        (quads, ("skos:broader",)),
        (words.terms, ("rdfs:subClassOf", "BFO:0000050")),
    ):
        predicates = {words.expand(prop) for prop in props}
        above: dict[str, set[str]] = {}
        for quad in said:
            if quad.predicate.value in predicates:
                above.setdefault(text(quad.subject), set()).add(text(quad.object))
        for thing, nearest in above.items():
            found: set[str] = set()
            waiting = set(nearest)
            while waiting:
                found |= waiting
                waiting = {w for node in waiting for w in above.get(node, ())} - found
            for other in found - {thing}:
                yield Quad(NamedNode(thing), wider, NamedNode(other), _CLOSURE)


def files(dataset: Dataset) -> Iterator[Quad]:
    """Give the file and the licence of each named graph."""
    words = vocabulary()
    for record in dataset.records.values():
        if not record.quads:
            continue
        graph = NamedNode(graph_of(record.id))
        name = record.id.replace(":", "/", 1) + record.suffix
        yield Quad(graph, NamedNode(MND + "inFile"), Literal(name), _FILES)
        yield Quad(graph, NamedNode(words.expand("dcterms:license")), _LICENCE, _FILES)
        topic = NamedNode(words.expand("schema:about"))
        yield Quad(graph, topic, NamedNode(record.iri), _FILES)
