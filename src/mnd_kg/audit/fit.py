"""What an interval, a standard error and a p-value say of each other, where one model gave them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from mnd_kg.audit.distribution import critical, two_sided
from mnd_kg.audit.interval import Interval, logarithm
from mnd_kg.audit.results import RATIOS, Limits
from mnd_kg.audit.rule import Fact, Number, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from mnd_kg.statements import Statements

_MODELS = (
    "mixed-model-repeated-measures",
    "analysis-of-covariance",
    "t-test",
    "linear-mixed-slope",
)
"""The tests that are the model of a difference."""
_MODELS_OF_RATIOS = ("cox", "logistic")
_SIGNS = {
    "": "p",
    "equal": "p",
    "less-than": "p < ",
    "less-or-equal": "p ≤ ",
    "greater-than": "p > ",
    "greater-or-equal": "p ≥ ",
    "about": "p about ",
}


def p_value(said: Statements, effect: str) -> Number | None:
    """Return the p-value of an effect with all that it can mean: below 0.001 is 0 to 0.001."""
    p = number(said, effect, "pValue")
    if p is None:
        return None
    comparator = said.value(effect, "pComparator")
    bounds = p.interval
    if comparator in ("less-than", "less-or-equal"):
        bounds = Interval(Fraction(0), p.interval.high)
    elif comparator in ("greater-than", "greater-or-equal"):
        bounds = Interval(p.interval.low, Fraction(1))
    return Number(effect, "pValue", f"{_SIGNS.get(comparator, 'p ')} {p.text}".strip(), bounds)


@dataclass(frozen=True)
class Fit:
    """An estimate and half its confidence interval, on the scale on which they were made."""

    scale: str
    estimate: Interval
    half: Interval
    level: float
    people: Number | None
    facts: tuple[Fact, ...]

    def errors(self, freedom: int | None) -> Interval:
        """Return how many standard errors the estimate is from no difference."""
        return abs(self.estimate) * critical(self.level, freedom) / self.half

    def __str__(self) -> str:
        """Return the computation of p in words."""
        found = hull(self.people, self.errors)
        return (
            f"{self.scale}estimate {self.estimate}, half the interval {self.half}: "
            f"{found} standard errors, p = {self.p}"
        )

    @property
    def p(self) -> Interval:
        """The p-values that there may be."""
        return hull(self.people, lambda freedom: two_sided(self.errors(freedom), freedom))


def hull(people: Number | None, function: Callable[[int | None], Interval]) -> Interval:
    """Return all results for the degrees of freedom that a model of some people may have.

    Covariates, visits and people who left decide how many; half the people is below all in use, and
    the normal distribution is above.
    """
    normal = function(None)
    if people is None:
        return normal
    return normal.joined(function(max(int(people.interval.low) // 2, 1)))


def fit(said: Statements, effect: str, found: Limits) -> Fit | None:
    """Return what an interval says of its model, or None where as written it says nothing.

    The middle of the interval is the estimate, and often has more digits.
    """
    written, level = number(said, effect, "value"), number(said, effect, "ciLevel")
    scaled = [found.low.interval, found.high.interval, *([written.interval] if written else [])]
    statistic = said.value(effect, "statistic")
    log = statistic in RATIOS
    if level is None or (log and min(end.low for end in scaled) <= 0):
        return None
    if statistic.endswith("ratio") and not log:
        return None
    low, high, *estimate = map(logarithm, scaled) if log else scaled
    middle = (low + high).times(Fraction(1, 2))
    if estimate:
        middle = middle.common(estimate[0]) or estimate[0]
    half = (high - low).times(Fraction(1, 2))
    people = None if log else number(said, said.value(effect, "analysisPopulation"), "participants")
    facts = (found.low, found.high, level, *(value for value in (written, people) if value))
    share = float(level.interval.low + level.interval.high) / 200
    if half.low <= 0 or not 0 < share < 1:
        return None
    return Fit("ln " if log else "", middle, half, share, people, facts)


def other_test(said: Statements, effect: str) -> str:
    """Return why a p-value need not follow from the estimate, or nothing."""
    test = said.value(effect, "pTest") or "not-reported"
    ratio = said.value(effect, "statistic") in RATIOS
    if test in (_MODELS_OF_RATIOS if ratio else _MODELS):
        return ""
    if test == "not-reported":
        return "the source does not name the test, which may be another than the estimate's model"
    return f"the p-value is of another test than the estimate: {test.replace('-', ' ')}"
