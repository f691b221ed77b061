"""Effects on one scale, and why some are on none."""

from __future__ import annotations

from dataclasses import replace
from math import isclose
from statistics import NormalDist
from typing import Any

import pytest

from mnd_kg.answers.effects import ArmResult, Effect
from mnd_kg.answers.scales import Arms, Scaled, fieller, monthly, slowing
from tests.answers.test_certainty import EFFECT, ORIGIN, PEOPLE, TRIAL

Z = NormalDist().inv_cdf(0.975)
# JETALS: 1.97 points (0.44 to 3.50) over 16 weeks; -2.66 (SE 0.6) against -4.63 (SE 0.6).
JETALS = replace(
    EFFECT,
    statistic="least-squares-mean-difference",
    value="1.97",
    ci_low="0.44",
    ci_high="3.50",
    time_days="112",
)
PLACEBO = ArmResult(
    id="trials:A#placebo",
    trial=TRIAL,
    measure="measures:X",
    statistic="least-squares-mean-change",
    unit="{points}",
    value="-4.63",
    ci_low="",
    ci_high="",
    ci_level="",
    interval_kind="",
    dispersion="0.6",
    dispersion_kind="standard-error",
    analysed="64",
    time_days="112",
    population=PEOPLE,
    arm=None,
    origin=ORIGIN,
)
ARMS = Arms(replace(PLACEBO, id="trials:A#treated", value="-2.66"), PLACEBO)


def number(scaled: Scaled | str) -> Scaled:
    assert isinstance(scaled, Scaled), scaled
    return scaled


def effect(**changes: Any) -> Effect:
    return replace(JETALS, **changes)


def test_a_difference_is_spread_over_its_time_with_its_interval() -> None:
    assert number(monthly(JETALS, None)) == Scaled(
        value=0.5354,
        low=0.1196,
        high=0.9512,
        level="95",
        interval_kind="confidence",
        unit="points a month",
        how="spread evenly over 112 days",
        inputs=("trials:A#primary",),
    )


@pytest.mark.parametrize(
    ("unit", "value"),
    [("{points}/mo", 0.42), ("{points}/a", 0.035), ("{points}/wk", 1.8262)],
)
def test_a_difference_of_slopes_is_a_rate_already(unit: str, value: float) -> None:
    found = number(monthly(effect(statistic="slope-difference", unit=unit, value="0.42"), None))
    assert found.value == value


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"statistic": "hazard-ratio", "unit": "1"}, "a hazard ratio has no size in points"),
        ({"statistic": "odds-ratio", "unit": "1"}, "an odds ratio has no size in points"),
        ({"time_days": ""}, "the time is not recorded"),
        ({"statistic": "slope-difference"}, "the unit `{points}` is not a time"),
        ({"value": "", "ci_low": "", "ci_high": ""}, "no number recorded"),
    ],
)
def test_what_cannot_be_brought_to_points_a_month_says_why(
    changes: dict[str, Any], reason: str
) -> None:
    assert monthly(effect(**changes), None) == reason


def test_arms_give_the_difference_that_the_source_leaves_out() -> None:
    found = number(monthly(effect(value="", ci_low="", ci_high="", statistic=""), ARMS))
    assert found.told() == "0.54 points a month (95 % CI 0.08 to 0.99)"
    assert found.how.startswith("difference of the arms as recorded, not adjusted")
    assert found.inputs == ("trials:A#primary", "trials:A#treated", "trials:A#placebo")


def test_an_interval_alone_gives_its_middle() -> None:
    found = number(monthly(effect(value=""), None))
    assert (found.value, found.how) == (
        0.5354,
        "the middle of the interval, spread evenly over 112 days",
    )


def test_slowing_has_its_interval_by_fieller() -> None:
    found = number(slowing(JETALS, ARMS))
    assert found.told(0) == "43 % (95 % CI 12 to 65)"
    assert "Fieller" in found.how


@pytest.mark.parametrize(
    ("arms", "words"),
    [
        (Arms(ARMS.treated, replace(PLACEBO, dispersion="")), "the spread in the reference arm"),
        (Arms(ARMS.treated, replace(PLACEBO, dispersion="0.9")), "too narrow for independent"),
    ],
)
def test_slowing_without_an_interval_says_why(arms: Arms, words: str) -> None:
    found = number(slowing(JETALS, arms))
    assert (round(found.value, 1), found.low, found.high) == (42.6, None, None)
    assert words in found.how


def test_a_standard_deviation_and_an_interval_give_the_standard_error_too() -> None:
    deviation = replace(PLACEBO, dispersion="4.8", dispersion_kind="standard-deviation")
    interval = replace(
        PLACEBO,
        dispersion="",
        ci_low="-5.806",
        ci_high="-3.454",
        ci_level="95",
        interval_kind="confidence",
    )
    for reference in (deviation, interval):
        found = number(slowing(JETALS, Arms(ARMS.treated, reference)))
        assert found.told(0) == "43 % (95 % CI 12 to 65)"


def test_a_disease_rate_ratio_is_a_share_already() -> None:
    found = number(slowing(effect(statistic="disease-rate-ratio", unit="1", value="0.97"), None))
    assert (found.value, found.unit) == (3.0, "%")


def test_an_arm_that_lost_nothing_gives_no_share() -> None:
    better = Arms(ARMS.treated, replace(PLACEBO, value="1"))
    assert slowing(JETALS, better) == "the reference arm lost nothing"


def test_without_the_reference_arm_there_is_no_share() -> None:
    assert slowing(JETALS, None) == "the change in the reference arm is not recorded"


def test_where_lower_is_better_a_smaller_rise_is_a_gain() -> None:
    rises = Arms(replace(ARMS.treated, value="2.66"), replace(PLACEBO, value="4.63"))
    mirrored = effect(value="-1.97", ci_low="-3.50", ci_high="-0.44", better_when="lower")
    assert number(slowing(mirrored, rises)).told(0) == "43 % (95 % CI 12 to 65)"


def test_the_limits_of_fieller_solve_their_equation() -> None:
    gain, gain_variance, loss, loss_variance = 1.97, 0.61, 4.63, 0.36
    limits = fieller(gain, gain_variance, loss, loss_variance, Z)
    assert not isinstance(limits, str)
    for share in limits:
        # The difference of the gain and that share of the loss is as far from 0 as z allows.
        variance = gain_variance - 2 * share * loss_variance + share**2 * loss_variance
        assert isclose((gain - share * loss) ** 2, Z**2 * variance)


def test_a_loss_that_may_be_none_has_no_limits() -> None:
    assert fieller(1, 1, 1, 0.9, Z) == "the loss in the reference arm may be none"


def test_a_standard_error_gives_an_interval_that_says_so() -> None:
    bare = effect(value="0.65", ci_low="", ci_high="", standard_error="0.78", time_days="168")
    assert bare.told().startswith("least squares mean difference 0.65 points (SE 0.78)")
    found = number(monthly(bare, None))
    assert found.told() == "0.12 points a month (95 % CI -0.16 to 0.39)"
    assert found.how.endswith("interval derived from the standard error 0.78")


def test_a_credible_interval_stays_one_and_is_given_to_no_rule_of_errors() -> None:
    bayes = effect(interval_kind="credible")
    assert "(95 % CrI 0.44 to 3.50)" in bayes.told()
    assert number(monthly(bayes, None)).told() == "0.54 points a month (95 % CrI 0.12 to 0.95)"
    share = number(slowing(bayes, ARMS))
    assert share.told(0) == "43 % (no interval)"
    assert share.how.endswith("no interval, as that of the difference is a credible one")


def test_one_less_a_ratio_keeps_its_kind_of_interval() -> None:
    ratio = effect(
        statistic="disease-rate-ratio",
        unit="1",
        value="0.97",
        ci_low="0.783",
        ci_high="1.175",
        interval_kind="credible",
    )
    assert number(slowing(ratio, None)).told(0) == "3 % (95 % CrI -18 to 22)"
