"""Rules of rates: a change expected over a time, and rates against natural history."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from mnd_kg.audit.distribution import critical
from mnd_kg.audit.interval import Interval
from mnd_kg.audit.rule import (
    CONSISTENT,
    INCONSISTENT,
    Check,
    Fact,
    Number,
    Rule,
    compared,
    derivations,
    not_checkable,
    number,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.statements import Statements

DAYS = {"d": Fraction(1), "wk": Fraction(7), "mo": Fraction(36525, 1200), "a": Fraction(36525, 100)}
"""The days of each unit of time: a year has 365.25 days and 12 months, a week 7 days."""
_TIMES = {"d": "a day", "wk": "a week", "mo": "a month", "a": "a year"}


def time_of(unit: str) -> str:
    """Return the unit of time by which something is divided, or an empty text.

    >>> time_of("{points}/mo"), time_of("mg")
    ('mo', '')
    """
    time = unit.rpartition("/")[2] if "/" in unit else ""
    return time if time in DAYS else ""


def a_year(said: Statements, rate: Number) -> Interval:
    """Return a rate per year."""
    return rate.interval.times(DAYS["a"] / DAYS[time_of(said.value(rate.subject, "unit"))])


def _days(said: Statements, time: Number) -> Interval:
    return time.interval.times(DAYS[said.value(time.subject, "unit")])


def _spread(rate: Number) -> str:
    half = (rate.interval.high - rate.interval.low) / 2
    return f"{rate} ± {Decimal(half.numerator) / Decimal(half.denominator)}" if half else str(rate)


def rate_times_time(said: Statements) -> Iterator[Check]:
    """Check each change that is said to be expected at a rate over a time."""
    for reported, inputs in derivations(said, "rate-times-time"):
        rates = [given for given in inputs if time_of(said.value(given.subject, "unit"))]
        times = [given for given in inputs if said.value(given.subject, "unit") in DAYS]
        if len(rates) != 1 or len(times) != 1:
            yield not_checkable(reported.subject, "it needs one rate and one time", reported)
            continue
        rate, time = rates[0], times[0]
        what, _, per = said.value(rate.subject, "unit").rpartition("/")
        unit, days = what.strip("{}"), _days(said, time)
        computed = rate.interval * days.times(1 / DAYS[per])
        year = Decimal(DAYS[per].numerator) / Decimal(DAYS[per].denominator)
        length = (
            f"{days}/{year} {_TIMES[per].removeprefix('a ')}s" if per != "d" else f"{days} days"
        )
        formula = f"{_spread(rate)} {unit} {_TIMES[per]} × {length}"
        yield compared(reported, computed, formula, (rate, time))


@dataclass(frozen=True)
class Known:
    """How fast a measure falls in people with a condition, per year, by one study or arm."""

    part: str
    fall: Interval
    facts: tuple[Fact, ...]


def rate_in_natural_history(said: Statements) -> Iterator[Check]:
    """Check each rate that a document gives a condition against all studies of the graph.

    The arms of trials on placebo stand beside, as another look at the same condition.
    """
    studies, arms = _by_condition(_studies(said)), _by_condition(_placebo_arms(said))
    for quantity in said.of_class("Quantity"):
        of, measure = said.value(quantity, "quantityOf"), said.value(quantity, "measure")
        if said.class_of(of) != "Condition" or not time_of(said.value(quantity, "unit")):
            continue
        ends = [number(said, quantity, key) for key in ("value", "low", "high")]
        given = [end for end in ends if end]
        known = studies.get((of, measure), [])
        if not known:
            yield not_checkable(quantity, "the graph has no study of it", *given)
            continue
        years = [abs(a_year(said, end)) for end in given]
        fall = years[0].joined(years[-1])
        told = [f"{said.label(k.part.partition('#')[0])} {k.fall}" for k in known]
        beside = arms.get((of, measure), [])
        if beside:
            low, high = min(k.fall.low for k in beside), max(k.fall.high for k in beside)
            told.append(f"placebo arms of {len(beside)} trials {Interval(low, high)}")
        agree = any(fall.meets(k.fall) for k in known)
        yield Check(
            target=quantity,
            verdict=CONSISTENT if agree else INCONSISTENT,
            reported=f"{' to '.join(map(str, given))} ({fall} a year)",
            computed="fall a year: " + "; ".join(told),
            inputs=(*given, *(value for k in (*known, *beside) for value in k.facts)),
        )


def _by_condition(
    known: Iterator[tuple[str, str, Known]],
) -> dict[tuple[str, str], list[Known]]:
    found: dict[tuple[str, str], list[Known]] = {}
    for condition, measure, rate in known:
        found.setdefault((condition, measure), []).append(rate)
    return found


def _studies(said: Statements) -> Iterator[tuple[str, str, Known]]:
    """Give the rates of natural-history studies, with their confidence interval where known."""
    for part in said.of_class("ChangeRate"):
        rate = number(said, part, "value")
        if rate is None or not time_of(said.value(part, "unit")):
            continue
        low, high, error = (number(said, part, key) for key in ("ciLow", "ciHigh", "dispersion"))
        span, facts = rate.interval, [rate]
        if low and high:
            span, facts = low.interval.joined(high.interval), [rate, low, high]
        elif error and said.value(part, "dispersionKind") == "standard-error":
            wide = error.interval * critical(0.95)
            span, facts = (span - wide).joined(span + wide), [rate, error]
        whole = Number(part, "value", rate.text, span)
        for condition in said.values(part, "condition"):
            fall = -a_year(said, whole)
            yield condition, said.value(part, "measure"), Known(part, fall, tuple(facts))


def _placebo_arms(said: Statements) -> Iterator[tuple[str, str, Known]]:
    """Give the mean changes of arms on placebo per year."""
    for result in said.of_class("OutcomeResult"):
        arm, change = said.value(result, "ofArm"), number(said, result, "value")
        if said.value(arm, "role") != "PLACEBO_COMPARATOR" or change is None:
            continue
        statistic, days = said.value(result, "statistic"), number(said, result, "timeDays")
        if statistic == "slope" and time_of(said.value(result, "unit")):
            fall, facts = -a_year(said, change), [change]
        elif statistic in ("mean-change", "least-squares-mean-change") and days:
            if days.interval.may_be_zero:
                continue
            fall = -(change.interval / days.interval).times(DAYS["a"])
            facts = [change, days]
        else:
            continue
        for condition in conditions(said, said.value(result, "analysisPopulation")):
            yield condition, said.value(result, "measure"), Known(result, fall, tuple(facts))


def conditions(said: Statements, population: str) -> list[str]:
    """Return what the people of a population have: their own conditions, or those enrolled."""
    while population:
        if found := said.values(population, "condition"):
            return found
        population = said.value(population, "partOf")
    return []


RULES = (
    Rule("rate-times-time", "1", rate_times_time),
    Rule("rate-in-natural-history", "1", rate_in_natural_history),
)
