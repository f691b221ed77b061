"""A record for machines: the statements of its file in Turtle and in JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from pyoxigraph import RdfFormat, serialize

from mnd_kg.audit.rule import CHECKS
from mnd_kg.export.jsonld import document, underived
from mnd_kg.mappings.canonical import written
from mnd_kg.mappings.of_graph import rows_of
from mnd_kg.rdf import prefixes_in_order, text
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Quad, Triple

    from mnd_kg.statements import Statements


def write_for_machines(iri: str, quads: list[Quad], stem: Path) -> None:
    """Write X.ttl and X.jsonld beside the page X.html: the same statements in both."""
    # Checks are derived, and there is nothing else to say about a rule.
    said = quads if iri.startswith(CHECKS) else list(underived(quads))
    _beside(stem, ".ttl").write_bytes(_turtle([quad.triple for quad in said]))
    # The context in a line, for it is long and the same for all.
    context, nodes = document(iri, said).values()
    document_text = f'{{"@context": {_dumped(context)},\n"@graph": {_dumped(nodes, indent=1)}}}\n'
    _beside(stem, ".jsonld").write_bytes(document_text.encode())


def write_sssom(said: Statements, iri: str, stem: Path) -> None:
    """Write a mapping set as it stands in its file."""
    _beside(stem, ".sssom.tsv").write_bytes(written(iri, said.label(iri), rows_of(said, iri)))


def _turtle(said: list[Triple]) -> bytes:
    used = {prefix: vocabulary().prefixes[prefix] for prefix in _used(said)}
    turtle = serialize(said, format=RdfFormat.TURTLE, prefixes=used)
    return prefixes_in_order(cast("bytes", turtle))


def _dumped(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _used(said: Iterable[Triple]) -> set[str]:
    """Return the prefixes that some statements need."""
    iris = {text(term) for triple in said for term in triple}
    iris |= {t.object.datatype.value for t in said if hasattr(t.object, "datatype")}
    prefixes = {vocabulary().contract(iri).partition(":")[0] for iri in iris}
    return prefixes & vocabulary().prefixes.keys()


def _beside(stem: Path, ending: str) -> Path:
    # Not with_suffix: the slug of a record may hold a dot.
    return stem.with_name(stem.name + ending)
