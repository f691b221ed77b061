"""The view `full`: every record and every part is a node, every reference between them an edge.

What refers to no record is an attribute of its node: text, numbers, values of enumerations, and
identifiers elsewhere.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from mnd_kg.network.elements import Edge, Node
from mnd_kg.nquads import by_subject, iri, is_literal, kind_of, literal, once
from mnd_kg.vocabulary import BASE, MND, NO_RECORDS, RDF_TYPE, RDFS_LABEL, XSD, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mnd_kg.network.elements import Value, View
    from mnd_kg.nquads import Statement

_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,299})(?:\.[0-9]+)?")
TYPED: dict[str, tuple[re.Pattern[str], Callable[[str], Value]]] = {
    kind_of(XSD + "integer"): (re.compile(r"0|-?[1-9][0-9]{0,17}"), int),
    kind_of(XSD + "decimal"): (_DECIMAL, Decimal),
    kind_of(XSD + "double"): (_DECIMAL, Decimal),
    kind_of(XSD + "boolean"): (re.compile("true|false"), "true".__eq__),
}
"""The kinds of literals that are no texts, each with the form in which the digits of its values
survive and readers of 64 bits can hold them."""
_TITLE = "title"
_TYPE = f"<{RDF_TYPE}>"
_THINGS = f"<{BASE}"
_NO_THINGS = tuple(f"<{head}" for head in NO_RECORDS)


def full(lines: Iterable[bytes]) -> View:
    """Give every node followed by the edges that leave it.

    Args:
        lines: the statements as sorted N-Quads.
    """
    for subject, statements in by_subject(lines):
        if _is_thing(subject):
            yield from _described(subject, once(statements))


def _described(subject: str, statements: Iterable[Statement]) -> View:
    own = vocabulary().contract(iri(subject))
    kinds: list[str] = []
    values: dict[str, list[tuple[str, str]]] = {}
    edges = []
    for _, prop, term, _ in statements:
        if is_literal(term):
            values.setdefault(_key(prop), []).append(literal(term))
        elif prop == _TYPE:
            kinds.append(_class(iri(term)))
        elif _is_thing(term):
            edges.append((_key(prop), vocabulary().contract(iri(term))))
        else:
            values.setdefault(_key(prop), []).append((_term(iri(term)), ""))
    kind = "; ".join(kinds)
    label = _label(values) or own
    yield Node(own, kind, label, {key: _one(values[key]) for key in sorted(values)})
    for key, target in sorted(edges):
        yield Edge(f"{own}--{key}--{target}", kind, own, key, target, {})


def _typed(text: str, kind: str) -> Value:
    """Return a value as its kind says; what has not the form of its kind stays a text.

    >>> _typed("3.50", kind_of(XSD + "decimal")), _typed("007", kind_of(XSD + "integer"))
    (Decimal('3.50'), '007')
    """
    form, typed = TYPED.get(kind, (None, str))
    return typed(text) if form is None or form.fullmatch(text) else text


@cache
def _class(iri: str) -> str:
    return vocabulary().contract(iri).removeprefix("mnd:")


@cache
def _key(prop: str) -> str:
    return vocabulary().key_names.get(iri(prop)) or _class(iri(prop))


def _term(name: str) -> str:
    return _notation(name) if name.startswith(MND) else vocabulary().term(name)


@cache
def _notation(iri: str) -> str:
    return vocabulary().term(iri)


def _is_thing(term: str) -> bool:
    return term.startswith(_THINGS) and not term.startswith(_NO_THINGS)


def _one(values: list[tuple[str, str]]) -> Value:
    return _typed(*values[0]) if len(values) == 1 else tuple(sorted(text for text, _ in values))


def _label(values: dict[str, list[tuple[str, str]]]) -> str:
    """Return the name that people read, and take it out of the values."""
    names = values.pop(vocabulary().key_names[RDFS_LABEL], None) or values.get(_TITLE, [])
    return "; ".join(sorted(text for text, _ in names))
