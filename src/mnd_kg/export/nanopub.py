"""Nanopublications: one for each claim of a document and each evidence line of a proposition.

https://nanopub.net/guidelines/working_draft/. The assertion of a claim is that the document says
it, the assertion of an evidence line that its item speaks for or against the proposition. What is
known against a source, a claim or a number stands in the provenance. The IRIs follow from the id of
the part; they are no trusty URIs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat

from mnd_kg.answers.origin import origin
from mnd_kg.doubts import RESTS_ON_DOUBTFUL
from mnd_kg.export.by_record import by_record
from mnd_kg.export.rdf import write_rdf
from mnd_kg.export.selection import record_of
from mnd_kg.licences import CC_BY
from mnd_kg.nquads import by_subject, iri, quads
from mnd_kg.vocabulary import BASE, GRAPH, MND, RDF_TYPE, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad

    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection
    from mnd_kg.nquads import Statement
    from mnd_kg.statements import Statements
    from mnd_kg.store import BuiltGraph

    Triple = tuple[str, str, str]
    """Subject, property and object, each as N-Quads write it."""
    Told = Callable[[str], list[Triple]]
    """Returns what is said of a term."""

NP = "http://www.nanopub.org/nschema#"
_HOME = BASE + "np/"
_CLASSES = ("Claim", "EvidenceLine")
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
_TYPE = f"<{RDF_TYPE}>"
_DOUBTFUL = f"<{RESTS_ON_DOUBTFUL}>"
_ALONE = tuple(f"<{MND}{name}>" for name in _CLASSES)
_AT_HAND = 64
"""Of how many records what they say is held."""


@dataclass
class _Parts:
    """The triples of one nanopublication."""

    assertion: list[Triple] = field(default_factory=list)
    provenance: list[Triple] = field(default_factory=list)
    publication: list[Triple] = field(default_factory=list)


@dataclass
class _Carried:
    """What nanopublications carry of other records than those of their parts."""

    items: set[str] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)
    judged: set[Triple] = field(default_factory=set)

    def has(self, triple: Triple) -> bool:
        """Tell whether a triple is carried."""
        subject, prop, _ = triple
        return (
            (subject in self.items and _is_asserted(prop))
            or (subject in self.cited and prop in _terms(_ELSEWHERE))
            or triple in self.judged
        )


def nanopub(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write the nanopublications of the selected records as TriG.

    What is held of the whole graph are the ids of the parts, of their items and of what they cite.
    """
    said = selection.graph.statements_at_hand(_AT_HAND)
    parts = {part: None for name in _CLASSES for part in said.of_class(name) if selection.has(part)}
    carried = _Carried()

    def graphs() -> Iterator[Quad]:
        told = _told(selection.graph)
        for part in parts:
            found = _own(part, said, told)
            _assert_items(part, found, said, told, carried)
            _derive(part, found, said, told, carried)
            found.publication += _publication(part, said)
            yield from _graphs(part, found)

    write_rdf(graphs(), out, RdfFormat.TRIG, {"np": NP})
    for _, about in by_record(selection.lines()):
        own = {subject: _triples(statements) for subject, statements in about.items()}
        inside = [iri(subject) for subject in own if iri(subject) in parts]
        _lose_rest(own, inside, said, carried, ledger)


def name_of(part: str) -> str:
    """Return the IRI of the nanopublication of a claim or an evidence line.

    >>> name_of("https://w3id.org/mnd-kg/propositions/riluzole-survival-ALS#bensimon-1994")
    'https://w3id.org/mnd-kg/np/propositions/riluzole-survival-ALS/bensimon-1994'
    """
    return _HOME + part.removeprefix(BASE).replace("#", "/", 1)


def _told(graph: BuiltGraph) -> Told:
    @lru_cache(_AT_HAND)
    def record(name: str) -> dict[str, list[Triple]]:
        lines = graph.lines_about(name)
        return {subject: _triples(statements) for subject, statements in by_subject(lines)}

    return lambda thing: record(iri(thing).partition("#")[0]).get(thing, [])


def _triples(statements: list[Statement]) -> list[Triple]:
    return [(subject, prop, value) for subject, prop, value, _ in statements]


@cache
def _terms(keys: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"<{vocabulary().keys[key].iri}>" for key in keys)


def _is_asserted(prop: str) -> bool:
    return prop != _DOUBTFUL and prop not in _terms(_PROVENANCE + _PUBLICATION)


def _own(part: str, said: Statements, told: Told) -> _Parts:
    """Return what the record of a part says of it, and of the proposition that it bears on."""
    found = _Parts()
    own = f"<{part}>"
    _say(own, found, told)
    bears = said.class_of(part) == "EvidenceLine"
    for triple in told(f"<{said.whole(part)}>"):
        _, prop, value = triple
        if value == own:
            found.assertion.append(triple)
        elif bears and (prop == _TYPE or prop in _terms(_STAKE)):
            found.assertion.append(triple)
            if _is_inside(value, own):
                _say(value, found, told)
    return found


def _say(part: str, found: _Parts, told: Told) -> None:
    """Sort what is said of a part, and of the parts inside it, into assertion and provenance."""
    for triple in told(part):
        _, prop, value = triple
        inside = _is_inside(value, part)
        if prop == _DOUBTFUL or prop in _terms(_PROVENANCE):
            found.provenance.append(triple)
            if inside:
                found.provenance += told(value)
        elif _is_asserted(prop):
            found.assertion.append(triple)
            if inside and not _stands_alone(value, told):
                _say(value, found, told)


def _is_inside(value: str, part: str) -> bool:
    return value.startswith(f"<{record_of(iri(part))}#")


def _stands_alone(part: str, told: Told) -> bool:
    return any(prop == _TYPE and value in _ALONE for _, prop, value in told(part))


def _assert_items(
    part: str, found: _Parts, said: Statements, told: Told, carried: _Carried
) -> None:
    """Say of the items of an evidence line what they say themselves."""
    for item in said.values(part, "item"):
        term = f"<{item}>"
        carried.items.add(term)
        found.assertion += (triple for triple in told(term) if _is_asserted(triple[1]))


def _derive(part: str, found: _Parts, said: Statements, told: Told, carried: _Carried) -> None:
    """Say of the assertion what it rests on, how far that was checked, and what speaks against."""
    assertion = f"<{name_of(part)}#assertion>"
    source = origin(said, part)
    for cited in map(_named, source.cites):
        carried.cited.add(cited)
        found.provenance.append((assertion, _named("prov:wasDerivedFrom"), cited))
        found.provenance += (triple for triple in told(cited) if triple[1] in _terms(_ELSEWHERE))
    checked = f"<{MND}checkedAgainst-{source.checked}>"
    found.provenance.append((assertion, f"<{MND}checkedAgainst>", checked))
    judged = [
        (_named(cited), f"<{MND}publicationStatus>", f"<{MND}publicationStatus-{status}>")
        for cited, status in source.doubts
    ]
    for check, verdict in source.checks:
        judged.append((_named(check), f"<{MND}checks>", f"<{part}>"))
        judged.append((_named(check), f"<{MND}verdict>", f"<{MND}verdict-{verdict}>"))
    found.provenance += judged
    carried.judged.update(judged)


def _publication(part: str, said: Statements) -> Iterator[Triple]:
    name, record = f"<{name_of(part)}>", record_of(part)
    yield name, _named("dcterms:license"), f"<{CC_BY}>"
    yield name, _named("prov:wasDerivedFrom"), f"<{GRAPH}{record.removeprefix(BASE)}>"
    for key in _PUBLICATION:
        known = vocabulary().keys[key]
        datatype = NamedNode(known.datatype) if known.datatype else None
        for value in said.values(part, key) or said.values(record, key):
            written = str(Literal(value, datatype=datatype))
            yield name, f"<{known.iri}>", written
            if key == "curatedOn":
                yield name, _named("dcterms:modified"), written


def _graphs(part: str, found: _Parts) -> list[Quad]:
    name = name_of(part)
    head, *others = (
        f"<{name}#{graph}>" for graph in ("head", "assertion", "provenance", "publication-info")
    )
    statements: list[Statement] = [(f"<{name}>", _TYPE, f"<{NP}Nanopublication>", head)]
    links = ("hasAssertion", "hasProvenance", "hasPublicationInfo")
    for link, graph in zip(links, others, strict=True):
        statements.append((f"<{name}>", f"<{NP}{link}>", graph, head))
    contents = (found.assertion, found.provenance, found.publication)
    for graph, triples in zip(others, contents, strict=True):
        statements += ((*triple, graph) for triple in sorted(set(triples)))
    return quads(statements)


def _lose_rest(
    own: dict[str, list[Triple]],
    parts: list[str],
    said: Statements,
    carried: _Carried,
    ledger: Ledger,
) -> None:
    """Note what a record says, and no nanopublication of its parts or of others carries."""
    kept: set[Triple] = set()
    for part in parts:
        found = _own(part, said, lambda thing: own.get(thing, []))
        kept.update(found.assertion, found.provenance)
    for subject, triples in own.items():
        lost = sum(triple not in kept and not carried.has(triple) for triple in triples)
        ledger.lose(_kind(subject, triples), "no claim or evidence line speaks of it", lost)


def _kind(subject: str, triples: list[Triple]) -> str:
    if not record_of(iri(subject)):
        return "what is no record"
    kinds = [iri(value) for _, prop, value in triples if prop == _TYPE]
    named = vocabulary().contract(kinds[-1]).removeprefix("mnd:") if kinds else ""
    return named or "things without a class"


def _named(curie: str) -> str:
    prefix, _, _ = curie.partition(":")
    words = vocabulary()
    return f"<{words.expand(curie) if prefix in words.prefixes else curie}>"
