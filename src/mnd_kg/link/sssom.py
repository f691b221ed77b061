"""Mapping sets of others in SSSOM, read by sssom-pydantic: their terms, and what they map."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from mnd_kg.errors import SourceError
from mnd_kg.identifiers import identifier
from mnd_kg.link.terms import Pair, Terms

if TYPE_CHECKING:
    from pathlib import Path


def read_sssom(path: Path, stream: IO[str]) -> Terms:
    """Return the terms that a mapping set names, and its mappings.

    Raises:
        SourceError: if it is not valid SSSOM; the line of the first defect is named.
    """
    from sssom_pydantic.io import ParseError, read_unprocessed_iterable

    found = Terms(path)
    try:
        with read_unprocessed_iterable(stream) as table:
            found.name = str(table.mapping_set.title or table.mapping_set.id or "")
            found.version = table.mapping_set.version or ""
            for number, record in table.records:
                # The library counts the line of column names as the first row.
                line = number + 1
                if isinstance(record, ParseError):
                    problem = _problem(record.exception)
                    raise SourceError(f"{path}:{line}: this is not valid SSSOM: {problem}")
                subject, object = identifier(record.subject_id), identifier(record.object_id)
                for curie, label in (
                    (subject, record.subject_label),
                    (object, record.object_label),
                ):
                    term = found.term(curie)
                    term.label = term.label or label or ""
                negated = record.predicate_modifier is not None
                found.pairs.append(Pair(subject, record.predicate_id, object, negated, line))
    except (ValueError, TypeError, KeyError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(f"{path}: this is not valid SSSOM: {_problem(error)}") from error
    return found


def _problem(error: Exception) -> str:
    """Return what is wrong in one line: the first defect of several."""
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return " ".join(str(error).split())
