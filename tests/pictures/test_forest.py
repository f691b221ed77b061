"""The forest plot of a comparison."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from mnd_kg.pictures.forest import write_forest

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg import KnowledgeGraph


@pytest.fixture(scope="module")
def drawn(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("forest") / "forest.json"
    write_forest(kg.compare("ALS", "ALSFRS-R"), path)
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def lines(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the lines of the picture, headings included."""
    found: list[dict[str, Any]] = drawn["data"]["values"]
    return found


def test_every_effect_has_its_row_in_the_picture(kg: KnowledgeGraph, drawn: dict[str, Any]) -> None:
    rows = {line["row"] for line in lines(drawn) if "row" in line}
    assert rows == set(range(1, len(kg.compare("ALS", "ALSFRS-R").rows) + 1))


def test_met_and_missed_endpoints_are_told_by_colour_and_shape(drawn: dict[str, Any]) -> None:
    met = {line["met"] for line in lines(drawn) if "monthly" in line}
    assert {"endpoint met", "endpoint not met"} <= met
    text = json.dumps(drawn)
    assert all(shape in text for shape in ("circle", "diamond", "square"))


def test_a_trial_without_a_number_is_in_the_picture(drawn: dict[str, Any]) -> None:
    phoenix = [line for line in lines(drawn) if "PHOENIX" in line.get("trial", "")]
    assert {line["recorded"] for line in phoenix} >= {"p = 0.667"}


def test_the_caption_names_the_sources_and_says_that_nothing_is_pooled(
    drawn: dict[str, Any],
) -> None:
    caption = " ".join(drawn["title"]["text"])
    assert "publications:oki-2022" in caption
    assert "Nothing is pooled" in caption


def test_the_axis_says_which_way_is_better(drawn: dict[str, Any]) -> None:
    assert "better: ← reference · treated →" in json.dumps(drawn, ensure_ascii=False)


@pytest.mark.parametrize("condition", ["PLS", "juvenile-PLS"])
def test_every_comparison_can_be_drawn(kg: KnowledgeGraph, condition: str, tmp_path: Path) -> None:
    write_forest(kg.compare(condition), tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")


def test_no_arm_is_cut_off_for_a_dose_may_stand_at_its_end(
    kg: KnowledgeGraph, tmp_path: Path
) -> None:
    write_forest(kg.compare("ALS", "event-free-survival"), tmp_path / "a.svg")
    picture = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "dose-ranging trial: riluzole 200 mg a day" in picture
    assert "…" not in picture
