"""Results of trials as the graph has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg.answers.effects import Arm, Population, arm_result, effect
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph
    from mnd_kg.answers.effects import ArmResult, Effect


def effect_of(kg: KnowledgeGraph, curie: str) -> Effect:
    return effect(kg.statements, vocabulary().expand(curie))


def result_of(kg: KnowledgeGraph, curie: str) -> ArmResult:
    return arm_result(kg.statements, vocabulary().expand(curie))


def test_an_effect_keeps_its_numbers_as_written(mini: KnowledgeGraph) -> None:
    found = effect_of(mini, "trials:NCT03548311#alsfrs-r-difference-w16")
    assert (found.value, found.ci_low, found.ci_high) == ("1.97", "0.44", "3.50")
    assert (found.trial.id, found.trial.label) == ("trials:NCT03548311", "JETALS")
    assert found.excludes_no_effect is True


def test_an_effect_names_its_people_and_its_arms(kg: KnowledgeGraph) -> None:
    found = effect_of(kg, "trials:NCT03548311#alsfrs-r-difference-w16")
    assert found.population == Population(
        id="trials:NCT03548311#full-analysis-set",
        label="full analysis set",
        kind="full-analysis-set",
        prespecified="true",
        participants="129",
        conditions=("conditions:ALS",),
    )
    assert found.treated == (
        Arm(
            "trials:NCT03548311#methylcobalamin",
            found.treated[0].label,
            found.treated[0].role,
            ("interventions:mecobalamin",),
        ),
    )


def test_a_failed_trial_says_so_though_it_has_no_size(kg: KnowledgeGraph) -> None:
    told = effect_of(kg, "trials:NCT05021536#primary-effect").told()
    assert told == "p = 0.667; primary endpoint not met"


def test_an_interval_of_a_ratio_is_held_against_one(kg: KnowledgeGraph) -> None:
    ceftriaxone = effect_of(kg, "trials:NCT00349622#primary-effect")
    assert (ceftriaxone.no_effect, ceftriaxone.excludes_no_effect) == (1.0, False)


def test_a_result_of_one_arm_has_its_spread(kg: KnowledgeGraph) -> None:
    found = result_of(kg, "trials:NCT03548311#alsfrs-r-placebo-w16")
    assert (found.value, found.dispersion, found.dispersion_kind, found.analysed) == (
        "-4.63",
        "0.6",
        "standard-error",
        "64",
    )
    assert found.arm
    assert found.arm.interventions == ("interventions:placebo",)


def test_the_names_in_json_are_those_of_the_properties(kg: KnowledgeGraph) -> None:
    found = effect_of(kg, "trials:NCT03127514#primary-effect").as_json()
    own = {"id", "trial", "treated", "reference", "origin"}
    assert set(found) <= {*vocabulary().keys, *own}
    assert found["population"]["kind"] == "modified-intention-to-treat"
    assert found["origin"]["cites"] == ["publications:paganoni-2020b"]
