"""The view `full`: every record and every part is a node, every reference between them an edge.

What refers to no record is an attribute of its node: text, numbers, values of enumerations, and
identifiers elsewhere.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from mnd_kg.network.elements import Edge, Node
from mnd_kg.vocabulary import BASE, GRAPH, MND, RDF_TYPE, RDFS_LABEL, XSD, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Quad

    from mnd_kg.network.elements import Value, View

_TYPED: dict[str, Callable[[str], Value]] = {
    XSD + "integer": int,
    XSD + "decimal": Decimal,
    XSD + "boolean": lambda text: text in ("true", "1"),
}
_TITLE = "title"
_ONTOLOGY = MND.removesuffix("/")


def full(quads: Iterable[Quad]) -> View:
    """Give every node followed by the edges that leave it.

    Args:
        quads: the statements, those of a subject in a row, as sorted N-Quads have them.
    """
    for subject, said in groupby(quads, key=attrgetter("subject")):
        if isinstance(subject, NamedNode) and _is_thing(subject.value):
            # A statement that two records make is one statement.
            yield from _described(
                subject.value, dict.fromkeys((q.predicate, q.object) for q in said)
            )


def _described(subject: str, said: Iterable[tuple[NamedNode, object]]) -> View:
    words = vocabulary()
    own = words.contract(subject)
    kinds: list[str] = []
    values: dict[str, list[Value]] = {}
    edges = []
    for prop, value in said:
        if prop.value == RDF_TYPE and isinstance(value, NamedNode):
            kinds.append(words.contract(value.value).removeprefix("mnd:"))
            continue
        key = _key(prop.value)
        if isinstance(value, NamedNode) and _is_thing(value.value):
            edges.append((key, words.contract(value.value)))
        else:
            values.setdefault(key, []).append(_plain(value))
    kind = kinds[0] if kinds else ""
    label = _label(values) or own
    attributes = {key: _one(found) for key, found in sorted(values.items())}
    yield Node(own, kind, label, attributes)
    for key, target in sorted(edges):
        yield Edge(f"{own}--{key}--{target}", kind, own, key, target, {})


@cache
def _key(prop: str) -> str:
    words = vocabulary()
    return words.key_names.get(prop) or words.contract(prop).removeprefix("mnd:")


def _is_thing(iri: str) -> bool:
    return iri.startswith(BASE) and not iri.startswith((_ONTOLOGY, GRAPH))


def _plain(value: object) -> Value:
    if isinstance(value, Literal):
        return _TYPED.get(value.datatype.value, str)(value.value)
    return vocabulary().term(str(getattr(value, "value", value)))


def _one(values: list[Value]) -> Value:
    return values[0] if len(values) == 1 else tuple(sorted(map(str, values)))


def _label(values: dict[str, list[Value]]) -> str:
    """Return the name that people read, and take it out of the values."""
    names = values.pop(vocabulary().key_names[RDFS_LABEL], None) or values.get(_TITLE, [])
    return "; ".join(sorted(map(str, names)))
