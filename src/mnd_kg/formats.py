"""Formats by the kind of answer: the names that --format takes."""

from __future__ import annotations

from typing import TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat

from mnd_kg.errors import UnsupportedFormatError

RESULTS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
RDF = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
DATASETS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS}
"""The formats that keep named graphs apart."""

_Format = TypeVar("_Format")


def named(name: str, formats: dict[str, _Format]) -> _Format:
    """Return the format of a name.

    >>> named("csv", RESULTS).file_extension
    'csv'

    Raises:
        UnsupportedFormatError: if it is not one of those that fit the answer.
    """
    if name not in formats:
        fitting = ", ".join(formats)
        raise UnsupportedFormatError(f"The format `{name}` does not fit this answer; {fitting} do.")
    return formats[name]
