"""Rules of dates."""

from __future__ import annotations

import pytest

from tests.audit.world import checks, verdicts

TRIAL = "id: trials:T\ntype: ClinicalTrial\nstartDate: {}\ncompletionDate: {}\n"
PAPER = "id: publications:P\ntype: Publication\ndate: {}\n"


@pytest.mark.parametrize(
    ("begun", "ended", "verdict"),
    [
        ("2017-11-01", "2019-09", "consistent"),
        ("2019-09-30", "2019-09", "consistent"),  # the month has that day
        ("2019-10", "2019-09", "inconsistent"),
        ("2019", "2019-01", "consistent"),
    ],
)
def test_a_trial_begins_before_it_ends(begun: str, ended: str, verdict: str) -> None:
    assert verdicts("dates-in-order", TRIAL.format(begun, ended)) == [verdict]


def test_a_paper_is_no_older_than_its_trial() -> None:
    trial = TRIAL.format("2019", "2020") + "publication: publications:P\n"
    assert verdicts("dates-in-order", trial, PAPER.format("2018-12")) == ["inconsistent"]
    assert verdicts("dates-in-order", trial, PAPER.format("2019-12")) == ["consistent"]


def events(*lines: str) -> str:
    common = (
        "intervention: interventions:D, jurisdiction: jurisdictions:JP, indication: conditions:C"
    )
    parts = [
        f'- {{id: "#e{n}", type: RegulatoryEvent, {common}, {line}}}'
        for n, line in enumerate(lines)
    ]
    return "id: decisions:D\ntype: RegulatoryHistory\nevent:\n" + "\n".join(parts) + "\n"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("kind: filing, date: 2024-01", "kind: approval, date: 2024-09"), ["consistent"]),
        (("kind: filing, date: 2024-10", "kind: approval, date: 2024-09"), ["inconsistent"]),
        (("kind: approval, date: 2024-09", "kind: launch, date: 2024-08"), ["inconsistent"]),
        (("kind: approval, date: 2024-09", "kind: withdrawal, date: 2023"), ["inconsistent"]),
        (("kind: filing, date: 2022", "kind: refusal, date: 2022-11"), ["consistent"]),
        (("kind: approval, date: 2024-09",), []),
        (("kind: orphan-designation, date: 2022", "kind: filing, date: 2021"), []),
    ],
)
def test_events_follow_their_causes(lines: tuple[str, ...], found: list[str]) -> None:
    assert verdicts("dates-in-order", events(*lines)) == found


def test_an_approval_follows_the_trial_that_it_rests_on() -> None:
    world = events("kind: approval, date: 2024-09, basedOn: trials:T")
    assert verdicts(
        "dates-in-order", world, "id: trials:T\ntype: ClinicalTrial\nstartDate: 2025\n"
    ) == ["inconsistent"]


HEADING = """id: documents:page
type: DocumentSection
claim:
- id: "#c"
  type: Claim
  states: {{id: "#s", type: Statement, subject: trials:T, property: label, objectText: {}}}
"""


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("Trial (2022)", ["consistent"]),
        ("Trial (2017/2022)", ["consistent"]),
        ("Trial (2022/2024)", ["inconsistent"]),
        ("Trial", []),
    ],
)
def test_the_years_of_a_trial_are_those_of_its_course(label: str, found: list[str]) -> None:
    trial = TRIAL.format("2017-11-01", "2019-09") + "publication: publications:P\n"
    assert (
        verdicts("years-of-trial", HEADING.format(label), trial, PAPER.format("2022-05")) == found
    )


def test_the_year_of_the_approval_is_told_from_that_of_the_trial() -> None:
    trial = TRIAL.format("2017-11-01", "2019-09") + "publication: publications:P\n"
    approval = events("kind: approval, date: 2024-09-24, basedOn: trials:T")
    world = (HEADING.format("T (2024)"), trial, PAPER.format("2022-05"), approval)
    (check,) = checks("years-of-trial", *world)
    assert check.reason == (
        "2024 is no year of the trial or its papers, "
        "but of an approval that rests on it (2024-09-24)"
    )


def test_a_trial_without_a_start_cannot_be_dated() -> None:
    world = (HEADING.format("T (2024)"), "id: trials:T\ntype: ClinicalTrial\n")
    assert verdicts("years-of-trial", *world) == ["not-checkable"]
