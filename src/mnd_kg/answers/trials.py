"""The trials that gave an intervention to people with a condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnd_kg.answers.effects import enrolled_conditions
from mnd_kg.answers.origin import origin
from mnd_kg.answers.scope import narrower, wider
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.answers.origin import Origin
    from mnd_kg.statements import Statements


@dataclass(frozen=True)
class TrialIn:
    """A trial, and whether it let in people with the condition, a kind of it, or a wider one."""

    id: str
    label: str
    phase: str
    status: str
    enrolled: tuple[str, ...]
    covers: str
    """`all`: the condition itself or a wider one; `part`: only a kind of it."""
    origin: Origin

    def said(self) -> str:
        """Return the trial in one line."""
        who = ", ".join(condition.partition(":")[2] for condition in self.enrolled)
        parts = (self.id, self.label, self.phase, self.status, f"in {who}", str(self.origin))
        return " ".join(part for part in parts if part)


def trials_in(said: Statements, drugs: list[str], condition: str) -> tuple[TrialIn, ...]:
    """Return the trials that gave one of some drugs, and let in people with a condition."""
    above, below = set(wider(said, condition)), set(narrower(said, condition))
    short = vocabulary().contract
    found = []
    for trial in sorted({trial for drug in drugs for trial in _giving(said, drug)}):
        enrolled = enrolled_conditions(said, trial)
        if not (above | below) & set(enrolled):
            continue
        found.append(
            TrialIn(
                id=short(trial),
                label=said.label(trial),
                phase=" ".join(said.values(trial, "phase")),
                status=said.value(trial, "status"),
                enrolled=tuple(map(short, enrolled)),
                covers="all" if above & set(enrolled) else "part",
                origin=origin(said, trial),
            )
        )
    return tuple(found)


def _giving(said: Statements, drug: str) -> set[str]:
    """Return the trials that have an arm with a drug, alone or as a part of its regimen."""
    records = {user.partition("#")[0] for user in said.users(drug, "intervention")}
    return {record for record in records if said.class_of(record) == "ClinicalTrial"}
