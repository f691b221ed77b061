"""Rules of dates: what must come before what, and the years that a text gives a trial."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mnd_kg.audit.rule import (
    CONSISTENT,
    INCONSISTENT,
    Check,
    Fact,
    Rule,
    fact,
    not_checkable,
    property_of,
)
from mnd_kg.edtf import interval
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mnd_kg.statements import Statements

HELD = ("approved", "conditionally-approved")
_ON_MARKET = ("launch", "price-listing")
_ANSWERS = ("refused", "application-withdrawn")


def dates_in_order(said: Statements) -> Iterator[Check]:
    """Check that a trial begins before it ends and is published, and events follow their causes."""
    for trial in said.of_class("ClinicalTrial"):
        begun, ended = fact(said, trial, "startDate"), fact(said, trial, "completionDate")
        papers = [fact(said, paper, "date") for paper in said.values(trial, "publication")]
        later = [value for value in (ended, *papers) if value]
        if begun and later:
            yield _ordered(said, trial, [(begun, value) for value in later])
    for event in said.of_class("RegulatoryEvent"):
        day = fact(said, event, "date")
        causes = list(_causes(said, event))
        if day and causes:
            yield _ordered(said, event, [(cause, day) for cause in causes])


def _ordered(said: Statements, target: str, pairs: list[tuple[Fact, Fact]]) -> Check:
    """Return the check that each first date may be before, or on, the second."""
    wrong = [pair for pair in pairs if interval(pair[0].text)[0] > interval(pair[1].text)[1]]
    shown = [f"{_named(said, a)} {a} ≤ {_named(said, b)} {b}" for a, b in pairs]
    told = [f"{_named(said, a)} {a} > {_named(said, b)} {b}" for a, b in wrong]
    return Check(
        target=target,
        verdict=INCONSISTENT if wrong else CONSISTENT,
        reported=str(pairs[-1][1]),
        computed="; ".join(told or shown),
        inputs=tuple({value: None for pair in pairs for value in pair}),
    )


def _named(said: Statements, value: Fact) -> str:
    kind = said.value(value.subject, "kind")
    names = {"startDate": "start", "completionDate": "completion"}
    return names.get(value.key) or kind or "publication"


def _causes(said: Statements, event: str) -> Iterator[Fact]:
    """Give the dates that cannot be after an event: first filing or approval, start of trials."""
    kind = said.value(event, "kind")
    state = vocabulary().leads_to.get(kind, "")
    wanted: tuple[str, ...] = ()
    if kind in _ON_MARKET or state == "withdrawn":
        wanted = HELD
    elif state in HELD or state in _ANSWERS:
        wanted = ("under-review",)
    earlier = [
        day
        for other in alike(said, event)
        if vocabulary().leads_to.get(said.value(other, "kind")) in wanted
        and (day := fact(said, other, "date"))
    ]
    if earlier:
        yield min(earlier, key=lambda day: interval(day.text))
    for trial in said.values(event, "basedOn"):
        if begun := fact(said, trial, "startDate"):
            yield begun


def alike(said: Statements, event: str) -> list[str]:
    """Return the other events about the same substance, jurisdiction and indication."""
    drug = substance(said, said.value(event, "intervention"))
    family = [drug, *said.users(drug, "formulationOf")]
    return [
        other
        for own in family
        for other in said.users(own, "intervention")
        if said.class_of(other) == "RegulatoryEvent"
        and other != event
        and all(
            said.values(other, key) == said.values(event, key)
            for key in ("jurisdiction", "indication")
        )
    ]


def substance(said: Statements, intervention: str) -> str:
    """Return the substance of which an intervention is a formulation, or the intervention."""
    return said.value(intervention, "formulationOf") or intervention


def years_of_trial(said: Statements) -> Iterator[Check]:
    """Check the years that a text gives a trial against its course and its publications.

    The year of an approval is no year of the trial; where it was taken for one, that is told.
    """
    for statement in said.of_class("Statement"):
        trial, label = said.value(statement, "subject"), fact(said, statement, "objectText")
        if said.class_of(trial) != "ClinicalTrial" or label is None:
            continue
        years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", label.text)]
        if property_of(said, statement) != "label" or not years:
            continue
        begun, ended = fact(said, trial, "startDate"), fact(said, trial, "completionDate")
        papers = [fact(said, paper, "date") for paper in said.values(trial, "publication")]
        known = [value for value in (begun, ended, *papers) if value]
        if begun is None or not papers:
            yield not_checkable(statement, "the graph lacks the start or a paper", label, *known)
            continue
        first = interval(begun.text)[0]
        last = max(interval(value.text)[1] for value in known)
        outside = [year for year in years if not first.year <= year <= last.year]
        spoken = "; ".join(f"{_named(said, value)} {value}" for value in known)
        yield Check(
            target=statement,
            verdict=INCONSISTENT if outside else CONSISTENT,
            reported=label.text,
            computed=spoken,
            reason="; ".join(_of_year(said, trial, year) for year in outside),
            inputs=(label, *known, *_approvals(said, trial)),
        )


def _of_year(said: Statements, trial: str, year: int) -> str:
    approved = [day for day in _approvals(said, trial) if _in(interval(day.text), year)]
    whose = f", but of an approval that rests on it ({approved[0]})" if approved else ""
    return f"{year} is no year of the trial or its papers{whose}"


def _in(span: tuple[date, date], year: int) -> bool:
    return span[0].year <= year <= span[1].year


def _approvals(said: Statements, trial: str) -> list[Fact]:
    """Return the dates of the approvals that rest on a trial."""
    held = [
        event
        for event in said.users(trial, "basedOn")
        if vocabulary().leads_to.get(said.value(event, "kind")) in HELD
    ]
    return [day for event in held if (day := fact(said, event, "date"))]


RULES = (
    Rule("dates-in-order", "1", dates_in_order),
    Rule("years-of-trial", "1", years_of_trial),
)
