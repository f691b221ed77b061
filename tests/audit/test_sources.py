"""Rules of one fact told twice."""

from __future__ import annotations

import pytest

from tests.audit.world import checks, verdicts

TWICE = """id: trials:T
type: ClinicalTrial
effect:
- {{id: "#a", type: EffectEstimate, measure: measures:M, value: 1.97, ciLow: 0.44,
  cites: sources:A}}
- {{id: "#b", type: EffectEstimate, measure: measures:{}, value: {}, ciLow: 0.4, cites: {}}}
"""


@pytest.mark.parametrize(
    ("measure", "value", "cites", "found"),
    [
        ("M", "2.0", "sources:B", ["consistent"]),
        ("M", "1.8", "sources:B", ["inconsistent"]),
        ("M", "1.8", "sources:A", []),
        ("N", "1.8", "sources:B", []),
    ],
)
def test_two_sources_of_one_effect_agree(
    measure: str, value: str, cites: str, found: list[str]
) -> None:
    assert verdicts("two-sources", TWICE.format(measure, value, cites)) == found


QUANTITY = """id: documents:page
type: DocumentSection
claim:
- id: "#c"
  type: Claim
  states: {{id: "#q", type: Quantity, label: {label}, unit: "{unit}", value: {value},
    quantityOf: {of}}}
"""
RECORDS = (
    """id: trials:T
type: ClinicalTrial
outcome:
- {id: "#fall", type: OutcomeResult, unit: "{points}", value: -4.63}
period:
- {id: "#blind", type: TrialPeriod, role: double-blind, durationDays: 112}
""",
    "id: measures:M\ntype: OutcomeMeasure\nhigh: 48\nitems: 12\n",
    """id: criteria:K
type: DiagnosticCriteria
category:
- {id: "#p", type: DiagnosticCategory, label: probable, minimumDays: 730, maximumDays: 1461}
- {id: "#d", type: DiagnosticCategory, label: definite, minimumDays: 1461}
""",
)


@pytest.mark.parametrize(
    ("value", "unit", "of", "found"),
    [
        ("4.63", "{points}", "trials:T#fall", ["consistent"]),
        ("4.36", "{points}", "trials:T#fall", ["inconsistent"]),
        ("16", "wk", "trials:T#blind", ["consistent"]),
        ("17", "wk", "trials:T", ["inconsistent"]),
        ("48", "{points}", "measures:M", ["consistent"]),
        ("40", "{points}", "measures:M", ["inconsistent"]),
        ("12", "{domains}", "measures:M", ["consistent"]),
        ("4", "a", "criteria:K", []),
    ],
)
def test_a_number_is_that_of_the_record(value: str, unit: str, of: str, found: list[str]) -> None:
    world = QUANTITY.format(label="number", unit=unit, value=value, of=of)
    assert verdicts("number-in-record", world, *RECORDS) == found


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("decline on placebo", ["consistent"]),
        ("gain on placebo", ["inconsistent"]),
        ("change on placebo", []),
        ("decline or gain", []),
    ],
)
def test_a_word_of_direction_fits_the_sign(label: str, found: list[str]) -> None:
    world = QUANTITY.format(label=label, unit="{points}", value="4.63", of="trials:T#fall")
    assert verdicts("direction-word", world, *RECORDS) == found


@pytest.mark.parametrize(
    ("value", "unit", "verdict", "reason"),
    [
        ("2", "a", "consistent", ""),
        ("24", "mo", "consistent", ""),
        ("4", "a", "inconsistent", "true of definite only"),
        ("3", "a", "inconsistent", ""),
    ],
)
def test_criteria_demand_what_the_least_of_their_categories_does(
    value: str, unit: str, verdict: str, reason: str
) -> None:
    world = QUANTITY.format(label="time", unit=unit, value=value, of="criteria:K")
    (check,) = checks("criteria-duration", world, *RECORDS)
    assert (check.verdict, check.reason) == (verdict, reason)


def test_criteria_without_a_duration_are_not_checkable() -> None:
    bare = "id: criteria:K\ntype: DiagnosticCriteria\n"
    world = QUANTITY.format(label="time", unit="a", value="4", of="criteria:K")
    assert verdicts("criteria-duration", world, bare) == ["not-checkable"]


REPEAT = """id: documents:page
type: DocumentSection
claim:
- id: "#first"
  type: Claim
  states: {{id: "#a", type: Quantity, unit: "{{points}}/a", low: 4, high: 6,
    quantityOf: conditions:C}}
- id: "#second"
  type: Claim
  restates: documents:page#first
  states: {{id: "#b", type: Quantity, unit: "{{points}}/{}", low: {}, high: {},
    quantityOf: conditions:{}}}
"""


@pytest.mark.parametrize(
    ("unit", "low", "high", "of", "found"),
    [
        ("a", "4", "6", "C", ["consistent"]),
        ("a", "8", "9", "C", ["inconsistent"]),
        ("mo", "0.4", "0.5", "C", ["consistent"]),
        ("mo", "4", "6", "C", ["inconsistent"]),
        ("a", "8", "9", "D", []),
    ],
)
def test_a_repeated_number_is_the_one_said_before(
    unit: str, low: str, high: str, of: str, found: list[str]
) -> None:
    assert verdicts("restated-number", REPEAT.format(unit, low, high, of)) == found
