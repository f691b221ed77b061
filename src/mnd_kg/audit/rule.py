"""What a rule is, and what a check of it says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mnd_kg.audit.interval import Interval, exactly, written
from mnd_kg.vocabulary import BASE, XSD, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mnd_kg.statements import Statements

CONSISTENT = "consistent"
INCONSISTENT = "inconsistent"
QUALIFIED = "true-with-qualifier"
NOT_CHECKABLE = "not-checkable"
VERDICTS = (INCONSISTENT, QUALIFIED, NOT_CHECKABLE, CONSISTENT)
"""The verdicts of checks, the worst first."""
CHECKS = BASE + "check/"


def check_id(rule: str, target: str) -> str:
    """Return the IRI of the check of a thing by a rule.

    >>> check_id("endpoint-met", "https://w3id.org/mnd-kg/trials/NCT03548311#placebo")
    'https://w3id.org/mnd-kg/check/endpoint-met#trials/NCT03548311/placebo'
    """
    return f"{CHECKS}{rule}#{target.removeprefix(BASE).replace('#', '/')}"


@dataclass(frozen=True)
class Fact:
    """A value of a key of a thing, as the graph has it."""

    subject: str
    key: str
    text: str

    def __str__(self) -> str:
        """Return the value as it was written."""
        return self.text


@dataclass(frozen=True)
class Number(Fact):
    """A number with all that it can mean."""

    interval: Interval

    @property
    def shown(self) -> str:
        """The number as written, with what it can mean."""
        exact = self.interval.low == self.interval.high
        return self.text if exact else f"{self.text} ({self.interval})"


@dataclass(frozen=True)
class Check:
    """A recomputation: what was written, what follows from the rest of the graph, the verdict.

    A rule makes it without ``rule`` and ``version``, which are the rule's own.
    """

    target: str
    """The IRI of what was checked."""
    verdict: str
    reported: str = ""
    computed: str = ""
    """The arithmetic, in one line that a person can follow."""
    reason: str = ""
    inputs: tuple[Fact, ...] = ()
    rule: str = ""
    version: str = ""

    @property
    def id(self) -> str:
        """The IRI, which is a function of the rule and the target alone."""
        return check_id(self.rule, self.target)

    @property
    def input_hash(self) -> str:
        """A digest of all that went in, so that a change of it shows."""
        lines = sorted(f"{fact.subject} {fact.key} {fact.text}\n" for fact in self.inputs)
        return hashlib.sha256("".join(lines).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Rule:
    """One law that numbers or statements of the graph must keep.

    What it checks, its formula, its tolerance with the reason for it, and its reference are said
    in the ontology, under the id. The function finds by class and key whatever the law binds.
    """

    id: str
    version: str
    function: Callable[[Statements], Iterable[Check]]

    def checks(self, said: Statements) -> Iterator[Check]:
        """Give the checks of a graph."""
        for check in self.function(said):
            yield replace(check, rule=self.id, version=self.version)


def fact(said: Statements, subject: str, key: str) -> Fact | None:
    """Return a value of a thing, or None where it has none."""
    text = said.value(subject, key)
    return Fact(subject, key, text) if text else None


def property_of(said: Statements, statement: str) -> str:
    """Return the key that a statement of a document gives a value of."""
    return vocabulary().term(said.value(statement, "property"))


def number(said: Statements, subject: str, key: str) -> Number | None:
    """Return a number of a thing, or None where it has none.

    What is counted or prescribed is exact: people, days, the doses of a regimen. What a document
    calls about right is known to its last digit that is not zero.
    """
    text = said.value(subject, key)
    if not text:
        return None
    counted = vocabulary().keys[key].datatype == XSD + "integer" or _counted(said, subject, key)
    if counted or key in _PRESCRIBED:
        return Number(subject, key, text, exactly(text))
    about = said.value(subject, "valueComparator") == "about"
    return Number(subject, key, text, written(text, about=about))


_PRESCRIBED = ("dose", "doses", "perDays")
_COUNTED = ("{people}", "{domains}", "/wk", "/d")
_TIMES = ("d", "wk", "mo", "a")


def _counted(said: Statements, subject: str, key: str) -> bool:
    """Tell whether a number is a whole one of people, doses, or units of a time that was planned.

    The time that a document gives to something is planned. A median survival is measured.
    """
    if key != "value" or not said.value(subject, key).isdigit():
        return False
    unit = said.value(subject, "unit")
    return unit in _COUNTED or (unit in _TIMES and bool(said.value(subject, "quantityOf")))


def derivations(said: Statements, rule: str) -> Iterator[tuple[Number, list[Number]]]:
    """Give each number that is said to come from others by a rule, with those others.

    Statements have no order: a rule knows its inputs by their units, or by what they measure.
    """
    for derivation in said.of_class("Derivation"):
        if said.value(derivation, "rule") == rule:
            given = [number(said, source, "value") for source in said.values(derivation, "input")]
            for quantity in said.users(derivation, "derivation"):
                if reported := number(said, quantity, "value"):
                    yield reported, [value for value in given if value]


def compared(reported: Number, computed: Interval, formula: str, inputs: Iterable[Fact]) -> Check:
    """Return the check of a number against what was computed: they agree if they share a number."""
    agree = reported.interval.meets(computed)
    return Check(
        target=reported.subject,
        verdict=CONSISTENT if agree else INCONSISTENT,
        reported=reported.shown,
        computed=f"{formula} = {computed}",
        inputs=(reported, *inputs),
    )


def not_checkable(target: str, reason: str, *inputs: Fact | None, computed: str = "") -> Check:
    """Return the check that could not be made, with the reason."""
    known = tuple(value for value in inputs if value)
    reported = ", ".join(f"{value.key} {value.text}" for value in known if value.subject == target)
    return Check(target, NOT_CHECKABLE, reported, computed, reason, known)
