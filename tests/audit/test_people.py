"""Rules of people: arms, populations, percentages, sums and scales."""

from __future__ import annotations

import pytest

from tests.audit.world import checks, verdicts


def arms(total: str, *parts: str) -> str:
    lines = [f'- {{id: "#a{n}", type: Arm, {part}}}' for n, part in enumerate(parts)]
    head = f"id: trials:T\ntype: ClinicalTrial\nparticipants: {total}\narm:\n"
    return head + "\n".join(lines) + "\n"


@pytest.mark.parametrize(("total", "verdict"), [("130", "consistent"), ("129", "inconsistent")])
def test_arms_add_up_to_the_people_randomised(total: str, verdict: str) -> None:
    assert verdicts("arms-add-up", arms(total, "participants: 65", "participants: 65")) == [verdict]


def test_an_arm_without_its_number_is_named() -> None:
    (check,) = checks("arms-add-up", arms("130", "participants: 65", "label: placebo"))
    assert check.reason == "the graph has no number of people for placebo"


def test_parts_of_an_arm_add_up_to_it_and_are_not_counted_twice() -> None:
    world = arms(
        "161",
        "participants: 120",
        "participants: 59, partOf: trials:T#a0",
        "participants: 61, partOf: trials:T#a0",
        "participants: 41",
        "participants: 164, partOf: trials:Master#placebo",
    )
    assert [(c.target[-2:], c.verdict) for c in checks("arms-add-up", world)] == [
        ("/T", "consistent"),
        ("a0", "consistent"),
    ]


RESULTS = """id: trials:T
type: ClinicalTrial
arm:
- {{id: "#a", type: Arm, participants: 65}}
- {{id: "#b", type: Arm, participants: 65}}
population:
- {{id: "#e", type: EnrolledPopulation, participants: 130}}
- {{id: "#p", type: AnalysisPopulation, participants: {population}, partOf: trials:T#e}}
outcome:
- {{id: "#ra", type: OutcomeResult, ofArm: trials:T#a, analysisPopulation: trials:T#p,
  measure: measures:M, analysed: {first}}}
- {{id: "#rb", type: OutcomeResult, ofArm: trials:T#b, analysisPopulation: trials:T#p,
  measure: measures:M, analysed: 64}}
"""


@pytest.mark.parametrize(
    ("population", "first", "within", "summed"),
    [
        ("129", "65", ["consistent"] * 3, ["consistent"]),
        ("129", "66", ["consistent", "inconsistent", "consistent"], ["inconsistent"]),
        ("131", "65", ["inconsistent", "consistent", "consistent"], ["consistent"]),
        ("128", "65", ["consistent"] * 3, ["inconsistent"]),
    ],
)
def test_no_more_people_are_analysed_than_there_are(
    population: str, first: str, within: list[str], summed: list[str]
) -> None:
    world = RESULTS.format(population=population, first=first)
    assert verdicts("analysed-within-randomised", world) == within
    assert verdicts("results-within-population", world) == summed


EVENT = """id: trials:T
type: ClinicalTrial
arm:
- {{id: "#a", type: Arm, participants: 65}}
adverseEvent:
- {{id: "#e", type: AdverseEventResult, ofArm: trials:T#a, {}}}
"""


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ("percentage: 84, affected: 58, atRisk: 69", "consistent"),
        ("percentage: 85, affected: 58, atRisk: 69", "inconsistent"),
        ("percentage: 62.5, affected: 40, atRisk: 64", "consistent"),
        ("percentage: 63, affected: 40, atRisk: 64", "consistent"),  # 62.5 is rounded up
        ("percentage: 62, affected: 40, atRisk: 64", "consistent"),  # or to even
        ("percentage: 7.7", "consistent"),  # 5 of the 65 of the arm
        ("percentage: 1.6", "not-checkable"),  # 1 of 64: fewer than the arm may be at risk
        ("percentage: 1.6, atRisk: 65", "inconsistent"),
        ("percentage: 8, atRisk: 500", "not-checkable"),  # some count of 500 gives any per cent
    ],
)
def test_percentages_are_those_of_whole_people(values: str, verdict: str) -> None:
    assert verdicts("percentage-of-count", EVENT.format(values)) == [verdict]


def test_a_percentage_without_any_number_of_people_is_not_checkable() -> None:
    world = EVENT.format("percentage: 7.7").replace(", participants: 65", "")
    (check,) = checks("percentage-of-count", world)
    assert check.reason == "the source gives no number of people"


def test_shares_that_survived_may_be_estimates() -> None:
    measure = "id: measures:M\ntype: OutcomeMeasure\ndomain: survival\n"
    trial = """id: trials:T
type: ClinicalTrial
outcome:
- {id: "#r", type: OutcomeResult, measure: measures:M, statistic: percentage, value: 69.4,
  unit: "%", analysed: 259}
"""
    (check,) = checks("percentage-of-count", trial, measure)
    assert check.verdict == "not-checkable"
    assert "followed in part" in check.reason


BASELINE = """id: trials:T
type: ClinicalTrial
arm:
- id: "#a"
  type: Arm
  baseline:
  - {{id: "#x", type: Quantity, unit: "{{people}}", value: 58, analysed: 65}}
  - {{id: "#y", type: Quantity, unit: "{{people}}", value: 58, analysed: 64}}
  - {{id: "#m", type: Quantity, unit: a, value: 61.2, analysed: 65}}
  - {{id: "#n", type: Quantity, unit: a, value: 60.8, analysed: 64}}
  - {{id: "#total", type: Quantity, unit: "{{people}}", value: {total},
    derivation: {{id: "#d1", type: Derivation, rule: sum-of-parts, input: ["#x", "#y"]}}}}
  - {{id: "#share", type: Quantity, unit: "%", value: {share}, analysed: 129,
    derivation: {{id: "#d2", type: Derivation, rule: percentage-of-count, input: "#total"}}}}
  - {{id: "#mean", type: Quantity, unit: a, value: {mean},
    derivation: {{id: "#d3", type: Derivation, rule: weighted-mean, input: ["#m", "#n"]}}}}
"""


@pytest.mark.parametrize(
    ("rule", "total", "share", "mean", "verdict"),
    [
        ("sum-of-parts", "116", "92", "61.0", "consistent"),
        ("sum-of-parts", "119", "92", "61.0", "inconsistent"),
        ("percentage-of-count", "119", "92", "61.0", "consistent"),
        ("percentage-of-count", "116", "92", "61.0", "inconsistent"),
        ("weighted-mean", "116", "92", "61.1", "consistent"),  # 61.05 is in both
        ("weighted-mean", "116", "92", "61.2", "inconsistent"),
    ],
)
def test_totals_follow_from_the_arms(
    rule: str, total: str, share: str, mean: str, verdict: str
) -> None:
    world = BASELINE.format(total=total, share=share, mean=mean)
    assert verdicts(rule, world) == [verdict]


def test_means_without_their_people_cannot_be_weighted() -> None:
    world = BASELINE.format(total="116", share="92", mean="61.0").replace(
        "60.8, analysed: 64", "60.8"
    )
    (check,) = checks("weighted-mean", world)
    assert check.reason == "the arms do not say of how many people"


SCALE = "id: measures:M\ntype: OutcomeMeasure\nlow: 0\nhigh: 48\n"


@pytest.mark.parametrize(
    ("part", "verdict"),
    [
        ("type: OutcomeResult, measure: measures:M, statistic: mean, value: 48.0", "consistent"),
        ("type: OutcomeResult, measure: measures:M, statistic: mean, value: 49", "inconsistent"),
        ("type: OutcomeResult, measure: measures:M, statistic: mean, value: -1", "inconsistent"),
        (
            "type: OutcomeResult, measure: measures:M, statistic: mean-change, value: -46",
            "consistent",
        ),
        (
            "type: OutcomeResult, measure: measures:M, statistic: mean-change, value: -66",
            "inconsistent",
        ),
        ("type: OutcomeResult, statistic: percentage, value: 101", "inconsistent"),
        ("type: OutcomeResult, statistic: count, value: 69, analysed: 68", "inconsistent"),
        ("type: EffectEstimate, pValue: 1.2", "inconsistent"),
        ("type: EffectEstimate, pValue: 0.97", "consistent"),
        ("type: AdverseEventResult, affected: 9, atRisk: 8", "inconsistent"),
    ],
)
def test_numbers_are_possible_at_all(part: str, verdict: str) -> None:
    world = (
        f'id: trials:T\ntype: ClinicalTrial\noutcome:\n- {{id: "#r", unit: "{{points}}", {part}}}\n'
    )
    assert verdicts("within-scale", world, SCALE) == [verdict]
