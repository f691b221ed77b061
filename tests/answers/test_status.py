"""How interventions stand with regulators."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from mnd_kg.answers.status import RegulatoryCase
from mnd_kg.errors import UnknownEntityError
from mnd_kg.statements import Statements
from mnd_kg.vocabulary import vocabulary

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


def test_an_event_of_a_union_says_so_where_it_stands_for_a_member(kg: KnowledgeGraph) -> None:
    (state,) = standing(kg, "edaravone", "ALS", "DE", "2020-01-01").states
    assert [event.said for event in state.events] == [
        "2018-04-30 filing Radicava in EU",
        "2019-05-24 application-withdrawal Radicava in EU",
    ]
    (state,) = standing(kg, "edaravone", "ALS", "EU", "2020-01-01").states
    assert state.events[0].said == "2018-04-30 filing Radicava"


def test_an_empty_name_is_no_condition_and_no_jurisdiction(kg: KnowledgeGraph) -> None:
    for answer in (kg.status, kg.timeline):
        with pytest.raises(UnknownEntityError, match="nothing by the name ``"):
            answer("riluzole", "")
        with pytest.raises(UnknownEntityError, match="nothing by the name ``"):
            answer("riluzole", None, "")


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


@pytest.mark.parametrize(
    ("drug", "asked", "place", "day", "said"),
    [
        ("mecobalamin", "PLS", None, "2024-09-23", []),
        ("mecobalamin", "PLS", None, "2024-09-24", ["ALS in JP since 2024-09-24"]),
        ("mecobalamin", "PLS", "JP", "2026-01-01", ["ALS in JP since 2024-09-24"]),
        ("mecobalamin", "PLS", "US", "2026-01-01", []),
        ("mecobalamin", "ALS", None, "2026-01-01", []),
        ("mecobalamin", "MND", None, "2026-01-01", []),
        ("mecobalamin", None, None, "2026-01-01", []),
        ("riluzole", "SOD1-ALS", None, "2026-01-01", []),
        ("riluzole", "PLS", "FR", "2026-01-01", ["ALS in EU since 1996-06-10"]),
        ("tofersen", "PLS", "GB", "2026-01-01", ["SOD1-ALS in GB since 2025-07-22"]),
        ("AMX0035", "PLS", "US", "2023-01-01", ["ALS in US since 2022-09-29"]),
        ("AMX0035", "PLS", "US", "2026-01-01", []),
    ],
)
def test_an_approval_for_another_condition_is_told_apart(
    kg: KnowledgeGraph, drug: str, asked: str | None, place: str | None, day: str, said: list[str]
) -> None:
    answer = kg.status(drug, asked, place, date.fromisoformat(day))
    assert [
        f"{_end(other.state.indication)} in {_end(other.jurisdiction)} since {other.since}"
        for other in answer.other_approvals
    ] == said
    if said:
        assert not {found.state for found in answer.standings} & {"approved"}


def test_an_approval_for_another_condition_does_not_read_as_one(kg: KnowledgeGraph) -> None:
    (other,) = kg.status("mecobalamin", "PLS", "JP", date(2026, 1, 1)).other_approvals
    assert other.said("conditions:PLS") == (
        "ALS, not PLS, in JP since 2024-09-24 (Rozebalamin for Injection 25 mg, approved) "
        f"{other.origin}"
    )
    assert other.origin.id == "decisions:mecobalamin#jp-2024-approval"


def _end(name: str) -> str:
    return name.partition(":")[2]


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


def test_a_search_for_a_wider_condition_answers_for_a_narrower_one(kg: KnowledgeGraph) -> None:
    found = standing(kg, "mecobalamin", "SOD1-ALS", "US", "2018-01-01")
    assert (found.state, found.covers) == ("not-approved", "all")


def test_a_search_for_a_narrower_condition_answers_for_that_part(kg: KnowledgeGraph) -> None:
    found = standing(kg, "mecobalamin", "MND", "US", "2018-01-01")
    assert (found.state, found.covers) == ("not-approved", "part")
    assert found.searches[0].said.endswith(
        "searched for interventions:mecobalamin and conditions:ALS and conditions:PLS and "
        "conditions:peripheral-neuropathy"
    )


def test_a_search_for_named_uses_does_not_answer_for_any_use(kg: KnowledgeGraph) -> None:
    place = kg.status("mecobalamin", None, "EU", date(2018, 1, 1)).standings[0]
    assert (place.state, place.covers) == ("not-approved", "part")


SEARCH = """
@prefix mnd: <https://w3id.org/mnd-kg/ontology/> .
<https://w3id.org/mnd-kg/decisions/search#it> a mnd:Search ; mnd:intervention <DRUG> ;
  mnd:condition <https://w3id.org/mnd-kg/conditions/ALS> ;
  mnd:jurisdiction <https://w3id.org/mnd-kg/jurisdictions/DE> ;
  mnd:lookedFor mnd:lookedFor-approval ; mnd:found 0 ; mnd:searchedOn "2025-01-01" ;
  mnd:searched <https://w3id.org/mnd-kg/sources/drugs-at-fda> .
"""


@pytest.mark.parametrize(
    ("searched", "asked", "covers"),
    [
        ("edaravone", "edaravone-oral", "all"),
        ("edaravone-oral", "edaravone", "part"),
        ("edaravone-oral", "edaravone-oral", "all"),
    ],
)
def test_a_search_about_a_formulation_stands_with_its_substance(
    kg: KnowledgeGraph, searched: str, asked: str, covers: str
) -> None:
    expand = vocabulary().expand
    more = parse(SEARCH.replace("DRUG", expand(f"interventions:{searched}")), RdfFormat.TURTLE)
    said = Statements([*kg.quads(), *more])
    case = RegulatoryCase(
        said, expand(f"interventions:{asked}"), expand("conditions:ALS"), "2014-01-01"
    )
    found = case.standing(expand("jurisdictions:DE"))
    assert (found.state, found.covers) == ("not-approved", covers)


def test_access_is_told_where_there_is_neither_event_nor_search(kg: KnowledgeGraph) -> None:
    places = kg.status("mecobalamin", "PLS", on=date(2026, 1, 1)).standings
    assert {place.jurisdiction: (place.basis, len(place.access)) for place in places} == {
        "jurisdictions:EU": ("searched-and-not-found", 0),
        "jurisdictions:FR": ("no-record", 2),
        "jurisdictions:US": ("searched-and-not-found", 0),
    }


def things(kg: KnowledgeGraph, kind: str) -> list[str]:
    rows = kg.query(f"SELECT DISTINCT ?it {{ ?it a/rdfs:subClassOf* mnd:{kind} }}")
    return sorted(row["it"] for row in rows)


def turning_days(kg: KnowledgeGraph) -> set[date]:
    days = [row["day"] for row in kg.query("SELECT ?day { ?e mnd:notBefore|mnd:notAfter ?day }")]
    ends = [row["day"] for row in kg.query("SELECT ?day { ?s mnd:searchedOn ?day }")]
    after = timedelta(days=1)
    return {date(2021, 1, 1), *days, *(day + after for day in (*days, *ends))}


def test_states_change_only_at_an_event_or_after_a_search(kg: KnowledgeGraph) -> None:
    turns = turning_days(kg)
    said = [
        (drug, condition, lane)
        for drug, condition in product(things(kg, "Intervention"), things(kg, "Condition"))
        for lane in kg.timeline(drug, condition, until=date(2026, 11, 1)).lanes
    ]
    assert len(said) > 100
    for drug, condition, lane in said:
        for before, span in pairwise(lane.spans):
            assert span.first in turns, (drug, condition, lane.jurisdiction)
            assert before.last + timedelta(days=1) == span.first


def test_every_answer_about_any_case_on_any_day_has_its_sources(kg: KnowledgeGraph) -> None:
    days = [date(1990, 1, 1), date(2016, 3, 10), date(2021, 1, 1), date(2026, 11, 1)]
    for drug, condition, day in product(
        things(kg, "Intervention"), [None, *things(kg, "Condition")], days
    ):
        for place in kg.status(drug, condition, on=day).standings:
            shown = [*place.searches, *place.access]
            shown += [event for state in place.states for event in state.events]
            assert shown
            assert all(item.said and item.origin.cites for item in shown)
            assert (place.basis == "events") == bool(place.states)
            assert place.state == "unknown" or place.states or place.searches
            known = {state.state for state in place.states} or {"not-approved", "unknown"}
            assert place.state in known


def test_a_timeline_says_what_status_says(kg: KnowledgeGraph) -> None:
    names = ("interventions:AMX0035", "conditions:ALS")
    for lane in kg.timeline(*names, until=date(2026, 11, 1)).lanes:
        for span in lane.spans:
            for day in (span.first, span.last):
                place = kg.status(*names, lane.jurisdiction, day).standings[0]
                assert (place.state, place.certain) == (span.state, span.certain)
