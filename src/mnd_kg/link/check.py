"""Checks of the mappings that stand against the vocabularies and mapping sets of others.

What a graph can check by itself is checked when it is built: the form of identifiers, and that no
two records are one thing (``queries/quality/``).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mnd_kg.findings import Finding, Severity
from mnd_kg.link.chains import exact_links, joined
from mnd_kg.link.names import normalised
from mnd_kg.terminal import silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mnd_kg.link.ours import Entity
    from mnd_kg.link.terms import Progress, Term, Terms

    Place = Callable[[str, str], tuple[str, int]]


def check(
    ours: Sequence[Entity],
    sources: Sequence[Terms],
    place: Place,
    progress: Progress = silent,
) -> list[Finding]:
    """Return what is wrong with our mappings, as far as some vocabularies and sets can tell.

    Errors are an identifier that a whole vocabulary does not have, an obsolete one, two exact
    matches within one vocabulary, and two entities of ours that a chain of exact matches joins.
    Warnings are a label that disagrees, and an identifier that a source gives for the same thing
    while our mappings are silent about it. They can say that it is a close match, or, by a negative
    mapping, another thing. Where they say no more than that it is related, for nobody has found
    out what it names, that is told as a finding of the severity info.

    Args:
        ours: our entities with their mappings.
        sources: the vocabularies and sets.
        place: where a mapping stands, by entity and identifier.
        progress: is told the stage, how far it is, and of how much.
    """
    found: set[Finding] = set()

    def report(entity: Entity, curie: str, severity: Severity, message: str) -> None:
        path, line = place(entity.id, curie)
        found.add(Finding(path, line, severity, entity.id, message))

    for done, entity in enumerate(ours, 1):
        progress("checking mappings", done, len(ours))
        for curie in sorted(entity.matches):
            for severity, message in _identifier_problems(entity, curie, sources):
                report(entity, curie, severity, message)
        for curie, message in _doubles(entity):
            report(entity, curie, Severity.ERROR, message)
        for curie, severity, message in _disagreements(entity, sources):
            report(entity, curie, severity, message)
    by_id = {entity.id: entity for entity in ours}
    for chain in joined(ours, exact_links(ours, sources)):
        way = " = ".join([chain[0].start, *(f"{link.end} ({link.said_by})" for link in chain)])
        message = f"Exact matches make two of our entities one, {way}: deny or weaken one of them."
        report(by_id[chain[0].start], chain[0].end, Severity.ERROR, message)
    return sorted(found)


def _identifier_problems(
    entity: Entity, curie: str, sources: Sequence[Terms]
) -> Iterator[tuple[Severity, str]]:
    """Give what the sources that cover an identifier say against it."""
    other_names: dict[str, list[str]] = defaultdict(list)
    for terms in sources:
        term = terms.terms.get(curie)
        if term is None:
            if terms.whole and curie.partition(":")[0] == terms.prefix:
                yield Severity.ERROR, f"{terms.shown} has no {curie}: look it up again."
        elif term.obsolete:
            new = f"use {' or '.join(term.replaced_by)}" if term.replaced_by else "look for another"
            yield Severity.ERROR, f"{curie} is obsolete in {terms.shown}: {new}."
        elif curie in entity.exact and term.label and not _agree(entity, curie, term):
            other_names[term.label].append(terms.shown)
    for name, where in other_names.items():
        noted = entity.object_labels.get(curie)
        label = f" nor the label `{noted}` of our mapping" if noted else ""
        yield (
            Severity.WARNING,
            f"{curie} is `{name}` in {', '.join(where)}, which is no name of ours{label}: see"
            " whether it is the same thing.",
        )


def _agree(entity: Entity, curie: str, term: Term) -> bool:
    """Tell whether a name of a term is a name of ours, or the label that our mapping notes."""
    noted = entity.object_labels.get(curie)
    names = [name.text for name in entity.names] + ([noted] if noted else [])
    synonyms = [synonym.text for synonym in term.synonyms]
    theirs = {normalised(name) for name in [term.label, *synonyms]}
    return not theirs.isdisjoint(map(normalised, names))


def _doubles(entity: Entity) -> Iterator[tuple[str, str]]:
    """Give the exact matches that share a vocabulary with another one."""
    settled: dict[str, str] = {}
    for curie in entity.exact:
        first = settled.setdefault(curie.partition(":")[0], curie)
        if first != curie:
            yield curie, f"It is exactly {first} and {curie} too: one of them is a close match."


def _disagreements(entity: Entity, sources: Sequence[Terms]) -> Iterator[tuple[str, Severity, str]]:
    """Give the identifiers that sources give for the same thing, and that are not ours."""
    settled = {curie.partition(":")[0]: curie for curie in entity.exact}
    for terms in sources:
        others: dict[tuple[str, bool], set[str]] = defaultdict(set)
        for curie in entity.exact:
            for other, line in terms.same_as(curie):
                ours = settled.get(other.partition(":")[0])
                related = other in entity.related
                if ours and ours != other and (related or not entity.considered(other)):
                    others[ours, related].add(f"{other} (line {line})" if line else other)
        for (ours, related), theirs in others.items():
            shown = f"{terms.shown} has {', '.join(sorted(theirs))} for what is {ours} to us"
            if related:
                told = "our mappings call them related and no more, for what they name is not known"
                yield ours, Severity.INFO, f"{shown}, {len(theirs)} in all: {told}."
            else:
                do = "say how it stands to the record, or that it is another thing"
                yield ours, Severity.WARNING, f"{shown}: {do}."
