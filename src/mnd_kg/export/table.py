"""The one table of export formats: a row and a function each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnd_kg import formats
from mnd_kg.export import csv_folder, jsonld, parquet, rdf

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


def _rdf(name: str, holds: str, write: Write) -> ExportFormat:
    form = (formats.RDF | formats.DATASETS)[name]
    return ExportFormat(name, holds, form.media_type, form.file_extension, write)


_ROWS = (
    _rdf("turtle", "the union of the named graphs, for people", rdf.turtle),
    _rdf("trig", "every named graph, for people", rdf.trig),
    _rdf("ntriples", "the union of the named graphs, a triple a line, sorted", rdf.ntriples),
    _rdf("nquads", "every named graph, a statement a line, sorted", rdf.nquads),
    _rdf("rdfxml", "the union of the named graphs, for XML tools", rdf.rdfxml),
    _rdf("jsonld", "every named graph, framed by record, with our context", jsonld.jsonld),
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
FORMATS = {row.name: row for row in _ROWS}
