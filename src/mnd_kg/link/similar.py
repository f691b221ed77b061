"""Names that are like each other word by word.

Whole strings mislead: "lateral sclerosis" is nearer to "primary lateral sclerosis" than to
"amyotrophic lateral sclerosis", and neither is what it says. Here all words of the shorter name
must stand in the longer one, up to a slip of the pen; the words left over make one of the two
names the wider one, or the name of a thing of another kind: an inhibitor is no narrower sort of
enzyme. Two names with a word each that the other lacks are of different things.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mnd_kg.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Iterable

_SLIP = 90
"""The least likeness, of 100, of two spellings of one word."""
_SHORTEST = 6
"""A shorter word is another word when a letter differs."""
_LEAST = 0.6
"""The least share of common words."""
_OF_ANOTHER_KIND = frozenset({"activity", "deficiency"}).union(
    f"{word}{plural}"
    for word in ("agonist", "antagonist", "inhibitor", "receptor")
    for plural in ("", "s")
)
"""Words that make of the name of a thing the name of another thing, which is related to it."""


class Like(NamedTuple):
    """A name that is like another: its place, how much, and how they stand to each other."""

    place: int
    similarity: float
    predicate: str


@dataclass
class WordIndex:
    """Names by their words."""

    names: list[tuple[str, ...]] = field(default_factory=list)
    _places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _spellings: dict[str, dict[str, float]] = field(default_factory=dict)

    def add(self, name: str) -> None:
        """Add a normalised name."""
        words = tuple(sorted(set(name.split())))
        for word in words:
            self._places[word].append(len(self.names))
        self.names.append(words)

    def like(self, name: str) -> Iterable[Like]:
        """Give the names that are like a normalised name."""
        ours = set(name.split())
        common: Counter[int] = Counter()
        likeness: dict[int, float] = defaultdict(float)
        for word in ours:
            for spelling, ratio in self._spelt(word).items():
                for place in self._places[spelling]:
                    common[place] += 1
                    likeness[place] += ratio
        for place, shared in common.items():
            theirs = len(self.names[place])
            if shared != min(len(ours), theirs):
                continue
            similarity = likeness[place] / max(len(ours), theirs)
            if similarity >= _LEAST:
                predicate = _predicate(ours, set(self.names[place]))
                yield Like(place, round(similarity, 3), predicate)

    def _spelt(self, word: str) -> dict[str, float]:
        """Return the spellings of a word that the index has, and how like they are."""
        if word not in self._spellings:
            found = {word: 1.0} if word in self._places else {}
            if len(word) >= _SHORTEST and word.isalpha():
                found |= {
                    other: ratio / 100
                    for other, ratio, _ in _nearest(word, self._places)
                    if other.isalpha()
                }
            self._spellings[word] = found
        return self._spellings[word]


def _predicate(ours: set[str], theirs: set[str]) -> str:
    """Return how a thing with such words in its name stands to one with others."""
    if not _OF_ANOTHER_KIND.isdisjoint(ours ^ theirs):
        return "skos:relatedMatch"
    if len(ours) == len(theirs):
        return "skos:closeMatch"
    return "skos:narrowMatch" if len(theirs) > len(ours) else "skos:broadMatch"


def _nearest(word: str, words: Iterable[str]) -> list[tuple[str, float, int]]:
    try:
        from rapidfuzz import fuzz, process
    except ImportError as error:
        raise SettingError(
            "Candidates need rapidfuzz, which is not installed: pip install 'mnd-kg[link]'."
        ) from error
    return process.extract(word, list(words), scorer=fuzz.ratio, score_cutoff=_SLIP, limit=None)
