"""Where the statements of a graph are at hand: all in memory, or each read when it is asked for.

Subjects and references are IRIs, values of enumerations their notations, and every other value is
its text. What the ontology and the named graphs are is left out.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import DefaultGraph, NamedNode

from mnd_kg.namespaces import is_legal_iri
from mnd_kg.rdf import text
from mnd_kg.vocabulary import MND, NO_RECORDS, RDF_TYPE, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad, Store

    from mnd_kg.lookup import SortedNQuads

_AT_HAND = 4096


class Facts(Protocol):
    """What a graph says, by subject and by object."""

    def of(self, subject: str) -> dict[str, list[str]]:
        """Return the values of a subject by key."""

    def about(self, value: str) -> dict[str, list[str]]:
        """Return the things that refer to another, by the key with which they do."""

    def class_of(self, subject: str) -> str:
        """Return the IRI of the class of a subject, or an empty text."""

    def of_class(self, class_iri: str) -> list[str]:
        """Return the things that are said to be of a class."""

    def parts(self, record: str) -> list[str]:
        """Return a record and its parts, as far as anything is said of them."""

    def subjects(self) -> Iterable[str]:
        """Give everything of which something is said beside its class."""


class Held:
    """The facts of statements that are all in memory."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        words = vocabulary()
        self._values: dict[str, dict[str, list[str]]] = {}
        self._users: dict[str, dict[str, list[str]]] = {}
        self._members: dict[str, list[str]] = defaultdict(list)
        self._class_of: dict[str, str] = {}
        said = set()
        for quad in quads:
            subject, prop, value = text(quad.subject), quad.predicate.value, text(quad.object)
            if subject.startswith(NO_RECORDS) or (subject, prop, value) in said:
                continue
            said.add((subject, prop, value))
            if prop == RDF_TYPE:
                self._members[value].append(subject)
                self._class_of[subject] = value
                continue
            key = words.key_names.get(prop) or words.contract(prop)
            refers = isinstance(quad.object, NamedNode)
            shown = words.term(value) if refers and value.startswith(MND) else value
            self._values.setdefault(subject, {}).setdefault(key, []).append(shown)
            if refers:
                self._users.setdefault(value, {}).setdefault(key, []).append(subject)

    def of(self, subject: str) -> dict[str, list[str]]:
        """Return the values of a subject by key."""
        return self._values.get(subject, {})

    def about(self, value: str) -> dict[str, list[str]]:
        """Return the things that refer to another, by the key with which they do."""
        return self._users.get(value, {})

    def class_of(self, subject: str) -> str:
        """Return the IRI of the class of a subject, or an empty text."""
        return self._class_of.get(subject, "")

    def of_class(self, class_iri: str) -> list[str]:
        """Return the things that are said to be of a class."""
        return self._members.get(class_iri, [])

    def parts(self, record: str) -> list[str]:
        """Return a record and its parts, as far as anything is said of them."""
        known = self._values.keys() | self._class_of.keys()
        return sorted(part for part in known if part.partition("#")[0] == record)

    def subjects(self) -> Iterable[str]:
        """Give everything of which something is said beside its class."""
        return self._values


class Filed:
    """The facts of a built graph, which finds those of one record as fast as those of another.

    What is said of a record is read from its N-Quads, with numbers as they were written, and what
    refers to a thing is looked up in the store.
    """

    def __init__(self, lines: SortedNQuads, store: Store, at_hand: int = _AT_HAND) -> None:
        """Hold at most as many records as are to be at hand."""
        self._lines = lines
        self._store = store
        self._record = lru_cache(at_hand)(lambda iri: Held(lines.about(iri)))
        self._users = lru_cache(at_hand)(lambda value: _users(store, value))

    def of(self, subject: str) -> dict[str, list[str]]:
        """Return the values of a subject by key."""
        return self._record(subject.partition("#")[0]).of(subject)

    def about(self, value: str) -> dict[str, list[str]]:
        """Return the things that refer to another, by the key with which they do."""
        return self._users(value)

    def class_of(self, subject: str) -> str:
        """Return the IRI of the class of a subject, or an empty text."""
        return self._record(subject.partition("#")[0]).class_of(subject)

    def of_class(self, class_iri: str) -> list[str]:
        """Return the things that are said to be of a class."""
        return [
            subject for subject, prop in _references(self._store, class_iri) if prop == RDF_TYPE
        ]

    def parts(self, record: str) -> list[str]:
        """Return a record and its parts, as far as anything is said of them."""
        return self._record(record).parts(record)

    def subjects(self) -> Iterator[str]:
        """Give everything of which something is said beside its class."""
        before = ""
        for quad in self._lines.quads():
            subject = text(quad.subject)
            if subject != before and not subject.startswith(NO_RECORDS):
                yield subject
            before = subject


def _users(store: Store, value: str) -> dict[str, list[str]]:
    words = vocabulary()
    found: dict[str, list[str]] = defaultdict(list)
    for subject, prop in _references(store, value):
        if prop != RDF_TYPE:
            found[words.key_names.get(prop) or words.contract(prop)].append(subject)
    return found


def _references(store: Store, value: str) -> Iterator[tuple[str, str]]:
    """Give the things that refer to another, each with the property."""
    if not is_legal_iri(value):
        return
    for quad in store.quads_for_pattern(None, None, NamedNode(value), DefaultGraph()):
        subject = text(quad.subject)
        if not subject.startswith(NO_RECORDS):
            yield subject, quad.predicate.value
