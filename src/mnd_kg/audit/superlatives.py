"""Rules of first, only and greatest: against everything of the kind that the graph holds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from mnd_kg.audit.dates import HELD, alike, substance
from mnd_kg.audit.rates import DAYS, conditions
from mnd_kg.audit.results import limits
from mnd_kg.audit.rule import (
    CONSISTENT,
    INCONSISTENT,
    QUALIFIED,
    Check,
    Fact,
    Rule,
    fact,
    not_checkable,
    number,
)
from mnd_kg.audit.significance import favours
from mnd_kg.edtf import interval
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.audit.interval import Interval
    from mnd_kg.statements import Statements

_NO_SUBSTANCE = ("Device", "Procedure")


def superlatives(said: Statements, *ranks: str) -> Iterator[tuple[str, str]]:
    """Give each superlative of some ranks, with its subject."""
    for part in said.of_class("Superlative"):
        if said.value(part, "rank") in ranks:
            yield part, said.value(part, "subject")


def first_or_only(said: Statements) -> Iterator[Check]:
    """Check each first or only approval against all approvals that the graph holds.

    An approval of another form or use of a substance that was approved there already refutes the
    plain words, but leaves them true of new substances.
    """
    for part, event in superlatives(said, "first", "only"):
        day, rank = fact(said, event, "date"), said.value(part, "rank")
        if said.class_of(event) != "RegulatoryEvent" or day is None:
            yield not_checkable(part, "only approvals can be compared so", day)
            continue
        scope = list(_scope(said, part, event))
        found = [other for other in scope if rank == "only" or _before(other, day)]
        fresh = [other for other in found if not _known_substance(said, other.subject)]
        verdict = INCONSISTENT if fresh else QUALIFIED if found else CONSISTENT
        told = "; ".join(f"{_event(said, other.subject)}, {other}" for other in found)
        yield Check(
            target=part,
            verdict=verdict,
            reported=f"{rank}: {_event(said, event)}, {day}",
            computed=f"{len(scope)} other approvals in the graph are of the kind"
            + (f": {told}" if found else ", none in the way"),
            reason={
                INCONSISTENT: "the approvals named refute it",
                QUALIFIED: "true of new active substances only",
                CONSISTENT: _refuters(said, part, rank),
            }[verdict],
            inputs=(day, *scope),
        )


def _scope(said: Statements, part: str, event: str) -> Iterator[Fact]:
    """Give the dates of the other approvals of the kind that a superlative speaks of."""
    wanted = substance(said, said.value(part, "intervention"))
    place, since = said.value(part, "jurisdiction"), said.value(part, "since")
    begun = fact(said, since, "date") if since else None
    wide = _narrower(said, said.value(part, "condition"))
    for other in said.of_class("RegulatoryEvent"):
        day = fact(said, other, "date")
        state = vocabulary().leads_to.get(said.value(other, "kind"))
        if other in (event, since) or day is None or state not in HELD:
            continue
        if wanted and substance(said, said.value(other, "intervention")) != wanted:
            continue
        if place and place not in said.values(other, "jurisdiction"):
            continue
        if begun and interval(day.text)[1] <= interval(begun.text)[1]:
            continue
        if wide & set(said.values(other, "indication")):
            yield day


def _narrower(said: Statements, condition: str) -> set[str]:
    found = [condition]
    for seen in found:
        found += [part for part in said.users(seen, "broader") if part not in found]
    return set(found)


def _before(other: Fact, day: Fact) -> bool:
    return interval(other.text)[0] < interval(day.text)[0]


def _known_substance(said: Statements, event: str) -> bool:
    """Tell whether the substance of an approval was approved there, for that, before."""
    day = fact(said, event, "date")
    earlier = [
        fact(said, other, "date")
        for other in alike(said, event)
        if vocabulary().leads_to.get(said.value(other, "kind")) in HELD
    ]
    return any(day and one and interval(one.text)[1] < interval(day.text)[0] for one in earlier)


def _event(said: Statements, event: str) -> str:
    product = said.value(event, "product") or said.label(said.value(event, "intervention"))
    place = "".join(said.label(place) for place in said.values(event, "jurisdiction"))
    return f"{product} in {place}"


def _refuters(said: Statements, part: str, rank: str) -> str:
    """Return what would refute a superlative that nothing in the graph refutes."""
    drug, place = said.value(part, "intervention"), said.value(part, "jurisdiction")
    what = said.label(drug) if drug else "another drug"
    where = f" in {said.label(place)}" if place and rank == "first" else " elsewhere"
    when = " before that" if rank == "first" else ""
    condition = said.label(said.value(part, "condition"))
    return f"an approval of {what} for {condition}{where}{when} would refute it; the graph has none"


@dataclass(frozen=True)
class Size:
    """An effect per month, with its interval, and how it is told."""

    effect: str
    a_month: Interval
    span: Interval
    told: str
    facts: tuple[Fact, ...]


def greatest_effect(said: Statements) -> Iterator[Check]:
    """Check that no other intervention had an effect of like size on the measure in the condition.

    Trials differ in length, so effects are compared per month: one is of like size if its interval
    reaches the estimate that is said to be the greatest.
    """
    for part, effect in superlatives(said, "greatest"):
        if said.class_of(effect) != "EffectEstimate":
            continue
        own = _size(said, effect)
        if own is None:
            yield not_checkable(part, "the effect has no size and time in the graph")
            continue
        others = [
            size
            for other in said.of_class("EffectEstimate")
            if _rivals(said, effect, other) and (size := _size(said, other))
        ]
        alike = [size for size in others if size.span.high >= own.a_month.low]
        yield Check(
            target=part,
            verdict=INCONSISTENT if alike else CONSISTENT,
            reported=f"greatest: {own.told}",
            computed="; ".join(size.told for size in alike or others),
            reason="of like size in people with the same condition" if alike else "",
            inputs=(*own.facts, *(value for size in others for value in size.facts)),
        )


def _rivals(said: Statements, effect: str, other: str) -> bool:
    keys = ("measure", "unit", "betterWhen")
    return (
        all(said.value(other, key) == said.value(effect, key) for key in keys)
        and said.value(other, "met") == "true"
        and _condition(said, other) == _condition(said, effect)
        and not _drugs(said, other) & _drugs(said, effect)
        and favours(said, other) is True
    )


def _condition(said: Statements, effect: str) -> list[str]:
    return conditions(said, said.value(effect, "analysisPopulation"))


def _drugs(said: Statements, effect: str) -> set[str]:
    regimen = said.value(said.value(effect, "treatedArm"), "regimen")
    parts = [regimen, *said.values(regimen, "component")]
    return {substance(said, said.value(part, "intervention")) for part in parts} - {""}


def _size(said: Statements, effect: str) -> Size | None:
    value, days = number(said, effect, "value"), number(said, effect, "timeDays")
    if value is None or days is None or days.interval.low <= 0:
        return None
    found = limits(said, effect)
    months = days.interval.times(1 / DAYS["mo"])
    ends = found.low.interval.joined(found.high.interval) if found else value.interval
    a_month, span = abs(value.interval / months), ends / months
    trial = said.label(effect.partition("#")[0])
    unit = said.value(effect, "unit").strip("{}")
    told = f"{trial} {value} {unit} in {days} days, {a_month} a month"
    if found:
        told += f" (interval {span})"
    facts = [value, days, *([found.low, found.high] if found else [])]
    return Size(effect, a_month, span, told, tuple(facts))


def greatest_evidence(said: Statements) -> Iterator[Check]:
    """Check that nothing else has more randomised trials, of more people, that support it."""
    for part, proposition in superlatives(said, "greatest"):
        if said.class_of(proposition) != "Proposition":
            continue
        mine = said.value(proposition, "intervention")
        own = _support(said, mine, proposition)
        rivals: dict[str, dict[str, Fact]] = {}
        for other in said.users(said.value(proposition, "condition"), "condition"):
            drug = said.value(other, "intervention")
            if drug not in ("", mine) and said.class_of(drug) not in _NO_SUBSTANCE:
                rivals.setdefault(drug, {}).update(_support(said, drug, other))
        better = [
            _told(said, drug, trials)
            for drug, trials in sorted(rivals.items())
            if len(trials) > len(own) and _people(trials) > _people(own)
        ]
        yield Check(
            target=part,
            verdict=INCONSISTENT if better else CONSISTENT,
            reported=f"greatest: {_told(said, mine, own)}",
            computed="; ".join(better) or "nothing in the graph has more",
            reason="more randomised trials support it, of more people" if better else "",
            inputs=tuple(f for trials in (own, *rivals.values()) for f in trials.values()),
        )


def _support(said: Statements, drug: str, proposition: str) -> dict[str, Fact]:
    """Return the randomised trials whose results support a benefit, with their people."""
    found: dict[str, Fact] = {}
    if said.value(proposition, "expects") != "benefit" or not drug:
        return found
    for line in said.values(proposition, "evidenceLine"):
        if said.value(line, "direction") != "supports":
            continue
        for item in said.values(line, "item"):
            trial = item.partition("#")[0]
            people = fact(said, trial, "participants")
            if said.value(trial, "allocation") == "RANDOMIZED" and people:
                found[trial] = people
    return found


def _people(trials: dict[str, Fact]) -> Fraction:
    return sum((Fraction(people.text) for people in trials.values()), Fraction(0))


def _told(said: Statements, drug: str, trials: dict[str, Fact]) -> str:
    names = ", ".join(said.label(trial) for trial in sorted(trials))
    return (
        f"{said.label(drug)} {len(trials)} supporting trials of {_people(trials)} people ({names})"
    )


def absence_as_of(said: Statements) -> Iterator[Check]:
    """Check whether the searches that a claim of absence rests on reach the day it speaks of."""
    for claim in said.of_class("Claim"):
        as_of = fact(said, claim, "asOf")
        searches = [s for s in said.values(claim, "states") if said.class_of(s) == "Search"]
        if as_of is None or not searches:
            continue
        days = [fact(said, search, "searchedOn") for search in searches]
        found = [fact(said, search, "found") for search in searches]
        known = [value for value in (*days, *found) if value]
        told = "; ".join(
            f"{said.label(said.value(search, 'searched'))}: {said.value(search, 'found')} found, "
            f"up to {said.value(search, 'searchedOn')}"
            for search in searches
        )
        short = [
            day for day in days if day is None or day.text < interval(as_of.text)[0].isoformat()
        ]
        hits = [value for value in found if value and value.text != "0"]
        if short and not hits:
            reason = f"the searches do not reach {as_of}"
            yield not_checkable(claim, reason, as_of, *known, computed=told)
            continue
        verdict = INCONSISTENT if hits else CONSISTENT
        yield Check(claim, verdict, f"none as of {as_of}", told, inputs=(as_of, *known))


RULES = (
    Rule("first-or-only", "1", first_or_only),
    Rule("greatest-effect", "1", greatest_effect),
    Rule("greatest-evidence", "1", greatest_evidence),
    Rule("absence-as-of", "1", absence_as_of),
)
