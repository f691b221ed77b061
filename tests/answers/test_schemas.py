"""The JSON of answers keeps to the schemas in the documents."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from conftest import ROOT

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph

DAY = date(2026, 11, 1)


def validator(name: str) -> jsonschema.Draft202012Validator:
    path = ROOT / "docs" / "schemas" / f"{name}.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def refuse_more(answer: Any, name: str) -> None:
    """Check an answer as a program reads it, and that the schema refuses what is not in it."""
    checked = validator(name)
    read = json.loads(json.dumps(answer))
    checked.validate(read)
    assert not checked.is_valid({**read, "more": 1})


@pytest.mark.parametrize(
    ("drug", "condition"),
    [
        ("mecobalamin", "PLS"),
        ("mecobalamin", "ALS"),
        ("tofersen", "PLS"),
        ("memantine", "MND"),
        ("exercise", "PBP"),
    ],
)
def test_explanations_keep_to_their_schema(kg: KnowledgeGraph, drug: str, condition: str) -> None:
    answer = kg.explain(drug, condition).as_json()
    assert answer["graph"] == kg.version
    refuse_more(answer, "explain")


@pytest.mark.parametrize("condition", ["PLS", "SOD1-ALS"])
def test_candidates_keep_to_their_schema(kg: KnowledgeGraph, condition: str) -> None:
    answer = kg.candidates(condition, on=DAY).as_json()
    assert answer["graph"] == kg.version
    refuse_more(answer, "candidates")
