"""Rules of effects: against the results of the arms, and of an interval against its estimate."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from mnd_kg.audit.interval import exactly, logarithm
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

    from mnd_kg.audit.interval import Interval
    from mnd_kg.statements import Statements

_OF_ARMS = {
    "mean-difference": ("mean-change", "mean"),
    "least-squares-mean-difference": ("least-squares-mean-change",),
    "slope-difference": ("slope",),
    "median-difference": ("median",),
}
"""The statistics that are a plain difference, each with those of the arms that it is taken of."""
_RELATIVE = {
    "percentage-difference": ("slope", "mean-change"),
    "percent-difference-of-geometric-mean": ("percent-change-of-geometric-mean",),
}
ESTIMATES = ("EffectEstimate", "PooledEstimate")
"""The effects of trials, and what reviews pooled of them."""
RATIOS = ("hazard-ratio", "odds-ratio", "risk-ratio", "rate-ratio", "geometric-mean-ratio")
"""The statistics whose intervals are made on the log scale."""
_SYMMETRIC = (*_OF_ARMS, "rank-difference")
_HUNDRED = exactly(100)


@dataclass(frozen=True)
class Arms:
    """The results of the two arms that an effect compares, where the graph has both."""

    treated: Number
    reference: Number


def arms(said: Statements, effect: str, statistics: tuple[str, ...]) -> Arms | None:
    """Return the results of both arms with the measure, people, time and source of an effect."""
    found = []
    for arm in ("treatedArm", "referenceArm"):
        results = [
            result
            for result in said.users(said.value(effect, arm), "ofArm")
            if said.value(result, "statistic") in statistics
            and all(
                said.value(result, key) == said.value(effect, key)
                for key in ("measure", "analysisPopulation", "timeDays")
            )
        ]
        results.sort(key=lambda result: (-_shared(said, effect, result), result))
        values = [value for r in results if (value := number(said, r, "value"))]
        found.append(values[0] if values else None)
    treated, reference = found
    return Arms(treated, reference) if treated and reference else None


def _shared(said: Statements, part: str, other: str) -> Fraction:
    """Return which share of the sources of two parts both cite."""
    cited, cited_too = set(said.values(part, "cites")), set(said.values(other, "cites"))
    return Fraction(len(cited & cited_too), len(cited | cited_too) or 1)


def difference_of_arms(said: Statements) -> Iterator[Check]:
    """Check each difference against the treated arm less the reference arm."""
    for effect in said.of_class("EffectEstimate"):
        statistics = _OF_ARMS.get(said.value(effect, "statistic"))
        reported = number(said, effect, "value")
        if not statistics or not reported:
            continue
        pair = arms(said, effect, statistics)
        if pair is None:
            yield not_checkable(effect, "the graph has no such result of both arms", reported)
            continue
        computed = pair.treated.interval - pair.reference.interval
        formula = f"{pair.treated} − ({pair.reference})"
        yield compared(reported, computed, formula, (pair.treated, pair.reference))
    for reported, inputs in derivations(said, "difference-of-arms"):
        if len(inputs) != 2:
            yield not_checkable(reported.subject, "a difference needs two numbers", reported)
            continue
        first, second = sorted(inputs, key=lambda given: -given.interval.low)
        computed = first.interval - second.interval
        yield compared(reported, computed, f"{first} − {second}", inputs)


def relative_reduction(said: Statements) -> Iterator[Check]:
    """Check each difference in per cent against the two arms, or against a stated difference."""
    for effect in said.of_class("EffectEstimate"):
        statistic = said.value(effect, "statistic")
        reported = number(said, effect, "value")
        if statistic not in _RELATIVE or not reported or said.value(effect, "unit") != "%":
            continue
        pair = arms(said, effect, _RELATIVE[statistic])
        if pair is None:
            yield not_checkable(effect, "the graph has no such result of both arms", reported)
        elif _whole(statistic, pair).may_be_zero:
            yield not_checkable(effect, "as written, the reference arm may be zero", reported)
        else:
            yield _relative(statistic, reported, pair)
    for reported, inputs in derivations(said, "relative-reduction"):
        saved = [given for given in inputs if _measures(said, given) == "EffectEstimate"]
        lost = [given for given in inputs if _measures(said, given) == "OutcomeResult"]
        if len(saved) != 1 or len(lost) != 1 or lost[0].interval.may_be_zero:
            reason = "it needs one number of an effect and one of an arm"
            yield not_checkable(reported.subject, reason, reported)
            continue
        computed = saved[0].interval / lost[0].interval * _HUNDRED
        yield compared(reported, computed, f"{saved[0]} / {lost[0]} × 100 %", inputs)


def _measures(said: Statements, given: Number) -> str:
    """Return the class of what a quantity measures."""
    return said.class_of(said.value(given.subject, "quantityOf"))


def _whole(statistic: str, pair: Arms) -> Interval:
    """Return what a relative difference is a part of; of geometric means, 100 % and the change."""
    of_means = statistic == "percent-difference-of-geometric-mean"
    return pair.reference.interval + _HUNDRED if of_means else pair.reference.interval


def _relative(statistic: str, reported: Number, pair: Arms) -> Check:
    treated, reference = pair.treated.interval, pair.reference.interval
    if statistic == "percent-difference-of-geometric-mean":
        ratio = (_HUNDRED + treated) / _whole(statistic, pair)
        computed = (ratio - exactly(1)) * _HUNDRED
        formula = f"((100 + {pair.treated}) / (100 + {pair.reference}) − 1) × 100 %"
    else:
        computed = (treated / reference - exactly(1)) * _HUNDRED
        formula = f"({pair.treated} / {pair.reference} − 1) × 100 %"
    return compared(reported, computed, formula, (pair.treated, pair.reference))


@dataclass(frozen=True)
class Limits:
    """A confidence interval as written."""

    low: Number
    high: Number

    def __str__(self) -> str:
        """Return the interval as papers write it."""
        return f"[{self.low}, {self.high}]"


def limits(said: Statements, part: str) -> Limits | None:
    """Return the confidence interval of a result, an effect or a rate."""
    low, high = number(said, part, "ciLow"), number(said, part, "ciHigh")
    return Limits(low, high) if low and high else None


def is_credible(said: Statements, part: str) -> bool:
    """Tell whether the interval of a part is a credible one, from which no p-value follows."""
    return said.value(part, "intervalKind") == "credible"


def interval_holds_estimate(said: Statements) -> Iterator[Check]:
    """Check that each confidence interval holds its estimate, or the difference of the arms."""
    for part, found in intervals(said):
        estimate = number(said, part, "value")
        inputs: tuple[Fact, ...] = (found.low, found.high)
        shown = f"estimate {estimate}"
        value = estimate.interval if estimate else None
        if estimate:
            inputs = (estimate, *inputs)
        elif pair := arms(said, part, _OF_ARMS.get(said.value(part, "statistic"), ())):
            value = pair.treated.interval - pair.reference.interval
            shown = f"difference of the arms {pair.treated} − ({pair.reference}) = {value}"
            inputs = (*inputs, pair.treated, pair.reference)
        if value is None:
            yield not_checkable(part, "the source gives an interval and no estimate", *inputs)
            continue
        inside = found.low.interval.low <= value.high and value.low <= found.high.interval.high
        right_way = found.low.interval.low <= found.high.interval.high
        yield Check(
            target=part,
            verdict=CONSISTENT if inside and right_way else INCONSISTENT,
            reported=f"interval {found}",
            computed=f"{shown} lies {'inside' if inside else 'outside'}",
            inputs=inputs,
        )


def interval_is_centred(said: Statements) -> Iterator[Check]:
    """Check that an interval has its estimate in the middle, on the log scale for ratios."""
    for part, found in intervals(said):
        estimate = number(said, part, "value")
        if not estimate:
            continue
        inputs = (estimate, found.low, found.high)
        if reason := _not_centred(said, part):
            yield not_checkable(part, reason, *inputs)
            continue
        low, high = found.low.interval, found.high.interval
        if said.value(part, "statistic") in RATIOS:
            if min(low.low, high.low, estimate.interval.low) <= 0:
                yield not_checkable(part, "as written, a ratio here may be zero", *inputs)
                continue
            value = logarithm(estimate.interval)
            middle = (logarithm(low) + logarithm(high)).times(Fraction(1, 2))
            formula = f"(ln {found.low} + ln {found.high}) / 2 = {middle}; ln {estimate} = {value}"
        else:
            value = estimate.interval
            middle = (low + high).times(Fraction(1, 2))
            formula = f"({found.low} + {found.high}) / 2 = {middle}"
        yield Check(
            target=part,
            verdict=CONSISTENT if value.meets(middle) else INCONSISTENT,
            reported=estimate.shown,
            computed=formula,
            inputs=inputs,
        )


def _not_centred(said: Statements, part: str) -> str:
    """Return why an interval need not have its estimate in the middle, or nothing."""
    statistic = said.value(part, "statistic")
    if is_credible(said, part):
        return "a credible interval need not be centred"
    if said.class_of(part) == "ChangeRate":
        return "the graph does not say how the interval of a rate was made"
    symmetric = (*_SYMMETRIC, *RATIOS, "mean", "mean-change", "least-squares-mean-change", "slope")
    if statistic in symmetric:
        return ""
    return f"an interval of a {statistic.replace('-', ' ') or 'number'} need not be centred"


def estimates(said: Statements) -> Iterator[str]:
    """Give each effect of a trial, and each that a review pooled."""
    for name in ESTIMATES:
        yield from said.of_class(name)


def intervals(said: Statements) -> Iterator[tuple[str, Limits]]:
    """Give each result, effect, pooled estimate and rate that has a confidence interval."""
    for name in (*ESTIMATES, "OutcomeResult", "ChangeRate"):
        for part in said.of_class(name):
            if found := limits(said, part):
                yield part, found


RULES = (
    Rule("difference-of-arms", "1", difference_of_arms),
    Rule("relative-reduction", "1", relative_reduction),
    Rule("interval-holds-estimate", "1", interval_holds_estimate),
    Rule("interval-is-centred", "2", interval_is_centred),
)
