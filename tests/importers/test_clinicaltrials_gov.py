"""A registry record becomes the beginning of a record, and nothing is made up."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import mnd_kg
from mnd_kg.errors import SettingError, SourceError
from mnd_kg.importers.clinicaltrials_gov import read_study, skeleton
from mnd_kg.records import read, written

SAMPLES = Path(__file__).parents[1] / "data" / "clinicaltrials_gov"
STUDY = SAMPLES / "NCT00973089.json"
PAGE = SAMPLES / "page-of-studies.json"
KNOWN = {"Caries, Dental": "conditions:dental-caries", "Israel": "jurisdictions:IL"}

EXPECTED = """\
id: trials:NCT00973089
type: ClinicalTrial
label: Alternative Treatment of Deep Carious Lesions Based on Biological Evidences
cites: clinicaltrials:NCT00973089
checkedAgainst: none
registryId: clinicaltrials:NCT00973089
title: Alternative Treatment of Deep Carious Lesions Based on Biological Evidences
phase: NA
status: WITHDRAWN
allocation: RANDOMIZED
masking: SINGLE
sponsor: Hadassah Medical Organization
startDate: 2010-05
completionDate: 2015-03
participants: 0
country: jurisdictions:IL
population:
  id: "#enrolled"
  type: EnrolledPopulation
  condition: conditions:dental-caries
  criterion:
  - id: "#age-least"
    type: EligibilityCriterion
    kind: inclusion
    unit: a
    low: 5
    statement: Aged at least 5 years.
  - id: "#age-most"
    type: EligibilityCriterion
    kind: inclusion
    unit: a
    high: 8
    statement: Aged at most 8 years.
arm:
- id: "#complete-caries-removal"
  type: Arm
  label: Complete caries removal
  role: NO_INTERVENTION
- id: "#incomplete-caries-removal"
  type: Arm
  label: Incomplete caries removal
  role: OTHER
  regimen:
    id: "#incomplete-caries-removal-regimen"
    type: Regimen
    intervention: interventions:incomplete-caries-removal-in-primary-teeth
"""


def test_registry_facts_are_filled_in_and_judgement_is_left_out() -> None:
    assert written(skeleton(read_study(STUDY), KNOWN.get)).decode() == EXPECTED


def test_a_day_of_reading_makes_the_facts_checked_against_the_registry() -> None:
    lines = written(skeleton(read_study(STUDY), KNOWN.get, "2026-11-22")).decode().splitlines()
    assert "checkedAgainst: primary" in lines
    assert "checkedPage: clinicaltrials:NCT00973089" in lines
    assert "statusReadOn: 2026-11-22" in lines
    confirmed = lines[lines.index("confirmed:") + 1 :]
    assert confirmed[:3] == ["- registryId", "- title", "- phase"]


def test_the_skeleton_is_a_readable_record_in_canonical_form(tmp_path: Path) -> None:
    path = tmp_path / "NCT00973089.yaml"
    path.write_bytes(mnd_kg.new_trial(STUDY, graph=None).text)
    record = read(path)
    assert record.findings == []
    assert mnd_kg.format([path], check=True) == []


def test_what_is_prose_in_the_registry_is_a_hint_and_not_in_the_record() -> None:
    begun = mnd_kg.new_trial(STUDY)
    assert begun.hints[0].startswith("registered primary outcome: The success of")
    assert begun.hints[1].startswith("stopped, as the registry says: recruiting")
    assert begun.hints[2] == "publication in the registry: PMID 18519994"
    assert b"halted" not in begun.text


def test_an_estimated_enrolment_is_only_planned() -> None:
    study = json.loads(STUDY.read_text(encoding="utf-8"))
    design = study["protocolSection"]["designModule"]
    design["enrollmentInfo"] = {"count": 40, "type": "ESTIMATED"}
    design["phases"] = ["PHASE2", "PHASE3"]
    text = written(skeleton(study, KNOWN.get)).decode()
    assert "plannedParticipants: 40\n" in text
    assert "\nparticipants:" not in text
    assert "phase: PHASE2_PHASE3\n" in text


def test_a_page_of_studies_asks_which_one() -> None:
    with pytest.raises(SettingError, match="holds NCT02710084, NCT05105685: name one of them"):
        read_study(PAGE)
    assert mnd_kg.new_trial(PAGE, "NCT05105685").nct_id == "NCT05105685"


def test_the_record_is_named_for_what_the_file_holds(tmp_path: Path) -> None:
    path = Path(shutil.copy(STUDY, tmp_path / "NCT11111111.json"))
    assert mnd_kg.new_trial(path).text.startswith(b"id: trials:NCT00973089\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"protocolSection": {', "broken.json:1: this is not JSON: "),
        (b"", "broken.json:1: this is not JSON: "),
        (b'"\xe9"', "broken.json: this is not UTF-8 text"),
        (b"[]", "broken.json: no study of ClinicalTrials.gov: it has no NCT number"),
        (b'{"protocolSection": []}', "broken.json: no study of ClinicalTrials.gov"),
        (b'{"studies": [{"protocolSection": {}}]}', "broken.json: no study of ClinicalTrials.gov"),
    ],
)
def test_a_broken_record_says_what_is_wrong(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    with pytest.raises(SourceError) as raised:
        read_study(path)
    assert message in str(raised.value)


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(SettingError, match="is no day"):
        mnd_kg.new_trial(STUDY, read_on="yesterday")
