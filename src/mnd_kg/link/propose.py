"""Proposals: which term of a vocabulary may be which of our entities."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from mnd_kg.link.answer import Links, Proposal, Standing
from mnd_kg.link.names import is_abbreviation, normalised
from mnd_kg.link.similar import WordIndex
from mnd_kg.terminal import silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mnd_kg.link.ours import Entity, Name
    from mnd_kg.link.terms import Progress, Scope, Synonym, Term, Terms

# How sure an equal name makes, by whose name it is; a synonym of ours is as good as a label.
_CONFIDENCE: dict[Scope, float] = {"exact": 0.9, "broad": 0.6, "narrow": 0.6, "related": 0.6}
_BOTH_LABELS = 0.95
_ABBREVIATED = 0.5
_LIKE = 0.6
_AMBIGUOUS = 0.5
_FIELDS: dict[Scope, str] = {
    "exact": "oboInOwl:hasExactSynonym",
    "broad": "oboInOwl:hasBroadSynonym",
    "narrow": "oboInOwl:hasNarrowSynonym",
    "related": "oboInOwl:hasRelatedSynonym",
}
_PREDICATES: dict[Scope, str] = {
    "exact": "skos:exactMatch",
    "broad": "skos:closeMatch",
    "narrow": "skos:closeMatch",
    "related": "skos:closeMatch",
}
_PER_ENTITY = 10


class _TermName(NamedTuple):
    term: Term
    text: str
    scope: Scope
    is_label: bool


def propose(
    ours: Sequence[Entity],
    theirs: Terms,
    negative: Iterable[Terms] = (),
    progress: Progress = silent,
) -> Links:
    """Return what a vocabulary offers for our entities.

    A name of ours that is one of theirs makes a proposal; without one, names that are like it make
    candidates, the likest first. An abbreviation counts only as it is written. What is obsolete,
    what stands already, and what a mapping of ours or of a negative set denies is not proposed. A
    term that is one of our entities, or that bears the name of one, is no candidate for another.

    Args:
        ours: our entities.
        theirs: the vocabulary.
        negative: mapping sets whose negative mappings are heeded.
        progress: is told how many entities are done, and of how many.

    Raises:
        SettingError: if rapidfuzz is not installed.
    """
    search = _Search(theirs)
    denied = _denied([theirs, *negative])
    standing, offered, proposals, withheld = [], [], [], []
    for done, entity in enumerate(ours, 1):
        progress("comparing names", done, len(ours))
        standing += _standing(entity, theirs)
        for proposal in search.proposals(entity):
            offered.append(proposal)
            if proposal.term in entity.denied or _is_denied(entity, proposal.term, denied):
                withheld.append((entity.id, proposal.term))
            else:
                proposals.append(proposal)
    taken = _taken(ours, offered)
    kept = [p for p in proposals if p.exact or p.term not in taken]
    ranked = sorted(_told_apart(kept), key=lambda p: (p.entity, -p.confidence, p.term))
    return Links(
        theirs.name or theirs.path.name,
        theirs.version,
        len(theirs.terms),
        tuple(standing),
        tuple(ranked),
        tuple(sorted(set(withheld))),
    )


class _Search:
    """The names of a vocabulary, to be looked up."""

    def __init__(self, theirs: Terms) -> None:
        self._written: dict[str, list[_TermName]] = defaultdict(list)
        self._equal: dict[str, list[_TermName]] = defaultdict(list)
        self._names: list[_TermName] = []
        self._words = WordIndex()
        for name in _current_names(theirs):
            if is_abbreviation(name.text):
                self._written[name.text.strip()].append(name)
            else:
                self._equal[normalised(name.text)].append(name)
                self._names.append(name)
                self._words.add(normalised(name.text))

    def proposals(self, entity: Entity) -> list[Proposal]:
        """Return the best proposal for each term that an entity may be."""
        settled = {curie.partition(":")[0] for curie in entity.exact}
        found = [_equal(entity, name, term) for name in entity.names for term in self._same(name)]
        if not found:
            found = list(self._like(entity))
        best: dict[str, Proposal] = {}
        for proposal in sorted(found, key=lambda p: (-p.confidence, -p.similarity, p.match_string)):
            known = proposal.term in entity.matches
            if not known and proposal.term.partition(":")[0] not in settled:
                best.setdefault(proposal.term, proposal)
        return list(best.values())[:_PER_ENTITY]

    def _same(self, name: Name) -> list[_TermName]:
        if is_abbreviation(name.text):
            return self._written.get(name.text.strip(), [])
        return self._equal.get(normalised(name.text), [])

    def _like(self, entity: Entity) -> Iterator[Proposal]:
        for name in entity.names:
            if is_abbreviation(name.text):
                continue
            for like in self._words.like(normalised(name.text)):
                named = self._names[like.place]
                yield Proposal(
                    entity.id,
                    entity.label,
                    like.predicate,
                    named.term.id,
                    named.term.label,
                    round(_LIKE * like.similarity, 2),
                    exact=False,
                    match_string=normalised(name.text),
                    entity_field=name.field,
                    term_field=_field(named),
                    similarity=like.similarity,
                    remark=f"`{named.text}` is like `{name.text}`",
                )


def _current_names(theirs: Terms) -> Iterator[_TermName]:
    """Give the names of the terms that are in use."""
    for term in theirs.terms.values():
        if term.obsolete:
            continue
        if term.label:
            yield _TermName(term, term.label, "exact", is_label=True)
        for synonym in _distinct(term.synonyms):
            yield _TermName(term, synonym.text, synonym.scope, is_label=False)


def _distinct(synonyms: Sequence[Synonym]) -> list[Synonym]:
    return list(dict.fromkeys(synonyms))


def _field(name: _TermName) -> str:
    return "rdfs:label" if name.is_label else _FIELDS[name.scope]


def _equal(entity: Entity, name: Name, theirs: _TermName) -> Proposal:
    """Return the proposal that an equal name makes."""
    abbreviated = is_abbreviation(name.text)
    both_labels = theirs.is_label and name.field == "rdfs:label"
    sure = _BOTH_LABELS if both_labels else _CONFIDENCE[theirs.scope]
    return Proposal(
        entity.id,
        entity.label,
        # A gene and the disease that is named after it may share an abbreviation.
        "skos:closeMatch" if abbreviated else _PREDICATES[theirs.scope],
        theirs.term.id,
        theirs.term.label,
        min(sure, _ABBREVIATED) if abbreviated else sure,
        exact=True,
        match_string=name.text.strip() if abbreviated else normalised(name.text),
        entity_field=name.field,
        term_field=_field(theirs),
        similarity=1.0,
        remark="by an abbreviation alone" if abbreviated else "",
    )


def _standing(entity: Entity, theirs: Terms) -> list[Standing]:
    return [
        Standing(entity.id, entity.label, f"skos:{how}", curie, theirs.terms[curie].label)
        for curie, how in sorted(entity.matches.items())
        if curie in theirs.terms
    ]


def _taken(ours: Iterable[Entity], offered: Iterable[Proposal]) -> set[str]:
    """Return the terms that are one of our entities, or that bear the name of one.

    A name that was withheld counts: a pathway named "amyotrophic lateral sclerosis", of which a set
    says that it is not the disease, is no form of the disease either.
    """
    named = {p.term for p in offered if p.exact and p.predicate == "skos:exactMatch"}
    return named.union(*(entity.exact for entity in ours))


def _told_apart(proposals: list[Proposal]) -> list[Proposal]:
    """Make less of a term that several of our entities may be, and say so.

    What has the very name of a term is not weakened by what has one that is like it.
    """
    claims: dict[str, set[str]] = defaultdict(set)
    named: dict[str, set[str]] = defaultdict(set)
    for proposal in proposals:
        claims[proposal.term].add(proposal.entity)
        if proposal.exact:
            named[proposal.term].add(proposal.entity)
    found = []
    for proposal in proposals:
        rivals = (named if proposal.exact else claims)[proposal.term] - {proposal.entity}
        if rivals:
            shared = f"may be {', '.join(sorted(rivals))} as well"
            remark = "; ".join(filter(None, [proposal.remark, shared]))
            sure = round(proposal.confidence * _AMBIGUOUS, 2)
            proposal = replace(proposal, confidence=sure, remark=remark)
        found.append(proposal)
    return found


def _denied(sets: Iterable[Terms]) -> dict[str, set[str]]:
    """Return the identifiers of which mapping sets say that they are not of one thing."""
    denied: dict[str, set[str]] = defaultdict(set)
    for terms in sets:
        for pair in terms.pairs:
            if pair.negated:
                denied[pair.subject].add(pair.object)
                denied[pair.object].add(pair.subject)
    return denied


def _is_denied(entity: Entity, term: str, denied: dict[str, set[str]]) -> bool:
    return not denied[term].isdisjoint({entity.id, *entity.exact}) if term in denied else False
