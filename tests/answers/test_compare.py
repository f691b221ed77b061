"""Effects side by side, and what keeps them apart."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from mnd_kg.errors import UnknownEntityError
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph
    from mnd_kg.answers.compare import Comparison, Row


@cache
def compared(kg: KnowledgeGraph, condition: str, measure: str | None = None) -> Comparison:
    return kg.compare(condition, measure)


def row(kg: KnowledgeGraph, effect: str) -> Row:
    rows = {row.effect.id: row for row in compared(kg, "ALS").rows}
    return rows[f"trials:{effect}"]


def kinds(found: Row) -> dict[str, str]:
    return {caution.kind: caution.said for caution in found.cautions}


def test_jetals_stands_on_both_scales_with_intervals(kg: KnowledgeGraph) -> None:
    found = row(kg, "NCT03548311#alsfrs-r-difference-w16")
    assert found.monthly
    assert found.slowing
    assert found.monthly.told() == "0.54 points a month (95 % CI 0.12 to 0.95)"
    assert found.slowing.told(0) == "43 % (95 % CI 12 to 65)"


def test_a_hazard_ratio_stays_on_its_own_scale(kg: KnowledgeGraph) -> None:
    found = row(kg, "NCT03127514#survival-long-term")
    assert (found.monthly, found.slowing) == (None, None)
    assert found.not_monthly == "a hazard ratio has no size in points"


def test_a_failed_trial_without_a_number_has_its_row(kg: KnowledgeGraph) -> None:
    found = row(kg, "NCT05021536#event-free-survival-w48")
    assert (found.basis, found.effect.told()) == (
        "recorded-as-absent",
        "no number recorded; endpoint not met",
    )


def test_entry_and_background_are_said_beside_the_row(kg: KnowledgeGraph) -> None:
    found = row(kg, "NCT01492686#alsfrs-r-difference-w24")
    told = [caution.said for caution in found.cautions]
    assert "A fall of one to four ALSFRS-R points in the twelve weeks of observation." in told
    assert any("on riluzole 91 %" in said for said in told)


def test_what_is_not_recorded_of_the_background_is_said_too(kg: KnowledgeGraph) -> None:
    found = row(kg, "NCT03127514#primary-effect")
    assert "edaravone beside it is not recorded" in {c.said for c in found.cautions}


@pytest.mark.parametrize(
    ("effect", "kind", "said"),
    [
        ("NCT00444613#early-alsfrs-r-w182", "post-hoc", "chosen after the data were seen"),
        (
            "NCT02623699#alsfrs-r-difference-w28",
            "subgroup",
            "a part of the people: predicted faster progression",
        ),
        ("NCT02623699#alsfrs-r-difference-w28", "people", "the people had conditions:SOD1-ALS"),
        ("ISRCTN53817913#primary-effect", "open-label", "nobody was blinded"),
        ("ISRCTN53817913#primary-effect", "comparator", "against ventilation alone, not placebo"),
        (
            "NCT00349622#primary-effect",
            "measure",
            "measures:event-free-survival, where most are measures:ALSFRS-R",
        ),
        ("NCT05021536#alsfrs-r-like-CENTAUR", "endpoint", "not the primary endpoint"),
        (
            "NCT04944784#primary-effect",
            "stopped",
            "stopped early: Futility at the second planned interim analysis.",
        ),
        (
            "NCT03548311#label-alsfrs-r-difference-w16",
            "same-result",
            "the same result as trials:NCT03548311#alsfrs-r-difference-w16,"
            " as another source prints it",
        ),
        (
            "NCT00444613#alsfrs-r-25-mg-w182",
            "shared-people",
            "of the same trial as trials:NCT00444613#alsfrs-r-50-mg-w182,"
            " trials:NCT00444613#early-alsfrs-r-w182",
        ),
        ("NCT03280056#primary-effect", "doubt", "publications:cudkowicz-2022 is corrected"),
    ],
)
def test_each_caution(kg: KnowledgeGraph, effect: str, kind: str, said: str) -> None:
    assert kinds(row(kg, effect))[kind] == said


def test_trials_that_took_in_others_besides_are_marked(kg: KnowledgeGraph) -> None:
    found = compared(kg, "PLS").rows
    assert {one.effect.trial.label for one in found} == {"CANALS", "MND-SMART"}
    assert {one.people for one in found} == {"among-others"}


def test_a_second_illness_makes_no_other_people(kg: KnowledgeGraph) -> None:
    found = compared(kg, "pseudobulbar-affect").rows
    assert {one.people for one in found} == {"same"}


def test_trials_without_an_effect_are_named(kg: KnowledgeGraph) -> None:
    answer = compared(kg, "PLS")
    without = {found.trial: found.origin for found in answer.without}
    assert without["trials:NCT02868567"].cites == ("clinicaltrials:NCT02868567",)
    assert answer.searches


def test_a_condition_that_nobody_studied_has_no_record(kg: KnowledgeGraph) -> None:
    answer = compared(kg, "juvenile-PLS")
    assert (answer.basis, answer.rows) == ("no-record", ())


def test_every_effect_of_every_trial_in_motor_neuron_disease_has_its_row(
    kg: KnowledgeGraph,
) -> None:
    said, short = kg.statements, vocabulary().contract
    every = {
        short(effect)
        for trial in said.of_class("ClinicalTrial")
        for effect in said.values(trial, "effect")
    }
    assert {row.effect.id for row in compared(kg, "MND").rows} == every


def test_every_row_of_every_condition_has_a_source(kg: KnowledgeGraph) -> None:
    for condition in kg.statements.of_class("Condition"):
        for found in compared(kg, vocabulary().contract(condition)).rows:
            assert found.effect.origin.cites, found.effect.id
            assert all(caution.said and caution.about for caution in found.cautions)


def test_a_row_is_on_a_scale_or_says_why_not(kg: KnowledgeGraph) -> None:
    for found in compared(kg, "MND").rows:
        assert bool(found.monthly) != bool(found.not_monthly), found.effect.id
        assert bool(found.slowing) != bool(found.not_slowing), found.effect.id


def test_an_interval_holds_its_number_on_every_scale(kg: KnowledgeGraph) -> None:
    for found in compared(kg, "MND").rows:
        for scaled in (found.monthly, found.slowing):
            if scaled and scaled.low is not None and scaled.high is not None:
                assert scaled.low <= scaled.value <= scaled.high, found.effect.id


def test_unknown_names_get_suggestions(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownEntityError, match="Did you mean `alsfrs-r`"):
        kg.compare("ALS", "ALSFRSR")


def test_what_a_label_says_of_the_condition_stands_below_the_rows(kg: KnowledgeGraph) -> None:
    said = [(label.origin.id, label.own) for label in compared(kg, "PLS").labels]
    assert said == [("interventions:riluzole#eu-other-mnd", False)]
    assert [label.own for label in compared(kg, "ALS").labels] == [True]


def test_the_measures_are_counted_for_who_asked_for_none(kg: KnowledgeGraph) -> None:
    assert compared(kg, "PLS").measures == {
        "measures:ALSFRS-R": 2,
        "measures:modified-Ashworth-scale": 1,
        "measures:survival": 2,
    }
