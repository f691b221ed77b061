"""The rule of endpoints: what was published as primary against what was registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg.audit.rule import CONSISTENT, INCONSISTENT, Check, Fact, Rule, not_checkable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.statements import Statements


def registered_endpoint(said: Statements) -> Iterator[Check]:
    """Check the measures and times of the primary effects of a trial against the registry's."""
    for trial in said.of_class("ClinicalTrial"):
        primary = [
            effect
            for effect in said.values(trial, "effect")
            if said.value(effect, "primaryEndpoint") == "true"
        ]
        if not primary:
            continue
        published = _endpoints(said, primary)
        registered = _endpoints(said, said.values(trial, "registeredEndpoint"))
        if not registered:
            reason = "the graph has not the primary endpoint of the registry"
            yield not_checkable(trial, reason, *(Fact(e, "measure", m) for e, m, _ in published))
            continue
        strange = [end for end in published if not any(_same(end, other) for other in registered)]
        missing = [end for end in registered if not any(_same(end, other) for other in published)]
        told = [f"registered, not published: {_shown(said, end)}" for end in missing]
        told += [f"published, not registered: {_shown(said, end)}" for end in strange]
        yield Check(
            target=trial,
            verdict=INCONSISTENT if told else CONSISTENT,
            reported="primary " + _all(said, published),
            computed="registered " + _all(said, registered),
            reason="; ".join(dict.fromkeys(told)),
            inputs=tuple(
                Fact(part, "measure", f"{measure} {days}")
                for part, measure, days in (*published, *registered)
            ),
        )


_Endpoint = tuple[str, str, str]
"""The part of the record, its measure, and its time in days if it has one."""


def _endpoints(said: Statements, parts: list[str]) -> list[_Endpoint]:
    return [
        (part, measure, said.value(part, "timeDays"))
        for part in parts
        for measure in said.values(part, "measure")
    ]


def _same(endpoint: _Endpoint, other: _Endpoint) -> bool:
    """Tell whether two endpoints are one; a time that only one of them gives does not differ."""
    (_, measure, days), (_, other_measure, other_days) = endpoint, other
    return measure == other_measure and (not days or not other_days or days == other_days)


def _shown(said: Statements, endpoint: _Endpoint) -> str:
    _, measure, days = endpoint
    return said.label(measure) + (f" at {days} days" if days else "")


def _all(said: Statements, endpoints: list[_Endpoint]) -> str:
    return ", ".join(dict.fromkeys(_shown(said, endpoint) for endpoint in endpoints))


RULES = (Rule("registered-endpoint", "1", registered_endpoint),)
