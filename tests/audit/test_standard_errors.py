"""Rules of standard errors, on numbers of COURAGE-ALS and MCI186-16."""

from __future__ import annotations

import pytest

from tests.audit.test_significance import MMRM, effect
from tests.audit.world import checks, verdicts

BARE = {"statistic": "mean-difference", "value": "0.65", "standardError": "0.78"}


@pytest.mark.parametrize(("error", "verdict"), [("0.53", "consistent"), ("0.78", "inconsistent")])
def test_an_interval_follows_from_the_standard_error(error: str, verdict: str) -> None:
    world = effect(**MMRM, standardError=error)
    assert verdicts("interval-from-standard-error", world) == [verdict]


@pytest.mark.parametrize(("p", "verdict"), [("0.411", "consistent"), ("0.04", "inconsistent")])
def test_p_follows_from_the_standard_error_of_the_same_model(p: str, verdict: str) -> None:
    assert verdicts("p-from-standard-error", effect(**BARE, pTest="t-test", pValue=p)) == [verdict]


def test_without_an_interval_or_with_a_credible_one_the_limits_are_told() -> None:
    bayes = {"ciLow": "-1", "ciHigh": "2", "ciLevel": "95", "intervalKind": "credible"}
    for world in (effect(**BARE), effect(**BARE, **bayes)):
        (check,) = checks("interval-from-standard-error", world)
        assert check.verdict == "not-checkable"
        assert check.reason == "the source gives no confidence interval"
        assert check.computed.startswith("0.65 ± 0.78 × (1.95 to 1.98): limits")


def test_p_of_another_test_is_told_and_not_judged() -> None:
    (check,) = checks("p-from-standard-error", effect(**BARE, pTest="log-rank", pValue="0.04"))
    assert check.verdict == "not-checkable"
    assert "standard errors, p = 0.39" in check.computed


def test_the_error_of_a_ratio_is_on_no_known_scale() -> None:
    ratio = {**BARE, "statistic": "hazard-ratio"}
    assert verdicts("interval-from-standard-error", effect(**ratio)) == ["not-checkable"]
    assert checks("p-from-standard-error", effect(**ratio, pTest="cox", pValue="0.4")) == []
