"""Rules of rates and doses."""

from __future__ import annotations

import pytest

from tests.audit.world import checks, verdicts

PAGE = """id: documents:page
type: DocumentSection
claim:
- id: "#c"
  type: Claim
  quantity:
  - {{id: "#rate", type: Quantity, unit: "{{points}}/{per}", value: {rate},
    quantityOf: conditions:C, measure: measures:M}}
  - {{id: "#time", type: Quantity, unit: wk, value: 16, quantityOf: conditions:C}}
  - {{id: "#fall", type: Quantity, unit: "{{points}}", value: {fall},
    derivation: {{id: "#d", type: Derivation, rule: rate-times-time, input: ["#rate", "#time"]}}}}
"""


@pytest.mark.parametrize(
    ("rate", "per", "fall", "verdict"),
    [
        ("1.6", "a", "0.5", "consistent"),
        ("1.6", "a", "0.6", "inconsistent"),
        ("2.0", "a", "0.6", "consistent"),
        ("0.13", "mo", "0.5", "consistent"),
        ("1.6", "mo", "0.5", "inconsistent"),
    ],
)
def test_a_change_is_the_rate_times_the_time(rate: str, per: str, fall: str, verdict: str) -> None:
    assert verdicts("rate-times-time", PAGE.format(rate=rate, per=per, fall=fall)) == [verdict]


def test_the_arithmetic_is_told_in_one_line() -> None:
    (check,) = checks("rate-times-time", PAGE.format(rate="1.6", per="a", fall="0.6"))
    assert check.computed == "1.6 ± 0.05 points a year × 112/365.25 years = 0.475 to 0.506"
    assert check.reported == "0.6 (0.55 to 0.65)"


def test_a_change_without_its_time_is_not_checkable() -> None:
    world = PAGE.format(rate="1.6", per="a", fall="0.6").replace('["#rate", "#time"]', '"#rate"')
    (check,) = checks("rate-times-time", world)
    assert check.reason == "it needs one rate and one time"


CONDITION = "id: conditions:C\ntype: Condition\n"
STUDY = """id: studies:S
type: NaturalHistoryStudy
label: study
rate:
- {id: "#r", type: ChangeRate, condition: conditions:C, measure: measures:M,
  unit: "{points}/mo", value: -0.99}
"""


@pytest.mark.parametrize(
    ("rate", "per", "verdict"),
    [
        ("12", "a", "consistent"),
        ("5", "a", "inconsistent"),
        ("1.0", "mo", "consistent"),
        ("0.23", "wk", "consistent"),
        ("0.3", "wk", "inconsistent"),
    ],
)
def test_a_rate_is_one_that_a_study_found(rate: str, per: str, verdict: str) -> None:
    world = PAGE.format(rate=rate, per=per, fall="1")
    assert verdicts("rate-in-natural-history", world, STUDY, CONDITION) == [verdict]


def test_the_interval_of_a_study_is_wider_than_its_digits() -> None:
    wide = STUDY.replace("-0.99", "-0.99, dispersion: 0.3, dispersionKind: standard-error")
    world = PAGE.format(rate="6", per="a", fall="1")
    assert verdicts("rate-in-natural-history", world, wide, CONDITION) == ["consistent"]


def test_a_rate_that_no_study_has_is_not_checkable() -> None:
    world = PAGE.format(rate="6", per="a", fall="1")
    (check,) = checks("rate-in-natural-history", world, CONDITION)
    assert check.reason == "the graph has no study of it"


def test_placebo_arms_stand_beside_the_studies() -> None:
    trial = """id: trials:T
type: ClinicalTrial
arm:
- {id: "#p", type: Arm, role: PLACEBO_COMPARATOR}
population:
- {id: "#e", type: AnalysisPopulation, condition: conditions:C}
outcome:
- {id: "#r", type: OutcomeResult, ofArm: trials:T#p, analysisPopulation: trials:T#e, timeDays: 112,
  measure: measures:M, statistic: mean-change, value: -4.63}
"""
    world = PAGE.format(rate="5", per="a", fall="1")
    (check,) = checks("rate-in-natural-history", world, STUDY, trial, CONDITION)
    assert check.computed == "fall a year: study 11.8 to 12; placebo arms of 1 trials 15 to 15.2"


DOSES = """id: documents:page
type: DocumentSection
claim:
- id: "#c"
  type: Claim
  quantity:
  - {{id: "#dose", type: Quantity, unit: mg, value: {dose}, quantityOf: trials:T#regimen}}
  - {{id: "#doses", type: Quantity, unit: /wk, value: {doses}, quantityOf: trials:T#regimen}}
  - {{id: "#need", type: Quantity, unit: ug/d, value: 2.4}}
  - {{id: "#times", type: Quantity, unit: "1", value: {times}, valueComparator: about,
    derivation: {{id: "#d", type: Derivation, rule: dose-multiple, input: ["#dose", "#need"]}}}}
"""
REGIMEN = """id: trials:T
type: ClinicalTrial
arm:
- id: "#a"
  type: Arm
  regimen: {id: "#regimen", type: Regimen, dose: 50, unit: mg, doses: 2, perDays: 7}
"""


@pytest.mark.parametrize(
    ("dose", "times", "verdict"),
    [
        ("50", "20000", "consistent"),
        ("50", "30000", "inconsistent"),
        ("50", "6000", "inconsistent"),
        ("5", "2000", "consistent"),
    ],
)
def test_a_dose_is_some_multiple_of_the_requirement(dose: str, times: str, verdict: str) -> None:
    (check,) = checks("dose-multiple", DOSES.format(dose=dose, doses=2, times=times), REGIMEN)
    assert check.verdict == verdict
    assert check.reason.startswith("a dose; with 2 in 7 days")


@pytest.mark.parametrize(
    ("dose", "doses", "found"),
    [
        ("50", "2", ["consistent", "consistent"]),
        ("25", "2", ["inconsistent", "consistent"]),
        ("50", "3", ["consistent", "inconsistent"]),
    ],
)
def test_the_regimen_is_that_of_the_record(dose: str, doses: str, found: list[str]) -> None:
    world = DOSES.format(dose=dose, doses=doses, times=1)
    assert verdicts("dose-of-regimen", world, REGIMEN) == found


ARM = """id: trials:T
type: ClinicalTrial
arm:
- id: "#a"
  type: Arm
  label: {}
  regimen: {{id: "#r", type: Regimen, dose: {}, unit: {}, doses: {}, perDays: {}}}
"""


@pytest.mark.parametrize(
    ("label", "dose", "unit", "doses", "days", "verdict"),
    [
        ("drug 50 mg", "50", "mg", "2", "7", "consistent"),
        ("drug 50 mg", "25", "mg", "2", "7", "inconsistent"),
        ("drug 100 mg a day", "50", "mg", "2", "1", "consistent"),
        ("drug 100 mg a day", "50", "mg", "1", "1", "inconsistent"),
        ("drug 50 mg twice weekly", "50", "mg", "2", "7", "consistent"),
        ("drug 50 mg twice daily", "50", "mg", "2", "7", "inconsistent"),
        ("drug 10 mg every 12 weeks", "10", "mg", "1", "84", "consistent"),
        ("drug 4.5 mg/kg a day", "4.5", "mg/kg", "1", "1", "consistent"),
        ("drug 3,600 mg a day", "3600", "mg", "1", "1", "consistent"),
        ("drug 30 mg a day", "15", "mg", "40", "28", "not-checkable"),
        ("drug 30 mg a day", "1", "'{capsule}'", "1", "1", "not-checkable"),
    ],
)
def test_an_arm_gives_the_dose_that_it_is_named_after(
    label: str, dose: str, unit: str, doses: str, days: str, verdict: str
) -> None:
    assert verdicts("exposure-of-arm", ARM.format(label, dose, unit, doses, days)) == [verdict]


def test_an_arm_that_is_not_named_after_a_dose_is_left_alone() -> None:
    assert verdicts("exposure-of-arm", ARM.format("placebo", "50", "mg", "2", "7")) == []


def test_the_weekly_amount_is_told() -> None:
    (check,) = checks(
        "exposure-of-arm", ARM.format("drug 50 mg twice weekly", "50", "mg", "2", "7")
    )
    assert check.computed == "2 × 50 mg in 7 days = 100 mg a week"
