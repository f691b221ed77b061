"""Interventions that act on the same things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnd_kg.network.paths import known, mechanism_graph, shortest_mechanisms

if TYPE_CHECKING:
    from mnd_kg.network.paths import Chain, Graph

_INTERVENTIONS = "interventions:"
_CONDITIONS = "conditions:"


@dataclass(frozen=True)
class Shared:
    """What two interventions both act on, with a shortest chain from each."""

    id: str
    chains: tuple[Chain, Chain]

    @property
    def alike(self) -> bool | None:
        """Whether both push it the same way; None where one of them has no sign."""
        one, other = (chain.sign for chain in self.chains)
        return None if one is None or other is None else one == other


@dataclass(frozen=True)
class Similar:
    """An intervention that acts on some of the same things as another."""

    intervention: str
    jaccard: float
    """Things that both act on, by things that either acts on."""
    shared: tuple[Shared, ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """The records of the steps that lead to what is shared."""
        steps = {step for found in self.shared for chain in found.chains for step in chain.evidence}
        return tuple(sorted(steps))


def similar_interventions(graph: Graph, intervention: str) -> list[Similar]:
    """Return the interventions that act on the same targets and processes, the nearest first.

    An intervention acts on what a chain of steps leads to, but for conditions. What more than half
    of all interventions act on, such as injury of motor neurons, tells none apart and is left
    out. To act on the same thing is not to act alike: see :attr:`Shared.alike`.

    Raises:
        UnknownEntityError: if the graph has no such intervention.

    >>> near = similar_interventions(kg.to_networkx(), "interventions:ibudilast")
    >>> [shared.id for shared in near[0].shared]
    ['processes:microglial-activation']
    """
    known(graph, intervention, "interventions")
    reached = _reached(graph)
    own = reached.get(intervention, set())
    found = [
        Similar(
            other,
            len(own & theirs) / len(own | theirs),
            tuple(_shared(graph, thing, intervention, other) for thing in sorted(own & theirs)),
        )
        for other, theirs in reached.items()
        if other != intervention and own & theirs
    ]
    return sorted(found, key=lambda other: (-other.jaccard, other.intervention))


def _shared(graph: Graph, thing: str, one: str, other: str) -> Shared:
    first, second = (shortest_mechanisms(graph, drug, thing)[0] for drug in (one, other))
    return Shared(thing, (first, second))


def _reached(graph: Graph) -> dict[str, set[str]]:
    """Return what each intervention acts on, but for what most of them act on."""
    import networkx

    steps = mechanism_graph(graph)
    reached = {
        drug: {
            thing
            for thing in networkx.descendants(steps, drug)
            if not thing.startswith((_INTERVENTIONS, _CONDITIONS))
        }
        for drug in steps
        if drug.startswith(_INTERVENTIONS) and steps.out_degree(drug)
    }
    for thing in set().union(*reached.values()):
        if sum(thing in theirs for theirs in reached.values()) * 2 > len(reached):
            for theirs in reached.values():
                theirs.discard(thing)
    return reached
