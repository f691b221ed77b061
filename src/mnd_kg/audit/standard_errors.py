"""Rules of standard errors: the interval and the p-value that an estimate with its error gives."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mnd_kg.audit.distribution import critical, two_sided
from mnd_kg.audit.fit import hull, other_test, p_value
from mnd_kg.audit.results import RATIOS, is_credible, limits
from mnd_kg.audit.rule import (
    CONSISTENT,
    INCONSISTENT,
    Check,
    Rule,
    not_checkable,
    number,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.audit.rule import Fact, Number
    from mnd_kg.statements import Statements

_LEVEL = 0.95
_OF_A_RATIO = "the source does not say on which scale the error of a ratio is"


def _with_error(said: Statements) -> Iterator[tuple[str, Number, Number, Number | None]]:
    """Give each effect that has a standard error, with its estimate and the people analysed."""
    for effect in said.of_class("EffectEstimate"):
        estimate, error = number(said, effect, "value"), number(said, effect, "standardError")
        if estimate and error and error.interval.low > 0:
            population = said.value(effect, "analysisPopulation")
            yield effect, estimate, error, number(said, population, "participants")


def interval_from_standard_error(said: Statements) -> Iterator[Check]:
    """Check each confidence interval against the one that the standard error gives."""
    for effect, estimate, error, people in _with_error(said):
        found, level = limits(said, effect), number(said, effect, "ciLevel")
        inputs: tuple[Fact, ...] = (estimate, error, *([people] if people else []))
        if said.value(effect, "statistic") in RATIOS:
            yield not_checkable(effect, _OF_A_RATIO, *inputs)
            continue
        share = float(level.interval.low + level.interval.high) / 200 if level else _LEVEL
        times = hull(people, partial(critical, share))
        half = error.interval * times
        low, high = estimate.interval - half, estimate.interval + half
        formula = f"{estimate} ± {error} × ({times}): limits {low} and {high}"
        if found is None or is_credible(said, effect):
            reason = "the source gives no confidence interval"
            yield not_checkable(effect, reason, *inputs, computed=formula)
            continue
        agree = found.low.interval.meets(low) and found.high.interval.meets(high)
        yield Check(
            target=effect,
            verdict=CONSISTENT if agree else INCONSISTENT,
            reported=f"interval {found}",
            computed=formula,
            inputs=(*inputs, found.low, found.high),
        )


def p_from_standard_error(said: Statements) -> Iterator[Check]:
    """Check each p-value against the one that the estimate and its standard error give."""
    for effect, estimate, error, people in _with_error(said):
        p, reason = p_value(said, effect), other_test(said, effect)
        if p is None or said.value(effect, "statistic") in RATIOS:
            continue
        errors = estimate.interval / error.interval
        computed = hull(people, partial(two_sided, errors))
        formula = f"{estimate} / {error} = {errors} standard errors, p = {computed}"
        inputs = (p, estimate, error, *([people] if people else []))
        if reason:
            yield not_checkable(effect, reason, *inputs, computed=formula)
            continue
        verdict = CONSISTENT if p.interval.meets(computed) else INCONSISTENT
        yield Check(effect, verdict, p.shown, formula, inputs=inputs)


RULES = (
    Rule("interval-from-standard-error", "1", interval_from_standard_error),
    Rule("p-from-standard-error", "1", p_from_standard_error),
)
