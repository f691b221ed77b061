"""Effects on one scale: points a month, and how much slower than in the reference arm.

What cannot be brought to a scale is left as it is, with the reason. Nothing is pooled.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

from mnd_kg.answers.numbers import interval_told

if TYPE_CHECKING:
    from mnd_kg.answers.effects import ArmResult, Effect

DAYS_A_MONTH = 365.25 / 12
NO_NUMBER = "no number recorded"
_DIFFERENCES = ("mean-difference", "least-squares-mean-difference")
_CHANGES = ("mean-change", "least-squares-mean-change")
_SLOPE, _SLOPES = "slope", "slope-difference"
_RATE_RATIO = "disease-rate-ratio"
# How many of a unit of time there are in a month, by its UCUM code.
_A_MONTH = {"mo": 1.0, "a": 1 / 12, "wk": DAYS_A_MONTH / 7, "d": DAYS_A_MONTH}


@dataclass(frozen=True)
class Scaled:
    """A number that was computed here, with its interval where that could be computed."""

    value: float
    low: float | None
    high: float | None
    level: str
    interval_kind: str
    unit: str
    how: str
    inputs: tuple[str, ...]
    """The ids of the effect and the results of arms that it was computed from."""

    def told(self, digits: int = 2) -> str:
        """Return the number with its interval."""
        size = f"{self.value:.{digits}f} {self.unit}"
        if self.low is None or self.high is None:
            return f"{size} (no interval)"
        ends = [f"{end:.{digits}f}" for end in (self.low, self.high)]
        return f"{size} ({interval_told(self.level, self.interval_kind, *ends)})"


class _Ends(NamedTuple):
    """An interval that is yet to be rounded."""

    low: float
    high: float
    level: str = "95"
    kind: str = "confidence"


@dataclass(frozen=True)
class Arms:
    """What was measured in the two arms of an effect, at the same time, in the same people."""

    treated: ArmResult
    reference: ArmResult


def monthly(effect: Effect, arms: Arms | None) -> Scaled | str:
    """Return an effect in units of its measure a month, or why there is none."""
    if effect.statistic in (*_DIFFERENCES, _SLOPES):
        if effect.value:
            return _as_recorded(effect, float(effect.value))
        if effect.ci_low and effect.ci_high:
            middle = (float(effect.ci_low) + float(effect.ci_high)) / 2
            return _as_recorded(effect, middle, "the middle of the interval, ")
    if arms is not None and not effect.value:
        return _from_arms(effect, arms)
    return f"{_kind(effect)} has no size in points" if effect.value else NO_NUMBER


def slowing(effect: Effect, arms: Arms | None) -> Scaled | str:
    """Return by how many per cent the loss was less than in the reference arm, or why not."""
    if effect.statistic == _RATE_RATIO and effect.value:
        return _from_rate_ratio(effect)
    if effect.value and effect.statistic not in (*_DIFFERENCES, _SLOPES):
        return f"{_kind(effect)} is no share of a loss"
    if arms is None:
        number = effect.value or effect.ci_low
        return "the change in the reference arm is not recorded" if number else NO_NUMBER
    difference = monthly(effect, arms)
    sign = -1 if effect.better_when == "lower" else 1
    loss = _a_month(arms.reference, float(arms.reference.value))
    if isinstance(difference, str) or isinstance(loss, str):
        return difference if isinstance(difference, str) else str(loss)
    if -sign * loss <= 0:
        return "the reference arm lost nothing"
    return _ratio(difference, -sign * loss, sign, arms)


def _as_recorded(effect: Effect, value: float, how: str = "") -> Scaled | str:
    scaled, factor = _a_month(effect, value), _a_month(effect, 1.0)
    if isinstance(scaled, str) or isinstance(factor, str):
        return str(scaled)
    how, unit, ends = how + _how(effect), _unit(effect.unit), None
    if effect.ci_low and effect.ci_high:
        low, high = float(effect.ci_low) * factor, float(effect.ci_high) * factor
        ends = _Ends(low, high, effect.ci_level, effect.interval_kind)
    elif effect.standard_error:
        half = _z("95") * float(effect.standard_error) * factor
        ends = _Ends(scaled - half, scaled + half)
        how += f"; interval derived from the standard error {effect.standard_error}"
    return _rounded(scaled, ends, unit, how, (effect.id,))


def _from_arms(effect: Effect, arms: Arms) -> Scaled | str:
    """Return the plain difference of what two arms changed by."""
    treated, reference = (_a_month(arm, float(arm.value)) for arm in (arms.treated, arms.reference))
    if isinstance(treated, str) or isinstance(reference, str):
        return treated if isinstance(treated, str) else str(reference)
    value = treated - reference
    inputs = (effect.id, arms.treated.id, arms.reference.id)
    how = f"difference of the arms as recorded, not adjusted; {_how(arms.treated)}"
    errors = [_error(arm) for arm in (arms.treated, arms.reference)]
    factor = _a_month(arms.treated, 1.0)
    ends = None
    if errors[0] is not None and errors[1] is not None:
        half = _z("95") * sqrt(errors[0] ** 2 + errors[1] ** 2) * float(factor)
        ends = _Ends(value - half, value + half)
        how += "; the arms taken as independent"
    return _rounded(value, ends, _unit(arms.treated.unit), how, inputs)


def _ratio(difference: Scaled, loss: float, sign: int, arms: Arms) -> Scaled:
    """Return a difference as a share of a loss, its interval by Fieller's theorem."""
    value = 100 * sign * difference.value / loss
    inputs = tuple(dict.fromkeys((*difference.inputs, arms.reference.id)))
    how = "the difference a month over the loss a month in the reference arm"
    error = _error(arms.reference)
    if difference.low is None or difference.high is None:
        return _rounded(value, None, "%", f"{how}; the difference has no interval", inputs)
    if difference.interval_kind == "credible":
        missing = "that of the difference is a credible one"
        return _rounded(value, None, "%", f"{how}; no interval, as {missing}", inputs)
    if error is None:
        missing = "the spread in the reference arm is not recorded"
        return _rounded(value, None, "%", f"{how}; no interval, as {missing}", inputs)
    z = _z(difference.level)
    factor = float(_a_month(arms.reference, 1.0))
    limits = fieller(
        sign * difference.value,
        ((difference.high - difference.low) / (2 * z)) ** 2,
        loss,
        (error * factor) ** 2,
        z,
    )
    if isinstance(limits, str):
        return _rounded(value, None, "%", f"{how}; no interval, as {limits}", inputs)
    low, high = (100 * limit for limit in limits)
    how += "; interval by Fieller's theorem, the arms taken as independent"
    return _rounded(value, _Ends(low, high, difference.level), "%", how, inputs)


def fieller(
    gain: float, gain_variance: float, loss: float, loss_variance: float, z: float
) -> tuple[float, float] | str:
    """Return the limits of gain / loss, or why there are none.

    The gain is the loss in the reference arm less that in the treated arm. Where the arms are
    independent, its covariance with the loss in the reference arm is the variance of that.
    """
    if gain_variance < loss_variance:
        return "the interval of the difference is too narrow for independent arms"
    a = loss**2 - z**2 * loss_variance
    b = gain * loss - z**2 * loss_variance
    c = gain**2 - z**2 * gain_variance
    if a <= 0 or b**2 < a * c:
        return "the loss in the reference arm may be none"
    half = sqrt(b**2 - a * c)
    return (b - half) / a, (b + half) / a


def _from_rate_ratio(effect: Effect) -> Scaled:
    """Return one less the ratio of two rates of progression."""
    ends = None
    if effect.ci_low and effect.ci_high:
        low, high = 100 * (1 - float(effect.ci_high)), 100 * (1 - float(effect.ci_low))
        ends = _Ends(low, high, effect.ci_level, effect.interval_kind)
    how = "one less the disease rate ratio, in which deaths count too"
    value = 100 * (1 - float(effect.value))
    return _rounded(value, ends, "%", how, (effect.id,))


def _a_month(found: Effect | ArmResult, value: float) -> float | str:
    """Return a number for a month, or why it cannot be said for one."""
    if found.statistic in (_SLOPE, _SLOPES):
        months = _A_MONTH.get(found.unit.rpartition("/")[2])
        return f"the unit `{found.unit}` is not a time" if months is None else value * months
    if found.statistic not in (*_DIFFERENCES, *_CHANGES):
        return f"{_kind(found)} is no change over time"
    if not found.time_days or not int(found.time_days):
        return "the time is not recorded"
    return value * DAYS_A_MONTH / int(found.time_days)


def _kind(found: Effect | ArmResult) -> str:
    kind = found.statistic.replace("-", " ")
    return f"{'an' if kind[:1] in 'aeiou' else 'a'} {kind}"


def _how(found: Effect | ArmResult) -> str:
    if found.statistic in (_SLOPE, _SLOPES):
        return "a rate as recorded, for a month"
    return f"spread evenly over {found.time_days} days"


def _unit(unit: str) -> str:
    return f"{unit.partition('/')[0].strip('{}')} a month"


def _error(found: ArmResult) -> float | None:
    """Return the standard error, from the standard deviation or the interval if need be."""
    if found.dispersion and found.dispersion_kind == "standard-error":
        return float(found.dispersion)
    if found.dispersion and found.dispersion_kind == "standard-deviation" and found.analysed:
        return float(found.dispersion) / sqrt(int(found.analysed))
    if found.interval_kind == "confidence" and found.ci_high and found.ci_level:
        return (float(found.ci_high) - float(found.ci_low)) / (2 * _z(found.ci_level))
    return None


def _z(level: str) -> float:
    return NormalDist().inv_cdf(0.5 + float(level or "95") / 200)


def _rounded(
    value: float, ends: _Ends | None, unit: str, how: str, inputs: tuple[str, ...]
) -> Scaled:
    if ends is None:
        return Scaled(round(value, 4), None, None, "", "", unit, how, inputs)
    low, high = round(ends.low, 4), round(ends.high, 4)
    return Scaled(round(value, 4), low, high, ends.level, ends.kind, unit, how, inputs)
