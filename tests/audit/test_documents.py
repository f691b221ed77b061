"""Rules of what a document states."""

from __future__ import annotations

import pytest

from tests.audit.world import checks, verdicts

STATEMENT = """id: documents:page
type: DocumentSection
claim:
- id: "#c"
  type: Claim
  states: {{id: "#s", type: Statement, subject: {}, property: {}, {}}}
"""
PAPER = """id: publications:P
type: Publication
journal: JAMA Neurology
date: 2022-05-09
exactMatch: ["pubmed:1", "doi:10.1/a"]
author:
- {id: "#a1", type: Authorship, position: 1, name: Oki R}
- {id: "#a2", type: Authorship, position: 2, name: Izumi Y}
"""


@pytest.mark.parametrize(
    ("names", "verdict", "reason"),
    [
        ("[Oki R, Izumi Y]", "consistent", ""),
        ("[Oki R]", "consistent", ""),
        ("[Oki R, Tanaka H]", "inconsistent", "not in it: Tanaka H"),
    ],
)
def test_cited_authors_are_in_the_byline(names: str, verdict: str, reason: str) -> None:
    world = STATEMENT.format("publications:P", "author", f"objectText: {names}")
    (check,) = checks("cited-byline", world, PAPER)
    assert (check.verdict, check.reason) == (verdict, reason)


def test_a_paper_without_a_byline_is_not_checkable() -> None:
    world = STATEMENT.format("publications:P", "author", "objectText: Oki R")
    assert verdicts("cited-byline", world) == ["not-checkable"]


TRIAL = """id: trials:T
type: ClinicalTrial
acronym: JETALS
acronymExpansion: Japan Early-Stage Trial of Ultrahigh-Dose Methylcobalamin for ALS
title: A Study of Methylcobalamin
"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Japan Early Stage Trial of ultrahigh-dose methylcobalamin for ALS", "consistent"),
        ("A study of methylcobalamin", "consistent"),
        ("Japanese Early-Stage Trial of high-dose methylcobalamin for ALS", "inconsistent"),
    ],
)
def test_an_acronym_stands_for_what_the_trial_says(text: str, verdict: str) -> None:
    world = STATEMENT.format("trials:T", "acronymExpansion", f"objectText: {text}")
    assert verdicts("acronym-expansion", world, TRIAL) == [verdict, "consistent"]


def test_the_letters_of_an_acronym_are_in_its_expansion_in_order() -> None:
    assert verdicts("acronym-expansion", TRIAL.replace("acronym: JETALS", "acronym: JEXTALS")) == [
        "inconsistent"
    ]


def test_a_trial_that_spells_nothing_out_is_not_checkable() -> None:
    world = STATEMENT.format("trials:T", "acronymExpansion", "objectText: Any words")
    assert verdicts("acronym-expansion", world) == ["not-checkable"]


BODIES = (
    "id: regulators:M\ntype: Regulator\ncompetence: decides\njurisdiction: jurisdictions:JP\n",
    "id: regulators:P\ntype: Regulator\ncompetence: reviews\njurisdiction: jurisdictions:JP\n",
    "id: regulators:F\ntype: Regulator\ncompetence: decides\njurisdiction: jurisdictions:US\n",
    """id: decisions:D
type: RegulatoryHistory
event:
- {id: "#e", type: RegulatoryEvent, kind: approval, jurisdiction: jurisdictions:JP,
  decidedBy: regulators:M}
""",
)


@pytest.mark.parametrize(
    ("body", "verdict"), [("M", "consistent"), ("P", "inconsistent"), ("F", "inconsistent")]
)
def test_the_body_that_decides_there(body: str, verdict: str) -> None:
    world = STATEMENT.format("decisions:D#e", "decidedBy", f"object: regulators:{body}")
    assert verdicts("deciding-body", world, *BODIES) == ["consistent", verdict]


@pytest.mark.parametrize(
    ("text", "found"),
    [("statistically significant", ["inconsistent"]), ("significant, p = 0.012", [])],
)
def test_significance_comes_with_a_number(text: str, found: list[str]) -> None:
    world = STATEMENT.format("trials:T#e", "pValue", f"objectText: '{text}'")
    assert verdicts("significance-without-numbers", world) == found


EDGE = "id: edges:E\ntype: MechanismEdge\nrelation: is-cofactor-of\n"


@pytest.mark.parametrize(
    ("subject", "key", "value", "verdict"),
    [
        ("publications:P", "journal", "objectText: JAMA neurology", "consistent"),
        ("publications:P", "journal", "objectText: Neurology", "inconsistent"),
        ("publications:P", "date", "objectText: '2022'", "consistent"),
        ("publications:P", "date", "objectText: '2024'", "inconsistent"),
        ("publications:P", "exactMatch", "object: doi:10.1/a", "consistent"),
        ("publications:P", "exactMatch", "object: doi:10.1/b", "inconsistent"),
        ("publications:P", "exactMatch", "object: pmc:PMC9", "not-checkable"),
        ("publications:P", "volume", "objectText: '79'", "not-checkable"),
        ("edges:E", "relation", "object: mnd:relation-is-cofactor-of", "consistent"),
        ("edges:E", "relation", "object: mnd:relation-is-substrate-of", "inconsistent"),
        ("edges:E", "definition", "objectText: in other words", "not-checkable"),
    ],
)
def test_a_plain_fact_is_that_of_the_record(
    subject: str, key: str, value: str, verdict: str
) -> None:
    world = STATEMENT.format(subject, key, value)
    assert verdicts("statement-in-record", world, PAPER, EDGE) == [verdict]


ENDPOINT = """id: trials:T
type: ClinicalTrial
effect:
- {{id: "#e", type: EffectEstimate, measure: measures:M, timeDays: 112, primaryEndpoint: true}}
registeredEndpoint:
- {{id: "#r", type: RegisteredEndpoint, measure: measures:{}{}}}
"""


@pytest.mark.parametrize(
    ("measure", "time", "verdict"),
    [
        ("M", ", timeDays: 112", "consistent"),
        ("M", "", "consistent"),
        ("M", ", timeDays: 168", "inconsistent"),
        ("N", "", "inconsistent"),
    ],
)
def test_the_primary_endpoint_is_the_registered_one(measure: str, time: str, verdict: str) -> None:
    assert verdicts("registered-endpoint", ENDPOINT.format(measure, time)) == [verdict]


def test_a_trial_without_its_registered_endpoint_is_not_checkable() -> None:
    world = ENDPOINT.format("M", "").partition("registeredEndpoint")[0]
    (check,) = checks("registered-endpoint", world)
    assert check.reason == "the graph has not the primary endpoint of the registry"
