"""Property graphs in JSON, streamed: for Cytoscape.js, and as the node-link data of networkx."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from mnd_kg.export.views import apart, elements

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from pathlib import Path

    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection
    from mnd_kg.network import Edge, Node


def cytoscape(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write a view as the elements of Cytoscape.js, each with its data."""
    _write(
        selection,
        out,
        ledger,
        node=lambda found: {"data": _of_node(found)},
        edge=lambda found: {"data": {"id": found.id, **_of_edge(found)}},
        frame=('{"data":{"name":"mnd-kg"},"elements":{"nodes":[\n', '],"edges":[\n', "]}}\n"),
    )


def nodelink(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write a view as node-link data, as networkx reads it."""
    _write(
        selection,
        out,
        ledger,
        node=_of_node,
        edge=lambda found: {**_of_edge(found), "key": found.id},
        frame=(
            '{"directed":true,"multigraph":true,"graph":{},"nodes":[\n',
            '],"edges":[\n',
            "]}\n",
        ),
    )


def _of_node(node: Node) -> dict[str, Any]:
    return {"id": node.id, "type": node.type, "label": node.label, **node.attributes}


def _of_edge(edge: Edge) -> dict[str, Any]:
    ends = {"source": edge.source, "target": edge.target}
    return {**ends, "type": edge.type, "relation": edge.relation, **edge.attributes}


def _write(
    selection: Selection,
    out: Path,
    ledger: Ledger,
    *,
    node: Callable[[Node], dict[str, Any]],
    edge: Callable[[Edge], dict[str, Any]],
    frame: tuple[str, str, str],
) -> None:
    items = _Items(ledger)
    with (
        apart(
            elements(selection, ledger),
            out.parent,
            lambda found: items.written("node", node(found)),
            lambda found: items.written("edge", edge(found)),
        ) as (first, second),
        out.open("w", encoding="utf-8", newline="") as stream,
    ):
        begin, between, end = frame
        stream.write(begin)
        shutil.copyfileobj(first, stream)
        stream.write(between)
        shutil.copyfileobj(second, stream)
        stream.write(end)


class _Items:
    """Writes the items of JSON arrays, and notes the digits that JSON numbers drop."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._begun: set[str] = set()

    def written(self, array: str, item: dict[str, Any]) -> str:
        """Return an item with what sets it off from the one before."""
        comma = "," if array in self._begun else ""
        self._begun.add(array)
        return f"{comma}{json.dumps(item, ensure_ascii=False, default=self._number)}\n"

    def _number(self, value: Decimal) -> int | float:
        number = int(value) if value == value.to_integral_value() else float(value)
        if str(number) != str(value):
            self._ledger.lose("digits of a number, as the zero of 3.50", "JSON numbers drop them")
        return number
