"""The graph as Python users hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg import query as queries
from mnd_kg import show as showing
from mnd_kg import stats as counting
from mnd_kg.resolve import resolve
from mnd_kg.store import BuiltGraph, open_graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import rdflib
    from pyoxigraph import Quad, Store

    from mnd_kg.query import Answer
    from mnd_kg.show import Description
    from mnd_kg.stats import Stats


class KnowledgeGraph:
    """A built graph, to be read only.

    >>> import mnd_kg
    >>> kg = mnd_kg.load()
    >>> kg.resolve("methylcobalamin")
    'https://w3id.org/mnd-kg/interventions/mecobalamin'
    """

    def __init__(self, built: BuiltGraph) -> None:
        self._built = built

    @property
    def version(self) -> str:
        """The digest of the graph's sorted N-Quads: two graphs of one version say the same."""
        return self._built.version

    @property
    def store(self) -> Store:
        """The pyoxigraph store. Its default graph is the union of the named graphs."""
        return self._built.store

    def quads(self) -> Iterator[Quad]:
        """Give every statement in its named graph, with numbers as they were written."""
        return self._built.quads()

    def resolve(self, name: str) -> str:
        """Return the IRI of the entity that has a name, brand, code or identifier."""
        return resolve(self.store, name)

    def query(self, query: str, **parameters: str) -> Answer:
        """Return the answer to a named query or to SPARQL.

        Args:
            query: the name of a query, or SPARQL; the project's prefixes are declared already.
            parameters: values for the parameters of a named query.

        >>> import mnd_kg
        >>> kg = mnd_kg.load()
        >>> rows = kg.query("arm-results", trial="JETALS")
        >>> [row["value"] for row in rows if row["kind"] == "EffectEstimate"]
        [Decimal('1.97')]
        """
        if " " not in query.strip():
            return queries.ask(self.store, queries.find(query), parameters)
        return queries.run(self.store, query)

    def show(self, name: str) -> Description:
        """Return one record, readable."""
        return showing.show(self._built, name)

    def stats(self) -> Stats:
        """Return how much the graph holds, how far it was checked, and what it lacks."""
        return counting.stats(self.store, self.version)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return the graph as an rdflib Dataset over the same store, without copying it.

        Its default graph is the union of the named graphs. Numbers are the store's: 3.50 in a
        record is 3.5 here. For SHACL, load :meth:`quads` into rdflib's own memory instead.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.store))


def load(path: Path | None = None) -> KnowledgeGraph:
    """Return the graph: the one named, else the checkout's last build, else the package's.

    Args:
        path: an N-Quads file, the folder of one graph, or a build folder.

    Raises:
        NoGraphError: if there is no graph there.
    """
    return KnowledgeGraph(open_graph(path))
