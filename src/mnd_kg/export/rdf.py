"""RDF as it is: five syntaxes, streamed from the sorted N-Quads, with numbers as they were written.

Syntaxes of triples hold the union of the named graphs, each triple once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, RdfFormat, serialize

from mnd_kg.rdf import prefixes_in_order
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Quad, Triple

    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection

_NO_GRAPHS = "a syntax of triples has no named graphs"
# A property is written as an XML name, so its IRI must end in one.
_XML_NAME = re.compile(r"[^\W\d][\w.-]*$")
_HEAD = 1 << 16
# What XML 1.0 cannot hold, and the carriage return, which XML readers take for a line feed.
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def nquads(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write every named graph as sorted N-Quads. Nothing is lost."""
    with out.open("wb") as stream:
        stream.writelines(map(b"".join, selection.batches()))


def trig(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write every named graph as TriG. Nothing is lost."""
    write_rdf(selection.quads(), out, RdfFormat.TRIG)


def ntriples(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write the union of the named graphs as sorted N-Triples."""
    with out.open("wb") as stream:
        stream.writelines(map(b"".join, selection.triple_batches()))
    _lose_graphs(selection, ledger)


def turtle(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write the union of the named graphs as Turtle."""
    write_rdf(selection.triples(), out, RdfFormat.TURTLE)
    _lose_graphs(selection, ledger)


def rdfxml(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write the union of the named graphs as RDF/XML, but for what XML cannot say."""
    write_rdf(_for_xml(selection.triples(), ledger), out, RdfFormat.RDF_XML)
    _lose_graphs(selection, ledger)


def write_rdf(
    statements: Iterator[Triple] | Iterator[Quad],
    out: Path,
    form: RdfFormat,
    more_prefixes: dict[str, str] | None = None,
) -> None:
    """Write statements to a file, with the prefixes of the project in one order."""
    prefixes = vocabulary().prefixes | (more_prefixes or {})
    serialize(statements, str(out), form, prefixes=prefixes)
    with out.open("r+b") as stream:
        head = stream.read(_HEAD)
        stream.seek(0)
        stream.write(prefixes_in_order(head))


def _for_xml(triples: Iterator[Triple], ledger: Ledger) -> Iterator[Triple]:
    for triple in triples:
        if not _XML_NAME.search(triple.predicate.value):
            prop = vocabulary().contract(triple.predicate.value)
            ledger.lose(prop, "the end of its IRI is no XML name")
        elif isinstance(triple.object, Literal) and _NOT_XML.search(triple.object.value):
            ledger.lose("texts with control characters", "XML cannot hold them")
        else:
            yield triple


def _lose_graphs(selection: Selection, ledger: Ledger) -> None:
    ledger.lose("which named graph says it", _NO_GRAPHS, selection.size)
