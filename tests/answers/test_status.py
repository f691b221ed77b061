"""How interventions stand with regulators."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from mnd_kg.errors import UnknownEntityError

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph
    from mnd_kg.answers.standing import Standing


def standing(kg: KnowledgeGraph, drug: str, condition: str, place: str, day: str) -> Standing:
    return kg.status(drug, condition, place, date.fromisoformat(day)).standings[0]


@pytest.mark.parametrize(
    ("drug", "condition", "place", "day", "state"),
    [
        ("mecobalamin", "ALS", "JP", "2015-05-26", "not-approved"),
        ("mecobalamin", "ALS", "JP", "2015-05-27", "under-review"),
        ("mecobalamin", "ALS", "JP", "2023-01-01", "application-withdrawn"),
        ("mecobalamin", "ALS", "JP", "2024-09-23", "under-review"),
        ("mecobalamin", "ALS", "JP", "2024-09-24", "approved"),
        ("Rozebalamin", "ALS", "JP", "2026-01-01", "approved"),
        ("mecobalamin", "PLS", "JP", "2026-01-01", "unknown"),
        ("AMX0035", "ALS", "US", "2023-01-01", "approved"),
        ("AMX0035", "ALS", "US", "2026-01-01", "withdrawn"),
        ("AMX0035", "ALS", "DE", "2025-01-01", "refused"),
        ("edaravone", "ALS", "DE", "2018-12-01", "under-review"),
        ("edaravone", "ALS", "DE", "2020-01-01", "application-withdrawn"),
        ("riluzole", "ALS", "GB", "2020-12-31", "approved"),
        ("tofersen", "SOD1-ALS", "US", "2024-01-01", "conditionally-approved"),
        ("tofersen", "SOD1-ALS", "GB", "2024-12-31", "unknown"),
    ],
)
def test_state_on_a_day(
    kg: KnowledgeGraph, drug: str, condition: str, place: str, day: str, state: str
) -> None:
    assert standing(kg, drug, condition, place, day).state == state


def test_a_month_without_a_day_leaves_the_state_uncertain_in_it(kg: KnowledgeGraph) -> None:
    before = standing(kg, "mecobalamin", "ALS", "JP", "2016-03-10")
    after = standing(kg, "mecobalamin", "ALS", "JP", "2016-03-31")
    assert (before.state, before.certain) == ("under-review", False)
    assert (after.state, after.certain) == ("application-withdrawn", True)


def test_an_empty_search_speaks_for_the_days_up_to_it_only(kg: KnowledgeGraph) -> None:
    early = standing(kg, "mecobalamin", "PLS", "US", "2018-01-01")
    late = standing(kg, "mecobalamin", "PLS", "US", "2026-11-01")
    assert (early.state, early.basis) == ("not-approved", "searched-and-not-found")
    assert (late.state, late.basis) == ("unknown", "searched-and-not-found")


def test_what_nobody_recorded_is_told_from_what_was_not_found(kg: KnowledgeGraph) -> None:
    found = standing(kg, "tofersen", "PLS", "JP", "2026-01-01")
    assert (found.state, found.basis) == ("unknown", "no-record")


def test_the_label_restriction_stands_in_the_answer_for_pls(kg: KnowledgeGraph) -> None:
    answer = kg.status("riluzole", "PLS", "FR", date(2026, 1, 1))
    assert answer.standings[0].state == "unknown"
    assert answer.labels
    assert all(label.said and label.origin.cites for label in answer.labels)


def test_access_stands_beside_the_state(kg: KnowledgeGraph) -> None:
    ways = standing(kg, "mecobalamin", "PLS", "FR", "2026-01-01").access
    assert [way.origin.id for way in ways] == [
        "access:mecobalamin-compounding-FR",
        "access:mecobalamin-low-dose-FR",
    ]


def test_one_jurisdiction_has_its_state_at_the_top_of_the_json(kg: KnowledgeGraph) -> None:
    one = kg.status("mecobalamin", "ALS", "JP", date(2024, 9, 24)).as_json()
    every = kg.status("mecobalamin", "ALS", on=date(2024, 9, 24)).as_json()
    assert one["state"] == "approved"
    states = {found["jurisdiction"]: found["state"] for found in every["jurisdictions"]}
    assert states["jurisdictions:JP"] == "approved"
    assert every["graph"] == kg.version


def test_a_name_of_another_kind_is_refused(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownEntityError, match="`PLS` is no intervention"):
        kg.status("PLS")


def test_an_approval_for_a_subtype_covers_a_part_of_the_condition(kg: KnowledgeGraph) -> None:
    wide = kg.status("tofersen", "ALS", "US", date(2026, 1, 1))
    narrow = kg.status("tofersen", "SOD1-ALS", "US", date(2026, 1, 1))
    assert [wide.standings[0].covers, narrow.standings[0].covers] == ["part", "all"]
    assert wide.rows()[0][:4] == [
        "jurisdictions:US",
        "conditionally-approved",
        "for a part of it only",
        "conditions:SOD1-ALS",
    ]


def drugs(kg: KnowledgeGraph) -> list[str]:
    rows = kg.query(
        "SELECT DISTINCT ?drug { ?event a mnd:RegulatoryEvent ; mnd:intervention ?drug }"
    )
    return sorted(row["drug"] for row in rows)


def test_states_change_only_at_an_event_or_after_a_search(kg: KnowledgeGraph) -> None:
    days = [row["day"] for row in kg.query("SELECT ?day { ?e mnd:notBefore|mnd:notAfter ?day }")]
    ends = [row["day"] for row in kg.query("SELECT ?day { ?s mnd:searchedOn ?day }")]
    turns = {date(2021, 1, 1), *days, *(day + timedelta(days=1) for day in (*days, *ends))}
    for drug in drugs(kg):
        first, last = date(2014, 1, 1), date(2026, 11, 1)
        seen = kg.status(drug, "conditions:ALS", on=first)
        while first < last:
            first += timedelta(days=97)
            span = {first - timedelta(days=back) for back in range(97)}
            answer = kg.status(drug, "conditions:ALS", on=first)
            if not span & turns:
                assert [(s.jurisdiction, s.state, s.certain) for s in answer.standings] == [
                    (s.jurisdiction, s.state, s.certain) for s in seen.standings
                ]
            seen = answer


def test_every_state_has_its_events_and_every_event_its_source(kg: KnowledgeGraph) -> None:
    for drug in drugs(kg):
        for place in kg.status(drug, on=date(2026, 11, 1)).standings:
            for state in place.states:
                assert state.events
                assert all(event.origin.cites for event in state.events)
