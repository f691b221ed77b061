"""Rules of people: who was randomised and analysed, percentages of counts, sums over arms."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from mnd_kg.audit.interval import Interval, exactly
from mnd_kg.audit.rule import (
    CONSISTENT,
    INCONSISTENT,
    Check,
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

_HUNDRED = exactly(100)


def arms_add_up(said: Statements) -> Iterator[Check]:
    """Check that the arms of a trial, of an arm or of a population add up to the whole.

    An arm that is part of something else, as a dose within an arm or the controls that a platform
    shares, is not counted among the arms of its trial.
    """
    for trial in said.of_class("ClinicalTrial"):
        arms = [arm for arm in said.values(trial, "arm") if not said.value(arm, "partOf")]
        if len(arms) > 1 and (total := number(said, trial, "participants")):
            yield _sum(said, total, arms)
    for whole in (*said.of_class("Arm"), *said.of_class("AnalysisPopulation")):
        parts = [part for part in said.users(whole, "partOf") if said.class_of(part) == "Arm"]
        inside = [part for part in parts if part.partition("#")[0] == whole.partition("#")[0]]
        if inside and (total := number(said, whole, "participants")):
            yield _sum(said, total, inside)


def _sum(said: Statements, total: Number, arms: list[str]) -> Check:
    known = [people for arm in arms if (people := number(said, arm, "participants"))]
    if len(known) < len(arms):
        names = ", ".join(
            said.label(arm) for arm in arms if arm not in [people.subject for people in known]
        )
        reason = f"the graph has no number of people for {names}"
        return not_checkable(total.subject, reason, total, *known)
    return compared(total, _added(known), " + ".join(map(str, known)), known)


def _added(numbers: list[Number]) -> Interval:
    total = exactly(0)
    for given in numbers:
        total += given.interval
    return total


def analysed_within_randomised(said: Statements) -> Iterator[Check]:
    """Check that no more people were analysed, or at risk, than there were."""
    for population in said.of_class("AnalysisPopulation"):
        whole = said.value(population, "partOf")
        yield from _within(said, population, "participants", whole)
    for result in said.of_class("OutcomeResult"):
        yield from _within(said, result, "analysed", said.value(result, "ofArm"))
    for event in said.of_class("AdverseEventResult"):
        yield from _within(said, event, "atRisk", said.value(event, "ofArm"))


def _within(said: Statements, part: str, key: str, whole: str) -> Iterator[Check]:
    some, most = number(said, part, key), number(said, whole, "participants")
    if some and most:
        verdict = CONSISTENT if some.interval.low <= most.interval.high else INCONSISTENT
        yield Check(part, verdict, f"{some} people", f"there were {most}", inputs=(some, most))


def results_within_population(said: Statements) -> Iterator[Check]:
    """Check that the people analysed in all arms are no more than the analysis population."""
    groups: dict[tuple[str, ...], list[Number]] = {}
    keys = ("analysisPopulation", "measure", "timeDays", "statistic")
    for result in said.of_class("OutcomeResult"):
        if people := number(said, result, "analysed"):
            own = (*(said.value(result, key) for key in keys), *said.values(result, "cites"))
            groups.setdefault(own, []).append(people)
    totals: dict[str, list[list[Number]]] = {}
    for (population, *_), known in groups.items():
        if number(said, population, "participants"):
            totals.setdefault(population, []).append(known)
    for population, sums in totals.items():
        total = number(said, population, "participants")
        largest = max(sums, key=lambda known: _added(known).high)
        if total:
            summed = _added(largest)
            verdict = CONSISTENT if summed.low <= total.interval.high else INCONSISTENT
            formula = f"{' + '.join(map(str, largest))} = {summed} analysed"
            reported = f"{total} people"
            yield Check(population, verdict, reported, formula, inputs=(total, *largest))


def percentage_of_count(said: Statements) -> Iterator[Check]:
    """Check each percentage of people against the count that it stands for, or some whole count."""
    for event in said.of_class("AdverseEventResult"):
        if percentage := number(said, event, "percentage"):
            count = number(said, event, "affected")
            yield _share(said, percentage, count, "atRisk", said.value(event, "ofArm"))
    for result in said.of_class("OutcomeResult"):
        percentage = number(said, result, "value")
        if said.value(result, "statistic") == "percentage" and percentage:
            count = _counted(said, result)
            if count is None and (reason := _estimated(said, result)):
                yield not_checkable(result, reason, percentage)
                continue
            yield _share(said, percentage, count, "analysed", said.value(result, "ofArm"))
    counts = {share.subject: given for share, given in derivations(said, "percentage-of-count")}
    for quantity in said.of_class("Quantity"):
        holders = said.users(quantity, "baseline")
        if not holders or said.value(quantity, "unit") != "%" or said.value(quantity, "measure"):
            continue
        if percentage := number(said, quantity, "value"):
            count = next(iter(counts.get(quantity, [])), None)
            yield _share(said, percentage, count, "analysed", holders[0])


def _counted(said: Statements, result: str) -> Number | None:
    """Return the count of people of which a percentage in an arm is."""
    keys = ("measure", "analysisPopulation", "timeDays")
    for other in said.users(said.value(result, "ofArm"), "ofArm"):
        alike = all(said.value(other, key) == said.value(result, key) for key in keys)
        if alike and said.value(other, "statistic") == "count":
            return number(said, other, "value")
    return None


def _estimated(said: Statements, result: str) -> str:
    """Return why a percentage need not be one of a count, or nothing."""
    if "survival" in said.values(said.value(result, "measure"), "domain"):
        return "a share that survived may be estimated from people who were followed in part"
    return ""


def _share(
    said: Statements, percentage: Number, count: Number | None, key: str, holder: str
) -> Check:
    part = percentage.subject
    people = number(said, part, key)
    given = people or number(said, holder, "participants")
    scale = exactly(1) if said.value(part, "unit") == "1" else _HUNDRED
    if given is None or given.interval.low <= 0:
        return not_checkable(part, "the source gives no number of people", percentage, count)
    if count:
        computed = count.interval / given.interval * scale
        formula = f"{count} / {given} × {scale}"
        return compared(percentage, computed, formula, (count, given))
    return _some_count(percentage, given, scale, certain=people is not None)


def _some_count(percentage: Number, people: Number, scale: Interval, *, certain: bool) -> Check:
    """Return whether a whole number of people gives a percentage: the GRIM test."""
    counts = percentage.interval * people.interval / scale
    first, last = math.ceil(counts.low), math.floor(counts.high)
    if first > last and not certain:
        reason = (
            f"no whole number of the {people} people of the arm gives it, but it may be of fewer"
        )
        return not_checkable(percentage.subject, reason, percentage, people)
    if counts.high - counts.low >= 1:
        reason = f"of {people} people some whole number gives any percentage of this precision"
        return not_checkable(percentage.subject, reason, percentage, people)
    near = first if first <= last else round((counts.low + counts.high) / 2)
    found = (exactly(near) / people.interval * scale).low
    verdict = CONSISTENT if first <= last else INCONSISTENT
    formula = f"the nearest whole number is {near} of {people} = {exactly(found)}"
    return Check(
        percentage.subject, verdict, percentage.shown, formula, inputs=(percentage, people)
    )


def sum_of_parts(said: Statements) -> Iterator[Check]:
    """Check each count that is said to be the sum of others."""
    for total, parts in derivations(said, "sum-of-parts"):
        if parts:
            yield compared(total, _added(parts), " + ".join(map(str, parts)), parts)


def weighted_mean(said: Statements) -> Iterator[Check]:
    """Check each mean of all people against the means of the arms, weighted by their people."""
    for total, parts in derivations(said, "weighted-mean"):
        weights = [number(said, part.subject, "analysed") for part in parts]
        known = [weight for weight in weights if weight]
        if len(known) < len(parts) or _added(known).may_be_zero:
            yield not_checkable(total.subject, "the arms do not say of how many people", total)
            continue
        people = _added(known)
        summed = exactly(0)
        for part, weight in zip(parts, known, strict=True):
            summed += part.interval * weight.interval
        pairs = zip(parts, known, strict=True)
        formula = f"({' + '.join(f'{part} × {n}' for part, n in pairs)}) / {people}"
        yield compared(total, summed / people, formula, (*parts, *known))


def within_scale(said: Statements) -> Iterator[Check]:
    """Check that numbers are possible at all: on their scale, a share of people, a probability."""
    for name in ("OutcomeResult", "EffectEstimate", "AdverseEventResult", "Quantity"):
        for part in said.of_class(name):
            bounds = list(_bounds(said, part))
            if not bounds:
                continue
            outside = [
                f"{n} is not from {low} to {high}"
                for n, low, high in bounds
                if not n.interval.meets(Interval(low, high))
            ]
            inside = [f"{n} is from {low} to {high}" for n, low, high in bounds]
            yield Check(
                target=part,
                verdict=INCONSISTENT if outside else CONSISTENT,
                reported=", ".join(f"{n.key} {n}" for n, _, _ in bounds),
                computed="; ".join(outside or inside),
                inputs=tuple(n for n, _, _ in bounds),
            )


def _bounds(said: Statements, part: str) -> Iterator[tuple[Number, Fraction, Fraction]]:
    """Give the numbers of a part that cannot be below or above some other."""
    for key in ("pValue", "posteriorProbability"):
        if probability := number(said, part, key):
            yield probability, Fraction(0), Fraction(1)
    if percentage := number(said, part, "percentage"):
        yield percentage, Fraction(0), Fraction(100)
    affected, most = number(said, part, "affected"), number(said, part, "atRisk")
    if affected and most:
        yield affected, Fraction(0), most.interval.high
    value, statistic = number(said, part, "value"), said.value(part, "statistic")
    if value is None:
        return
    measure = said.value(part, "measure")
    low, high = number(said, measure, "low"), number(said, measure, "high")
    if statistic == "percentage":
        yield value, Fraction(0), Fraction(1 if said.value(part, "unit") == "1" else 100)
    elif statistic == "count" and (people := number(said, part, "analysed")):
        yield value, Fraction(0), people.interval.high
    elif low and high and said.value(part, "unit") == "{points}" and statistic != "slope":
        least, top = Fraction(low.text), Fraction(high.text)
        mean = statistic in ("", "mean", "median")
        yield value, (least if mean else least - top), (top if mean else top - least)


RULES = (
    Rule("arms-add-up", "1", arms_add_up),
    Rule("analysed-within-randomised", "1", analysed_within_randomised),
    Rule("results-within-population", "1", results_within_population),
    Rule("percentage-of-count", "1", percentage_of_count),
    Rule("sum-of-parts", "1", sum_of_parts),
    Rule("weighted-mean", "1", weighted_mean),
    Rule("within-scale", "1", within_scale),
)
