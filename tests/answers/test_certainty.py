"""The rule by which lines become a verdict, downgrade by downgrade."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mnd_kg.answers.certainty import Question, verdict
from mnd_kg.answers.effects import Effect, Population, Trial
from mnd_kg.answers.origin import Origin
from mnd_kg.answers.propositions import Line, Verdict

ORIGIN = Origin("trials:A#primary", ("publications:a",), "primary")
ALS = frozenset({"conditions:ALS"})
MND = frozenset({"conditions:MND", "conditions:ALS", "conditions:PLS"})
ASKED = Question("", "conditions:ALS", ALS, MND, frozenset({"measures:X"}), "benefit", frozenset())
PEOPLE = Population("trials:A#all", "all", "intention-to-treat", "true", "500", tuple(ALS))
TRIAL = Trial("trials:A", "A", "PHASE3", "COMPLETED", "RANDOMIZED", "DOUBLE", "500", "", "2020")
EFFECT = Effect(
    id="trials:A#primary",
    trial=TRIAL,
    measure="measures:X",
    statistic="mean-difference",
    unit="{points}",
    value="2",
    ci_low="1",
    ci_high="3",
    ci_level="95",
    interval_kind="confidence",
    standard_error="",
    p_comparator="",
    p_value="",
    posterior_probability="",
    time_days="168",
    population=PEOPLE,
    treated=(),
    reference=(),
    better_when="higher",
    primary_endpoint="true",
    prespecified="true",
    met="true",
    note="",
    origin=ORIGIN,
)
LINE = Line(
    id="propositions:p#a",
    direction="supports",
    strength="strong",
    evidence_kind="randomised-trial",
    statement="",
    date="",
    dated_by="",
    dating="",
    effects=(EFFECT,),
    results=(),
    pooled=(),
    documents=(),
    origin=ORIGIN,
)


def line(name: str = "a", effect: dict[str, Any] | None = None, **changes: Any) -> Line:
    """Return a line like LINE, with some things otherwise."""
    effects = (replace(EFFECT, **(effect or {})),)
    return replace(LINE, id=f"propositions:p#{name}", effects=effects, **changes)


def judged(*lines: Line, question: Question = ASKED) -> Verdict:
    found = verdict(lines, question)
    assert found is not None
    return found


def factors(found: Verdict) -> dict[str, int]:
    return {down.factor: down.levels for down in found.downgrades}


def test_a_large_direct_precise_trial_leaves_the_certainty_high() -> None:
    found = judged(LINE)
    assert (found.points, found.certainty, found.downgrades) == ("for", "high", ())


@pytest.mark.parametrize(
    ("effect", "levels"),
    [
        ({"ci_low": "-1"}, 1),
        ({"ci_low": "", "ci_high": ""}, 1),
        ({"value": "", "ci_low": "", "ci_high": ""}, 2),
        ({"population": replace(PEOPLE, participants="399")}, 1),
    ],
    ids=["interval with no effect in it", "no interval", "no size", "few people"],
)
def test_imprecision(effect: dict[str, Any], levels: int) -> None:
    assert factors(judged(line(effect=effect))) == {"imprecision": levels}


def test_lines_that_disagree_are_inconsistent_and_none_wins() -> None:
    other = replace(TRIAL, id="trials:B", label="B")
    against = line("b", {"trial": other, "ci_low": "-3", "ci_high": "-1"}, direction="disputes")
    found = judged(LINE, against)
    assert (found.points, found.certainty) == ("mixed", "moderate")
    assert [down.reason for down in found.downgrades] == ["A for it, B against it"]


def test_analyses_of_one_trial_that_differ_are_bias_and_no_inconsistency() -> None:
    unadjusted = line("b", direction="disputes", strength="moderate")
    found = judged(LINE, unadjusted)
    assert (found.points, found.counted) == ("for", ("propositions:p#a",))
    assert [(down.factor, down.reason) for down in found.downgrades] == [
        ("risk-of-bias", "A: its analyses differ, propositions:p#b disputes")
    ]
    assert [(left.line, left.reason) for left in found.left_out] == [
        (
            "propositions:p#b",
            "another analysis of the same trial, which by the curator bears less",
        )
    ]


def test_analyses_of_one_trial_that_are_equally_strong_leave_the_verdict_mixed() -> None:
    assert judged(LINE, line("b", direction="disputes")).points == "mixed"


def test_against_is_told_as_what_it_means() -> None:
    told = judged(replace(LINE, direction="disputes")).told()
    assert told == "against (the effect was not shown), high certainty, from high by certainty-1"


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        ({"kind": "subgroup"}, "A: of a subgroup"),
        (
            {"conditions": ("conditions:ALS", "conditions:PLS")},
            "A: people with conditions:PLS among those analysed",
        ),
        ({"conditions": ("conditions:PLS",)}, "A: people with conditions:PLS among those analysed"),
    ],
)
def test_other_people_than_asked_are_indirect(people: dict[str, Any], reason: str) -> None:
    found = judged(line(effect={"population": replace(PEOPLE, **people)}))
    assert [(down.factor, down.reason) for down in found.downgrades] == [("indirectness", reason)]


def test_a_narrower_condition_is_indirect() -> None:
    wide = replace(ASKED, condition="conditions:MND", within=MND)
    assert factors(judged(LINE, question=wide)) == {"indirectness": 1}


def test_the_very_population_of_the_proposition_is_direct() -> None:
    group = replace(PEOPLE, kind="subgroup")
    asked = replace(ASKED, population=group.id)
    assert judged(line(effect={"population": group}), question=asked).downgrades == ()


def test_a_second_condition_that_people_have_as_well_is_direct() -> None:
    group = replace(PEOPLE, conditions=("conditions:ALS", "conditions:pseudobulbar-affect"))
    assert judged(line(effect={"population": group})).downgrades == ()


def test_another_measure_is_indirect() -> None:
    assert factors(judged(line(effect={"measure": "measures:Y"}))) == {"indirectness": 1}


def test_an_analysis_chosen_late_is_counted_only_where_no_planned_one_is() -> None:
    late = line("late", {"prespecified": "false"}, direction="disputes")
    found = judged(LINE, late)
    assert (found.points, [(out.line, out.reason) for out in found.left_out]) == (
        "for",
        [("propositions:p#late", "chosen after the data were seen")],
    )
    assert factors(judged(late)) == {"risk-of-bias": 1}


@pytest.mark.parametrize("masking", ["NONE", ""])
def test_an_open_trial_is_at_risk_of_bias_unless_masking_cannot_matter(masking: str) -> None:
    open_label = line(effect={"trial": replace(TRIAL, masking=masking)})
    assert factors(judged(open_label)) == {"risk-of-bias": 1}
    assert judged(open_label, question=replace(ASKED, hard=ASKED.measures)).downgrades == ()


def test_studies_without_randomisation_start_low() -> None:
    found = judged(line(evidence_kind="non-randomised-trial"))
    assert (found.start, found.certainty) == ("low", "low")


def test_a_retracted_publication_is_not_counted() -> None:
    doubted = replace(ORIGIN, doubts=(("publications:a", "retracted"),))
    retracted = replace(LINE, id="propositions:p#r", origin=doubted)
    found = judged(LINE, retracted)
    assert [out.reason for out in found.left_out] == ["cites a retracted publication"]
    assert verdict((retracted,), ASKED) is None


def test_a_concern_about_a_publication_lowers_the_certainty() -> None:
    doubted = replace(ORIGIN, doubts=(("publications:a", "expression-of-concern"),))
    assert factors(judged(replace(LINE, origin=doubted))) == {"risk-of-bias": 1}


@pytest.mark.parametrize(
    "change", [{"direction": "neutral"}, {"evidence_kind": "expert-statement"}], ids=str
)
def test_there_is_no_verdict_where_no_study_in_people_takes_a_side(change: dict[str, Any]) -> None:
    assert verdict((line(**change),), ASKED) is None


def test_certainty_falls_no_lower_than_very_low() -> None:
    group = replace(PEOPLE, kind="subgroup")
    poor = line(effect={"value": "", "ci_low": "", "population": group, "prespecified": "false"})
    assert judged(poor).certainty == "very-low"
