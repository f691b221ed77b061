"""Extrapolations: what is reasoned from one condition to another, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.answers.evidence import case
from mnd_kg.answers.fields import fields_as_json
from mnd_kg.answers.origin import origin
from mnd_kg.answers.scope import wider
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.answers.origin import Origin
    from mnd_kg.answers.propositions import Case
    from mnd_kg.statements import Statements


@dataclass(frozen=True)
class Reason:
    """A warrant, with what it rests on, or a defeater, with what it attacks."""

    id: str
    statement: str
    touches: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True)
class Extrapolation:
    """An inference from a proposition in one condition to one in another."""

    id: str
    label: str
    premise: Case
    conclusion: Case
    warrants: tuple[Reason, ...]
    defeaters: tuple[Reason, ...]
    settled_by: str
    origin: Origin

    def as_json(self) -> dict[str, Any]:
        """Return the extrapolation as it stands in ``--format json``."""
        return fields_as_json(self)

    def lines(self) -> list[str]:
        """Return the argument as lines for people."""
        found = [
            f"extrapolation {self.id}: {self.label}",
            f"premise: {self.premise.label} ({_standing(self.premise)}) {self.premise.id}",
            f"conclusion: {self.conclusion.label} ({_standing(self.conclusion)}) "
            f"{self.conclusion.id}",
        ]
        for word, verb, reasons in (
            ("for it", "rests on", self.warrants),
            ("against it", "attacks", self.defeaters),
        ):
            for reason in reasons:
                touched = ", ".join("the whole" if t == self.id else t for t in reason.touches)
                found.append(f"{word}: {reason.statement} {verb} {touched}; {reason.origin}")
        return [*found, f"settled by: {self.settled_by}"] if self.settled_by else found


def _standing(found: Case) -> str:
    counts = dict.fromkeys(("supports", "disputes", "neutral"), 0)
    for line in found.lines:
        counts[line.direction] += not line.pools
    if not found.lines:
        return "no evidence line"
    certain = [f"certainty {a.certainty} by {a.by}" for a in found.assessments]
    certain += [found.verdict.told()] if found.verdict else []
    lines = f"{counts['supports']} for, {counts['disputes']} against, {counts['neutral']} neutral"
    return "; ".join([lines, *certain])


def extrapolations(said: Statements, drugs: list[str], condition: str) -> tuple[Extrapolation, ...]:
    """Return the extrapolations that end in a proposition on some drugs and a condition.

    One to a wider condition holds for its kinds too.
    """
    above = set(wider(said, condition))
    return tuple(
        extrapolation(said, found)
        for found in said.of_class("Extrapolation")
        for conclusion in said.values(found, "conclusion")
        if set(drugs) & set(said.values(conclusion, "intervention"))
        and above & set(said.values(conclusion, "condition"))
    )


def extrapolation(said: Statements, found: str) -> Extrapolation:
    """Return the extrapolation that has an IRI."""
    return Extrapolation(
        id=vocabulary().contract(found),
        label=said.label(found),
        premise=case(said, said.value(found, "premise")),
        conclusion=case(said, said.value(found, "conclusion")),
        warrants=_reasons(said, found, "warrant", "restsOn"),
        defeaters=_reasons(said, found, "defeater", "attacks"),
        settled_by=" ".join(said.values(found, "settledBy")),
        origin=origin(said, found),
    )


def _reasons(said: Statements, found: str, key: str, touching: str) -> tuple[Reason, ...]:
    short = vocabulary().contract
    return tuple(
        Reason(
            short(reason),
            " ".join(said.values(reason, "statement")),
            tuple(map(short, said.values(reason, touching))),
            origin(said, reason),
        )
        for reason in said.values(found, key)
    )
