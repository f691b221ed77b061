"""The graph as a network: two views of it as property graphs, and questions that paths answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg.errors import SettingError
from mnd_kg.network.centrality import Central, central_mechanisms
from mnd_kg.network.elements import Edge, Node
from mnd_kg.network.entities import entities
from mnd_kg.network.full import full
from mnd_kg.network.graph import to_networkx
from mnd_kg.network.hypotheses import Hypothesis, Studied, hypotheses
from mnd_kg.network.paths import Chain, Step, mechanism_paths, shortest_mechanisms
from mnd_kg.network.similarity import Shared, Similar, similar_interventions

if TYPE_CHECKING:
    from mnd_kg.network.elements import View
    from mnd_kg.store import BuiltGraph

__all__ = [
    "VIEWS",
    "Central",
    "Chain",
    "Edge",
    "Hypothesis",
    "Node",
    "Shared",
    "Similar",
    "Step",
    "Studied",
    "central_mechanisms",
    "entities",
    "full",
    "hypotheses",
    "mechanism_paths",
    "shortest_mechanisms",
    "similar_interventions",
    "to_networkx",
    "view",
]

VIEWS = ("entities", "full")


def view(graph: BuiltGraph, name: str) -> View:
    """Return a view of a built graph.

    Raises:
        SettingError: if there is no such view.
    """
    if name not in VIEWS:
        raise SettingError(f"There is no view `{name}` of the graph: there are {', '.join(VIEWS)}.")
    return entities(graph.statements) if name == "entities" else full(graph.lines())
