"""Rules of p-values, endpoints and the direction of evidence."""

from __future__ import annotations

import pytest

from tests.audit.world import checks, verdicts

EFFECT = """id: trials:T
type: ClinicalTrial
population:
- {{id: "#p", type: AnalysisPopulation, participants: 256}}
effect:
- id: "#e"
  type: EffectEstimate
  analysisPopulation: trials:T#p
  {lines}
"""


def effect(**values: str) -> str:
    return EFFECT.format(lines="\n  ".join(f"{key}: {value}" for key, value in values.items()))


MMRM = {
    "statistic": "mean-difference",
    "value": "-1.1",
    "ciLow": "-2.17",
    "ciHigh": "-0.08",
    "ciLevel": "95",
    "pTest": "mixed-model-repeated-measures",
}


@pytest.mark.parametrize(
    ("p", "verdict"),
    [
        ("0.04", "consistent"),
        ("0.035", "consistent"),
        ("0.06", "inconsistent"),
        ("0.01", "inconsistent"),
    ],
)
def test_p_follows_from_the_interval_of_the_same_model(p: str, verdict: str) -> None:
    assert verdicts("p-from-interval", effect(**MMRM, pValue=p)) == [verdict]


def test_p_of_a_ratio_is_computed_on_the_log_scale() -> None:
    cox = {"statistic": "hazard-ratio", "value": "0.53", "ciLow": "0.31", "ciHigh": "0.92"}
    world = {**cox, "ciLevel": "95", "pTest": "cox"}
    assert verdicts("p-from-interval", effect(**world, pValue="0.025")) == ["consistent"]
    assert verdicts("p-from-interval", effect(**world, pValue="0.25")) == ["inconsistent"]


@pytest.mark.parametrize("test", ["joint-rank", "log-rank", "not-reported"])
def test_p_of_another_test_is_not_checkable_and_says_why(test: str) -> None:
    (check,) = checks("p-from-interval", effect(**{**MMRM, "pTest": test}, pValue="0.97"))
    assert check.verdict == "not-checkable"
    assert "test" in check.reason
    assert "p = 0.0332 to 0.0368" in check.computed


def test_p_below_a_limit_is_consistent_with_any_smaller_p() -> None:
    world = effect(**MMRM, pValue="0.05", pComparator="less-than")
    assert verdicts("p-from-interval", world) == ["consistent"]


def test_a_credible_interval_gives_no_p() -> None:
    bayes = effect(**MMRM, intervalKind="credible", pValue="0.04")
    (check,) = checks("p-from-interval", bayes)
    assert (check.verdict, check.reason, check.computed) == (
        "not-checkable",
        "a credible interval gives no p-value",
        "",
    )
    assert checks("interval-from-p", bayes) == []


def test_interval_without_a_level_or_of_no_width_gives_no_p() -> None:
    bare = {key: value for key, value in MMRM.items() if key != "ciLevel"}
    narrow = {**MMRM, "ciLow": "-1.1", "ciHigh": "-1.1"}
    assert verdicts("p-from-interval", effect(**bare, pValue="0.04")) == ["not-checkable"]
    assert verdicts("p-from-interval", effect(**narrow, pValue="0.04")) == ["not-checkable"]


@pytest.mark.parametrize(("high", "verdict"), [("-0.08", "consistent"), ("0.5", "inconsistent")])
def test_interval_follows_from_p(high: str, verdict: str) -> None:
    assert verdicts("interval-from-p", effect(**{**MMRM, "ciHigh": high}, pValue="0.04")) == [
        verdict
    ]


def test_p_without_an_interval_tells_the_interval_that_it_gives() -> None:
    bare = {key: value for key, value in MMRM.items() if key not in ("ciLow", "ciHigh")}
    (check,) = checks("interval-from-p", effect(**bare, pValue="0.04"))
    assert (check.verdict, check.reason) == ("not-checkable", "the source gives no interval")
    assert "limits" in check.computed


@pytest.mark.parametrize(
    ("met", "value", "p", "verdict"),
    [
        ("true", "1.97", "0.01", "consistent"),
        ("true", "1.97", "0.05", "consistent"),  # 0.045 would be written so
        ("true", "1.97", "0.06", "inconsistent"),
        ("true", "-1.97", "0.01", "inconsistent"),
        ("false", "1.97", "0.41", "consistent"),
        ("false", "-1.1", "0.04", "consistent"),
        ("false", "1.97", "0.01", "not-checkable"),
    ],
)
def test_endpoint_said_to_be_met(met: str, value: str, p: str, verdict: str) -> None:
    world = effect(met=met, value=value, pValue=p, betterWhen="higher", statistic="mean-difference")
    assert verdicts("endpoint-met", world) == [verdict]


def test_an_interval_without_an_estimate_tells_the_direction() -> None:
    harm = effect(
        met="false",
        ciLow="-0.44",
        ciHigh="-0.08",
        pValue="0.005",
        betterWhen="higher",
        statistic="slope-difference",
    )
    assert verdicts("endpoint-met", harm) == ["consistent"]
    assert verdicts("endpoint-met", harm.replace("-0.08", "0.08")) == ["not-checkable"]


def test_endpoint_of_a_bayesian_trial_is_not_checkable() -> None:
    (check,) = checks("endpoint-met", effect(met="false", posteriorProbability="0.65"))
    assert check.reason == "a posterior probability has no common limit"


LINE = """id: propositions:P
type: Proposition
expects: benefit
evidenceLine:
- {{id: "#l", type: EvidenceLine, direction: {}, item: trials:T#e}}
"""


@pytest.mark.parametrize(
    ("direction", "value", "met", "verdicts_"),
    [
        ("supports", "0.65", "false", ["consistent"]),
        ("supports", "1.21", "false", ["inconsistent"]),
        ("disputes", "1.21", "false", ["consistent"]),
        ("disputes", "0.65", "true", ["inconsistent"]),
        ("neutral", "0.65", "true", []),
    ],
)
def test_direction_of_evidence(direction: str, value: str, met: str, verdicts_: list[str]) -> None:
    ratio = {"statistic": "hazard-ratio", "betterWhen": "lower", "pValue": "0.01"}
    world = effect(**ratio, value=value, met=met)
    assert verdicts("direction-of-evidence", LINE.format(direction), world) == verdicts_
