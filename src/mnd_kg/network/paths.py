"""Chains of mechanism steps from one thing to another, in the view `entities` of networkx.

A chain says that each step is recorded, not that the whole was shown: its steps mostly come from
different sources, species and cells. What a chain is worth is what its weakest step is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from math import prod
from typing import TYPE_CHECKING, Any

from mnd_kg.errors import SettingError, UnknownEntityError
from mnd_kg.network.firmness import firmness
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx

    from mnd_kg.network.firmness import Firmness

    Graph = networkx.MultiDiGraph[str]

LONGEST = 8
"""Steps of the longest chain that is looked for: recorded mechanisms have up to five."""


@dataclass(frozen=True)
class Step:
    """One step of a mechanism, with what is recorded for and against it."""

    id: str
    source: str
    relation: str
    target: str
    sign: int | None
    """1 or -1; None where no source gives a direction."""
    basis: str
    requires: tuple[str, ...]
    """The subtypes without which the step does not hold."""
    supports: int
    disputes: int
    evidence: tuple[str, ...]
    """The evidence lines."""
    sources: tuple[str, ...]
    firmness: Firmness


@dataclass(frozen=True)
class Chain:
    """Steps of which each begins where the one before it ends."""

    steps: tuple[Step, ...]

    @property
    def through(self) -> tuple[str, ...]:
        """The things that it leads through, with both ends."""
        return (self.steps[0].source, *(step.target for step in self.steps))

    @property
    def sign(self) -> int | None:
        """The product of the signs, or None where a step has none: nobody guesses a direction.

        A drug that works against a disease has -1 at the disease.
        """
        signs = [step.sign for step in self.steps]
        return None if None in signs else prod(sign for sign in signs if sign)

    @property
    def weakest(self) -> Step:
        """The step that is known least firmly."""
        return min(self.steps, key=lambda step: (step.firmness, step.id))

    @property
    def requires(self) -> tuple[str, ...]:
        """The subtypes that a step is bound to."""
        return tuple(sorted({subtype for step in self.steps for subtype in step.requires}))

    @property
    def evidence(self) -> tuple[str, ...]:
        """The records of the steps, which hold the evidence for and against each."""
        return tuple(step.id for step in self.steps)

    def __str__(self) -> str:
        """Return the chain with the sign of each step."""
        marks = {1: "+", -1: "−", None: "?"}
        told = (f" –{marks[step.sign]}→ {step.target}" for step in self.steps)
        return self.steps[0].source + "".join(told)


def mechanism_graph(graph: Graph) -> Graph:
    """Return the part of a graph whose edges are steps of mechanisms, with all its nodes.

    Raises:
        SettingError: if the graph is of the view `full`, where no edge is a step.
    """
    import networkx

    found: Graph = networkx.MultiDiGraph()
    found.add_nodes_from(graph.nodes(data=True))
    for source, target, key, values in graph.edges(keys=True, data=True):
        if values["type"] == "MechanismEdge":
            if "supports" not in values:
                raise SettingError("This asks the view `entities`: give it kg.to_networkx().")
            found.add_edge(source, target, key, **values)
    return found


def mechanism_paths(graph: Graph, source: str, target: str, longest: int = LONGEST) -> list[Chain]:
    """Return every chain of steps from one thing to another that visits nothing twice.

    The shortest come first.

    Args:
        graph: the view `entities`.
        source: an id, such as interventions:riluzole.
        target: an id, such as conditions:ALS.
        longest: the most steps.

    Raises:
        UnknownEntityError: if the graph has no such node.

    >>> graph = kg.to_networkx()
    >>> [chain, *_] = mechanism_paths(graph, "interventions:edaravone", "conditions:ALS")
    >>> chain.through[1:], chain.sign
    (('processes:reactive-oxygen-species', 'processes:motor-neuron-injury', 'conditions:ALS'), -1)
    """
    for name in (source, target):
        known(graph, name)
    return chains(mechanism_graph(graph), source, target, longest)


def shortest_mechanisms(graph: Graph, source: str, target: str) -> list[Chain]:
    """Return the chains with the fewest steps from one thing to another; none if none leads there.

    Raises:
        UnknownEntityError: if the graph has no such node.

    >>> graph = kg.to_networkx()
    >>> [chain, *_] = shortest_mechanisms(graph, "interventions:mecobalamin", "conditions:PLS")
    >>> chain.weakest.id
    'edges:methylation-to-motor-neuron-injury'
    """
    import networkx

    for name in (source, target):
        known(graph, name)
    steps = mechanism_graph(graph)
    try:
        fewest = networkx.shortest_path_length(steps, source, target)
    except networkx.NetworkXNoPath:
        return []
    return chains(steps, source, target, int(fewest))


def chains(steps: Graph, source: str, target: str, longest: int) -> list[Chain]:
    """Return the chains from one thing to another in a graph of steps, the shortest first."""
    import networkx

    found: Any = networkx.all_simple_edge_paths(steps, source, target, longest)
    # From a thing to itself leads a path without a step, which is no chain.
    made = (
        Chain(tuple(_step(steps.edges[edge], *edge) for edge in edges)) for edges in found if edges
    )
    return sorted(made, key=lambda chain: (len(chain.steps), chain.evidence))


def _step(values: Mapping[str, Any], source: str, target: str, key: str) -> Step:
    return Step(
        id=key,
        source=source,
        relation=values["relation"],
        target=target,
        sign=values.get("sign"),
        basis=values.get("basis", ""),
        requires=tuple(values.get("requires", ())),
        supports=values["supports"],
        disputes=values["disputes"],
        evidence=tuple(values.get("evidence", ())),
        sources=tuple(values.get("sources", ())),
        firmness=firmness(
            values.get("basis", ""),
            values.get("species", ()),
            values.get("evidenceKind", ()),
            values.get("hedging", ""),
            values["disputes"],
        ),
    )


def known(graph: Graph, name: str, kind: str = "") -> None:
    """Refuse a node that the graph does not have, or one that is not in the folder of a kind."""
    if name not in graph:
        nodes = [node for node in graph if node.startswith(kind)]
        own = [node for node in nodes if node.partition(":")[2] == name]
        near = own or get_close_matches(name, nodes, n=3)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        raise UnknownEntityError(f"The graph has no node `{name}`.{hint}")
    if kind and name.partition(":")[0] != kind:
        wanted = vocabulary().labels[vocabulary().folders[kind]]
        raise UnknownEntityError(f"`{name}` is no {wanted}: give the id of one.")
