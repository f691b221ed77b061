"""The difference of two states of the graph."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.dataset import to_nquads
from mnd_kg.diff import report
from mnd_kg.diff.questions import AnswerChange, compare_answers
from mnd_kg.diff.side import Side, side
from mnd_kg.diff.things import CHANGES, Change, compare, stated
from mnd_kg.diff.verdicts import VerdictChange, compare_verdicts
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Difference:
    """What changed from one state of the graph to another."""

    old: Side
    new: Side
    things: tuple[Change, ...]
    """The records and the terms of the ontology that changed, by kind."""
    answers: tuple[AnswerChange, ...]
    questions: int
    """How many questions were asked of both."""
    verdicts: tuple[VerdictChange, ...]
    same_verdicts: int
    labels: dict[str, str]
    """The names that people read, by id, of what is spoken of."""
    statements_added: int
    statements_removed: int

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.statements_added or self.statements_removed)

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many records of each kind, and parts of them, changed how."""
        kinds: dict[str, Counter[str]] = {}
        for thing in self.things:
            kinds.setdefault(thing.kind, Counter())[thing.change] += 1
            parts = Counter(part.change for part in thing.parts)
            kinds.setdefault(f"parts of {thing.kind}", Counter()).update(parts)
        return {
            kind: {change: count[change] for change in CHANGES}
            for kind, count in kinds.items()
            if count
        }

    def markdown(self) -> str:
        """Return the difference as a release note."""
        return report.markdown(self)

    def as_json(self) -> dict[str, Any]:
        """Return the difference as it stands in ``--format json``."""
        return {
            "old": self.old.as_json(),
            "new": self.new.as_json(),
            "summary": {
                "things": self.counts(),
                "statements": {"added": self.statements_added, "removed": self.statements_removed},
                "questions": {"asked": self.questions, "changed": len(self.answers)},
                "checks": {"changed": len(self.verdicts), "same": self.same_verdicts},
            },
            "things": [thing.as_json() for thing in self.things],
            "questions": [answer.as_json() for answer in self.answers],
            "checks": [verdict.as_json() for verdict in self.verdicts],
            "labels": self.labels,
        }


def diff(
    old: str | os.PathLike[str],
    new: str | os.PathLike[str],
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Difference:
    """Return what changed between two states of the graph.

    Each is an N-Quads file, a graph or build folder, a release, a folder of records, a checkout,
    or a git revision of the checkout at hand. Records of the past are read with the keys that they
    had then, where the present ones do not fit.

    Raises:
        SettingError: if a side is none of these, or its records cannot be read.
        NoGraphError: if a folder holds no graph.
    """
    progress("reading both sides", 0, 2)
    before = side(str(old))
    progress("reading both sides", 1, 2)
    return between(before, side(str(new)), progress)


def between(
    old: Side, new: Side, progress: Callable[[str, int, int], None] = lambda *_: None
) -> Difference:
    """Return what changed from one side to the other."""
    progress("comparing records", 1, 1)
    things = tuple(compare(stated(old.quads), stated(new.quads)))
    progress("asking the questions of both", 1, 1)
    answers, questions = compare_answers(old.store, new.store)
    verdicts, same = compare_verdicts(old.statements, new.statements)
    lines = [set(to_nquads(state.quads).splitlines()) for state in (old, new)]
    return Difference(
        old,
        new,
        things,
        tuple(answers),
        questions,
        tuple(verdicts),
        same,
        _labels(old, new, things),
        len(lines[1] - lines[0]),
        len(lines[0] - lines[1]),
    )


def _labels(old: Side, new: Side, things: tuple[Change, ...]) -> dict[str, str]:
    """Return the names of what changed and of what its values refer to: the new one goes first."""
    spoken_of = {word for thing in things for word in _words(thing)}
    found: dict[str, str] = {}
    for state in (old, new):
        for word in spoken_of:
            prefix, colon, rest = word.partition(":")
            if colon and rest and prefix in vocabulary().prefixes:
                label = state.statements.label(vocabulary().expand(word))
                if label != word:
                    found[word] = label
    return dict(sorted(found.items()))


def _words(change: Change) -> Iterator[str]:
    yield change.id
    for key in change.keys:
        yield from (*key.before, *key.after)
    for part in change.parts:
        yield from _words(part)
