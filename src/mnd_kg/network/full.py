"""The view `full`: every record and every part is a node, every reference between them an edge.

What refers to no record is an attribute of its node: text, numbers, values of enumerations, and
identifiers elsewhere.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from mnd_kg.network.elements import Edge, Node
from mnd_kg.rdf import text
from mnd_kg.vocabulary import BASE, GRAPH, MND, RDF_TYPE, RDFS_LABEL, XSD, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pyoxigraph import Quad

    from mnd_kg.network.elements import Value, View

    Said = tuple[str, str, str, str]
    """Subject, property, value, and the datatype of a literal; of an IRI none."""

_TYPED: dict[str, Callable[[str], Value]] = {
    XSD + "integer": int,
    XSD + "decimal": Decimal,
    XSD + "boolean": lambda text: text in ("true", "1"),
}
_STRING = XSD + "string"
_TITLE = "title"
_NO_THINGS = (MND.removesuffix("/"), GRAPH)
# https://www.w3.org/TR/n-quads/#sec-grammar, without blank nodes, of which a graph has none.
_LINE = re.compile(
    r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>|@\S+)?)(?: <[^>]*>)? \.'
)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def full(quads: Iterable[Quad]) -> View:
    """Give every node followed by the edges that leave it.

    Args:
        quads: the statements, those of a subject in a row, as sorted N-Quads have them.
    """
    return _elements(_said(quad) for quad in quads if isinstance(quad.subject, NamedNode))


def full_of_lines(lines: Iterable[bytes]) -> View:
    """Give what :func:`full` gives, of sorted N-Quads, in half of the time."""
    return _elements(_read(lines))


def _said(quad: Quad) -> Said:
    kind = quad.object.datatype.value if isinstance(quad.object, Literal) else ""
    return text(quad.subject), quad.predicate.value, text(quad.object), kind


def _read(lines: Iterable[bytes]) -> Iterator[Said]:
    for line in lines:
        if found := _LINE.match(line.decode()):
            subject, prop, iri, literal, kind = found.groups()
            if iri is not None:
                yield subject, prop, iri, ""
            else:
                plain = _ESCAPED.sub(_unescaped, literal) if "\\" in literal else literal
                yield subject, prop, plain, kind or _STRING


def _unescaped(found: re.Match[str]) -> str:
    short, long, letter = found.groups()
    return _ESCAPES.get(letter, letter) if letter else chr(int(short or long, 16))


def _elements(said: Iterable[Said]) -> View:
    for subject, about in groupby(said, key=itemgetter(0)):
        if _is_thing(subject):
            # A statement that two records make is one statement.
            yield from _described(subject, dict.fromkeys(about))


def _described(subject: str, about: Iterable[Said]) -> View:
    own = vocabulary().contract(subject)
    kinds: list[str] = []
    values: dict[str, list[Value]] = {}
    edges = []
    for _, prop, value, datatype in about:
        if prop == RDF_TYPE:
            kinds.append(_class(value))
        elif datatype:
            made = _TYPED[datatype](value) if datatype in _TYPED else value
            values.setdefault(_key(prop), []).append(made)
        elif _is_thing(value):
            edges.append((_key(prop), vocabulary().contract(value)))
        else:
            values.setdefault(_key(prop), []).append(_term(value))
    kind = kinds[0] if kinds else ""
    label = _label(values) or own
    yield Node(own, kind, label, {key: _one(found) for key, found in sorted(values.items())})
    for key, target in sorted(edges):
        yield Edge(f"{own}--{key}--{target}", kind, own, key, target, {})


@cache
def _class(iri: str) -> str:
    return vocabulary().contract(iri).removeprefix("mnd:")


@cache
def _key(prop: str) -> str:
    return vocabulary().key_names.get(prop) or _class(prop)


def _term(iri: str) -> str:
    return _notation(iri) if iri.startswith(MND) else vocabulary().term(iri)


@cache
def _notation(iri: str) -> str:
    return vocabulary().term(iri)


def _is_thing(iri: str) -> bool:
    return iri.startswith(BASE) and not iri.startswith(_NO_THINGS)


def _one(values: list[Value]) -> Value:
    return values[0] if len(values) == 1 else tuple(sorted(map(str, values)))


def _label(values: dict[str, list[Value]]) -> str:
    """Return the name that people read, and take it out of the values."""
    names = values.pop(vocabulary().key_names[RDFS_LABEL], None) or values.get(_TITLE, [])
    return "; ".join(sorted(map(str, names)))
