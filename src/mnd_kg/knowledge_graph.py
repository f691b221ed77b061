"""The graph as Python users hold it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mnd_kg import query as queries
from mnd_kg.answers.of_graph import Answers
from mnd_kg.errors import QueryError
from mnd_kg.export.of_graph import Exports
from mnd_kg.query import Rows, Triples, Truth
from mnd_kg.resolve import resolve
from mnd_kg.store import joined, open_graph
from mnd_kg.terminal import silent

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Sequence

    import networkx
    import rdflib
    from pyoxigraph import Quad, Store

    from mnd_kg.findings import Finding
    from mnd_kg.link import Links
    from mnd_kg.pages.site import Pages
    from mnd_kg.show import Description
    from mnd_kg.statements import Statements
    from mnd_kg.stats import Stats


_SPARQL = re.compile(r"[\s{]")
_Answer = TypeVar("_Answer", Rows, Truth, Triples)


class KnowledgeGraph(Answers, Exports):
    """A built graph, to be read only.

    Doctests call the graph that :func:`load` returns ``kg``.

    >>> kg.resolve("methylcobalamin")
    'https://w3id.org/mnd-kg/interventions/mecobalamin'
    """

    @property
    def version(self) -> str:
        """The digest of the graph's sorted N-Quads: two graphs of one version say the same."""
        return self._built.version

    @property
    def store(self) -> Store:
        """The pyoxigraph store. Its default graph is the union of the named graphs."""
        return self._built.store

    @property
    def nquads(self) -> Path:
        """The file of its sorted N-Quads; the folder that holds it can be given to ``load``."""
        return self._built.nquads

    def quads(self) -> Iterator[Quad]:
        """Give every statement in its named graph, with numbers as they were written."""
        return self._built.quads()

    @property
    def statements(self) -> Statements:
        """The statements by subject and key, with numbers as they were written."""
        return self._built.statements

    def resolve(self, name: str, *kinds: str) -> str:
        """Return the IRI of the entity that has a name, brand, code or identifier.

        Args:
            name: the name.
            kinds: the folders in one of which its record must stand, such as conditions; any if
                none.

        Raises:
            UnknownEntityError: if nothing of the kind, or more than one thing, has that name.
        """
        return resolve(self._built, name, *kinds)

    def beside(self, *files: str | os.PathLike[str]) -> KnowledgeGraph:
        """Return the graph with RDF files, such as imported ones, beside it for its queries.

        Raises:
            SourceError: if a file is not RDF.
        """
        return KnowledgeGraph(joined(self._built, [Path(file) for file in files]))

    def query(self, query: str, **parameters: object) -> Rows:
        """Return the rows that answer a named query, or a SELECT.

        Args:
            query: the name of a query, or SPARQL; the project's prefixes are declared already.
            parameters: values for the parameters of a named query: where the default is an
                entity, any name of another one.

        >>> rows = kg.query("arm-results", trial="JETALS")
        >>> sorted({row["value"] for row in rows if row["kind"] == "EffectEstimate"})
        [Decimal('1.97'), Decimal('2')]

        Raises:
            UnknownQueryError: if there is no such query, or it has no such parameter.
            QueryError: if the SPARQL cannot be run, or is no SELECT.
        """
        if _SPARQL.search(query) and not query.endswith(".rq"):
            if parameters:
                raise QueryError("Only a named query takes parameters: write the values instead.")
            return self._answer(query, Rows)
        answer = queries.ask(self._built, queries.find(query), parameters)
        return self._checked(answer, Rows)

    def ask(self, sparql: str) -> bool:
        """Return the answer to an ASK.

        >>> kg.ask("ASK { conditions:PLS skos:broader conditions:MND }")
        True
        """
        return bool(self._answer(sparql, Truth))

    def construct(self, sparql: str) -> Triples:
        """Return the triples of a CONSTRUCT or a DESCRIBE."""
        return self._answer(sparql, Triples)

    def _answer(self, sparql: str, kind: type[_Answer]) -> _Answer:
        return self._checked(queries.run(self.store, sparql), kind)

    def _checked(self, answer: object, kind: type[_Answer]) -> _Answer:
        if not isinstance(answer, kind):
            raise QueryError(
                "Use query() for a SELECT, ask() for an ASK, construct() for a CONSTRUCT."
            )
        return answer

    def show(self, name: str) -> Description:
        """Return one record, readable."""
        from mnd_kg.show import show

        return show(self._built, name)

    def stats(self) -> Stats:
        """Return how much the graph holds, how far it was checked, and what it lacks."""
        from mnd_kg.stats import stats

        return stats(self.store, self.version)

    def link(
        self,
        file: str | os.PathLike[str],
        kind: str | None = None,
        negative: Sequence[str | os.PathLike[str]] = (),
        progress: Callable[[str, int, int], None] = silent,
    ) -> Links:
        """Return what a vocabulary on disk offers for our entities, as :func:`mnd_kg.link.link`."""
        from mnd_kg.link import link

        return link(self._built, Path(file), kind, [Path(p) for p in negative], progress)

    def check_links(
        self,
        files: Sequence[str | os.PathLike[str]],
        data: str | os.PathLike[str] | None = None,
        progress: Callable[[str, int, int], None] = silent,
    ) -> list[Finding]:
        """Return what is wrong with our mappings, as :func:`mnd_kg.link.check_links`."""
        from mnd_kg.link import check_links

        folder = None if data is None else Path(data)
        return check_links(self._built, [Path(p) for p in files], folder, progress)

    def describe(self) -> Triples:
        """Return what the graph is, how large, and whereto it links, in VoID and DCAT.

        >>> kg.describe().serialize("turtle").count(b"void:Linkset") > 50
        True
        """
        from mnd_kg.catalogue import describe

        return describe(self._built)

    def pages(
        self,
        folder: str | os.PathLike[str],
        progress: Callable[[str, int, int], None] = silent,
    ) -> Pages:
        """Write the graph as pages for people, with Turtle and JSON-LD of each record beside it.

        Args:
            folder: the folder, which is written whole or not at all.
            progress: is told what is being done.

        Raises:
            SettingError: if the folder holds other files, or packages are missing.
        """
        from mnd_kg.pages.site import pages

        return pages(self._built, Path(folder), progress)

    def serve(
        self,
        host: str = "127.0.0.1",
        port: int = 8000,
        timeout: float = 30,
        ready: Callable[[str], None] = print,
        progress: Callable[[str, int, int], None] = silent,
    ) -> None:
        """Serve the graph until it is ended by Ctrl-C, as :func:`mnd_kg.server.serve.serve`.

        What :meth:`beside` put beside the graph is not served.
        """
        from mnd_kg.server.serve import serve

        serve(self._built, host, port, timeout, ready, progress)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return the graph as an rdflib Dataset over the same store, without copying it.

        Its default graph is the union of the named graphs. Numbers are the store's: 3.50 in a
        record is 3.5 here. For SHACL, load :meth:`quads` into rdflib's own memory instead.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.store))

    def to_networkx(self, view: str = "entities") -> networkx.MultiDiGraph[str]:
        """Return the graph as networkx nodes and edges, by the ids that records use.

        Args:
            view: `entities`, what the field speaks of with what is said of it folded into
                edges, or `full`, every record and part with every reference.

        >>> graph = kg.to_networkx()
        >>> about = graph["interventions:riluzole"]["conditions:ALS"]
        >>> edge = about["propositions:riluzole-survival-ALS"]
        >>> edge["relation"], edge["supports"] > 0
        ('studied-for', True)

        Raises:
            SettingError: if there is no such view.
        """
        from mnd_kg import network

        return network.to_networkx(network.view(self._built, view))


def load(path: str | os.PathLike[str] | None = None, *, memory: bool = False) -> KnowledgeGraph:
    """Return the graph: the one named, else the checkout's last build, else the package's.

    Args:
        path: a file of N-Quads or N-Triples, the folder of one graph, or a build folder.
        memory: read a built graph into memory instead of opening its store on disk. That takes
            about a second for each hundred thousand statements; queries over many records are
            then two to five times as fast.

    Raises:
        NoGraphError: if there is no graph there.
    """
    return KnowledgeGraph(open_graph(None if path is None else Path(path), memory=memory))
