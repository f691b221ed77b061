"""The things through which the recorded mechanisms run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnd_kg.network.paths import mechanism_graph

if TYPE_CHECKING:
    from mnd_kg.network.paths import Graph

_ENDS = ("interventions:", "conditions:")


@dataclass(frozen=True)
class Central:
    """A target, process or biomarker on the way from interventions to conditions."""

    id: str
    label: str
    share: float
    """Of the pairs of an intervention and a condition that it may reach, the part whose shortest
    chains run through it; a pair with several shortest chains counts for each a part."""
    interventions: tuple[str, ...]
    """The interventions from which a chain leads to it."""
    evidence: tuple[str, ...]
    """The records of the steps into it and out of it."""


def central_mechanisms(graph: Graph) -> list[Central]:
    """Return what lies on the shortest chains from interventions to conditions, the most first.

    That is betweenness between interventions as sources and conditions as targets. It tells where
    what curators have recorded runs together. It does not tell what matters in the disease: what
    many have studied is recorded more.

    >>> central_mechanisms(kg.to_networkx())[0].id
    'processes:motor-neuron-injury'
    """
    import networkx

    steps = mechanism_graph(graph)
    # Two steps between the same things, from two sources, are one way between them.
    ways: networkx.DiGraph[str] = networkx.DiGraph(steps)
    drugs, conditions = ([n for n in sorted(ways) if n.startswith(end)] for end in _ENDS)
    above = {node: networkx.ancestors(ways, node) for node in ways}
    pairs = sum(drug in above[condition] for drug in drugs for condition in conditions)
    between = networkx.betweenness_centrality_subset(ways, drugs, conditions)
    found = [
        Central(
            node,
            steps.nodes[node]["label"],
            between[node] / pairs,
            tuple(drug for drug in drugs if drug in above[node]),
            tuple(sorted({key for *_, key in _around(steps, node)})),
        )
        for node in ways
        if between[node] and not node.startswith(_ENDS)
    ]
    return sorted(found, key=lambda central: (-central.share, central.id))


def _around(steps: Graph, node: str) -> list[tuple[str, str, str]]:
    return [*steps.in_edges(node, keys=True), *steps.out_edges(node, keys=True)]
