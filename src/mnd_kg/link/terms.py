"""Terms of a vocabulary, whatever the format they were read from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Progress = Callable[[str, int, int], None]

Scope = Literal["exact", "broad", "narrow", "related"]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
EXACT = {"skos:exactMatch", "owl:equivalentClass", "owl:sameAs"}
"""The predicates of mapping sets that make two identifiers one thing."""


class Synonym(NamedTuple):
    """Another name of a term, and how it stands to the term."""

    text: str
    scope: Scope = "exact"


@dataclass
class Term:
    """A term. Identifiers are CURIEs, with our prefix where we have one."""

    id: str
    label: str = ""
    synonyms: list[Synonym] = field(default_factory=list)
    obsolete: bool = False
    replaced_by: list[str] = field(default_factory=list)
    xrefs: list[str] = field(default_factory=list)


class Pair(NamedTuple):
    """A mapping that a set of another states or denies."""

    subject: str
    predicate: str
    object: str
    negated: bool
    line: int


@dataclass
class Terms:
    """The terms of a file and the mappings that it states."""

    path: Path
    name: str = ""
    """What the source calls itself."""
    version: str = ""
    whole: bool = False
    """Whether the file is a vocabulary as a whole, so that what is not in it does not exist."""
    terms: dict[str, Term] = field(default_factory=dict)
    pairs: list[Pair] = field(default_factory=list)

    def term(self, curie: str) -> Term:
        """Return the term of an identifier, begun here if it is new."""
        return self.terms.setdefault(curie, Term(curie))

    def retire(self, curie: str, for_the_sake_of: str) -> None:
        """Note that an identifier was merged into another one."""
        if curie not in self.terms:
            self.terms[curie] = Term(curie, obsolete=True, replaced_by=[for_the_sake_of])

    def same_as(self, curie: str) -> list[tuple[str, int]]:
        """Return what the file gives for the same thing, each with the line of the mapping or 0."""
        return sorted(self._same.get(curie, ()))

    @cached_property
    def _same(self) -> dict[str, set[tuple[str, int]]]:
        same: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for term in self.terms.values():
            for xref in term.xrefs:
                same[term.id].add((xref, 0))
                same[xref].add((term.id, 0))
        for pair in self.pairs:
            if pair.predicate in EXACT and not pair.negated:
                same[pair.subject].add((pair.object, pair.line))
                same[pair.object].add((pair.subject, pair.line))
        return same

    @cached_property
    def prefix(self) -> str:
        """The prefix of most terms: that of the vocabulary itself, not of what it imports."""
        count = Counter(curie.partition(":")[0] for curie in self.terms)
        return max(count, key=lambda prefix: (count[prefix], prefix), default="")

    @property
    def shown(self) -> str:
        """The file with the day of its version, or the version if it names no day."""
        day = _DAY.search(self.version)
        return " ".join(filter(None, (self.path.name, day[0] if day else self.version)))
