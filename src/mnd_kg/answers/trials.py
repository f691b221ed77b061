"""The trials that gave an intervention to people with a condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnd_kg.answers.effects import enrolled_conditions
from mnd_kg.answers.origin import origin
from mnd_kg.answers.scope import narrower, wider
from mnd_kg.network.trials import tested
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
    participants: str
    """As many as took part; an empty text if that is not recorded."""
    enrolled: tuple[str, ...]
    covers: str
    """`all`: the condition itself or a wider one; `part`: only a kind of it."""
    origin: Origin

    def said(self) -> str:
        """Return the trial in one line."""
        who = ", ".join(condition.partition(":")[2] for condition in self.enrolled)
        n = f"n {self.participants}" if self.participants else ""
        parts = (self.id, self.label, self.phase, self.status, n, f"in {who}", str(self.origin))
        return " ".join(part for part in parts if part)


def trials_in(said: Statements, drugs: list[str], condition: str = "") -> tuple[TrialIn, ...]:
    """Return the trials that gave one of some drugs, and let in people with a condition.

    Args:
        said: what the graph says.
        drugs: the interventions.
        condition: the condition; any if none.
    """
    above, below = set(wider(said, condition)), set(narrower(said, condition))
    short = vocabulary().contract
    found = []
    for trial in sorted({trial for drug in drugs for trial in _giving(said, drug)}):
        enrolled = enrolled_conditions(said, trial)
        if condition and not (above | below) & set(enrolled):
            continue
        found.append(
            TrialIn(
                id=short(trial),
                label=said.label(trial),
                phase=" ".join(said.values(trial, "phase")),
                status=said.value(trial, "status"),
                participants=said.value(trial, "participants"),
                enrolled=tuple(map(short, enrolled)),
                covers="all" if not condition or above & set(enrolled) else "part",
                origin=origin(said, trial),
            )
        )
    return tuple(found)


def without_line(
    said: Statements, drugs: list[str], trials: tuple[TrialIn, ...]
) -> tuple[TrialIn, ...]:
    """Return those of some trials that test one of some drugs, and on which no evidence line rests.

    What they found may be unknown to everybody, or only to this graph. A platform trial is told by
    the trials of its regimens.
    """
    pairs = [(trial, vocabulary().expand(trial.id)) for trial in trials]
    return tuple(
        trial for trial, iri in pairs if tested(said, iri) & set(drugs) and not _is_told(said, iri)
    )


def _is_told(said: Statements, trial: str) -> bool:
    """Tell whether an evidence line, a review or the trial of a regimen tells of a trial."""
    results = [result for key in ("effect", "outcome") for result in said.values(trial, key)]
    sources = [*said.values(trial, "publication"), *said.values(trial, "cites")]
    lines = [user for source in sources for user in said.users(source, "cites")]
    return bool(
        any(said.users(found, "item") for found in (*results, *sources))
        or any(said.class_of(line) == "EvidenceLine" for line in lines)
        or said.users(trial, "includedTrial")
        or said.users(trial, "masterProtocol")
    )


def _giving(said: Statements, drug: str) -> set[str]:
    """Return the trials that have an arm with a drug, alone or as a part of its regimen."""
    records = {user.partition("#")[0] for user in said.users(drug, "intervention")}
    return {record for record in records if said.class_of(record) == "ClinicalTrial"}
