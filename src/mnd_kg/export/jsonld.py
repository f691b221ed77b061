"""JSON-LD framed by record: each as it stands in its YAML file, and parts inside their wholes.

With the project's own context it is the same RDF again. Nothing is fetched to read it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from mnd_kg.export.by_record import by_record
from mnd_kg.rdf import text
from mnd_kg.vocabulary import GRAPH, MND, RDF_TYPE, XSD, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Quad, Triple

    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection
    from mnd_kg.store import BuiltGraph

_ORDERING = ("position", "charOffset")
# What is said of a thing: the key, the term and its text.
_About = dict[str, list[tuple[str, Any, str]]]


def jsonld(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write every named graph as JSON-LD, a record a line. Nothing is lost."""
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f'{{"@context": {_dumped(vocabulary().jsonld_context)},\n"@graph": [\n')
        between = ""
        for record, quads in by_record(selection.quads()):
            for graph in _graphs(record, quads):
                stream.write(between + _dumped(graph))
                between = ",\n"
        stream.write("\n]}\n")


def of_record(graph: BuiltGraph, iri: str) -> dict[str, Any]:
    """Return one record with its parts and mappings as JSON-LD, without what is derived."""
    return document(iri, list(underived(graph.quads_about(iri))))


def document(iri: str, said: Sequence[Quad | Triple]) -> dict[str, Any]:
    """Return statements about a record and its parts as JSON-LD with the context in it."""
    return {
        "@context": [*vocabulary().jsonld_context, {"@base": iri}],
        "@graph": framed_nodes(iri, said, base=iri),
    }


def underived(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Give what records and mapping sets say, and not what is derived from them, each once.

    Args:
        quads: statements in the order of sorted N-Quads.
    """
    last = None
    for quad in quads:
        if quad.triple != last and not text(quad.graph_name).startswith(GRAPH + "derived/"):
            last = quad.triple
            yield last


def framed_nodes(
    record: str, quads: Sequence[Quad | Triple], base: str = ""
) -> list[dict[str, Any]]:
    """Return the statements of one graph about a record as JSON-LD nodes, parts in their wholes.

    The record comes first, and alone if each part is referred to inside it.

    Args:
        record: the IRI of the record.
        quads: the statements, in the order of sorted N-Quads.
        base: what ids are relative to; without one, they are CURIEs.
    """
    about: _About = {}
    for quad in quads:
        said = (_name(quad.predicate.value), quad.object, text(quad.object))
        about.setdefault(text(quad.subject), []).append(said)
    wholes: dict[str, str] = {}
    for subject, found in about.items():
        for _, _, part in found:
            # The record itself holds what it refers to; siblings may refer to it too.
            if part in about and part not in (subject, record):
                wholes[part] = record if record in (subject, wholes.get(part)) else subject
    done: set[str] = set()
    roots = [record] if record in about else []
    roots += [subject for subject in about if subject not in wholes and subject != record]
    nodes = [_node(base, subject, about, wholes, done) for subject in roots]
    # What refers to itself in a circle hangs on nothing.
    nodes += [_node(base, subject, about, wholes, done) for subject in about if subject not in done]
    return nodes


def _graphs(record: str, quads: list[Quad]) -> list[dict[str, Any]]:
    """Return the graphs that speak of a record, its own first, each with its nodes."""
    by_name: dict[str, list[Quad]] = {}
    for quad in quads:
        by_name.setdefault(text(quad.graph_name), []).append(quad)
    return [
        {
            "@context": {"@base": record},
            "id": _curie(name),
            "@graph": framed_nodes(record, said, base=record),
        }
        for name, said in by_name.items()
    ]


def _node(
    base: str,
    subject: str,
    about: _About,
    wholes: dict[str, str],
    done: set[str],
) -> dict[str, Any]:
    done.add(subject)
    found: dict[str, list[Any]] = {}
    for name, term, said in about[subject]:
        if isinstance(term, Literal):
            value = said if term.datatype.value == _datatype(name) else _literal(term)
        elif wholes.get(said) == subject and said not in done:
            value = _node(base, said, about, wholes, done)
        else:
            value = _reference(name, said if isinstance(term, NamedNode) else f"_:{said}", base)
        found.setdefault(name, []).append(value)
    order = vocabulary().order
    node: dict[str, Any] = {"id": _id(subject, base)}
    for name in sorted(found, key=lambda name: (order.get(name, len(order)), name)):
        values = sorted(found[name], key=_place) if len(found[name]) > 1 else found[name]
        node[name] = values[0] if len(values) == 1 else values
    return node


def _place(value: Any) -> tuple[int, str]:
    """Return where a value stands among its like: parts in their order, all else by its text."""
    if isinstance(value, dict):
        at = next((int(value[key]) for key in _ORDERING if key in value), 0)
        return at, str(value.get("id", value.get("@value", "")))
    return 0, value


def _reference(name: str, iri: str, base: str) -> Any:
    if base and name != "type" and iri.startswith(base + "#"):
        key = vocabulary().keys.get(name)
        return iri.removeprefix(base) if key and key.refers else {"id": iri.removeprefix(base)}
    said, alone = _known(name, iri)
    return said if alone else {"id": said}


@lru_cache(maxsize=1 << 16)
def _known(name: str, iri: str) -> tuple[str, bool]:
    """Return how a key has an IRI as its value, and whether that says by itself that it is one."""
    if name == "type":
        return _class(iri), True
    key = vocabulary().keys.get(name)
    if key is None:
        return _curie(iri), False
    if key.values and iri.startswith(key.stem) and iri.removeprefix(key.stem) in key.values:
        return iri.removeprefix(key.stem), True
    if key.names_keys and iri in vocabulary().key_names:
        return vocabulary().key_names[iri], True
    return _curie(iri), key.refers


@lru_cache(maxsize=1 << 10)
def _datatype(name: str) -> str:
    """Return the datatype that a text has by itself under a key, or an empty text for none."""
    key = vocabulary().keys.get(name)
    if key and (key.refers or key.values or key.names_keys):
        return ""
    return (key.datatype if key else None) or XSD + "string"


def _literal(literal: Literal) -> dict[str, str | None]:
    if literal.language:
        return {"@value": literal.value, "@language": literal.language}
    return {"@value": literal.value, "@type": vocabulary().contract(literal.datatype.value)}


def _id(iri: str, base: str) -> str:
    """Return an IRI as records write it: a part of its own record by its fragment, else a CURIE."""
    return iri.removeprefix(base) if base and iri.startswith(base + "#") else _curie(iri)


@lru_cache(maxsize=1 << 16)
def _curie(iri: str) -> str:
    curie = vocabulary().contract(iri)
    # A reader would take prefix:// for a scheme.
    return iri if curie.partition(":")[2].startswith("//") else curie


@lru_cache(maxsize=1 << 10)
def _name(prop: str) -> str:
    if prop == RDF_TYPE:
        return "type"
    return vocabulary().key_names.get(prop) or vocabulary().contract(prop)


@lru_cache(maxsize=1 << 10)
def _class(iri: str) -> str:
    name = iri.removeprefix(MND)
    return name if name in vocabulary().classes else vocabulary().contract(iri)


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
