"""Rules of one fact told twice: by two sources, by a document and a record, twice in a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mnd_kg.audit.rates import DAYS, a_year, time_of
from mnd_kg.audit.rule import (
    CONSISTENT,
    INCONSISTENT,
    Check,
    Number,
    Rule,
    fact,
    not_checkable,
    number,
)
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.audit.interval import Interval
    from mnd_kg.statements import Statements

_ONE_FACT = (
    "measure",
    "analysisPopulation",
    "timeDays",
    "statistic",
    "unit",
    "ofArm",
    "treatedArm",
    "referenceArm",
)
_NUMBERS = ("value", "dispersion", "ciLow", "ciHigh", "pValue", "analysed")
_FALLS = re.compile(r"\b(decline|fall|fell|loss|lost|drop|lower|reduction)\b")
_RISES = re.compile(r"\b(rise|rose|gain|increase|higher|growth)\b")


def two_sources(said: Statements) -> Iterator[Check]:
    """Check one result or effect that two sources report: their numbers must share a value."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in ("OutcomeResult", "EffectEstimate"):
        for part in said.of_class(name):
            if said.value(part, "measure"):
                own = (name, *(said.value(part, key) for key in _ONE_FACT))
                groups.setdefault(own, []).append(part)
    for first, *others in groups.values():
        for other in others:
            if set(said.values(first, "cites")) == set(said.values(other, "cites")):
                continue
            pairs = [
                (a, b)
                for key in _NUMBERS
                if (a := number(said, first, key)) and (b := number(said, other, key))
            ]
            if pairs:
                apart = [(a, b) for a, b in pairs if not a.interval.meets(b.interval)]
                yield Check(
                    target=other,
                    verdict=INCONSISTENT if apart else CONSISTENT,
                    reported=", ".join(f"{b.key} {b}" for _, b in apart or pairs),
                    computed=f"{_sources(said, first)} has "
                    + ", ".join(f"{a.key} {a}" for a, _ in apart or pairs),
                    inputs=tuple(given for pair in pairs for given in pair),
                )


def _sources(said: Statements, part: str) -> str:
    return ", ".join(vocabulary().contract(cited) for cited in said.values(part, "cites"))


def number_in_record(said: Statements) -> Iterator[Check]:
    """Check each number that a document gives against the number of the record it speaks of."""
    for quantity in said.of_class("Quantity"):
        given, of = number(said, quantity, "value"), said.value(quantity, "quantityOf")
        if given is None or said.value(quantity, "derivation"):
            continue
        found = list(_recorded(said, quantity, of))
        if not found:
            continue
        agree = [(shown, span) for shown, span, _ in found if given.interval.meets(span)]
        yield Check(
            target=quantity,
            verdict=CONSISTENT if agree else INCONSISTENT,
            reported=f"{given.shown} {said.value(quantity, 'unit').strip('{}')}",
            computed="the record has " + "; ".join(shown for shown, _, _ in found),
            inputs=(given, *(value for *_, value in found)),
        )


def _recorded(said: Statements, quantity: str, of: str) -> Iterator[tuple[str, Interval, Number]]:
    """Give the numbers of a record that a quantity may be, in the unit of the quantity."""
    unit, kind = said.value(quantity, "unit"), said.class_of(of)
    if kind in ("OutcomeResult", "EffectEstimate"):
        if value := number(said, of, "value"):
            yield f"{value}", abs(value.interval), value
    elif kind == "OutcomeMeasure":
        key = "items" if unit == "{domains}" else "high"
        if value := number(said, of, key):
            yield f"{key} {value}", value.interval, value
    elif kind in ("TrialPeriod", "ClinicalTrial") and unit in DAYS:
        for period in [of] if kind == "TrialPeriod" else said.values(of, "period"):
            if days := number(said, period, "durationDays"):
                role = said.value(period, "role")
                yield f"{role} {days} days", days.interval.times(1 / DAYS[unit]), days
    elif time_of(unit) == "d":
        for need in said.values(of, "dailyRequirement"):
            if value := number(said, need, "value"):
                yield (
                    f"{said.label(need)} {value} {said.value(need, 'unit')}",
                    value.interval,
                    value,
                )


def direction_word(said: Statements) -> Iterator[Check]:
    """Check a word such as decline against the sign of the number that it is about."""
    for quantity in said.of_class("Quantity"):
        of, label = said.value(quantity, "quantityOf"), fact(said, quantity, "label")
        if said.class_of(of) != "OutcomeResult" or label is None:
            continue
        falls, rises = _FALLS.search(label.text), _RISES.search(label.text)
        value = number(said, of, "value")
        word = falls or rises
        if value is None or word is None or (falls and rises):
            continue
        low, high = value.interval.low, value.interval.high
        agree = low < 0 if falls else high > 0
        yield Check(
            target=quantity,
            verdict=CONSISTENT if agree else INCONSISTENT,
            reported=f"“{word[0]}”",
            computed=f"the change in the record is {value}",
            inputs=(label, value),
        )


def restated_number(said: Statements) -> Iterator[Check]:
    """Check the numbers of a claim that repeats another against those of the other."""
    for claim in said.of_class("Claim"):
        for quantity in said.values(claim, "states"):
            if said.class_of(quantity) != "Quantity":
                continue
            earlier = [
                other
                for repeated in said.values(claim, "restates")
                for other in said.values(repeated, "states")
                if said.class_of(other) == "Quantity" and _same_kind(said, quantity, other)
            ]
            if earlier:
                yield _restated(said, quantity, earlier[0])


def _same_kind(said: Statements, quantity: str, other: str) -> bool:
    """Tell whether two quantities measure one thing in units of one kind."""
    units = [said.value(part, "unit") for part in (quantity, other)]
    if units[0] in DAYS and units[1] in DAYS:
        return True
    keys = ("quantityOf", "measure")
    alike = all(said.value(quantity, key) == said.value(other, key) for key in keys)
    return alike and bool(time_of(units[0])) == bool(time_of(units[1]))


def _restated(said: Statements, quantity: str, other: str) -> Check:
    pair = [
        [end for key in ("value", "low", "high") if (end := number(said, part, key))]
        for part in (quantity, other)
    ]
    spans = [_common_unit(said, ends[0]).joined(_common_unit(said, ends[-1])) for ends in pair]
    told = [
        f"{' to '.join(map(str, ends))} {said.value(part, 'unit')}"
        for part, ends in zip((quantity, other), pair, strict=True)
    ]
    verdict = CONSISTENT if spans[0].meets(spans[1]) else INCONSISTENT
    inputs = tuple(end for ends in pair for end in ends)
    return Check(quantity, verdict, told[0], f"said before: {told[1]}", inputs=inputs)


def _common_unit(said: Statements, given: Number) -> Interval:
    unit = said.value(given.subject, "unit")
    if time_of(unit):
        return a_year(said, given)
    return given.interval.times(DAYS[unit]) if unit in DAYS else given.interval


def criteria_duration(said: Statements) -> Iterator[Check]:
    """Check the time that diagnostic criteria are said to demand against their categories.

    They demand what the least of their categories demands; a longer time may hold for one of them.
    """
    for quantity in said.of_class("Quantity"):
        criteria, given = said.value(quantity, "quantityOf"), number(said, quantity, "value")
        unit = said.value(quantity, "unit")
        if said.class_of(criteria) != "DiagnosticCriteria" or given is None or unit not in DAYS:
            continue
        known = [
            (said.label(category), days)
            for category in said.values(criteria, "category")
            if (days := number(said, category, "minimumDays"))
        ]
        if not known:
            yield not_checkable(quantity, "the graph has no duration for them", given)
            continue
        span = given.interval.times(DAYS[unit])
        _, least = min(known, key=lambda pair: pair[1].interval.low)
        agree = abs(span - least.interval).low <= 1
        holds = [name for name, own in known if abs(span - own.interval).low <= 1]
        yield Check(
            target=quantity,
            verdict=CONSISTENT if agree else INCONSISTENT,
            reported=f"{given} {unit} = {span} days",
            computed="; ".join(f"{name} from {own} days" for name, own in known),
            reason=f"true of {', '.join(holds)} only" if holds and not agree else "",
            inputs=(given, *(own for _, own in known)),
        )


RULES = (
    Rule("two-sources", "1", two_sources),
    Rule("number-in-record", "1", number_in_record),
    Rule("direction-word", "1", direction_word),
    Rule("restated-number", "1", restated_number),
    Rule("criteria-duration", "1", criteria_duration),
)
