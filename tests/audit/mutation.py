"""One digit changed in one reported number: which changes does the audit notice?

``python -m tests.audit.mutation`` changes every digit of every number of the trials and studies and
writes the table that docs/audit.md quotes.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Quad

from mnd_kg.audit import audit
from mnd_kg.audit.rule import INCONSISTENT, NOT_CHECKABLE
from mnd_kg.dataset import read_data
from mnd_kg.derive import dates
from mnd_kg.rdf import text
from mnd_kg.statements import Statements
from mnd_kg.vocabulary import BASE, XSD, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.audit import Check

DATA = Path(__file__).parents[2] / "data"
_NUMERIC = {XSD + "decimal", XSD + "integer"}
_REPORTED = ("trials", "studies")
# Numbers of ours, which no source reports: places in an order.
_OURS = {"position"}
BOUNDS = ("within-scale", "analysed-within-randomised", "results-within-population", "endpoint-met")
"""The rules that hold a number only within bounds, so that most changes keep them."""


@dataclass(frozen=True)
class Change:
    """One digit of one number, written otherwise."""

    quad: Quad
    new: str

    @property
    def number(self) -> tuple[str, str]:
        """The thing and the key whose number is changed."""
        return text(self.quad.subject), vocabulary().key_names[self.quad.predicate.value]


class Laboratory:
    """The records in memory, with what the audit finds before any change.

    A number of a trial is read with its own record and the records that any trial refers to, as
    rules look no further.
    """

    def __init__(self, data: Path = DATA) -> None:
        self._records = {
            record.iri: [*record.quads, *dates(record.quads)]
            for record in read_data(data).records.values()
        }
        self._before: dict[str, set[str]] = {}

    @cached_property
    def checks(self) -> list[Check]:
        """Every check of the unchanged graph."""
        return audit(Statements(quad for quads in self._records.values() for quad in quads))

    def feeding(self, *but: str) -> set[tuple[str, str]]:
        """Return the numbers that went into a check with a verdict, of rules other than some."""
        return {
            (given.subject, given.key)
            for check in self.checks
            if check.verdict != NOT_CHECKABLE and check.rule not in but
            for given in check.inputs
        }

    def changes(self, seed: int) -> list[Change]:
        """Return a change of each digit of each reported number, in an order by chance."""
        chance = random.Random(seed)
        found = []
        for iri, quads in sorted(self._records.items()):
            if iri.removeprefix(BASE).partition("/")[0] in _REPORTED:
                for quad in sorted(quads, key=str):
                    found += [Change(quad, new) for new in _changed(quad, chance)]
        chance.shuffle(found)
        return found

    def catches(self, change: Change) -> bool:
        """Tell whether a change makes something inconsistent that was not."""
        record = text(change.quad.subject).partition("#")[0]
        if record not in self._before:
            self._before[record] = self._inconsistent(record)
        return bool(self._inconsistent(record, change) - self._before[record])

    def _inconsistent(self, record: str, change: Change | None = None) -> set[str]:
        quads = [*self._records[record], *self._around(record)]
        if change:
            old = change.quad
            assert isinstance(old.object, Literal)
            value = Literal(change.new, datatype=old.object.datatype)
            quads = [quad for quad in quads if quad != old]
            quads.append(Quad(old.subject, old.predicate, value, old.graph_name))
        return {check.id for check in audit(Statements(quads)) if check.verdict == INCONSISTENT}

    def _around(self, record: str) -> Iterator[Quad]:
        referred = {
            text(quad.object).partition("#")[0]
            for quad in self._records[record]
            if text(quad.object).startswith(BASE)
        }
        for other in sorted(referred - {record}):
            yield from self._records.get(other, [])


def _changed(quad: Quad, chance: random.Random) -> Iterator[str]:
    """Give a number once for each of its digits, with another digit there."""
    if not isinstance(quad.object, Literal) or quad.object.datatype.value not in _NUMERIC:
        return
    key = vocabulary().key_names.get(quad.predicate.value, "")
    if not key or key in _OURS:
        return
    number = quad.object.value
    for place, digit in enumerate(number):
        if digit.isdigit():
            other = chance.choice([d for d in "0123456789" if d != digit])
            yield number[:place] + other + number[place + 1 :]


def share(caught: list[bool]) -> str:
    """Return how many of all were caught, in words."""
    return f"{sum(caught)} of {len(caught)} ({100 * sum(caught) / (len(caught) or 1):.0f} %)"


def main() -> None:
    """Change every digit, and write how many changes were caught."""
    laboratory = Laboratory()
    verdicts = [(change, laboratory.catches(change)) for change in laboratory.changes(seed=1)]
    groups = {
        "of all": None,
        "of those that feed a check": laboratory.feeding(),
        "of those that feed a check by arithmetic": laboratory.feeding(*BOUNDS),
    }
    print("| changes of one digit | caught |\n| --- | --- |")
    for name, numbers in groups.items():
        caught = [hit for change, hit in verdicts if numbers is None or change.number in numbers]
        print(f"| {name} | {share(caught)} |")


if __name__ == "__main__":
    main()
