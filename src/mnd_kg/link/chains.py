"""Chains of exact matches: identifiers that mapping sets, taken together, make one thing."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, NamedTuple

from mnd_kg.link.terms import EXACT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mnd_kg.link.ours import Entity
    from mnd_kg.link.terms import Terms


class Link(NamedTuple):
    """One step of a chain: two identifiers of one thing, and who says so."""

    start: str
    end: str
    said_by: str


def exact_links(ours: Sequence[Entity], sources: Sequence[Terms]) -> list[Link]:
    """Return the exact matches of ours and of others, without those that a mapping denies.

    A match of others that joins an identifier of ours with one that our mappings put elsewhere,
    as a close match or as something else, is explained already, and is left out.
    """
    links = [Link(entity.id, curie, "ours") for entity in ours for curie in entity.exact]
    apart: set[tuple[str, str]] = set()
    for terms in sources:
        for pair in terms.pairs:
            if pair.negated:
                apart |= {(pair.subject, pair.object), (pair.object, pair.subject)}
    for entity in ours:
        settled = entity.matches.keys() - set(entity.exact) - entity.related
        elsewhere = entity.denied | settled
        for curie in entity.exact:
            apart |= {pair for other in elsewhere for pair in ((curie, other), (other, curie))}
    for terms in sources:
        links += [
            Link(pair.subject, pair.object, f"{terms.path.name}:{pair.line}")
            for pair in terms.pairs
            if pair.predicate in EXACT
            and not pair.negated
            and (pair.subject, pair.object) not in apart
        ]
    return links


def joined(ours: Sequence[Entity], links: Sequence[Link]) -> Iterator[list[Link]]:
    """Give the shortest chain between each two entities of ours that a chain joins."""
    near: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        near[link.start].append(link)
        near[link.end].append(Link(link.end, link.start, link.said_by))
    own = {entity.id for entity in ours}
    for entity in ours:
        for other, chain in _reached(entity.id, near).items():
            if other in own and other > entity.id:
                yield chain


def _reached(start: str, near: dict[str, list[Link]]) -> dict[str, list[Link]]:
    """Return the shortest chain from an identifier to each that it is joined with."""
    chains: dict[str, list[Link]] = {start: []}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for link in near[here]:
            if link.end not in chains:
                chains[link.end] = [*chains[here], link]
                queue.append(link.end)
    del chains[start]
    return chains
