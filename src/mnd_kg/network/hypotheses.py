"""What may be worth asking about a condition for which hardly any trial exists.

This lists chains of steps, firmest first, for whoever explores mechanisms in a property graph.
Which of the drugs that were tried elsewhere might be discussed for the condition, weighed by
evidence, approvals and labels, is ``mnd-kg candidates`` (``mnd_kg.answers.candidates``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.network.paths import LONGEST, chains, known, mechanism_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.network.paths import Chain, Graph

_INTERVENTIONS = "interventions:"
_CONDITIONS = "conditions:"


@dataclass(frozen=True)
class Studied:
    """A proposition about an intervention in some condition, with its evidence counted."""

    id: str
    condition: str
    supports: int
    disputes: int
    neutral: int


@dataclass(frozen=True)
class Hypothesis:
    """A chain by which an intervention may act in a condition. It is a question, no finding."""

    intervention: str
    condition: str
    chain: Chain
    reaches: bool
    """Whether the chain reaches the condition, or stops before it, at another one."""
    proposed: tuple[str, ...]
    """The recorded mechanism paths from the intervention to the condition."""
    trials: tuple[str, ...]
    """The trials of the intervention that enrolled the condition."""
    studied: tuple[Studied, ...]
    """What was found of the intervention, in any condition, for and against."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """The records that it rests on."""
        return (*self.chain.evidence, *self.proposed, *(found.id for found in self.studied))


def hypotheses(graph: Graph, condition: str, longest: int = LONGEST) -> list[Hypothesis]:
    """Return the chains that lead interventions to a condition, or would but for the last step.

    A chain with a step that needs another subtype is left out. One that stops is listed where no
    chain of its intervention reaches the condition: what is missing is a step from the last but
    one of its things to the condition. Chains that reach the condition come first, and of each
    kind those whose weakest step is known most firmly.

    Args:
        graph: the view `entities`.
        condition: an id, such as conditions:PLS.
        longest: the most steps of a chain.

    Raises:
        UnknownEntityError: if the graph has no such condition.

    >>> found = hypotheses(kg.to_networkx(), "conditions:PLS")
    >>> found[0].reaches, found[0].chain.through[-1]
    (True, 'conditions:PLS')
    """
    known(graph, condition, "conditions")
    steps = mechanism_graph(graph)
    family = _family(graph, condition)
    found: list[Hypothesis] = []
    for drug in sorted(node for node in graph if node.startswith(_INTERVENTIONS)):
        reaching = list(_unbound(steps, drug, condition, family, longest))
        led = reaching or [
            chain
            for other in sorted(_conditions(graph) - {condition})
            for chain in _unbound(steps, drug, other, family, longest)
        ]
        found += [_hypothesis(graph, drug, condition, chain) for chain in led]
    return sorted(found, key=_order)


def _order(found: Hypothesis) -> tuple[Any, ...]:
    firm = tuple(-rank for rank in found.chain.weakest.firmness)
    return not found.reaches, firm, found.intervention, found.chain.evidence


def _hypothesis(graph: Graph, drug: str, condition: str, chain: Chain) -> Hypothesis:
    about = [
        (key, target, values)
        for _, target, key, values in graph.out_edges(drug, keys=True, data=True)
    ]
    return Hypothesis(
        intervention=drug,
        condition=condition,
        chain=chain,
        reaches=chain.through[-1] == condition,
        proposed=_of(about, "proposed-mechanism", condition),
        trials=tuple(
            values["trial"]
            for _, target, values in sorted(about, key=lambda edge: edge[0])
            if values["relation"] == "in-trial-for" and target == condition
        ),
        studied=tuple(
            Studied(key, target, values["supports"], values["disputes"], values["neutral"])
            for key, target, values in sorted(about, key=lambda edge: edge[0])
            if values["relation"] == "studied-for"
        ),
    )


def _of(about: list[tuple[str, str, Any]], relation: str, condition: str) -> tuple[str, ...]:
    keys = (
        key for key, end, values in about if values["relation"] == relation and end == condition
    )
    return tuple(sorted(keys))


def _unbound(
    steps: Graph, drug: str, condition: str, family: set[str], longest: int
) -> Iterator[Chain]:
    for chain in chains(steps, drug, condition, longest):
        if set(chain.requires) <= family:
            yield chain


def _conditions(graph: Graph) -> set[str]:
    return {node for node in graph if node.startswith(_CONDITIONS)}


def _family(graph: Graph, condition: str) -> set[str]:
    """Return a condition with the wider ones that it belongs to."""
    found = [condition]
    for narrow in found:
        found += [
            wider
            for _, wider, values in graph.out_edges(narrow, data=True)
            if values["relation"] == "broader" and wider not in found
        ]
    return set(found)
