"""The score by which candidates are ranked: a weighted sum of parts, each with what it rests on.

It is an order in which to read, and no probability. What speaks for an intervention lies between
0 and 1, what speaks against it between 0 and -1.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from mnd_kg.answers.labels import RESTRICTIONS
from mnd_kg.errors import SettingError
from mnd_kg.findings import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mnd_kg.answers.labels import LabelAbout
    from mnd_kg.answers.mechanisms import Mechanism
    from mnd_kg.answers.origin import Origin
    from mnd_kg.answers.standing import Standing

WEIGHTS = {"evidence": 2.0, "against": 2.0, "mechanism": 1.0, "approval": 1.0, "label": 1.0}
_HALF = 3
"""The strength at which a side has half of its part: one strong line."""
_APPROVED = {"approved": 1.0, "conditionally-approved": 0.5}


@dataclass(frozen=True)
class Part:
    """One part of a score, its weight, and why it has the value that it has."""

    name: str
    value: float
    weight: float
    because: str

    @property
    def points(self) -> float:
        """What the part adds to the score."""
        return self.value * self.weight


@dataclass(frozen=True)
class Counted:
    """An evidence line, with the strength at which its result is counted."""

    id: str
    proposition: str
    domain: str
    direction: str
    strength: str
    counts: int
    """Its strength as a number; 0 for a result that another line counts already, for a line that
    takes no side, for one that only shows no harm, and for one from no study in people."""
    statement: str
    origin: Origin


def weights(given: Mapping[str, float] | None) -> dict[str, float]:
    """Return the weights, with those given in place of the usual ones.

    Raises:
        SettingError: if there is no such part of the score, or a weight is below 0.
    """
    for name, weight in (given or {}).items():
        if name not in WEIGHTS:
            hint = did_you_mean(name, WEIGHTS) or f" There are {', '.join(WEIGHTS)}."
            raise SettingError(f"`{name}` is no part of the score.{hint}")
        if not 0 <= weight < inf:
            raise SettingError(f"The weight of `{name}` is {weight:g}: give 0 or more.")
    return {**WEIGHTS, **(given or {})}


def evidence_part(weight: float, lines: list[Counted], direction: str) -> Part:
    """Return how much speaks on one side: the strengths s of its results as s / (s + 3)."""
    counted = [line.counts for line in lines if line.direction == direction and line.counts]
    total = sum(counted)
    domains = {line.domain for line in lines if line.direction == direction and line.counts}
    about = ", ".join(sorted(domains))
    noun = "result" if len(counted) == 1 else "results"
    because = f"{len(counted)} {noun}, strengths {total} in all" if total else "no result"
    because += f", on {about}" if about else ""
    value = round(total / (total + _HALF), 3)
    if direction == "supports":
        return Part("evidence", value, weight, because)
    return Part("against", -value or 0.0, weight, because)


def mechanism_part(weight: float, reaching: tuple[Mechanism, ...]) -> Part:
    """Return the share of steps that are measured and undisputed, in the firmest mechanism."""
    best, because = 0.0, "no mechanism reaches the condition"
    for found in reaching:
        firm = [s for s in found.steps if s.basis == "measured" and not s.against]
        share = round(len(firm) / len(found.steps), 3)
        if share > best or because.startswith("no"):
            best = share
            because = (
                f"{len(firm)} of {len(found.steps)} steps measured and undisputed in {found.id}"
            )
    return Part("mechanism", best, weight, because)


def approval_part(weight: float, standings: list[Standing]) -> Part:
    """Return 1 for an approval anywhere, a half for a conditional one."""
    value, because = 0.0, "no approval for the condition among the events recorded"
    for place in standings:
        if (found := _APPROVED.get(place.state, 0.0)) > value:
            value, because = found, f"{place.state} in {place.jurisdiction}"
    return Part("approval", value, weight, because)


def label_part(weight: float, labels: tuple[LabelAbout, ...]) -> Part:
    """Return -1 where a label of the intervention advises against the use in the condition."""
    against = [found for found in labels if found.condition and found.kind in RESTRICTIONS]
    because = "; ".join(f"{f.kind} in {f.jurisdiction}" for f in against)
    return Part("label", -1.0 if against else 0.0, weight, because or "no label speaks against it")
