"""Nanopublications: one for each claim of a document and each evidence line of a proposition.

https://nanopub.net/guidelines/working_draft/. The assertion of a claim is that the document says
it, the assertion of an evidence line that its item speaks for or against the proposition. What is
known against a source, a claim or a number stands in the provenance. The IRIs follow from the id of
the part; they are no trusty URIs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from mnd_kg.answers.origin import origin
from mnd_kg.doubts import RESTS_ON_DOUBTFUL
from mnd_kg.export.rdf import write_rdf
from mnd_kg.export.selection import record_of
from mnd_kg.rdf import text
from mnd_kg.vocabulary import BASE, GRAPH, MND, RDF_TYPE, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection
    from mnd_kg.statements import Statements

NP = "http://www.nanopub.org/nschema#"
_HOME = BASE + "np/"
_CLASSES = ("Claim", "EvidenceLine")
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# How the assertion came about, and who wrote it down; all else that is said of a part is asserted.
_PROVENANCE = (
    "note",
    "cites",
    "locator",
    "checkedAgainst",
    "checkedPage",
    "checkedOn",
    "confirmed",
    "unchecked",
    "appraisal",
)
_PUBLICATION = ("curator", "curatedOn")
# What a proposition says, without the evidence on it.
_STAKE = (
    "label",
    "intervention",
    "regimen",
    "comparator",
    "population",
    "condition",
    "domain",
    "measure",
    "expects",
    "from",
    "to",
    "relation",
    "sign",
)

# Where a source is found apart from this graph.
_ELSEWHERE = ("exactMatch", "homepage")

_Index = dict[str, list[Triple]]


@dataclass
class _Parts:
    """The triples of one nanopublication."""

    assertion: list[Triple] = field(default_factory=list)
    provenance: list[Triple] = field(default_factory=list)
    publication: list[Triple] = field(default_factory=list)


def nanopub(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write the nanopublications of the selected records as TriG."""
    said = selection.graph.statements
    index: _Index = defaultdict(list)
    for quad in selection.graph.quads():
        index[text(quad.subject)].append(quad.triple)
    parts = [
        part
        for name in _CLASSES
        for part in said.of_class(name)
        if selection.records is None or record_of(part) in selection.records
    ]
    carried: set[Triple] = set()

    def quads() -> Iterator[Quad]:
        for part in parts:
            found = _parts(part, said, index)
            carried.update(found.assertion, found.provenance, found.publication)
            yield from _graphs(part, found)

    write_rdf(quads(), out, RdfFormat.TRIG, {"np": NP})
    for quad in selection.quads():
        if quad.triple not in carried:
            subject = text(quad.subject)
            what = said.class_of(subject) if record_of(subject) else "what is no record"
            ledger.lose(what or "things without a class", "no claim or evidence line speaks of it")


def name_of(part: str) -> str:
    """Return the IRI of the nanopublication of a claim or an evidence line.

    >>> name_of("https://w3id.org/mnd-kg/propositions/riluzole-survival-ALS#bensimon-1994")
    'https://w3id.org/mnd-kg/np/propositions/riluzole-survival-ALS/bensimon-1994'
    """
    return _HOME + part.removeprefix(BASE).replace("#", "/", 1)


def _parts(part: str, said: Statements, index: _Index) -> _Parts:
    found = _Parts()
    _say(part, found, index)
    stake = {RDF_TYPE, *_iris(_STAKE)} if said.class_of(part) == "EvidenceLine" else set()
    for triple in index[said.whole(part)]:
        if triple.object == NamedNode(part):
            found.assertion.append(triple)
        elif triple.predicate.value in stake:
            found.assertion.append(triple)
            if text(triple.object).startswith(record_of(part) + "#"):
                _say(text(triple.object), found, index)
    beside = {RESTS_ON_DOUBTFUL, *_iris((*_PROVENANCE, *_PUBLICATION))}
    for item in said.values(part, "item"):
        found.assertion += (t for t in index[item] if t.predicate.value not in beside)
    _derive(part, found, said, index)
    found.publication += _publication(part, said)
    return found


def _iris(keys: Iterable[str]) -> set[str]:
    return {vocabulary().keys[key].iri for key in keys}


def _say(part: str, found: _Parts, index: _Index) -> None:
    """Sort what is said of a part, and of the parts inside it, into assertion and provenance."""
    names = vocabulary().key_names
    for triple in index[part]:
        name = names.get(triple.predicate.value, "")
        inside = text(triple.object).startswith(record_of(part) + "#")
        if name in _PROVENANCE or triple.predicate.value == RESTS_ON_DOUBTFUL:
            found.provenance.append(triple)
            if inside:
                found.provenance += index[text(triple.object)]
        elif name not in _PUBLICATION:
            found.assertion.append(triple)
            if inside and not _stands_alone(text(triple.object), index):
                _say(text(triple.object), found, index)


def _stands_alone(part: str, index: _Index) -> bool:
    classes = {NamedNode(MND + name) for name in _CLASSES}
    return any(t.predicate.value == RDF_TYPE and t.object in classes for t in index[part])


def _derive(part: str, found: _Parts, said: Statements, index: _Index) -> None:
    """Say of the assertion what it rests on, how far that was checked, and what speaks against."""
    words = vocabulary()
    assertion = NamedNode(name_of(part) + "#assertion")
    source = origin(said, part)
    for cited in source.cites:
        derived = NamedNode(words.expand("prov:wasDerivedFrom"))
        found.provenance.append(Triple(assertion, derived, _named(cited)))
        known = index.get(_named(cited).value, ())
        found.provenance += (t for t in known if t.predicate.value in _iris(_ELSEWHERE))
    checked = NamedNode(f"{MND}checkedAgainst-{source.checked}")
    found.provenance.append(Triple(assertion, NamedNode(MND + "checkedAgainst"), checked))
    for cited, status in source.doubts:
        state = NamedNode(f"{MND}publicationStatus-{status}")
        prop = NamedNode(MND + "publicationStatus")
        found.provenance.append(Triple(_named(cited), prop, state))
    for check, verdict in source.checks:
        for key, value in (("checks", part), ("verdict", f"{MND}verdict-{verdict}")):
            found.provenance.append(Triple(_named(check), NamedNode(MND + key), NamedNode(value)))


def _publication(part: str, said: Statements) -> Iterator[Triple]:
    words = vocabulary()
    name, record = NamedNode(name_of(part)), record_of(part)
    yield Triple(name, NamedNode(words.expand("dcterms:license")), NamedNode(_LICENCE))
    source = NamedNode(GRAPH + record.removeprefix(BASE))
    yield Triple(name, NamedNode(words.expand("prov:wasDerivedFrom")), source)
    for key in _PUBLICATION:
        known = words.keys[key]
        for value in said.values(part, key) or said.values(record, key):
            datatype = NamedNode(known.datatype) if known.datatype else None
            yield Triple(name, NamedNode(known.iri), Literal(value, datatype=datatype))
            if key == "curatedOn":
                modified = NamedNode(words.expand("dcterms:modified"))
                yield Triple(name, modified, Literal(value, datatype=datatype))


def _graphs(part: str, found: _Parts) -> Iterator[Quad]:
    name = NamedNode(name_of(part))
    head, *others = (
        NamedNode(f"{name.value}#{graph}")
        for graph in ("head", "assertion", "provenance", "publication-info")
    )
    yield Quad(name, NamedNode(RDF_TYPE), NamedNode(NP + "Nanopublication"), head)
    links = ("hasAssertion", "hasProvenance", "hasPublicationInfo")
    for link, graph in zip(links, others, strict=True):
        yield Quad(name, NamedNode(NP + link), graph, head)
    contents: Iterable[list[Triple]] = (found.assertion, found.provenance, found.publication)
    for graph, triples in zip(others, contents, strict=True):
        for triple in sorted(set(triples), key=str):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _named(curie: str) -> NamedNode:
    prefix, _, _ = curie.partition(":")
    words = vocabulary()
    return NamedNode(words.expand(curie) if prefix in words.prefixes else curie)
