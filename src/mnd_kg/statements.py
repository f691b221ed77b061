"""The statements of a graph at hand by subject and key, with numbers as they were written.

SPARQL answers from the store, which rewrites 3.50 as 3.5. Whoever reasons about digits, or shows
a number as its source has it, reads it here.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from mnd_kg.rdf import text
from mnd_kg.vocabulary import GRAPH, MND, RDF_TYPE, RDFS_LABEL, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad


class Statements:
    """What a graph says, by subject and the key that records use for the property.

    Subjects and references are IRIs, values of enumerations their notations, and every other
    value is its text. What derived graphs say is there too.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        words = vocabulary()
        self._values: dict[str, dict[str, list[str]]] = {}
        self._users: dict[str, dict[str, list[str]]] = {}
        self._classes: dict[str, list[str]] = defaultdict(list)
        self._class_of: dict[str, str] = {}
        said = set()
        for quad in quads:
            subject, prop, value = text(quad.subject), quad.predicate.value, text(quad.object)
            if subject.startswith((MND, GRAPH)) or (subject, prop, value) in said:
                continue
            said.add((subject, prop, value))
            if prop == RDF_TYPE:
                self._classes[value].append(subject)
                self._class_of[subject] = value
                continue
            key = words.key_names.get(prop) or words.contract(prop)
            refers = isinstance(quad.object, NamedNode)
            shown = words.term(value) if refers and value.startswith(MND) else value
            self._values.setdefault(subject, {}).setdefault(key, []).append(shown)
            if refers:
                self._users.setdefault(value, {}).setdefault(key, []).append(subject)

    def of_class(self, name: str) -> list[str]:
        """Return the things of a class and its subclasses, sorted."""
        words = vocabulary()
        wanted = words.classes[name]
        found: list[str] = []
        for class_iri, things in self._classes.items():
            above = class_iri
            while above and above != wanted:
                above = words.parents.get(above, "")
            if above:
                found += things
        return sorted(found)

    def class_of(self, subject: str) -> str:
        """Return the class of a thing by the name that records use, or an empty text."""
        return vocabulary().contract(self._class_of.get(subject, "")).removeprefix("mnd:")

    def values(self, subject: str, key: str) -> list[str]:
        """Return the values of a key, sorted."""
        return sorted(self._values.get(subject, {}).get(key, ()))

    def value(self, subject: str, key: str) -> str:
        """Return the value of a key that has one, the first of several, or an empty text."""
        found = self.values(subject, key)
        return found[0] if found else ""

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """Give each subject and key with the number of its values."""
        for subject, said in self._values.items():
            for key, values in said.items():
                yield subject, key, len(values)

    def users(self, value: str, key: str) -> list[str]:
        """Return the things that refer to another by a key, sorted."""
        return sorted(self._users.get(value, {}).get(key, ()))

    def whole(self, part: str) -> str:
        """Return the part or the record that holds a part, or an empty text for a record."""
        record, hash_mark, _ = part.partition("#")
        if not hash_mark:
            return ""
        # Siblings may refer to a part too, as an effect does to its arm.
        users = {user for found in self._users.get(part, {}).values() for user in found}
        if record in users:
            return record
        inside = sorted(user for user in users if user.partition("#")[0] == record)
        return inside[0] if inside else record

    def inside(self, whole: str) -> list[str]:
        """Return a record or a part with the parts that it holds, and their parts."""
        if "#" not in whole:
            known = self._values.keys() | self._class_of.keys()
            return sorted(part for part in known if part.partition("#")[0] == whole)
        found = [whole]
        for holder in found:
            held = {value for values in self._values.get(holder, {}).values() for value in values}
            found += sorted(part for part in held if "#" in part and self.whole(part) == holder)
        return found

    def nearest(self, part: str, key: str) -> list[str]:
        """Return the values of a key, of the part or else of what holds it."""
        holder = part
        while holder:
            if found := self.values(holder, key):
                return found
            holder = self.whole(holder)
        return []

    def label(self, thing: str) -> str:
        """Return the name that people read: the label, the title, else the CURIE."""
        return (
            self.value(thing, vocabulary().key_names[RDFS_LABEL])
            or self.value(thing, "title")
            or vocabulary().contract(thing)
        )
