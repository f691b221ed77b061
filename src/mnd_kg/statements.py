"""The statements of a graph at hand by subject and key, with numbers as they were written.

SPARQL answers from the store, which rewrites 3.50 as 3.5. Whoever reasons about digits, or shows
a number as its source has it, reads it here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from mnd_kg.facts import Held
from mnd_kg.vocabulary import RDFS_LABEL, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from mnd_kg.facts import Facts


class Statements:
    """What a graph says, by subject and the key that records use for the property.

    Subjects and references are IRIs, values of enumerations their notations, and every other
    value is its text. What derived graphs say is there too.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._facts: Facts = Held(quads)

    @classmethod
    def of(cls, facts: Facts) -> Self:
        """Return the statements of a graph whose facts are kept elsewhere."""
        said = cls(())
        said._facts = facts
        return said

    def of_class(self, name: str) -> list[str]:
        """Return the things of a class and its subclasses, sorted."""
        words = vocabulary()
        wanted = words.classes[name]
        found: list[str] = []
        for class_iri in words.parents:
            above = class_iri
            while above and above != wanted:
                above = words.parents.get(above, "")
            if above:
                found += self._facts.of_class(class_iri)
        return sorted(found)

    def class_of(self, subject: str) -> str:
        """Return the class of a thing by the name that records use, or an empty text."""
        return vocabulary().contract(self._facts.class_of(subject)).removeprefix("mnd:")

    def values(self, subject: str, key: str) -> list[str]:
        """Return the values of a key, sorted."""
        return sorted(self._facts.of(subject).get(key, ()))

    def value(self, subject: str, key: str) -> str:
        """Return the value of a key that has one, the first of several, or an empty text."""
        found = self.values(subject, key)
        return found[0] if found else ""

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """Give each subject and key with the number of its values."""
        for subject in self._facts.subjects():
            for key, values in self._facts.of(subject).items():
                yield subject, key, len(values)

    def users(self, value: str, key: str) -> list[str]:
        """Return the things that refer to another by a key, sorted."""
        return sorted(self._facts.about(value).get(key, ()))

    def whole(self, part: str) -> str:
        """Return the part or the record that holds a part, or an empty text for a record."""
        record, hash_mark, _ = part.partition("#")
        if not hash_mark:
            return ""
        # Siblings may refer to a part too, as an effect does to its arm.
        users = {user for found in self._facts.about(part).values() for user in found}
        if record in users:
            return record
        inside = sorted(user for user in users if user.partition("#")[0] == record)
        return inside[0] if inside else record

    def inside(self, whole: str) -> list[str]:
        """Return a record or a part with the parts that it holds, and their parts."""
        if "#" not in whole:
            return self._facts.parts(whole)
        found = [whole]
        for holder in found:
            held = {value for values in self._facts.of(holder).values() for value in values}
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
