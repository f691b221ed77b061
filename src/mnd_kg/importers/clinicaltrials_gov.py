"""A study of ClinicalTrials.gov, as its API v2 gives it, made into the beginning of a record.

What the registry holds as data is filled in: identifiers, phase, status, design, dates, arms. What
takes judgement is left to the curator, and nothing that the registry holds as prose is copied.
See https://clinicaltrials.gov/data-api/about-api/study-data-structure
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from mnd_kg.errors import SettingError, SourceError
from mnd_kg.records.yaml_text import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_NCT = re.compile(r"NCT\d{8}")
_AGE = re.compile(r"(\d+) (Year|Month)s?")
_SEVERAL_PHASES: dict[tuple[str, ...], str] = {
    ("PHASE1", "PHASE2"): "PHASE1_PHASE2",
    ("PHASE2", "PHASE3"): "PHASE2_PHASE3",
}
_ACTUAL = {"ACTUAL": "participants", "ESTIMATED": "plannedParticipants"}


def read_study(path: Path, nct_id: str | None = None) -> dict[str, Any]:
    """Return one study of a file that holds a study, or a page of studies.

    Args:
        path: the file.
        nct_id: which study, where the file holds several.

    Raises:
        SourceError: if the file holds no study of ClinicalTrials.gov.
        SettingError: if it holds several and none, or another, is named.
    """
    try:
        content = json.loads(path.read_bytes())
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: this is not UTF-8 text.") from error
    except json.JSONDecodeError as error:
        raise SourceError(f"{path}:{error.lineno}: this is not JSON: {error.msg}.") from error
    page = content.get("studies") if isinstance(content, dict) else None
    studies: dict[str, dict[str, Any]] = {
        study_id(study, path): study for study in (page if page else [content])
    }
    if nct_id is None and len(studies) == 1:
        return next(iter(studies.values()))
    if nct_id in studies:
        return studies[nct_id]
    held = ", ".join(sorted(studies))
    raise SettingError(f"{path} holds {held}: name one of them with --id.")


def study_id(study: object, path: Path) -> str:
    """Return the NCT number of a study.

    Raises:
        SourceError: if it has none, and so is no study of the registry.
    """
    found = _at(study, "protocolSection", "identificationModule", "nctId")
    if not isinstance(found, str) or not _NCT.fullmatch(found):
        where = "protocolSection.identificationModule.nctId"
        raise SourceError(
            f"{path}: no study of ClinicalTrials.gov: it has no NCT number at {where}."
        )
    return found


def skeleton(
    study: dict[str, Any],
    named: Callable[[str], str | None],
    read_on: str | None = None,
) -> Mapping:
    """Return the beginning of a record: the registry's facts, without any judgement.

    Args:
        study: the study.
        named: gives the CURIE of the thing of the graph that has a name, or None.
        read_on: the day on which the study was read in the registry; then its facts count as
            checked against it.
    """
    protocol = study["protocolSection"]
    nct = protocol["identificationModule"]["nctId"]
    registry = f"clinicaltrials:{nct}"
    record = _mapping("ClinicalTrial", f"trials:{nct}")
    facts = dict(_facts(protocol, named))
    for key, values in facts.items():
        record.values[key] = _scalars(values)
    record.values["registryId"] = record.values["cites"] = _scalars([registry])
    if read_on:
        confirmed = ["registryId", *(key for key in facts if key != "label")]
        record.values |= {
            "checkedAgainst": _scalars(["primary"]),
            "checkedPage": _scalars([registry]),
            "checkedOn": _scalars([read_on]),
            "confirmed": _scalars(confirmed),
            "statusReadOn": _scalars([read_on]),
        }
    else:
        record.values["checkedAgainst"] = _scalars(["none"])
    record.values["population"] = [_population(protocol, named)]
    if arms := list(_arms(protocol, named)):
        record.values["arm"] = list(arms)
    return record


def hints(study: dict[str, Any]) -> Iterator[str]:
    """Give what a curator will want to look at, and what is not to be copied into the record."""
    protocol = study["protocolSection"]
    for outcome in _list(protocol, "outcomesModule", "primaryOutcomes"):
        measure, time = _at(outcome, "measure"), _at(outcome, "timeFrame")
        yield f"registered primary outcome: {measure} (time frame: {time})"
    if why := _at(protocol, "statusModule", "whyStopped"):
        yield f"stopped, as the registry says: {why} (put it in your own words in whyStopped)"
    for reference in _list(protocol, "referencesModule", "references"):
        if pmid := _at(reference, "pmid"):
            yield f"publication in the registry: PMID {pmid}"
    if study.get("hasResults"):
        yield "the registry has results: take numbers from there, or from the paper, as written"


def _facts(
    protocol: dict[str, Any], named: Callable[[str], str | None]
) -> Iterator[tuple[str, list[str]]]:
    def one(key: str, *path: str) -> Iterator[tuple[str, list[str]]]:
        value = _at(protocol, *path)
        if isinstance(value, str) and value.strip():
            yield key, [" ".join(value.split())]

    identification = ("identificationModule",)
    label = _at(protocol, *identification, "acronym") or _at(
        protocol, *identification, "briefTitle"
    )
    if label:
        yield "label", [label]
    yield from one("acronym", *identification, "acronym")
    yield from one("title", *identification, "officialTitle")
    phases = [str(phase) for phase in _list(protocol, "designModule", "phases")]
    if phases:
        several = _SEVERAL_PHASES.get(tuple(phases))
        yield "phase", [several] if several else phases
    yield from one("status", "statusModule", "overallStatus")
    design = ("designModule", "designInfo")
    yield from one("allocation", *design, "allocation")
    yield from one("masking", *design, "maskingInfo", "masking")
    sponsors = ("sponsorCollaboratorsModule",)
    yield from one("sponsor", *sponsors, "leadSponsor", "name")
    names = [_at(c, "name") for c in _list(protocol, *sponsors, "collaborators")]
    if collaborators := [name for name in names if isinstance(name, str)]:
        yield "collaborator", collaborators
    yield from one("startDate", "statusModule", "startDateStruct", "date")
    # A completion date that is only expected is no fact about the trial.
    if _at(protocol, "statusModule", "completionDateStruct", "type") == "ACTUAL":
        yield from one("completionDate", "statusModule", "completionDateStruct", "date")
    enrolment = _at(protocol, "designModule", "enrollmentInfo")
    key = _ACTUAL.get(str(_at(enrolment, "type")))
    if key and isinstance(_at(enrolment, "count"), int):
        yield key, [str(_at(enrolment, "count"))]
    places = {
        str(_at(place, "country"))
        for place in _list(protocol, "contactsLocationsModule", "locations")
    }
    known = {named(place) for place in places}
    if countries := sorted(c for c in known if c and c.startswith("jurisdictions:")):
        yield "country", countries


def _population(protocol: dict[str, Any], named: Callable[[str], str | None]) -> Mapping:
    population = _mapping("EnrolledPopulation", "#enrolled")
    conditions = [named(str(name)) for name in _list(protocol, "conditionsModule", "conditions")]
    known = sorted({c for c in conditions if c and c.startswith("conditions:")})
    if known:
        population.values["condition"] = _scalars(known)
    criteria: list[Scalar | Mapping] = []
    for bound, key, word in (("minimumAge", "low", "least"), ("maximumAge", "high", "most")):
        age = _AGE.fullmatch(str(_at(protocol, "eligibilityModule", bound)))
        if age:
            unit = {"Year": "a", "Month": "mo"}[age[2]]
            criterion = _mapping("EligibilityCriterion", f"#age-{word}")
            criterion.values |= {
                "kind": _scalars(["inclusion"]),
                "statement": _scalars([f"Aged at {word} {age[1]} {age[2].lower()}s."]),
                key: _scalars([age[1]]),
                "unit": _scalars([unit]),
            }
            criteria.append(criterion)
    if criteria:
        population.values["criterion"] = criteria
    return population


def _arms(protocol: dict[str, Any], named: Callable[[str], str | None]) -> Iterator[Mapping]:
    taken: set[str] = set()
    for group in _list(protocol, "armsInterventionsModule", "armGroups"):
        label = " ".join(str(_at(group, "label")).split())
        fragment = "#" + _slug(label)
        while fragment in taken:
            fragment += "-b"
        taken.add(fragment)
        arm = _mapping("Arm", fragment)
        arm.values["label"] = _scalars([label])
        if role := _at(group, "type"):
            arm.values["role"] = _scalars([str(role)])
        regimens: list[Scalar | Mapping] = []
        for number, given in enumerate(_list(group, "interventionNames")):
            name = str(given).partition(": ")[2] or str(given)
            regimen = _mapping("Regimen", f"{fragment}-regimen{'-b' * number}")
            known = named(name)
            what = known if known and known.startswith("interventions:") else None
            regimen.values["intervention"] = _scalars([what or f"interventions:{_slug(name)}"])
            regimens.append(regimen)
        if regimens:
            arm.values["regimen"] = regimens
        yield arm


def _at(value: object, *path: str) -> Any:
    """Return what stands at a path of keys, or None where there is nothing."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _list(value: object, *path: str) -> list[Any]:
    found = _at(value, *path)
    return found if isinstance(found, list) else []


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "unnamed"


def _mapping(class_name: str, curie: str) -> Mapping:
    mapping = Mapping(1)
    mapping.values = {"id": _scalars([curie]), "type": _scalars([class_name])}
    return mapping


def _scalars(texts: list[str]) -> list[Scalar | Mapping]:
    return [Scalar(text, 1) for text in texts]
