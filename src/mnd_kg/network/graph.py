"""The graph as networkx users hold it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mnd_kg.network.elements import Node

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx

    from mnd_kg.network.elements import Value, View


def to_networkx(view: View) -> networkx.MultiDiGraph[str]:
    """Return a view as a networkx graph: nodes and edges by their ids, with their attributes.

    Lists are Python lists, and decimals floats: networkx and what builds on it compute with them.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    edges = []
    for element in view:
        if isinstance(element, Node):
            own = _attributes(element.attributes)
            graph.add_node(element.id, type=element.type, label=element.label, **own)
        else:
            edges.append(element)
    for edge in edges:
        own = {"type": edge.type, "relation": edge.relation, **_attributes(edge.attributes)}
        graph.add_edge(edge.source, edge.target, edge.id, **own)
    return graph


def _attributes(values: Mapping[str, Value]) -> dict[str, Any]:
    return {key: _plain(value) for key, value in values.items()}


def _plain(value: Value) -> str | int | bool | float | list[str]:
    if isinstance(value, Decimal):
        return float(value)
    return list(value) if isinstance(value, tuple) else value
