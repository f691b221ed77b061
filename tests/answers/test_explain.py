"""How interventions might act in a condition, and what is known of it there."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from mnd_kg.answers import trial_inputs
from mnd_kg.answers.mechanisms import mechanisms
from mnd_kg.answers.steps import Step, chained, product_of_signs, step, weakest_first
from mnd_kg.answers.trial_size import Design, trial_size
from mnd_kg.errors import SettingError
from mnd_kg.statements import Statements
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph
    from mnd_kg.answers.origin import Origin

EDGES = """
@prefix mnd: <https://w3id.org/mnd-kg/ontology/> .
@prefix e: <https://w3id.org/mnd-kg/edges/> .
@prefix t: <https://w3id.org/mnd-kg/targets/> .
"""


def edge(**said: str) -> Step:
    """Return a step of which only some things are said."""
    values = "".join(f" ; mnd:{key} {value}" for key, value in said.items())
    text = f"{EDGES} e:x a mnd:MechanismEdge ; mnd:from t:A ; mnd:to t:B{values} ."
    return step(Statements(parse(text, format=RdfFormat.TURTLE)), vocabulary().expand("edges:x"))


FIRM = {
    "basis": "mnd:basis-measured",
    "species": "<http://purl.obolibrary.org/obo/NCBITaxon_9606>",
    "evidenceKind": "mnd:evidenceKind-randomised-trial",
    "hedging": "mnd:hedging-asserted",
}
DISPUTED = (
    "e:line . e:line a mnd:EvidenceLine ; mnd:direction mnd:direction-disputes ; "
    "mnd:strength mnd:strength-moderate"
)


@pytest.mark.parametrize(
    ("key", "weaker"),
    [
        ("basis", "mnd:basis-inferred"),
        ("species", "<http://purl.obolibrary.org/obo/NCBITaxon_10090>"),
        ("evidenceKind", "mnd:evidenceKind-cell-experiment"),
        ("hedging", "mnd:hedging-proposed"),
        ("evidenceLine", DISPUTED),
    ],
)
def test_a_step_that_is_known_less_firmly_is_told_first(key: str, weaker: str) -> None:
    firm, weak = edge(**FIRM), edge(**{**FIRM, key: weaker})
    assert weakest_first((firm, weak)) == [weak, firm]


def test_the_basis_weighs_more_than_all_after_it() -> None:
    inferred = edge(**{**FIRM, "basis": "mnd:basis-inferred"})
    measured = edge(basis="mnd:basis-measured", evidenceLine=DISPUTED)
    assert weakest_first((measured, inferred)) == [inferred, measured]


def test_what_is_not_said_is_weaker_than_anything_said() -> None:
    silent, inferred = edge(), edge(basis="mnd:basis-inferred")
    assert weakest_first((inferred, silent)) == [silent, inferred]


def test_the_steps_stand_in_the_order_of_the_chain(kg: KnowledgeGraph) -> None:
    (recorded, *_) = kg.explain("methylcobalamin", "PLS").mechanisms
    assert [found.id for found in recorded.steps] == [
        "edges:mecobalamin-is-cofactor-of-MTR",
        "edges:MTR-decreases-homocysteine",
        "edges:homocysteine-to-reactive-oxygen-species",
        "edges:reactive-oxygen-species-to-motor-neuron-injury",
        "edges:motor-neuron-injury-to-PLS",
    ]
    assert recorded.weakest[0] == "edges:MTR-decreases-homocysteine"
    assert (
        recorded.signs()
        == "+ − + + + = −: if each step holds, it would work against primary lateral sclerosis"
    )
    assert chained(list(reversed(recorded.steps))) == list(recorded.steps)


def test_a_mechanism_with_an_unsigned_step_is_not_checkable(kg: KnowledgeGraph) -> None:
    found = {one.id: one for one in kg.explain("mecobalamin", "ALS").mechanisms}
    methylation = found["paths:mecobalamin-methylation-ALS"]
    assert methylation.sign == ""
    assert methylation.signs() == "+ + ? +: unsigned, not checkable"
    assert product_of_signs(methylation.steps[:2]) == "1"


def test_a_line_against_a_step_cites_its_own_source(kg: KnowledgeGraph) -> None:
    (recorded, *_) = kg.explain("mecobalamin", "PLS").mechanisms
    against = {found.id: [one.origin.cites for one in found.against] for found in recorded.steps}
    assert against["edges:homocysteine-to-reactive-oxygen-species"] == [
        ("publications:hemendinger-2011",)
    ]


@pytest.mark.parametrize(
    ("drug", "condition", "bases"),
    [
        ("tofersen", "SOD1-ALS", ["recorded"]),
        ("tofersen", "ALS", ["part"]),
        ("tofersen", "MND", ["part"]),
        ("tofersen", "PLS", []),
        ("riluzole", "PLS", ["carried-over", "carried-over"]),
        ("edaravone-oral", "ALS", ["recorded"]),
        ("levosimendan", "PLS", []),
        ("exercise", "ALS", []),
    ],
)
def test_how_mechanisms_reach_a_condition(
    kg: KnowledgeGraph, drug: str, condition: str, bases: list[str]
) -> None:
    assert [found.basis for found in kg.explain(drug, condition).mechanisms] == bases


@pytest.mark.parametrize(
    ("drug", "kind", "at", "leads_to"),
    [
        ("tofersen", "subtype", "edges:tofersen-to-SOD1", ("conditions:SOD1-ALS",)),
        ("ulefnersen", "subtype", "edges:ulefnersen-to-FUS", ("conditions:FUS-ALS",)),
        ("aldesleukin", "leads-elsewhere", "biomarkers:regulatory-T-cells", ("conditions:ALS",)),
        ("BIIB105", "leads-elsewhere", "targets:ATXN2", ("conditions:ALS",)),
    ],
)
def test_where_a_mechanism_stops_is_said(
    kg: KnowledgeGraph, drug: str, kind: str, at: str, leads_to: tuple[str, ...]
) -> None:
    (bound,) = kg.explain(drug, "PLS").bound
    assert (bound.kind, bound.at, bound.leads_to) == (kind, at, leads_to)


def test_the_inference_has_both_its_sides(kg: KnowledgeGraph) -> None:
    (inference,) = kg.explain("mecobalamin", "PLS").extrapolations
    assert inference.premise.id == "propositions:mecobalamin-function-ALS"
    assert inference.conclusion.id == "propositions:mecobalamin-function-PLS"
    attacked = {found.id.partition("#")[2]: found.touches for found in inference.defeaters}
    assert attacked["no-pls-trial"] == (inference.id,)
    assert attacked["other-motor-neurons"] == (f"{inference.id}#direct-neurotrophic-effect",)
    assert len(inference.warrants) == 3
    assert "two years or more" in inference.settled_by


def test_no_trial_is_told_apart_from_nobody_having_looked(kg: KnowledgeGraph) -> None:
    assert kg.explain("mecobalamin", "PLS").trial_basis == "searched-and-not-found"
    assert kg.explain("tofersen", "PLS").trial_basis == "no-record"
    smart = kg.explain("memantine", "PLS")
    assert smart.trial_basis == "trials"
    assert [(trial.id, trial.covers) for trial in smart.trials] == [("trials:NCT04302870", "all")]


def test_the_size_of_a_trial_follows_from_rate_spread_and_slowing(kg: KnowledgeGraph) -> None:
    (size,) = kg.explain("mecobalamin", "PLS").trial_sizes
    (slowing,) = size.slowings
    # 1.97 points of the 4.63 that were lost on placebo.
    assert (slowing.share, slowing.low) == (0.4255, 0.1174)
    assert slowing.inputs == (
        "trials:NCT03548311#alsfrs-r-difference-w16",
        "trials:NCT03548311#alsfrs-r-placebo-w16",
    )
    rates = {rate.id: (rate.value, rate.deviation) for rate in size.rates}
    assert rates["studies:paganoni-2020#alsfrs-r"] == (-1.6, 2.6725)  # 0.24 * sqrt(124)
    found = [
        (row.months, row.difference, row.by_slopes, row.by_change)
        for row in size.sizes
        if row.rate == "studies:paganoni-2020#alsfrs-r" and row.assumed == "estimate"
    ]
    # 2 (1.960 + 0.842)² / 0.2547² is 242, and the t-test asks for one more.
    assert found == [
        (3.7, 0.21, 243, 2546),
        (12, 0.681, 243, 243),
        (24, 1.362, 243, 62),
        (36, 2.042, 243, 28),
    ]


def test_a_credible_interval_is_told_as_one_and_plans_nothing_below_no_effect(
    kg: KnowledgeGraph,
) -> None:
    (inference,) = kg.explain("mecobalamin", "PLS").extrapolations
    premise = next(
        case
        for case in kg.evidence("verdiperstat").propositions
        if case.id == "propositions:verdiperstat-function-ALS"
    )
    bayesian = replace(inference, premise=premise)
    size = trial_size(kg.statements, bayesian, vocabulary().expand("conditions:PLS"), Design())
    (slowing,) = size.slowings
    assert (slowing.share, slowing.low) == (0.02, -0.24)
    assert slowing.derivation.startswith("2 % (95 % CrI -24 to 23): ")
    assert {row.assumed for row in size.sizes} == {"estimate"}


def test_an_effect_without_a_number_is_said_to_be_missing(kg: KnowledgeGraph) -> None:
    (size,) = kg.explain("mecobalamin", "PLS").trial_sizes
    assert [missing for missing in size.missing if missing.startswith("the slowing")] == [
        f"the slowing in trials:NCT00444613#alsfrs-r-{dose}-mg-w182: no number recorded "
        "(p ≥ 0.087; primary endpoint not met)"
        for dose in (25, 50)
    ]


def test_a_rate_without_a_spread_is_said_to_miss_it(kg: KnowledgeGraph) -> None:
    (size,) = kg.explain("mecobalamin", "PLS").trial_sizes
    assert "the spread of studies:aan-pls-outcomes#alsfrs-r between people" in size.missing


def test_without_statsmodels_the_rest_of_the_answer_stands(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "statsmodels.stats.power", None)
    (size,) = kg.explain("mecobalamin", "PLS").trial_sizes
    assert size.sizes == ()
    assert len(size.rates) == 2
    assert 'pip install "mnd-kg[power]"' in size.missing[-1]


RATE = """
@prefix mnd: <https://w3id.org/mnd-kg/ontology/> .
<https://w3id.org/mnd-kg/studies/s#rate> a mnd:ChangeRate ; mnd:value -2 ; mnd:unit "UNIT" ;
  mnd:condition <https://w3id.org/mnd-kg/conditions/PLS> ;
  mnd:measure <https://w3id.org/mnd-kg/measures/ALSFRS-R> ; SPREAD .
"""


@pytest.mark.parametrize(
    ("unit", "spread", "value", "deviation"),
    [
        (
            "{points}/a",
            "mnd:dispersion 3 ; mnd:dispersionKind mnd:dispersionKind-standard-deviation",
            -2,
            3,
        ),
        (
            "{points}/mo",
            "mnd:dispersion 0.5 ; mnd:dispersionKind mnd:dispersionKind-standard-error ; "
            "mnd:sampleSize 16",
            -24,
            24,
        ),
        (
            "{points}/a",
            "mnd:ciLow -2.98 ; mnd:ciHigh -1.02 ; mnd:ciLevel 95 ; mnd:sampleSize 100",
            -2,
            5.0001,
        ),
    ],
)
def test_the_spread_between_people_is_worked_out_of_what_a_study_gives(
    unit: str, spread: str, value: float, deviation: float
) -> None:
    text = RATE.replace("UNIT", unit).replace("SPREAD", spread)
    said = Statements(parse(text, format=RdfFormat.TURTLE))
    missing: list[str] = []
    condition = vocabulary().expand("conditions:PLS")
    (rate,) = trial_inputs.rates(said, condition, {"measures:ALSFRS-R"}, missing)
    assert (rate.value, rate.deviation, missing) == (value, deviation, [])


@pytest.mark.parametrize(
    ("unit", "spread", "told"),
    [
        ("{points}/a", "mnd:sampleSize 16", "the spread of studies:s#rate between people"),
        ("%", "mnd:sampleSize 16", "studies:s#rate as points in a time"),
    ],
)
def test_a_rate_that_lacks_something_is_not_used(unit: str, spread: str, told: str) -> None:
    text = RATE.replace("UNIT", unit).replace("SPREAD", spread)
    said = Statements(parse(text, format=RdfFormat.TURTLE))
    missing: list[str] = []
    condition = vocabulary().expand("conditions:PLS")
    assert not list(trial_inputs.rates(said, condition, {"measures:ALSFRS-R"}, missing))
    assert missing == [told]


@pytest.mark.parametrize("months", [0.5, 120])
def test_a_very_short_and_a_very_long_trial_have_a_size(kg: KnowledgeGraph, months: float) -> None:
    for power in (0.5, 0.99):
        (size,) = kg.explain("mecobalamin", "PLS", Design(0.2, power, (months,))).trial_sizes
        assert all(row.by_slopes >= 2 and row.by_change >= 2 for row in size.sizes)


@pytest.mark.parametrize(
    "wrong",
    [{"alpha": 0}, {"alpha": 0.001}, {"power": 1}, {"months": ()}, {"months": (float("inf"),)}],
)
def test_a_design_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(SettingError):
        Design(**wrong)  # type: ignore[arg-type]


def things(kg: KnowledgeGraph, kind: str) -> list[str]:
    rows = kg.query(f"SELECT DISTINCT ?it {{ ?it a/rdfs:subClassOf* mnd:{kind} }}")
    return sorted(row["it"] for row in rows)


def test_no_part_of_any_answer_is_without_its_origin(kg: KnowledgeGraph) -> None:
    expand = vocabulary().expand
    for drug, condition in product(things(kg, "Intervention"), things(kg, "Condition")):
        answer = kg.explain(drug, condition)
        cited: list[Origin] = [label.origin for label in answer.labels]
        cited += [trial.origin for trial in answer.trials]
        cited += [search.origin for search in answer.searches]
        for found in answer.mechanisms:
            assert found.origin.id == found.id
            assert found.steps[0].source == found.intervention
            assert set(found.weakest) == {one.id for one in found.steps}
            assert all(a.target == b.source for a, b in pairwise(found.steps))
            assert found.basis != "recorded" or found.steps[-1].target == found.condition
            for one in found.steps:
                cited += [one.origin, *(line.origin for line in one.lines)]
        for inference in answer.extrapolations:
            cited += [reason.origin for reason in (*inference.warrants, *inference.defeaters)]
        for bound in answer.bound:
            assert kg.ask(f"ASK {{ <{expand(bound.at)}> a ?kind }}")
        assert all(origin.cites for origin in cited)


@pytest.mark.parametrize("drug", ["mecobalamin", "riluzole", "tofersen", "exercise"])
def test_the_label_that_speaks_of_other_forms_stands_in_every_answer_on_pls(
    kg: KnowledgeGraph, drug: str
) -> None:
    labels = kg.explain(drug, "PLS").labels
    assert [(label.intervention, label.own) for label in labels] == [
        ("interventions:riluzole", drug == "riluzole")
    ]


COMBINATION = """
@prefix mnd: <https://w3id.org/mnd-kg/ontology/> .
@prefix i: <https://w3id.org/mnd-kg/interventions/> .
@prefix p: <https://w3id.org/mnd-kg/paths/> .
@prefix e: <https://w3id.org/mnd-kg/edges/> .
@prefix c: <https://w3id.org/mnd-kg/conditions/> .
i:both a mnd:CombinationProduct ; mnd:ingredient i:one .
i:one a mnd:SmallMolecule ; mnd:path p:way .
p:way a mnd:MechanismPath ; mnd:condition c:PLS ; mnd:edge e:step .
e:step a mnd:MechanismEdge ; mnd:from i:one ; mnd:to c:PLS .
"""


def test_a_combination_has_the_mechanisms_of_its_ingredients() -> None:
    said = Statements(parse(COMBINATION, format=RdfFormat.TURTLE))
    expand = vocabulary().expand
    found = mechanisms(said, expand("interventions:both"), expand("conditions:PLS"))
    assert [(one.id, one.intervention) for one in found.reaching] == [
        ("paths:way", "interventions:one")
    ]
