"""Which interventions that were tried in ALS might be discussed for another condition."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mnd_kg.answers.origin import Origin
from mnd_kg.answers.score import Counted, evidence_part
from mnd_kg.errors import SettingError, UnknownEntityError

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph
    from mnd_kg.answers.candidate import Candidate, Candidates

DAY = date(2026, 11, 1)


@pytest.fixture(scope="module")
def for_pls(kg: KnowledgeGraph) -> Candidates:
    return kg.candidates("PLS", on=DAY)


def of(answer: Candidates, slug: str) -> Candidate:
    return answer.of_intervention(f"https://w3id.org/mnd-kg/interventions/{slug}")


def points(answer: Candidates, slug: str) -> dict[str, float]:
    return {part.name: part.value for part in of(answer, slug).parts}


def test_what_needs_a_gene_subtype_is_excluded_as_the_query_finds_it(
    kg: KnowledgeGraph, for_pls: Candidates
) -> None:
    bound = {
        one.intervention: {bound.at for bound in one.bound if bound.kind == "subtype"}
        for one in for_pls.of("excluded")
    }
    found: dict[str, set[str]] = {}
    for row in kg.query("needs-gene-subtype"):
        found.setdefault(row["intervention"], set()).add(row["edge"])
    assert set(found) == {
        "interventions:BIIB078",
        "interventions:WVE-004",
        "interventions:tofersen",
        "interventions:ulefnersen",
    }
    assert all(bound[drug] & edges for drug, edges in found.items())


def test_a_process_that_leads_to_als_only_excludes_too(for_pls: Candidates) -> None:
    elsewhere = {
        one.label: one.bound[0].reason
        for one in for_pls.of("excluded")
        if one.bound[0].kind == "leads-elsewhere"
    }
    assert set(elsewhere) == {"BIIB105", "aldesleukin", "levosimendan", "reldesemtiv", "tirasemtiv"}
    assert elsewhere["BIIB105"] == (
        "from ataxin-2 the graph leads to amyotrophic lateral sclerosis only"
    )


def test_what_is_doubtful_is_marked_in_the_overview(for_pls: Candidates) -> None:
    assert of(for_pls, "NurOwn").doubts() == ["publications:cudkowicz-2022 is corrected"]
    assert of(for_pls, "mecobalamin").doubts() == []


def test_the_rank_of_methylcobalamin_is_explained(for_pls: Candidates) -> None:
    found = of(for_pls, "mecobalamin")
    assert points(for_pls, "mecobalamin") == {
        "evidence": 0.571,
        "against": -0.571,
        "mechanism": 0.2,
        "approval": 1.0,
        "label": 0.0,
    }
    assert found.score == pytest.approx(1.2)
    assert [(one.warrants, one.defeaters) for one in found.inferences] == [(3, 12)]
    assert [way.origin.id for way in found.access] == [
        "access:mecobalamin-compounding-FR",
        "access:mecobalamin-low-dose-FR",
    ]
    why = found.why()
    assert why[0].startswith("mecobalamin (interventions:mecobalamin): rank ")
    assert "approval: 1.00 × 1 = +1.00, approved in jurisdictions:JP" in why
    assert "trial: trials:NCT03548311" in why


def test_a_result_counts_once_and_with_its_lowest_strength(for_pls: Candidates) -> None:
    counts = {line.id: line.counts for line in of(for_pls, "mecobalamin").lines}
    assert counts["propositions:mecobalamin-function-ALS#jetals"] == 2
    assert counts["propositions:mecobalamin-function-early-ALS#jetals"] == 0


def test_what_a_review_pooled_adds_nothing_to_the_results_of_its_trials(
    kg: KnowledgeGraph, for_pls: Candidates
) -> None:
    (edaravone,) = (c for c in for_pls.candidates if c.intervention == "interventions:edaravone")
    (function,) = (
        found
        for found in kg.evidence("edaravone").propositions
        if found.id == "propositions:edaravone-function-ALS"
    )
    pooled = {line.id for line in function.lines if line.pools}
    assert pooled == {"propositions:edaravone-function-ALS#Gao-2023"}
    assert pooled.isdisjoint(line.id for line in edaravone.lines)
    assert edaravone.counts() == (2, 2)


def test_evidence_against_takes_points_off(for_pls: Candidates) -> None:
    assert points(for_pls, "memantine")["against"] == -0.75
    assert points(for_pls, "memantine")["evidence"] == 0.0
    assert of(for_pls, "memantine").rank > of(for_pls, "fasudil").rank


def test_harm_counts_against_and_its_absence_not_for(for_pls: Candidates) -> None:
    safety = {
        line.id: (line.direction, line.counts)
        for drug in ("mexiletine", "fasudil")
        for line in of(for_pls, drug).lines
        if line.domain == "safety"
    }
    assert sorted(safety.values()) == [("disputes", 3), ("supports", 0)]


def test_the_label_of_riluzole_counts_and_stands_in_the_answer(for_pls: Candidates) -> None:
    assert points(for_pls, "riluzole")["label"] == -1.0
    assert [label.origin.id for label in for_pls.labels] == ["interventions:riluzole#eu-other-mnd"]


def test_interventions_without_a_mechanism_are_listed_apart(for_pls: Candidates) -> None:
    apart = {one.intervention for one in for_pls.of("mechanism-not-recorded")}
    assert {"interventions:NIV", "interventions:rasagiline", "interventions:CNM-Au8"} <= apart
    assert [one.label for one in for_pls.of("not-tried")] == ["bosutinib"]


def test_an_approval_counts_on_its_days_only(kg: KnowledgeGraph, for_pls: Candidates) -> None:
    then = kg.candidates("PLS", on=date(2023, 1, 1))
    assert points(then, "AMX0035")["approval"] == 1.0
    assert points(for_pls, "AMX0035")["approval"] == 0.0


def test_weights_can_be_given(kg: KnowledgeGraph, for_pls: Candidates) -> None:
    without = kg.candidates("PLS", weights={"label": 0}, on=DAY)
    assert of(without, "riluzole").score == pytest.approx(of(for_pls, "riluzole").score + 1)
    assert of(without, "riluzole").rank < of(for_pls, "riluzole").rank


@pytest.mark.parametrize("wrong", [{"evidenc": 1.0}, {"label": -1.0}, {"label": float("nan")}])
def test_a_weight_that_cannot_be_is_refused(kg: KnowledgeGraph, wrong: dict[str, float]) -> None:
    with pytest.raises(SettingError):
        kg.candidates("PLS", weights=wrong)


def test_a_formulation_has_the_place_of_its_substance(for_pls: Candidates) -> None:
    assert of(for_pls, "edaravone-oral") == of(for_pls, "edaravone")


def test_what_was_not_looked_at_is_said(for_pls: Candidates) -> None:
    with pytest.raises(UnknownEntityError, match="was not looked at"):
        of(for_pls, "gastrostomy")


@pytest.mark.parametrize(("strengths", "value"), [([], 0.0), ([3], 0.5), ([3, 3, 3], 0.75)])
def test_more_results_add_less_and_less(strengths: list[int], value: float) -> None:
    lines = [
        Counted("e:1", "p:1", "function", "disputes", "strong", n, "", Origin("e:1", (), "none"))
        for n in strengths
    ]
    assert evidence_part(2, lines, "disputes").value == -value


def test_every_answer_holds_together(kg: KnowledgeGraph) -> None:
    conditions = [row["it"] for row in kg.query("SELECT ?it { ?it a mnd:Condition } ORDER BY ?it")]
    asked = [*((condition, "ALS") for condition in conditions), ("PLS", "MND"), ("ALS", "PLS")]
    for condition, source in asked:
        answer = kg.candidates(condition, source, on=DAY)
        assert [one.rank for one in answer.candidates] == list(range(1, len(answer.candidates) + 1))
        scores = [one.score for one in answer.candidates]
        assert scores == sorted(scores, reverse=True)
        for one in (*answer.candidates, *answer.others):
            assert one.score == pytest.approx(sum(part.points for part in one.parts), abs=0.001)
            assert all(part.because for part in one.parts)
            assert all(line.origin.cites for line in one.lines)
            assert all(state.origin.cites for state in one.approvals)
            assert all(label.origin.cites for label in one.labels)
            assert one.bound or one.group != "excluded"
            assert bool(one.mechanisms) == (one.group in ("candidate", "not-tried"))


def test_what_needs_a_subtype_is_a_candidate_for_that_subtype(kg: KnowledgeGraph) -> None:
    answer = kg.candidates("SOD1-ALS", on=DAY)
    assert of(answer, "tofersen").group == "candidate"


def test_what_needs_a_subtype_is_none_for_the_whole_condition(kg: KnowledgeGraph) -> None:
    assert of(kg.candidates("ALS", on=DAY), "tofersen").group == "excluded"


def test_why_marks_the_trials_on_which_no_line_rests(kg: KnowledgeGraph) -> None:
    found = kg.candidates("PLS").of_intervention(kg.resolve("deferiprone"))
    assert found.trials_without_line == ("trials:NCT03293069",)
    assert [line for line in found.why() if line.startswith("trial: ")] == [
        "trial: trials:NCT02164253",
        "trial: trials:NCT03293069, on which no evidence line rests",
    ]


def test_what_somebody_says_of_a_trial_is_no_result(kg: KnowledgeGraph) -> None:
    found = kg.candidates("PLS").of_intervention(kg.resolve("nabiximols"))
    assert {line.id: line.counts for line in found.lines} == {
        "propositions:nabiximols-spasticity-MND#CANALS": 2,
        "propositions:nabiximols-spasticity-MND#editorial": 0,
    }
