"""How large and how long a trial would have to be, by the comparison of two means.

The rate and the spread are those of natural-history studies of the condition, and the effect is
that of the trials behind the premise of the extrapolation, as a share of the decline on placebo.
Two models of the spread bracket the answer. If people differ in their slopes only, the spread of
the change grows with time as the change does, and a longer trial gains nothing. If the spread of
the change stays what it is after a year, every month gains. The first leaves out that a slope is
known better the longer it is followed; the second that people drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from mnd_kg.answers import trial_inputs
from mnd_kg.answers.fields import fields_as_json
from mnd_kg.answers.scales import DAYS_A_MONTH
from mnd_kg.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.answers.argument import Extrapolation
    from mnd_kg.answers.trial_inputs import Rate, Slowing
    from mnd_kg.statements import Statements


@dataclass(frozen=True)
class Design:
    """What a trial is planned for."""

    alpha: float = 0.05
    power: float = 0.8
    months: tuple[float, ...] = (12, 24, 36)

    def __post_init__(self) -> None:
        # Beyond these the distribution behind the test is not worked out reliably.
        if not (0.01 <= self.alpha <= 0.2 and 0.5 <= self.power <= 0.99):
            raise SettingError("Give alpha from 0.01 to 0.2, and power from 0.5 to 0.99.")
        if not self.months or not all(0 < months <= 120 for months in self.months):
            raise SettingError("Give the length of the trial in months, above 0 and up to 120.")


@dataclass(frozen=True)
class Size:
    """The people that a trial of some length needs in each of its two arms."""

    rate: str
    slowing: str
    assumed: str
    """`estimate` of the slowing, or `low`, the end of its interval nearer to no effect."""
    share: float
    months: float
    difference: float
    """The difference between the arms at the end, in points."""
    by_slopes: int
    by_change: int


@dataclass(frozen=True)
class TrialSize:
    """The sizes, all that they rest on, and what was missing."""

    extrapolation: str
    design: Design
    rates: tuple[Rate, ...]
    slowings: tuple[Slowing, ...]
    sizes: tuple[Size, ...]
    missing: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the sizes as they stand in ``--format json``."""
        return fields_as_json(self)

    def rows(self) -> list[list[str]]:
        """Return the sizes as rows for people."""
        return [
            [
                f"{size.months:g}",
                f"{100 * size.share:.0f} % ({size.assumed})",
                f"{size.difference:.2f}",
                str(size.by_slopes),
                str(size.by_change),
                size.rate,
                size.slowing,
            ]
            for size in self.sizes
        ]

    def assumptions(self) -> list[str]:
        """Return what the sizes rest on, each with its source."""
        found = [
            f"two arms of one size, two-sided t-test of means, alpha {self.design.alpha:g}, "
            f"power {self.design.power:g}, nobody leaves the trial",
            "the slowing is the share of the decline that it was in the trial behind the premise; "
            "trials that gave no number are left out, so the sizes may be too small",
            "if slopes differ: people differ in their slopes alone, so the spread grows with time "
            "and a longer trial gains nothing; that a slope is known better the longer it is "
            "followed is left out",
            "if spread stays: the spread of the change is at all times what slopes make it in a "
            "year; that people drift apart is left out",
        ]
        found += [
            f"{rate.id}: {rate.value:g} points a year on {rate.measure}, standard deviation "
            f"{rate.deviation:.2f} ({rate.derivation}); {rate.origin}"
            for rate in self.rates
        ]
        return found + [
            f"{one.id}: {one.derivation}, from {' and '.join(one.inputs)}; {one.origin}"
            for one in self.slowings
        ]


def trial_size(
    said: Statements, extrapolation: Extrapolation, condition: str, design: Design
) -> TrialSize:
    """Return how large a trial would have to be that settles an extrapolation.

    What cannot be worked out for want of a number is said in ``missing``; nothing is guessed.
    """
    missing: list[str] = []
    slowings = tuple(trial_inputs.slowings(said, extrapolation, missing))
    measures = {slowing.measure for slowing in slowings}
    rates = tuple(trial_inputs.rates(said, condition, measures, missing)) if slowings else ()
    sizes: tuple[Size, ...] = ()
    if rates and slowings:
        try:
            sizes = tuple(_sizes(rates, slowings, design))
        except ImportError:
            missing.append('statsmodels, which works out the sizes: pip install "mnd-kg[power]"')
    return TrialSize(extrapolation.id, design, rates, slowings, sizes, tuple(missing))


def _sizes(
    rates: tuple[Rate, ...], slowings: tuple[Slowing, ...], design: Design
) -> Iterator[Size]:
    for rate in rates:
        for slowing in slowings:
            if rate.measure != slowing.measure:
                continue
            own = (round(slowing.days / DAYS_A_MONTH, 1),) if slowing.days else ()
            for assumed, share in (("estimate", slowing.share), ("low", slowing.low)):
                for months in (*own, *design.months):
                    if share and share > 0:
                        yield _size(rate, slowing, assumed, share, months, design)


def _size(
    rate: Rate, slowing: Slowing, assumed: str, share: float, months: float, design: Design
) -> Size:
    a_year = share * abs(rate.value) / rate.deviation
    return Size(
        rate=rate.id,
        slowing=slowing.id,
        assumed=assumed,
        share=share,
        months=months,
        difference=round(share * abs(rate.value) * months / 12, 3),
        by_slopes=_each_arm(a_year, design),
        by_change=_each_arm(a_year * months / 12, design),
    )


def _each_arm(standardised: float, design: Design) -> int:
    """Return the people that each arm needs for a difference in standard deviations."""
    from statsmodels.stats.power import tt_ind_solve_power

    asked = {"effect_size": standardised, "alpha": design.alpha}
    if tt_ind_solve_power(nobs1=2, **asked) >= design.power:
        return 2
    return ceil(float(tt_ind_solve_power(power=design.power, **asked)))
