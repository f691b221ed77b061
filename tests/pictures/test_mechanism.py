"""The picture of how an intervention might act."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from mnd_kg.pictures import styled
from mnd_kg.pictures.mechanism import draw, write_mechanism

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg import KnowledgeGraph


def layers(kg: KnowledgeGraph, drug: str, condition: str) -> list[dict[str, Any]]:
    chart = styled(draw(kg.explain(drug, condition)), [])["vconcat"][0]
    assert isinstance(chart["layer"], list)
    return chart["layer"]


def texts(kg: KnowledgeGraph, drug: str, condition: str) -> list[str]:
    rows = [row for layer in layers(kg, drug, condition) for row in layer["data"]["values"]]
    return [row["text"] for row in rows if "text" in row]


def test_each_step_is_told_with_its_source_and_what_disputes_it(kg: KnowledgeGraph) -> None:
    said = " ".join(texts(kg, "methylcobalamin", "PLS"))
    (recorded, *_) = kg.explain("mecobalamin", "PLS").mechanisms
    for found in recorded.steps:
        assert f"{found.said()} ({found.mark})" in said
        for source in (
            *found.origin.cites,
            *(c for one in found.against for c in one.origin.cites),
        ):
            assert source in said
    assert "methionine synthase decreases homocysteine (−), the weakest step" in said
    assert (
        "signs: + − + + + = −: if each step holds, it would work against primary lateral sclerosis"
        in said
    )


def test_basis_and_sign_are_told_apart_without_colour(kg: KnowledgeGraph) -> None:
    drawn = layers(kg, "mecobalamin", "ALS")
    rules = [layer["mark"] for layer in drawn if layer["mark"]["type"] == "rule"]
    shapes = {layer["mark"].get("shape") for layer in drawn if layer["mark"]["type"] == "point"}
    assert {bool(rule["strokeDash"]) for rule in rules} == {True, False}
    assert {"triangle", "stroke", "circle"} <= shapes


def test_boxes_never_lie_on_each_other_or_outside(kg: KnowledgeGraph) -> None:
    for drug in ("mecobalamin", "bosutinib", "masitinib", "mexiletine", "riluzole", "tofersen"):
        boxes = [
            row
            for layer in layers(kg, drug, "conditions:ALS")
            if layer["mark"]["type"] == "rect"
            for row in layer["data"]["values"]
        ]
        assert all(0 <= box["x"] < box["x2"] <= 880 for box in boxes)
        for one, other in combinations(boxes, 2):
            apart = one["x2"] <= other["x"] or other["x2"] <= one["x"]
            assert apart or one["y2"] < other["y"] or other["y2"] < one["y"], drug


def test_where_nothing_reaches_the_condition_the_picture_says_why(kg: KnowledgeGraph) -> None:
    said = texts(kg, "tofersen", "PLS")
    assert said[0] == "No mechanism reaches the condition in this graph."
    assert "only in SOD1-ALS" in said[1]


@pytest.mark.parametrize("ending", [".svg", ".png", ".json"])
def test_the_picture_is_the_same_on_two_runs(
    kg: KnowledgeGraph, tmp_path: Path, ending: str
) -> None:
    answer = kg.explain("mecobalamin", "ALS")
    paths = [tmp_path / f"{name}{ending}" for name in "ab"]
    for path in paths:
        write_mechanism(answer, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
