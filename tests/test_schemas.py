"""The JSON of answers keeps to the schemas that the documents publish."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from conftest import ROOT

import mnd_kg
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg import KnowledgeGraph

SCHEMAS = ROOT / "docs" / "schemas"
DAY = date(2026, 11, 1)


@cache
def schema(name: str) -> jsonschema.Draft202012Validator:
    text = (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    return jsonschema.Draft202012Validator(json.loads(text))


def keeps_to(name: str, answer: Any) -> None:
    """Hold an answer, as a program reads it, against a schema."""
    schema(name).validate(json.loads(json.dumps(answer)))


def things(kg: KnowledgeGraph, kind: str) -> list[str]:
    return [vocabulary().contract(thing) for thing in kg.statements.of_class(kind)]


def objects(part: Any) -> list[dict[str, Any]]:
    """Return every object of a schema that has properties."""
    if isinstance(part, list):
        return [found for one in part for found in objects(one)]
    if not isinstance(part, dict):
        return []
    own = [part] if isinstance(part.get("properties"), dict) else []
    return own + [found for one in part.values() for found in objects(one)]


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.stem)
def test_a_schema_is_one_and_takes_nothing_that_it_does_not_name(path: Path) -> None:
    read = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(read)
    assert read["$id"].endswith(f"/{path.name}")
    for found in objects(read):
        assert found.get("additionalProperties") is False, found.get("description")
        assert set(found.get("required", ())) <= set(found["properties"])


def test_evidence_on_every_intervention(kg: KnowledgeGraph) -> None:
    for drug in things(kg, "Intervention"):
        answer = kg.evidence(drug).as_json()
        keeps_to("evidence", answer)
        assert answer["graph"] == kg.version


def test_evidence_in_every_condition(kg: KnowledgeGraph) -> None:
    for condition in things(kg, "Condition"):
        for drug in ("interventions:mecobalamin", "interventions:memantine"):
            keeps_to("evidence", kg.evidence(drug, condition).as_json())


def test_comparisons_in_every_condition(kg: KnowledgeGraph) -> None:
    for condition in things(kg, "Condition"):
        answer = kg.compare(condition).as_json()
        keeps_to("compare", answer)
        assert answer["graph"] == kg.version


def test_status_of_every_intervention(kg: KnowledgeGraph) -> None:
    for drug in things(kg, "Intervention"):
        keeps_to("status", kg.status(drug, on=DAY).as_json())
    keeps_to("status", kg.status("mecobalamin", "ALS", "JP", DAY).as_json())


def test_audits(kg: KnowledgeGraph) -> None:
    for asked in (None, "documents:jetals-page", "JETALS", "conditions:PLS"):
        answer = kg.audit(asked).as_json()
        keeps_to("audit", answer)
        assert answer["graph"] == kg.version


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
def test_explanations(kg: KnowledgeGraph, drug: str, condition: str) -> None:
    answer = kg.explain(drug, condition).as_json()
    keeps_to("explain", answer)
    assert answer["graph"] == kg.version


@pytest.mark.parametrize("condition", ["PLS", "SOD1-ALS"])
def test_candidates(kg: KnowledgeGraph, condition: str) -> None:
    answer = kg.candidates(condition, on=DAY).as_json()
    keeps_to("candidates", answer)
    assert answer["graph"] == kg.version


@pytest.mark.parametrize(
    "record",
    [
        "trials:NCT03548311",
        "propositions:mecobalamin-function-ALS",
        "edges:MTR-decreases-homocysteine",
        "extrapolations:mecobalamin-function-ALS-to-PLS",
        "documents:jetals-page",
    ],
)
def test_records(kg: KnowledgeGraph, record: str) -> None:
    answer = kg.show(record).as_json()
    keeps_to("show", answer)
    assert (answer["graph"], answer["id"]) == (kg.version, record)


def test_stats(kg: KnowledgeGraph) -> None:
    keeps_to("stats", kg.stats().as_json())


def test_findings(tmp_path: Path) -> None:
    path = tmp_path / "data" / "trials" / "NCT00000001.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "id: trials:NCT00000001\ntype: ClinicalTrial\npahse: PHASE3\n", encoding="utf-8"
    )
    findings = [finding.as_json() for finding in mnd_kg.validate([], tmp_path / "data")]
    assert findings
    keeps_to("findings", findings)


def test_a_key_that_no_schema_names_is_refused(kg: KnowledgeGraph) -> None:
    answer = kg.evidence("AMX0035").as_json()
    answer["propositions"][0]["lines"][0]["score"] = 1
    with pytest.raises(jsonschema.ValidationError, match="'score' was unexpected"):
        keeps_to("evidence", answer)
