"""JSON-LD framed by record: each as it stands in its YAML file, and parts inside their wholes.

With the project's own context it is the same RDF again. Nothing is fetched to read it.

It is made from N-Quads as text: a literal there is a string of JSON as it stands, for both escape
alike, and an IRI holds nothing that JSON would escape.
"""

from __future__ import annotations

import json
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from mnd_kg.dataset import to_nquads
from mnd_kg.export.by_record import by_record
from mnd_kg.nquads import by_subject, iri, kind_of, literal, once
from mnd_kg.rdf import text
from mnd_kg.vocabulary import GRAPH, MND, RDF_TYPE, XSD, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Quad

    from mnd_kg.export.by_record import Said
    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection
    from mnd_kg.nquads import Statement
    from mnd_kg.store import BuiltGraph

Node = dict[str, Any]
About: TypeAlias = "Mapping[str, Sequence[Statement]]"
"""The statements about each subject."""

_property, _object, _graph = itemgetter(1), itemgetter(2), itemgetter(3)
_DERIVED = f"{GRAPH}derived/"
_ORDERING = ("position", "charOffset")
# No literal ends so: there is none under a key that is a reference by itself.
_NEVER = "\n"
# How many references, and how many sets of keys, are remembered: most are to a few things.
_REMEMBERED = 1 << 12


def jsonld(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write every named graph as JSON-LD, a record a line. Nothing is lost."""
    context = json.dumps(vocabulary().jsonld_context, ensure_ascii=False)
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f'{{"@context": {context},\n"@graph": [\n')
        between = ""
        for record, said in by_record(selection.lines()):
            for graph in _graphs(record, said):
                stream.write(between + graph)
                between = ",\n"
        stream.write("\n]}\n")


def of_record(graph: BuiltGraph, record: str) -> Node:
    """Return one record with its parts and mappings as JSON-LD, without what is derived."""
    return document(record, underived(graph.quads_about(record)))


def document(record: str, quads: Iterable[Quad]) -> Node:
    """Return statements about a record and its parts as JSON-LD with the context in it."""
    return {
        "@context": [*vocabulary().jsonld_context, {"@base": record}],
        "@graph": framed_nodes(record, about(quads), base=record),
    }


def underived(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Give what records and mapping sets say, and not what is derived from them."""
    return (quad for quad in quads if not text(quad.graph_name).startswith(_DERIVED))


def about(quads: Iterable[Quad]) -> About:
    """Return statements by their subjects, each once."""
    lines = to_nquads(quads).splitlines(keepends=True)
    return {subject: once(statements) for subject, statements in by_subject(lines)}


def framed_nodes(record: str, about: About, base: str = "") -> list[Node]:
    """Return the statements of one graph about a record as JSON-LD nodes, parts in their wholes.

    The record comes first, and alone if each part is referred to inside it.

    Args:
        record: the IRI of the record.
        about: the statements.
        base: what ids are relative to, which is the record; without one, they are CURIEs.
    """
    return [json.loads(node) for node in _nodes(record, about, base)]


def _graphs(record: str, said: Said) -> Iterator[str]:
    """Give the graphs that speak of a record, its own first, each with its nodes."""
    graphs: dict[str, dict[str, list[Statement]]] = {}
    for subject, statements in said.items():
        names = set(map(_graph, statements))
        if len(names) == 1:
            graphs.setdefault(names.pop(), {})[subject] = statements
            continue
        for statement in statements:
            graphs.setdefault(statement[-1], {}).setdefault(subject, []).append(statement)
    # What has no name is no base of names.
    base = "" if record.startswith("_:") else record
    context = f'"@context": {{"@base": "{base}"}}, ' if base else ""
    for name, about in graphs.items():
        nodes = ", ".join(_nodes(record, about, base))
        yield f'{{{context}"id": {_curie(name)}, "@graph": [{nodes}]}}'


def _nodes(record: str, about: About, base: str) -> list[str]:
    frame = _Frame(record, about, base)
    own = f"<{record}>"
    roots = [subject for subject in about if subject not in frame.wholes and subject != own]
    if own in about:
        roots.insert(0, own)
    nodes = [frame.node(subject) for subject in roots]
    # What refers to itself in a circle hangs on nothing.
    nodes += [frame.node(subject) for subject in about if subject not in frame.done]
    return nodes


class _Frame:
    """The statements of one graph about a record, and which part stands in which whole."""

    def __init__(self, record: str, about: About, base: str) -> None:
        self._about = about
        self._base = base
        self._own_part = f"<{record}#"
        self.wholes = _wholes(f"<{record}>", about) if len(about) > 1 else {}
        self.done: set[str] = set()

    def node(self, subject: str) -> str:
        """Return what is said of a subject, with the parts that stand in it, as JSON."""
        self.done.add(subject)
        said = self._about[subject]
        terms = list(map(_object, said))
        fields = [f'"id": {self._id(subject)}']
        for name, ending, place, others in _keys(tuple(map(_property, said))):
            if others:
                several = [terms[place] for place in (place, *others)]
                value = self._list(subject, name, ending, several)
            else:
                value = self._value(subject, name, ending, terms[place])
            fields.append(f'"{name}": {value}')
        return f"{{{', '.join(fields)}}}"

    def _value(self, subject: str, name: str, ending: str, term: str) -> str:
        if term[0] == '"':
            return term.removesuffix(ending) + '"' if term.endswith(ending) else _literal(term)
        if self._own_part not in term:
            return _reference(name, term)
        if self.wholes.get(term) == subject and term not in self.done:
            return self.node(term)
        if not self._base or name == "type":
            return _reference(name, term)
        return self._id(term) if _refers(name) else f'{{"id": {self._id(term)}}}'

    def _list(self, subject: str, name: str, ending: str, terms: list[str]) -> str:
        """Return several values as JSON: parts in their order, all else by its text."""
        values = sorted(
            ((self._position(term), self._value(subject, name, ending, term)) for term in terms),
            # Apart from what sets them off, or the shorter of two texts would come last.
            key=lambda found: (found[0], found[1].removeprefix('{"id": ')[:-1]),
        )
        return f"[{', '.join(value for _, value in values)}]"

    def _position(self, term: str) -> int:
        """Return the place that a part has among its like."""
        said = {_name(prop): value for _, prop, value, _ in self._about.get(term, ())}
        return next((int(literal(said[key])[0]) for key in _ORDERING if key in said), 0)

    def _id(self, term: str) -> str:
        """Return an IRI as records write it: a part of them by its fragment, else a CURIE."""
        if self._base and self._own_part in term:
            return f'"{iri(term).removeprefix(self._base)}"'
        return _curie(term)


class _Key(NamedTuple):
    """A key of a node, and where its values stand among the statements about the subject."""

    name: str
    ending: str
    """How a literal ends that is of the kind that the key says by itself."""
    place: int
    others: tuple[int, ...]


def _wholes(record: str, about: About) -> dict[str, str]:
    """Return in which subject each part stands."""
    wholes: dict[str, str] = {}
    for subject, said in about.items():
        for _, _, part, _ in said:
            if part in about and part not in (subject, record):
                # The record itself holds what it refers to; siblings may refer to it too.
                wholes[part] = record if record in (subject, wholes.get(part)) else subject
    return wholes


@lru_cache(maxsize=_REMEMBERED)
def _keys(props: tuple[str, ...]) -> list[_Key]:
    """Return the keys of some properties, in the order of records."""
    order = vocabulary().order
    places: dict[str, list[int]] = {}
    for place, prop in enumerate(props):
        places.setdefault(_name(prop), []).append(place)
    names = sorted(places, key=lambda name: (order.get(name, len(order)), name))
    return [_Key(name, _ending(name), places[name][0], tuple(places[name][1:])) for name in names]


@lru_cache(maxsize=_REMEMBERED)
def _reference(name: str, term: str) -> str:
    """Return how a key has an IRI as its value."""
    value = iri(term)
    if name == "type":
        return f'"{_class(value)}"'
    key = vocabulary().keys.get(name)
    if key and key.values and value.removeprefix(key.stem) in key.values:
        return f'"{value.removeprefix(key.stem)}"'
    if key and key.names_keys and value in vocabulary().key_names:
        return f'"{vocabulary().key_names[value]}"'
    return _curie(term) if key and key.refers else f'{{"id": {_curie(term)}}}'


def _refers(name: str) -> bool:
    key = vocabulary().keys.get(name)
    return bool(key and key.refers)


def _literal(term: str) -> str:
    """Return a literal with the language or the datatype that its key does not say."""
    value, _, kind = term.rpartition('"')
    if kind.startswith("@"):
        return f'{{"@value": {value}", "@language": "{kind[1:]}"}}'
    datatype = iri(kind.removeprefix("^^")) if kind else XSD + "string"
    return f'{{"@value": {value}", "@type": "{vocabulary().contract(datatype)}"}}'


def _ending(name: str) -> str:
    key = vocabulary().keys.get(name)
    if key and (key.refers or key.values or key.names_keys):
        return _NEVER
    return '"' + kind_of((key.datatype if key else None) or XSD + "string")


def _curie(term: str) -> str:
    """Return an IRI as a CURIE, but where a reader would take its prefix for a scheme."""
    value = iri(term)
    curie = vocabulary().contract(value)
    return f'"{value if "://" in curie else curie}"'


@lru_cache(maxsize=_REMEMBERED)
def _name(prop: str) -> str:
    name = iri(prop)
    if name == RDF_TYPE:
        return "type"
    return vocabulary().key_names.get(name) or vocabulary().contract(name)


def _class(name: str) -> str:
    short = name.removeprefix(MND)
    return short if short in vocabulary().classes else vocabulary().contract(name)
