"""Rules of p-values: against the interval, and against what is said of the endpoint."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from mnd_kg.audit.distribution import critical
from mnd_kg.audit.fit import fit, hull, other_test, p_value
from mnd_kg.audit.interval import Interval, logarithm
from mnd_kg.audit.results import RATIOS, Limits, estimates, is_credible, limits
from mnd_kg.audit.rule import (
    CONSISTENT,
    INCONSISTENT,
    Check,
    Fact,
    Number,
    Rule,
    fact,
    not_checkable,
    number,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.statements import Statements

_ALPHA = Fraction(5, 100)


def p_from_interval(said: Statements) -> Iterator[Check]:
    """Check each p-value against the one that the confidence interval gives."""
    for effect in estimates(said):
        p, found = p_value(said, effect), limits(said, effect)
        if p is None or found is None:
            continue
        if is_credible(said, effect):
            reason = "a credible interval gives no p-value"
            yield not_checkable(effect, reason, p, found.low, found.high)
            continue
        fitted = fit(said, effect, found)
        reason = other_test(said, effect)
        if fitted is None:
            reason = reason or "as written, the interval gives no p-value"
            yield not_checkable(effect, reason, p, found.low, found.high)
        elif reason:
            yield not_checkable(effect, reason, p, *fitted.facts, computed=str(fitted))
        else:
            agree = p.interval.meets(fitted.p)
            verdict = CONSISTENT if agree else INCONSISTENT
            yield Check(effect, verdict, p.shown, str(fitted), inputs=(p, *fitted.facts))


@dataclass(frozen=True)
class Implied:
    """The confidence limits that an estimate and its p-value give, on the scale of the model."""

    log: bool
    low: Interval
    high: Interval
    formula: str
    facts: tuple[Fact, ...]


def interval_from_p(said: Statements) -> Iterator[Check]:
    """Check each confidence interval against the one that the estimate and its p-value give."""
    for effect in estimates(said):
        p, estimate = p_value(said, effect), number(said, effect, "value")
        exact = said.value(effect, "pComparator") in ("", "equal")
        if p is None or estimate is None or not exact or other_test(said, effect):
            continue
        if is_credible(said, effect):
            continue
        implied, found = _implied(said, effect, estimate, p), limits(said, effect)
        if implied is None:
            continue
        if found is None:
            reason = "the source gives no interval"
            yield not_checkable(effect, reason, *implied.facts, computed=implied.formula)
            continue
        low, high = found.low.interval, found.high.interval
        if implied.log and min(low.low, high.low) <= 0:
            continue
        low, high = (logarithm(low), logarithm(high)) if implied.log else (low, high)
        agree = low.meets(implied.low) and high.meets(implied.high)
        yield Check(
            target=effect,
            verdict=CONSISTENT if agree else INCONSISTENT,
            reported=f"interval {found}",
            computed=implied.formula,
            inputs=(*implied.facts, found.low, found.high),
        )


def _implied(said: Statements, effect: str, estimate: Number, p: Number) -> Implied | None:
    log = said.value(effect, "statistic") in RATIOS
    level = number(said, effect, "ciLevel")
    share = float(level.interval.low + level.interval.high) / 200 if level else 0.95
    usable = 0 < p.interval.low <= p.interval.high < 1 and 0 < share < 1
    if not usable or (log and estimate.interval.low <= 0):
        return None
    middle = logarithm(estimate.interval) if log else estimate.interval
    people = None if log else number(said, said.value(effect, "analysisPopulation"), "participants")

    def ratio(freedom: int | None) -> Interval:
        """Return half the interval in sizes of the estimate."""
        ends = [critical(1 - float(end), freedom) for end in (p.interval.high, p.interval.low)]
        return critical(share, freedom) / ends[0].joined(ends[1])

    half = abs(middle) * hull(people, ratio)
    scale = "ln " if log else ""
    formula = (
        f"{scale}estimate {middle}, {p}: half the interval is {half}, "
        f"{scale}limits {middle - half} and {middle + half}"
    )
    facts = (estimate, p, *(value for value in (level, people) if value))
    return Implied(log, middle - half, middle + half, formula, facts)


def favours(said: Statements, effect: str) -> bool | None:
    """Tell whether an estimate as written favours the treated arm; None where that is not known.

    An interval without an estimate tells it where all of it is on one side.
    """
    estimate, better = number(said, effect, "value"), said.value(effect, "betterWhen")
    found = limits(said, effect)
    if not better or (estimate is None and found is None):
        return None
    ratio = said.value(effect, "statistic").endswith("ratio")
    none = Fraction(0)
    if ratio:
        none = Fraction(100 if said.value(effect, "unit") == "%" else 1)
    span = estimate.interval if estimate else _span(found)
    if span is None or span.low <= none <= span.high:
        return None
    return (span.low > none) == (better == "higher")


def _span(found: Limits | None) -> Interval | None:
    return found.low.interval.joined(found.high.interval) if found else None


def endpoint_met(said: Statements) -> Iterator[Check]:
    """Check what is said of an endpoint against the p-value and the direction of the estimate."""
    for effect in said.of_class("EffectEstimate"):
        met, p = fact(said, effect, "met"), p_value(said, effect)
        if met is None:
            continue
        inputs = (met, p, fact(said, effect, "value"), fact(said, effect, "betterWhen"))
        if p is None:
            reason = "a posterior probability has no common limit"
            if not said.value(effect, "posteriorProbability"):
                reason = "the source gives no p-value"
            yield not_checkable(effect, reason, *inputs)
            continue
        good = favours(said, effect)
        small, large = p.interval.low < _ALPHA, p.interval.high >= _ALPHA
        if met.text == "true":
            agree = small and good is not False
        elif small and good is not False and not large:
            reason = "an endpoint may be missed below 0.05 where several were tested in order"
            yield not_checkable(effect, reason, *inputs)
            continue
        else:
            agree = large or good is False
        way = {True: ", estimate in favour", False: ", estimate against", None: ""}[good]
        yield Check(
            target=effect,
            verdict=CONSISTENT if agree else INCONSISTENT,
            reported=f"endpoint {'met' if met.text == 'true' else 'not met'}",
            computed=f"{p}{way}",
            inputs=tuple(value for value in inputs if value),
        )


def direction_of_evidence(said: Statements) -> Iterator[Check]:
    """Check that evidence which supports a benefit is an estimate in favour, and not against."""
    for line in said.of_class("EvidenceLine"):
        direction = fact(said, line, "direction")
        expected = {said.value(user, "expects") for user in said.users(line, "evidenceLine")}
        if direction is None or expected != {"benefit"}:
            continue
        disputes = direction.text == "disputes"
        told, inputs, agree = [], [direction], True
        for effect in said.values(line, "item"):
            good, p, size = (
                favours(said, effect),
                p_value(said, effect),
                fact(said, effect, "value"),
            )
            if good is None or size is None or direction.text == "neutral":
                continue
            proven = p is not None and p.interval.high < _ALPHA
            met = said.value(effect, "met") == "true"
            agree &= not (good and proven and met) if disputes else good
            told.append(
                f"estimate {size} {'in favour' if good else 'against'}" + f", {p}" * bool(p)
            )
            inputs += [size, *([p] if p else [])]
        if told:
            verdict = CONSISTENT if agree else INCONSISTENT
            reported = f"{direction} a benefit"
            yield Check(line, verdict, reported, "; ".join(told), inputs=tuple(inputs))


RULES = (
    Rule("p-from-interval", "2", p_from_interval),
    Rule("interval-from-p", "2", interval_from_p),
    Rule("endpoint-met", "1", endpoint_met),
    Rule("direction-of-evidence", "1", direction_of_evidence),
)
