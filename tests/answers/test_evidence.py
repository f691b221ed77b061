"""What speaks for an intervention and what against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mnd_kg.errors import SettingError, UnknownEntityError
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph
    from mnd_kg.answers.propositions import Case


def case(kg: KnowledgeGraph, drug: str, name: str) -> Case:
    found = {case.id: case for case in kg.evidence(drug).propositions}
    return found[f"propositions:{name}"]


def interventions(kg: KnowledgeGraph) -> list[str]:
    return [vocabulary().contract(drug) for drug in kg.statements.of_class("Intervention")]


def test_both_trials_of_amx0035_stand_under_one_proposition(kg: KnowledgeGraph) -> None:
    lines = case(kg, "AMX0035", "AMX0035-function-ALS").lines
    assert {(line.trials(), line.direction) for line in lines} == {
        ("CENTAUR", "supports"),
        ("PHOENIX", "disputes"),
    }


def test_an_effect_stands_in_its_line_with_interval_people_and_source(kg: KnowledgeGraph) -> None:
    lines = case(kg, "AMX0035", "AMX0035-function-ALS").lines
    centaur = next(line for line in lines if line.trials() == "CENTAUR")
    assert centaur.found() == (
        "slope difference 0.42 points a month (95 % CI 0.03 to 0.81) p = 0.03; primary endpoint met"
    )
    assert centaur.people().startswith("modified intention to treat, n ")
    assert centaur.origin.cites == ("publications:paganoni-2020b",)
    assert (centaur.date, centaur.dated_by) == ("2020-09-03", "publications:paganoni-2020b")


def test_the_newest_line_comes_first_whatever_it_says(kg: KnowledgeGraph) -> None:
    for drug in interventions(kg):
        for found in kg.evidence(drug).propositions:
            dates = [line.date for line in found.lines]
            years = [date[:4] for date in dates if date]
            assert years == sorted(years, reverse=True), found.id
            assert all(dates[: len(years)]), found.id


def test_a_narrower_proposition_is_included_and_marked(kg: KnowledgeGraph) -> None:
    found = case(kg, "methylcobalamin", "mecobalamin-function-early-ALS")
    assert [(relation.kind, relation.to) for relation in found.relations] == [
        ("narrower-population", "trials:NCT03548311#enrolled"),
        ("narrower-proposition", "propositions:mecobalamin-function-ALS"),
    ]


def test_a_proposition_on_a_broader_condition_is_marked(kg: KnowledgeGraph) -> None:
    for found in kg.evidence("memantine", "PLS").propositions:
        assert ("broader-condition", "conditions:MND") in {(r.kind, r.to) for r in found.relations}


def test_a_formulation_is_answered_with_what_it_is_made_from(kg: KnowledgeGraph) -> None:
    found = kg.evidence("edaravone-oral").propositions[0]
    assert ("formulated-from", "interventions:edaravone") in {
        (r.kind, r.to) for r in found.relations
    }


def test_a_domain_keeps_the_others_out(kg: KnowledgeGraph) -> None:
    answer = kg.evidence("AMX0035", domain="survival")
    assert {found.domain for found in answer.propositions} == {"survival"}


def test_three_kinds_of_nothing_are_told_apart(kg: KnowledgeGraph) -> None:
    searched = kg.evidence("mecobalamin", "PLS").propositions[0]
    assert (searched.basis, bool(searched.searches)) == ("searched-and-not-found", True)
    stated = case(kg, "mecobalamin", "oral-vitamin-B12-function-ALS")
    assert (stated.basis, stated.lines) == ("recorded-as-absent", ())
    nothing = kg.evidence("tofersen", "PLS")
    assert (nothing.basis, nothing.propositions) == ("no-record", ())
    assert nothing.elsewhere == ("conditions:SOD1-ALS",)


def test_the_curator_stands_beside_the_rule_and_the_difference_shows(kg: KnowledgeGraph) -> None:
    found = case(kg, "mecobalamin", "mecobalamin-function-ALS")
    assert found.verdict
    assert found.verdict.points == "mixed"
    (curator,) = found.assessments
    assert curator.certainty == "low"
    assert "only curator of mnd-kg lowers for indirectness" in curator.differs


def test_what_a_review_pooled_is_shown_and_not_counted_beside_its_trials(
    kg: KnowledgeGraph,
) -> None:
    found = case(kg, "riluzole", "riluzole-survival-ALS")
    (line,) = (line for line in found.lines if line.evidence_kind == "systematic-review")
    assert line.trials() == "Cochrane review of riluzole in ALS, 2012"
    assert line.found() == (
        "pooled hazard ratio 0.83 (95 % CI 0.70 to 1.00) p = 0.046; "
        "pooled risk ratio 0.78 (95 % CI 0.65 to 0.92)"
    )
    assert line.people() == "3 trials, n 1282; 3 trials, n 799"
    assert line.pooled[0].trials == (
        "trials:bensimon-1994",
        "trials:bensimon-2002",
        "trials:lacomblez-1996",
    )
    assert found.verdict
    assert line.id not in found.verdict.counted
    reasons = {left.line: left.reason for left in found.verdict.left_out}
    assert reasons[line.id] == "pools trials, which are counted themselves"


def test_the_certainty_that_a_review_states_stands_beside_that_of_the_rule(
    kg: KnowledgeGraph,
) -> None:
    (review,) = case(kg, "riluzole", "riluzole-survival-ALS").assessments
    assert (review.by, review.certainty) == ("the Cochrane review of 2012", "high")
    assert review.origin.cites == ("publications:miller-2012",)
    assert review.differs[0] == "the rule says low, the Cochrane review of 2012 high"


def test_the_model_of_pooling_is_told_where_the_review_says_it(kg: KnowledgeGraph) -> None:
    lines = case(kg, "lithium carbonate", "lithium-carbonate-survival-ALS").lines
    (pooled,) = (found for line in lines for found in line.pooled)
    assert pooled.told() == "pooled hazard ratio 1.0 (95 % CI 0.7 to 1.4) p = 0.96"
    assert pooled.people() == "3 trials, n 518, individual participants"


def test_a_claim_of_a_document_stands_beside_the_lines_and_is_none(kg: KnowledgeGraph) -> None:
    found = case(kg, "mecobalamin", "mecobalamin-function-ALS")
    claims = {claim.id for claim in found.claims}
    assert "documents:jetals-page-introduction#slows-ALS" in claims
    assert claims.isdisjoint(item for line in found.lines for item in line.documents)


def test_every_line_of_every_intervention_has_a_source(kg: KnowledgeGraph) -> None:
    for drug in interventions(kg):
        for found in kg.evidence(drug).propositions:
            assert all(line.origin.cites for line in found.lines), found.id


def test_no_line_of_the_graph_is_left_out(kg: KnowledgeGraph) -> None:
    said = kg.statements
    told = {
        line.id
        for drug in interventions(kg)
        for found in kg.evidence(drug).propositions
        for line in found.lines
    }
    lines = {
        vocabulary().contract(line)
        for line in said.of_class("EvidenceLine")
        if said.class_of(said.whole(line)) == "Proposition"
    }
    assert told == lines


def test_a_mechanism_is_no_evidence_of_an_effect_on_people(kg: KnowledgeGraph) -> None:
    for drug in interventions(kg):
        for found in kg.evidence(drug).propositions:
            assert found.id.startswith("propositions:")


def test_a_verdict_counts_or_leaves_out_every_line_with_a_reason(kg: KnowledgeGraph) -> None:
    for drug in interventions(kg):
        for found in kg.evidence(drug).propositions:
            if found.verdict:
                left = {out.line for out in found.verdict.left_out if out.reason}
                assert {*found.verdict.counted, *left} == {line.id for line in found.lines}


def test_unknown_names_get_suggestions(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownEntityError, match="Did you mean"):
        kg.evidence("AMX0036")
    with pytest.raises(UnknownEntityError, match="nothing by the name"):
        kg.evidence("AMX0035", "")
    with pytest.raises(SettingError, match="Did you mean `function`"):
        kg.evidence("AMX0035", domain="functon")


@pytest.mark.parametrize("name", ["mecobalamin", "riluzole"])
def test_the_label_that_speaks_of_other_forms_stands_in_evidence_on_pls(
    kg: KnowledgeGraph, name: str
) -> None:
    labels = kg.evidence(name, "PLS").labels
    assert [(label.intervention, label.kind, label.own) for label in labels] == [
        ("interventions:riluzole", "not-recommended", name == "riluzole")
    ]


def test_trials_on_which_no_line_rests_are_named(kg: KnowledgeGraph) -> None:
    found = kg.evidence("deferiprone").trials_without_line
    assert [(one.id, one.label, one.participants) for one in found] == [
        ("trials:NCT03293069", "FAIR-ALS II", "372")
    ]
    assert [one.id for one in kg.evidence("deferiprone", "PLS").trials_without_line] == []


@pytest.mark.parametrize(
    ("intervention", "told"),
    [
        ("riluzole", "a background of other trials is no test of it"),
        ("trehalose", "the platform is told by its regimen"),
        ("creatine", "a review pools its trials"),
        ("BIIB078", "the line rests on a report that the trial cites"),
    ],
)
def test_trials_that_a_line_tells_of_are_not_among_them(
    intervention: str, told: str, kg: KnowledgeGraph
) -> None:
    assert kg.evidence(intervention).trials_without_line == (), told


def test_a_trial_of_another_form_is_among_them(kg: KnowledgeGraph) -> None:
    for name in ("edaravone", "edaravone-oral"):
        found = kg.evidence(name).trials_without_line
        assert [one.id for one in found] == ["trials:NCT04165824"]


def test_the_question_names_the_same_trials(kg: KnowledgeGraph) -> None:
    named = {one.id for drug in interventions(kg) for one in kg.evidence(drug).trials_without_line}
    assert named == {row["trial"] for row in kg.query("trials-without-evidence")}
