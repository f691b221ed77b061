"""What the size of a trial is worked out from: how fast people decline, and by how much less.

What is missing is told to a list, and nothing is put in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from mnd_kg.answers.compare import arms_of
from mnd_kg.answers.origin import origin
from mnd_kg.answers.scales import slowing
from mnd_kg.answers.scope import wider
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.answers.argument import Extrapolation
    from mnd_kg.answers.origin import Origin
    from mnd_kg.statements import Statements

_A_YEAR = {"{points}/a": 1.0, "{points}/mo": 12.0, "{points}/wk": 365.25 / 7}


@dataclass(frozen=True)
class Rate:
    """How fast a measure falls in the condition, and how far people differ, in points a year."""

    id: str
    measure: str
    value: float
    deviation: float
    derivation: str
    """How the standard deviation was obtained from what the study gives."""
    origin: Origin


@dataclass(frozen=True)
class Slowing:
    """A trial's effect as a share of the decline in its reference arm."""

    id: str
    measure: str
    share: float
    low: float | None
    """The end of its interval nearer to no effect."""
    derivation: str
    inputs: tuple[str, ...]
    days: float
    """How long that trial was; 0 where it is not said."""
    origin: Origin


def slowings(
    said: Statements, extrapolation: Extrapolation, missing: list[str]
) -> Iterator[Slowing]:
    """Give the effects behind the premise of an extrapolation, as shares of the decline."""
    effects = [effect for line in extrapolation.premise.lines for effect in line.effects]
    if not effects:
        missing.append(f"an effect between arms behind {extrapolation.premise.id}")
    for effect in effects:
        found = slowing(effect, arms_of(said, effect))
        if isinstance(found, str):
            missing.append(f"the slowing in {effect.id}: {found} ({effect.told()})")
            continue
        yield Slowing(
            id=effect.id,
            measure=effect.measure,
            share=round(found.value / 100, 4),
            low=None if found.low is None else round(found.low / 100, 4),
            derivation=f"{found.told(0)}: {found.how}",
            inputs=found.inputs,
            days=float(effect.time_days or 0),
            origin=effect.origin,
        )


def rates(
    said: Statements, condition: str, measures: set[str], missing: list[str]
) -> Iterator[Rate]:
    """Give the rates of change of some measures in a condition, with their spread."""
    above = set(wider(said, condition))
    short = vocabulary().contract
    parts = [
        part
        for part in said.of_class("ChangeRate")
        if above & set(said.values(part, "condition"))
        and short(said.value(part, "measure")) in measures
    ]
    if not parts:
        names = ", ".join(sorted(measures))
        missing.append(f"a rate of change of {names} in {short(condition)}")
    for part in parts:
        a_year = _A_YEAR.get(said.value(part, "unit"), 0.0)
        spread = _deviation(said, part)
        if not (a_year and said.value(part, "value")):
            missing.append(f"{short(part)} as points in a time")
        elif not spread:
            missing.append(f"the spread of {short(part)} between people")
        else:
            deviation, derivation = spread
            yield Rate(
                id=short(part),
                measure=short(said.value(part, "measure")),
                value=round(float(said.value(part, "value")) * a_year, 4),
                deviation=round(deviation * a_year, 4),
                derivation=derivation,
                origin=origin(said, part),
            )


def _deviation(said: Statements, part: str) -> tuple[float, str] | None:
    """Return the standard deviation between people in the unit of the rate, and its derivation."""
    value, kind = said.value(part, "dispersion"), said.value(part, "dispersionKind")
    number = said.value(part, "sampleSize")
    if value and kind == "standard-deviation":
        return float(value), "as the study gives it"
    if value and kind == "standard-error" and number:
        return float(value) * sqrt(int(number)), f"standard error {value} × √{number}"
    low, high, level = (said.value(part, key) for key in ("ciLow", "ciHigh", "ciLevel"))
    credible = said.value(part, "intervalKind") == "credible"
    if low and high and level and number and not credible:
        half = NormalDist().inv_cdf(0.5 + float(level) / 200)
        deviation = (float(high) - float(low)) / (2 * half) * sqrt(int(number))
        width = f"width of the {level} % interval {low} to {high}"
        return deviation, f"{width} / {2 * half:.2f} × √{number}"
    return None
