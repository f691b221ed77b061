"""The picture of how an intervention stood over time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from mnd_kg.pictures import styled
from mnd_kg.pictures.timeline import draw, write_timeline

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg import KnowledgeGraph


def drawn(kg: KnowledgeGraph, drug: str, condition: str | None = None) -> list[dict[str, Any]]:
    """Return what is drawn, row by row."""
    chart = draw(kg.timeline(drug, condition, until=date(2026, 11, 1)))
    layers = styled(chart, [])["vconcat"][0]["layer"]
    return [row for layer in layers for row in layer["data"]["values"]]


def texts(kg: KnowledgeGraph, drug: str, condition: str) -> list[str]:
    return [row["text"] for row in drawn(kg, drug, condition) if "text" in row]


def test_every_event_stands_in_the_picture_with_its_sources(kg: KnowledgeGraph) -> None:
    said = texts(kg, "mecobalamin", "ALS")
    for lane in kg.timeline("mecobalamin", "ALS", until=date(2026, 11, 1)).lanes:
        assert lane.label in said
        for mark in lane.marks:
            assert mark.dated in said
            assert all(any(source in text for text in said) for source in mark.origin.cites)


def test_a_state_is_named_beside_its_colour(kg: KnowledgeGraph) -> None:
    assert {"under-review", "approved", "not-approved"} <= set(texts(kg, "mecobalamin", "ALS"))
    assert "approved for a part" in texts(kg, "tofersen", "ALS")


def test_a_date_known_to_the_year_only_is_drawn_as_a_stretch(kg: KnowledgeGraph) -> None:
    layers = styled(draw(kg.timeline("AMX0035", "ALS", "CA", date(2026, 11, 1))), [])
    pale = [
        row
        for layer in layers["vconcat"][0]["layer"]
        if layer["mark"].get("fillOpacity")
        for row in layer["data"]["values"]
    ]
    assert [(row["state"], row["first"], row["last"]) for row in pale] == [
        ("conditionally-approved", "2024-01-01", "2024-12-30")
    ]


def test_nothing_is_drawn_outside_the_picture(kg: KnowledgeGraph) -> None:
    for name in ("mecobalamin", "edaravone", "tofersen", "masitinib"):
        rows = drawn(kg, name)
        assert all(0 <= row["x"] <= 850 and row.get("x2", 0) <= 850 for row in rows)


def test_an_intervention_without_events_has_a_picture_that_says_so(kg: KnowledgeGraph) -> None:
    assert "Nothing is recorded." in texts(kg, "exercise", "PLS")


@pytest.mark.parametrize("ending", [".svg", ".json"])
def test_the_picture_is_the_same_on_two_runs(
    kg: KnowledgeGraph, tmp_path: Path, ending: str
) -> None:
    answer = kg.timeline("AMX0035", "ALS", until=date(2026, 11, 1))
    paths = [tmp_path / f"{name}{ending}" for name in "ab"]
    for path in paths:
        write_timeline(answer, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
