"""Mapping sets of others in SSSOM, read by sssom-pydantic.

See https://mapping-commons.github.io/sssom/
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from pyoxigraph import NamedNode

from mnd_kg.errors import SourceError
from mnd_kg.importers.imported import ImportedGraph, thing
from mnd_kg.vocabulary import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sssom_pydantic import MappingSet
    from sssom_pydantic.models import Record

_SSSOM = "https://w3id.org/sssom/"
_OWL = "http://www.w3.org/2002/07/owl#"


@contextmanager
def opened(
    path: Path, stream: IO[str]
) -> Iterator[tuple[MappingSet, dict[str, str], Iterator[tuple[int, Record]]]]:
    """Give what a mapping set says of itself, its prefixes, and its rows, each with its line.

    Raises:
        SourceError: if it is not valid SSSOM; the line of the first defect is named.
    """
    from sssom_pydantic.io import ParseError, read_unprocessed_iterable

    try:
        with read_unprocessed_iterable(stream) as table:

            def rows() -> Iterator[tuple[int, Record]]:
                for number, record in table.records:
                    # The library counts the line of column names as the first row.
                    if isinstance(record, ParseError):
                        problem = _problem(record.exception)
                        raise SourceError(
                            f"{path}:{number + 1}: this is not valid SSSOM: {problem}"
                        )
                    yield number + 1, record

            yield table.mapping_set, dict(table.converter.bimap), rows()
    except (ValueError, TypeError, KeyError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(f"{path}: this is not valid SSSOM: {_problem(error)}") from error


def read_mappings(path: Path) -> ImportedGraph:
    """Return a mapping set as a graph: a SKOS triple for each mapping, a node for each denial.

    Raises:
        SourceError: if it is not valid SSSOM.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream, opened(path, stream) as table:
        metadata, prefixes, rows = table
        name = f"sssom/{path.name.removesuffix('.tsv').removesuffix('.sssom')}"
        graph = ImportedGraph(
            name,
            metadata.title or path.name,
            str(metadata.license or ""),
            str(metadata.id),
            metadata.version or "",
        )
        for line, row in rows:
            _add(graph, path, line, row, prefixes)
    return graph


def _add(
    graph: ImportedGraph, path: Path, line: int, row: Record, prefixes: dict[str, str]
) -> None:
    nodes = [thing(c, prefixes) for c in (row.subject_id, row.predicate_id, row.object_id)]
    subject, predicate, value = nodes
    if subject is None or predicate is None or value is None:
        raise SourceError(f"{path}:{line}: the row has an identifier without a known prefix.")
    graph.label(subject, row.subject_label)
    graph.label(value, row.object_label)
    if row.predicate_modifier is None:
        graph.say(subject, predicate.value, value)
        return
    denial = NamedNode(f"{graph.iri}#line-{line}")
    graph.say(denial, RDF_TYPE, NamedNode(_SSSOM + "Mapping"))
    graph.say(denial, _OWL + "annotatedSource", subject)
    graph.say(denial, _OWL + "annotatedProperty", predicate)
    graph.say(denial, _OWL + "annotatedTarget", value)
    graph.say(denial, _SSSOM + "predicate_modifier", NamedNode(_SSSOM + "NegatedPredicate"))


def _problem(error: Exception) -> str:
    """Return what is wrong in one line: the first defect of several."""
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return " ".join(str(error).split())
