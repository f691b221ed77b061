"""The statements as they are now: of records that changed as read anew, of all others as built."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from mnd_kg.lookup import SortedNQuads
from mnd_kg.rdf import text
from mnd_kg.vocabulary import BASE, GRAPH, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.store import BuiltGraph

_DERIVED = GRAPH + "derived/"
_DATES = _DERIVED + "dates"


class Present:
    """A built graph without some of its records, and what these say now.

    Of what is derived only the days of dates are here, which shapes compare.
    """

    def __init__(self, graph: BuiltGraph, stale: set[str], now: list[Quad]) -> None:
        """Take the named graphs of the records that changed, and their statements as they are."""
        self._store, self._lines = graph.store, SortedNQuads(graph.nquads)
        self._stale = stale
        self._of: dict[str, list[Quad]] = defaultdict(list)
        self._naming: dict[str, list[Quad]] = defaultdict(list)
        for quad in now:
            self._of[text(quad.subject)].append(quad)
            if isinstance(quad.object, NamedNode):
                self._naming[quad.object.value].append(quad)

    def of(self, node: str) -> list[Quad]:
        """Return the statements about a thing or a part."""
        return [*self._of.get(node, ()), *filter(self._holds, self._lines.of(node))]

    def naming(self, node: str, prop: str = "") -> list[Quad]:
        """Return the statements that refer to a thing or a part, by one property or any."""
        by = NamedNode(prop) if prop else None
        found = self._store.quads_for_pattern(None, by, NamedNode(node), None)
        now = (quad for quad in self._naming.get(node, ()) if by in (None, quad.predicate))
        return [*now, *filter(self._holds, found)]

    def users(self, node: str, prop: str = "") -> set[str]:
        """Return what refers to a thing or a part, by one property or any."""
        return {text(quad.subject) for quad in self.naming(node, prop)}

    def type_of(self, node: str) -> list[Quad]:
        """Return the statements of what class something is."""
        found = self._store.quads_for_pattern(NamedNode(node), NamedNode(RDF_TYPE), None, None)
        return [*self._of.get(node, ()), *filter(self._holds, found)]

    def before(self) -> Iterator[Quad]:
        """Give what the records that changed said when the graph was built."""
        for graph in sorted(self._stale):
            found = self._store.quads_for_pattern(None, None, None, NamedNode(graph))
            for subject in {text(quad.subject) for quad in found}:
                said = self._lines.of(subject)
                yield from (quad for quad in said if _graph(quad) == graph)

    def __contains__(self, node: object) -> bool:
        """Tell whether a record that did not change describes a thing or a part."""
        graph = _home(str(node))
        if graph in self._stale:
            return False
        pattern = (NamedNode(str(node)), None, None, NamedNode(graph))
        return any(True for _ in self._store.quads_for_pattern(*pattern))

    def __iter__(self) -> Iterator[str]:
        """Give all that the records which did not change describe."""
        return iter(self._described)

    def __len__(self) -> int:
        """Return how much the records which did not change describe."""
        return len(self._described)

    @cached_property
    def _described(self) -> list[str]:
        typed = self._store.quads_for_pattern(None, NamedNode(RDF_TYPE), None, None)
        nodes = {text(q.subject) for q in typed if _graph(q) == _home(text(q.subject))}
        return sorted(node for node in nodes if _home(node) not in self._stale)

    def _holds(self, quad: Quad) -> bool:
        graph = _graph(quad)
        if graph == _DATES:
            return _home(text(quad.subject)) not in self._stale
        return bool(graph) and not graph.startswith(_DERIVED) and graph not in self._stale


def _graph(quad: Quad) -> str:
    """Return the named graph of a statement, or an empty text for one of the union."""
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def _home(node: str) -> str:
    """Return the named graph of the record that describes a thing or a part."""
    return GRAPH + node.partition("#")[0].removeprefix(BASE)
