"""One record: a file, what it says as RDF, and on which line it says it.

Record and context together are JSON-LD, and a JSON-LD processor makes the RDF.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from mnd_kg.vocabulary import GRAPH, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mnd_kg.findings import Finding
    from mnd_kg.records.yaml_text import Mapping

_SLUG = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


@dataclass
class Record:
    """A record as it was read.

    ``positions`` has the line of each node, of each (node, property) and of each
    (node, property, value), so that any statement about them can be traced to the file.
    """

    path: Path
    shown_path: str
    id: str
    """The CURIE, such as trials:NCT03548311, or an empty text if the file gives none."""
    class_name: str = ""
    quads: list[Quad] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    positions: dict[tuple[str, ...], int] = field(default_factory=dict)
    tree: Mapping | None = None
    document: dict[str, Any] = field(default_factory=dict)
    """The record as JSON-LD, without the context."""

    @property
    def iri(self) -> str:
        """The IRI of the thing that the record is about."""
        return vocabulary().expand(self.id)

    @property
    def suffix(self) -> str:
        """The end of the file's name behind the name of the record."""
        suffixes = self.path.suffixes
        return "".join(suffixes[-2:]) if suffixes[-2:-1] == [".sssom"] else self.path.suffix

    def line(self, node: str, predicate: str = "", value: str = "") -> int | None:
        """Return the line of a statement, else of its key, else of its node."""
        for position in ((node, predicate, value), (node, predicate), (node,)):
            if position in self.positions:
                return self.positions[position]
        return None


def graph_of(curie: str) -> str:
    """Return the named graph that holds a record.

    >>> graph_of("trials:NCT03548311")
    'https://w3id.org/mnd-kg/graph/trials/NCT03548311'
    """
    return GRAPH + curie.replace(":", "/", 1)


def is_record_id(curie: str) -> bool:
    """Tell whether a CURIE can be the id of a record."""
    folder, _, slug = curie.partition(":")
    return folder in vocabulary().folders and _SLUG.fullmatch(slug) is not None


def make_statements(records: Iterable[Record]) -> None:
    """Let a JSON-LD processor make the statements of the records that can be read.

    All go in one document, a named graph each, for reading the context takes longer than reading
    a record.
    """
    graphs = {graph_of(r.id): r for r in records if r.document and not r.findings}
    documents = [
        {"@context": {"@base": record.iri}, "id": graph, "@graph": [record.document]}
        for graph, record in graphs.items()
    ]
    text = json.dumps({"@context": vocabulary().jsonld_context, "@graph": documents})
    for quad in parse(text, format=RdfFormat.JSON_LD):
        if isinstance(quad.graph_name, NamedNode):
            graphs[quad.graph_name.value].quads.append(quad)
