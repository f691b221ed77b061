"""What is measured. Whatever a job needs beforehand is set up outside of what is measured.

The naive stack is what one would reach for first: rdflib in memory, pySHACL, networkx.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import mnd_kg
from benchmarks import generate
from mnd_kg import store
from mnd_kg.query import named_queries
from mnd_kg.rdf import select
from mnd_kg.validate import check_shapes
from mnd_kg.vocabulary import RDF_TYPE, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import rdflib
    from pyoxigraph import Store

    Work = Callable[[], object]

QUERIES = {
    "lookup": "SELECT ?p ?o { trials:NCT00000300 ?p ?o }",
    "join": """SELECT ?effect { ?effect mnd:treatedArm ?arm . ?arm mnd:regimen ?regimen .
        ?regimen mnd:intervention interventions:drug-00000300 }""",
    "filter": "SELECT ?effect ?value { ?effect mnd:ciLow ?value FILTER (?value > 2.4) }",
    "aggregate": "SELECT ?phase (COUNT(*) AS ?n) { ?t mnd:phase ?phase } GROUP BY ?phase",
    "path": """SELECT (COUNT(?trial) AS ?n) {
        ?proposition mnd:evidenceLine/mnd:item/^mnd:effect ?trial }""",
    "optional": """SELECT (COUNT(?low) AS ?n) { ?trial a mnd:ClinicalTrial ; mnd:effect ?effect
        OPTIONAL { ?effect mnd:ciLow ?low } }""",
    "contains": """SELECT ?thing { ?thing dcterms:title ?title
        FILTER (CONTAINS(LCASE(?title), "ultrahigh")) }""",
    "top-k": """SELECT ?effect ?value { ?effect mnd:ciHigh ?value }
        ORDER BY DESC(?value) ?effect LIMIT 10""",
}

CURATED = "curated"
"""The graph of this repository, of which all the questions of ``queries/`` are asked."""
RECORDS = 10_000
"""Among how many records one is validated again."""


class Files:
    """The files of one size: the graph as N-Quads, as N-Triples, and as it is built."""

    def __init__(self, folder: Path) -> None:
        self.curated = folder.name == CURATED
        self.nquads = folder / "graph.nq"
        self.ntriples = folder / "graph.nt"
        self.build = folder / "build"
        self.out = folder / "out"

    def queries(self) -> dict[str, str]:
        """Return the SPARQL that is asked of the graph, by name."""
        if not self.curated:
            return QUERIES
        return {name: query.text for name, query in named_queries().items()}

    def prepare(self) -> None:
        """Derive the other files from the N-Quads."""
        store.write(self.nquads.read_bytes(), self.build)
        mnd_kg.load(self.build).export("ntriples", self.ntriples)


def ours_load(files: Files) -> Work:
    """Open the built graph and ask it something."""
    return lambda: mnd_kg.load(files.build).ask("ASK { ?trial a mnd:ClinicalTrial }")


def ours_triples(files: Files) -> Work:
    """Read the N-Triples into memory: the same file as the naive stack, and the same statements."""
    return lambda: mnd_kg.load(files.ntriples).store


def ours_memory(files: Files) -> Work:
    """Read the N-Quads into memory: the named graphs, and beside them their union."""
    return lambda: mnd_kg.load(files.build, memory=True).store


def ours_import(files: Files) -> Work:
    """Write the built graph with its store from N-Quads."""
    nquads = files.nquads.read_bytes()

    def work() -> None:
        with tempfile.TemporaryDirectory(dir=files.nquads.parent) as folder:
            store.write(nquads, Path(folder))

    return work


def ours_query(files: Files, name: str) -> Work:
    """Ask the built graph on disk."""
    return partial(_rows, mnd_kg.load(files.build).store, files.queries()[name])


def naive_shacl(files: Files) -> Work:
    """Validate with pySHACL on rdflib in memory."""
    text = files.ntriples.read_bytes()
    return lambda: list(check_shapes(text, "pyshacl"))


def ours_shacl(files: Files) -> Work:
    """Validate with the engine of the build."""
    text = files.ntriples.read_bytes()
    return lambda: list(check_shapes(text, "shacl"))


def ours_revalidate(files: Files) -> Work:
    """Validate one record that changed among copies, beside which their graph was built."""
    home = files.out / "records" / "data"
    shutil.rmtree(home.parent, ignore_errors=True)
    home.parent.mkdir(parents=True)
    generate.write_records(RECORDS // len(generate.OWN), home)
    # In a process of its own, for its peak of memory is not that of the work.
    command = ["build", "--data", str(home), "--out", str(home.parent / "build")]
    subprocess.run([sys.executable, "-m", "mnd_kg", *command], check=True, capture_output=True)
    trial = home / "trials" / "NCT00000001.yaml"
    trial.write_text(trial.read_text(encoding="utf-8") + "note: changed\n", encoding="utf-8")
    return lambda: mnd_kg.validate([trial], home)


def ours_export(files: Files, name: str) -> Work:
    """Export the built graph, from its files."""
    kg = mnd_kg.load(files.build)
    view = "full" if name == "graphml" else None
    return lambda: kg.export(name, _fresh(files, f"ours.{name}"), view=view)


def _fresh(files: Files, name: str) -> Path:
    files.out.mkdir(exist_ok=True)
    return files.out / name


JOBS: dict[str, Callable[..., Work]] = {
    "naive-shacl": naive_shacl,
    "ours-load": ours_load,
    "ours-triples": ours_triples,
    "ours-memory": ours_memory,
    "ours-import": ours_import,
    "ours-query": ours_query,
    "ours-shacl": ours_shacl,
    "ours-revalidate": ours_revalidate,
    "ours-export": ours_export,
}


def naive_works(files: Files) -> Iterator[tuple[str, Work]]:
    """Give what the naive stack does one after another, with the graph in memory once."""
    import rdflib

    graph = rdflib.Graph()
    yield "load", lambda: graph.parse(files.ntriples, format="nt")
    prefixes = vocabulary().prefixes
    # The first query of all loads rdflib's SPARQL engine.
    _asked(graph, "ASK { ?any a mnd:ClinicalTrial }", prefixes)
    for name, query in files.queries().items():
        yield f"query {name}", partial(_asked, graph, query, prefixes)
    yield (
        "ntriples",
        lambda: graph.serialize(_fresh(files, "naive.nt"), format="nt", encoding="utf-8"),
    )
    yield "jsonld", lambda: graph.serialize(_fresh(files, "naive.jsonld"), format="json-ld")
    yield "graphml", lambda: _naive_graphml(graph, _fresh(files, "naive.graphml"))


def memory_works(files: Files) -> Iterator[tuple[str, Work]]:
    """Give the queries that are asked of the built graph one after another, in memory."""
    opened = mnd_kg.load(files.build, memory=True).store
    for name, query in files.queries().items():
        yield f"query {name}", partial(_rows, opened, query)


def _rows(opened: Store, query: str) -> list[object]:
    return list(select(opened, query))


def _asked(graph: rdflib.Graph, query: str, prefixes: dict[str, str]) -> list[object]:
    return list(graph.query(query, initNs=prefixes))


def _naive_graphml(source: rdflib.Graph, out: Path) -> None:
    """Make a networkx graph with literals as attributes, and write it with networkx."""
    import networkx
    import rdflib

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for subject, prop, value in source:
        if isinstance(value, rdflib.Literal) or str(prop) == RDF_TYPE:
            graph.add_node(str(subject), **{str(prop): str(value)})
        else:
            graph.add_edge(str(subject), str(value), relation=str(prop))
    networkx.write_graphml(graph, out)
