"""How an intervention stood with the regulators over time, jurisdiction by jurisdiction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mnd_kg.answers.origin import origin
from mnd_kg.answers.status import RegulatoryCase
from mnd_kg.resolve import resolve
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.answers.origin import Origin
    from mnd_kg.statements import Statements
    from mnd_kg.store import BuiltGraph


@dataclass(frozen=True)
class Span:
    """A stretch of days in which the state is the same; `last` is its last day."""

    state: str
    certain: bool
    covers: str
    first: date
    last: date


@dataclass(frozen=True)
class Mark:
    """An event, or a search that found nothing, with the first and last day of its date."""

    kind: str
    dated: str
    first: date
    last: date
    product: str
    origin: Origin


@dataclass(frozen=True)
class Lane:
    """One jurisdiction: its states in order, and its own events and searches."""

    jurisdiction: str
    label: str
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Timeline:
    """The states of an intervention over time, up to a day."""

    graph: str
    intervention: str
    label: str
    condition: str
    first: date
    last: date
    lanes: tuple[Lane, ...]


def timeline(
    graph: BuiltGraph,
    intervention: str,
    condition: str | None = None,
    jurisdiction: str | None = None,
    until: date | None = None,
) -> Timeline:
    """Return the states of an intervention over time.

    Args:
        graph: the built graph.
        intervention: any name of it; its formulations are counted with it.
        condition: the condition, or all.
        jurisdiction: one, or all that have an event or a search of their own.
        until: the last day; today if none.

    Raises:
        UnknownEntityError: if a name is unknown, or names something of another kind.
    """
    day = until or date.today()
    case = RegulatoryCase.of(graph, intervention, condition, day)
    places = _places(graph, case, jurisdiction)
    days = [d for place in places for d in _turns(case, place) if d <= day]
    first = date(min(days, default=day).year, 1, 1)
    short = vocabulary().contract
    return Timeline(
        graph=graph.version,
        intervention=short(case.drug),
        label=case.said.label(case.drug),
        condition=short(case.condition),
        first=first,
        last=day,
        lanes=tuple(_lane(case, place, first) for place in places),
    )


def _places(graph: BuiltGraph, case: RegulatoryCase, jurisdiction: str | None) -> list[str]:
    if jurisdiction is not None:
        return [resolve(graph, jurisdiction, "jurisdictions")]
    every = case.said.of_class("Jurisdiction")
    return [place for place in every if _events(case, {place}) or case.searches(place)]


def _events(case: RegulatoryCase, places: set[str]) -> list[str]:
    """Return the events of any kind that concern what is asked, in order."""
    said = case.said
    found = [
        event
        for drug in case.drugs()
        for event in said.users(drug, "intervention")
        if said.class_of(event) == "RegulatoryEvent"
        and places & set(said.values(event, "jurisdiction"))
        and any(map(case.concerns, said.values(event, "indication")))
        and case.bound(event, "notBefore") <= case.day
    ]
    return sorted(found, key=lambda event: (case.bound(event, "notBefore"), event))


def _turns(case: RegulatoryCase, place: str) -> list[date]:
    """Return the days on which the state of a place may become another."""
    after = timedelta(days=1)
    found = []
    for event in _events(case, set(_ever(case.said, place))):
        found += [_day(case.bound(event, "notBefore")), _day(case.bound(event))]
    found += [
        _day(case.said.value(search, "searchedOn")) + after for search in case.searches(place)
    ]
    for member in case.said.values(place, "membership"):
        for key, more in (("validFromNotBefore", 0), ("validThroughNotAfter", 1)):
            if bound := case.said.value(member, f"mnd:{key}"):
                found.append(_day(bound) + more * after)
    return sorted(set(found))


def _ever(said: Statements, place: str) -> list[str]:
    """Return a jurisdiction and those to which it ever belonged."""
    unions = [
        union
        for member in said.values(place, "membership")
        for union in said.values(member, "memberOf")
    ]
    return [place, *unions]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _lane(case: RegulatoryCase, place: str, first: date) -> Lane:
    last = _day(case.day)
    turns = sorted({first, *(day for day in _turns(case, place) if first <= day <= last)})
    spans: list[Span] = []
    for start, end in zip(turns, [*turns[1:], last + timedelta(days=1)], strict=True):
        found = replace(case, day=start.isoformat()).standing(place)
        span = Span(found.state, found.certain, found.covers, start, end - timedelta(days=1))
        if spans and replace(spans[-1], first=span.first, last=span.last) == span:
            spans[-1] = replace(spans[-1], last=span.last)
        else:
            spans.append(span)
    marks = [_mark(case, event) for event in _events(case, {place})]
    marks += [_searched(case.said, search) for search in case.searches(place)]
    marks.sort(key=lambda mark: (mark.first, mark.origin.id))
    return Lane(vocabulary().contract(place), case.said.label(place), tuple(spans), tuple(marks))


def _mark(case: RegulatoryCase, event: str) -> Mark:
    return Mark(
        kind=case.said.value(event, "kind"),
        dated=case.said.value(event, "date"),
        first=_day(case.bound(event, "notBefore")),
        last=_day(case.bound(event)),
        product=", ".join(case.said.values(event, "product")),
        origin=origin(case.said, event),
    )


def _searched(said: Statements, search: str) -> Mark:
    day = said.value(search, "searchedOn")
    return Mark("nothing found", day, _day(day), _day(day), "", origin(said, search))
