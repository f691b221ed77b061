"""The one table of export formats: a row and a function each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnd_kg import formats
from mnd_kg.export import (
    bibtex,
    csv_folder,
    json_graphs,
    jsonld,
    kgx,
    nanopub,
    neo4j,
    parquet,
    rdf,
    schemaorg,
    xml,
)
from mnd_kg.network import VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection

    Write = Callable[[Selection, Path, Ledger], None]


@dataclass(frozen=True)
class ExportFormat:
    """A format: its name, what it holds, what its file or files are, and who writes it."""

    name: str
    holds: str
    media_type: str
    extension: str
    write: Write
    """Writes the selection to a new file, or into an empty folder, and notes what is lost."""
    folder: bool = False
    """Whether it is a folder of files."""
    extra: str = ""
    """The extra that must be installed, if one must."""
    views: tuple[str, ...] = ()
    """The property-graph views that it can hold, the default first."""
    ids: bool = False
    """Whether it holds the ids of what it writes, which are more for a larger graph."""

    @property
    def memory(self) -> str:
        """What the memory that it takes depends on."""
        if self.views == ("entities",):
            return "grows with the graph"
        if self.ids:
            return "the same for any graph, but for ids"
        return "the same for any graph in the view full" if self.views else "the same for any graph"


def _rdf(name: str, holds: str, write: Write) -> ExportFormat:
    form = (formats.RDF | formats.DATASETS)[name]
    return ExportFormat(name, holds, form.media_type, form.file_extension, write)


def _graph(
    name: str, reader: str, media_type: str, extension: str, write: Write, *, folder: bool = False
) -> ExportFormat:
    holds = f"a property graph, for {reader}"
    return ExportFormat(name, holds, media_type, extension, write, folder, views=VIEWS)


_ROWS = (
    _rdf("turtle", "the union of the named graphs, for people", rdf.turtle),
    _rdf("trig", "every named graph, for people", rdf.trig),
    _rdf("ntriples", "the union of the named graphs, a triple a line, sorted", rdf.ntriples),
    _rdf("nquads", "every named graph, a statement a line, sorted", rdf.nquads),
    _rdf("rdfxml", "the union of the named graphs, for XML tools", rdf.rdfxml),
    _rdf("jsonld", "every named graph, framed by record, with our context", jsonld.jsonld),
    ExportFormat(
        "schemaorg",
        "what schema.org has words for, as JSON-LD",
        formats.RDF["jsonld"].media_type,
        formats.RDF["jsonld"].file_extension,
        schemaorg.schemaorg,
    ),
    ExportFormat(
        "nanopub",
        "a nanopublication for each claim and each evidence line",
        formats.DATASETS["trig"].media_type,
        formats.DATASETS["trig"].file_extension,
        nanopub.nanopub,
        ids=True,
    ),
    ExportFormat(
        "bibtex",
        "the publications, with their bylines, DOI and PubMed identifiers",
        "application/x-bibtex",
        "bib",
        bibtex.bibtex,
        extra="bibliography",
    ),
    ExportFormat(
        "csv",
        "a tidy table a kind of record and of part, with a list of all columns",
        "text/csv",
        "csv",
        csv_folder.csv_folder,
        folder=True,
    ),
    ExportFormat(
        "parquet",
        "the same tables, with numbers, days and truth values as such",
        "application/vnd.apache.parquet",
        "parquet",
        parquet.parquet,
        folder=True,
        extra="parquet",
    ),
)
_GRAPHS = (
    _graph("graphml", "networkx, igraph, yEd", "application/graphml+xml", "graphml", xml.graphml),
    _graph("gexf", "Gephi", "application/gexf+xml", "gexf", xml.gexf),
    _graph("cytoscape", "Cytoscape.js", "application/json", "cyjs", json_graphs.cytoscape),
    _graph("nodelink", "networkx, in JSON", "application/json", "json", json_graphs.nodelink),
    _graph("neo4j", "the import of Neo4j", "text/csv", "csv", neo4j.neo4j, folder=True),
    ExportFormat(
        "kgx",
        "the entities in terms of Biolink, as tables",
        "text/tab-separated-values",
        "tsv",
        kgx.kgx,
        folder=True,
        views=VIEWS[:1],
    ),
    ExportFormat(
        "kgx-jsonl",
        "the entities in terms of Biolink, in JSON",
        "application/jsonl",
        "jsonl",
        kgx.kgx_jsonl,
        folder=True,
        views=VIEWS[:1],
    ),
)
FORMATS = {row.name: row for row in (*_ROWS, *_GRAPHS)}
