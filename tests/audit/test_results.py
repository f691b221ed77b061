"""Rules of effects against the results of the arms, and of intervals."""

from __future__ import annotations

import pytest

from tests.audit.world import checks, verdicts

TRIAL = """id: trials:T
type: ClinicalTrial
outcome:
- {{id: "#ra", type: OutcomeResult, ofArm: trials:T#a, statistic: {of_arm},
  measure: measures:M, value: {treated}}}
- {{id: "#rb", type: OutcomeResult, ofArm: trials:T#b, statistic: {of_arm},
  measure: measures:M, value: {reference}}}
effect:
- id: "#e"
  type: EffectEstimate
  treatedArm: trials:T#a
  referenceArm: trials:T#b
  statistic: {statistic}
  measure: measures:M
"""


def trial(treated: str, reference: str, *lines: str, statistic: str = "mean-difference") -> str:
    of_arm = {"mean-difference": "mean-change"}.get(statistic, "percent-change-of-geometric-mean")
    text = TRIAL.format(treated=treated, reference=reference, statistic=statistic, of_arm=of_arm)
    return text + "".join(f"  {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("treated", "reference", "reported", "verdict"),
    [
        ("-2.66", "-4.63", "1.97", "consistent"),
        ("-2.66", "-4.63", "1.98", "consistent"),  # 1.975 is in both
        ("-2.66", "-4.63", "1.99", "inconsistent"),
        ("-2.66", "-4.63", "-1.97", "inconsistent"),
        ("-2.7", "-4.6", "2.0", "consistent"),
        ("-6.98", "-8.14", "1.2", "consistent"),
    ],
)
def test_difference_of_arms(treated: str, reference: str, reported: str, verdict: str) -> None:
    world = trial(treated, reference, f"value: {reported}")
    assert verdicts("difference-of-arms", world) == [verdict]


def test_difference_without_both_arms_is_not_checkable() -> None:
    world = trial("-2.66", "-4.63", "value: 1.97").replace("ofArm: trials:T#b, ", "")
    (check,) = checks("difference-of-arms", world)
    assert check.verdict == "not-checkable"
    assert check.reason == "the graph has no such result of both arms"


@pytest.mark.parametrize(("reported", "verdict"), [("-60", "consistent"), ("-61", "inconsistent")])
def test_difference_of_geometric_means(reported: str, verdict: str) -> None:
    lines = (f"value: {reported}", "unit: '%'")
    world = trial("-55", "12", *lines, statistic="percent-difference-of-geometric-mean")
    assert verdicts("relative-reduction", world) == [verdict]


EFFECT = """id: trials:T
type: ClinicalTrial
effect:
- {{id: "#e", type: EffectEstimate, statistic: {}, value: {}, ciLow: {}, ciHigh: {}, ciLevel: 95}}
"""


@pytest.mark.parametrize(
    ("statistic", "value", "low", "high", "holds", "centred"),
    [
        ("mean-difference", "2.49", "0.99", "3.98", "consistent", "consistent"),
        ("mean-difference", "2.51", "0.99", "3.98", "consistent", "inconsistent"),
        ("mean-difference", "4.49", "0.99", "3.98", "inconsistent", "inconsistent"),
        ("mean-difference", "3.98", "0.99", "3.98", "consistent", "inconsistent"),
        ("mean-difference", "2.49", "3.98", "0.99", "inconsistent", "consistent"),
        ("hazard-ratio", "0.90", "0.71", "1.15", "consistent", "consistent"),
        ("hazard-ratio", "0.93", "0.71", "1.15", "consistent", "inconsistent"),
        ("win-ratio", "0.91", "0.77", "1.10", "consistent", "not-checkable"),
        ("percentage", "69.4", "63.0", "74.9", "consistent", "not-checkable"),
        ("hazard-ratio", "0.1", "0.0", "1.15", "consistent", "not-checkable"),
    ],
)
def test_interval_and_its_estimate(
    statistic: str, value: str, low: str, high: str, holds: str, centred: str
) -> None:
    world = EFFECT.format(statistic, value, low, high)
    assert verdicts("interval-holds-estimate", world) == [holds]
    assert verdicts("interval-is-centred", world) == [centred]


def test_interval_without_estimate_is_held_against_the_arms() -> None:
    (check,) = checks(
        "interval-holds-estimate", trial("-1.30", "-1.04", "ciLow: -0.44", "ciHigh: -0.08")
    )
    assert check.verdict == "consistent"
    assert check.computed == ("difference of the arms -1.30 − (-1.04) = -0.27 to -0.25 lies inside")
