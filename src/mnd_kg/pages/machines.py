"""A record for machines: the statements of its file in Turtle and in JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pyoxigraph import RdfFormat

from mnd_kg.audit.rule import CHECKS
from mnd_kg.export.jsonld import document, underived
from mnd_kg.mappings.canonical import written
from mnd_kg.mappings.of_graph import rows_of
from mnd_kg.rdf import prefixed

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Quad

    from mnd_kg.statements import Statements


def write_for_machines(iri: str, quads: list[Quad], stem: Path) -> None:
    """Write X.ttl and X.jsonld beside the page X.html: the same statements in both."""
    # Checks are derived, and there is nothing else to say about a rule.
    said = quads if iri.startswith(CHECKS) else list(underived(quads))
    _beside(stem, ".ttl").write_bytes(prefixed([quad.triple for quad in said], RdfFormat.TURTLE))
    # The context in a line, for it is long and the same for all.
    context, nodes = document(iri, said).values()
    document_text = f'{{"@context": {_dumped(context)},\n"@graph": {_dumped(nodes, indent=1)}}}\n'
    _beside(stem, ".jsonld").write_bytes(document_text.encode())


def write_sssom(said: Statements, iri: str, stem: Path) -> None:
    """Write a mapping set as it stands in its file."""
    _beside(stem, ".sssom.tsv").write_bytes(written(iri, said.label(iri), rows_of(said, iri)))


def _dumped(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _beside(stem: Path, ending: str) -> Path:
    # Not with_suffix: the slug of a record may hold a dot.
    return stem.with_name(stem.name + ending)
