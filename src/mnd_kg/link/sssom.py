"""Mapping sets of others: the terms that they name, and what they map."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from mnd_kg.identifiers import identifier
from mnd_kg.importers.sssom import opened
from mnd_kg.link.terms import Pair, Terms

if TYPE_CHECKING:
    from pathlib import Path


def read_sssom(path: Path, stream: IO[str]) -> Terms:
    """Return the terms that a mapping set names, and its mappings.

    Raises:
        SourceError: if it is not valid SSSOM; the line of the first defect is named.
    """
    found = Terms(path)
    with opened(path, stream) as (metadata, _, rows):
        found.name = metadata.title or str(metadata.id)
        found.version = metadata.version or ""
        for line, row in rows:
            subject, object = identifier(row.subject_id), identifier(row.object_id)
            for curie, label in ((subject, row.subject_label), (object, row.object_label)):
                term = found.term(curie)
                term.label = term.label or label or ""
            negated = row.predicate_modifier is not None
            found.pairs.append(Pair(subject, row.predicate_id, object, negated, line))
    return found
