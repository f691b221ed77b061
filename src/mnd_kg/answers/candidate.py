"""What the answer about candidates is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.answers.fields import fields_as_json
from mnd_kg.errors import UnknownEntityError
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.answers.labels import LabelAbout
    from mnd_kg.answers.mechanisms import Bound, Mechanism
    from mnd_kg.answers.score import Counted, Part
    from mnd_kg.answers.standing import Item

GROUPS = ("candidate", "excluded", "mechanism-not-recorded", "not-tried")


@dataclass(frozen=True)
class Inference:
    """An extrapolation to the condition, and how many reasons stand on its two sides."""

    id: str
    warrants: int
    defeaters: int


@dataclass(frozen=True)
class Candidate:
    """An intervention with its score, part by part, and all that the parts rest on."""

    group: str
    """`candidate`, `excluded`, `mechanism-not-recorded` or `not-tried`."""
    rank: int
    """Among the candidates, from 1; 0 for all others."""
    intervention: str
    label: str
    formulations: tuple[str, ...]
    """Its other forms, which are counted with it."""
    score: float
    parts: tuple[Part, ...]
    lines: tuple[Counted, ...]
    mechanisms: tuple[Mechanism, ...]
    bound: tuple[Bound, ...]
    approvals: tuple[Item, ...]
    """The states in the jurisdictions that have one, for the condition it was tried in."""
    access: tuple[Item, ...]
    labels: tuple[LabelAbout, ...]
    inferences: tuple[Inference, ...]
    trials: tuple[str, ...]
    """The trials in the condition it was tried in, also those without a result."""
    trials_without_line: tuple[str, ...]
    """Those of them that test it, and on which no evidence line rests."""

    def as_json(self) -> dict[str, Any]:
        """Return the intervention as it stands in ``--format json``."""
        return fields_as_json(self)

    def counts(self) -> tuple[int, int]:
        """Return how many lines stand for it and against it, counted or not."""
        directions = [line.direction for line in self.lines]
        return directions.count("supports"), directions.count("disputes")

    def doubts(self) -> list[str]:
        """Return what is doubtful of what it rests on."""
        origins = [line.origin for line in self.lines]
        origins += [found.origin for found in (*self.approvals, *self.access)]
        for mechanism in self.mechanisms:
            origins += [mechanism.origin, *(step.origin for step in mechanism.steps)]
        named = {f"{cited} is {state}" for origin in origins for cited, state in origin.doubts}
        return sorted(named)

    def why(self) -> list[str]:
        """Return why it stands where it stands, as lines for people."""
        place = f"rank {self.rank}" if self.rank else self.group.replace("-", " ")
        found = [f"{self.label} ({self.intervention}): {place}, score {self.score:.2f}"]
        found += [
            f"{part.name}: {part.value:.2f} × {part.weight:g} = {part.points:+.2f}, {part.because}"
            for part in self.parts
        ]
        found += [
            f"{line.direction}, {line.strength}, counts {line.counts}: {line.statement} "
            f"{line.origin}"
            for line in self.lines
        ]
        silent = ", on which no evidence line rests"
        found += [
            f"trial: {trial}{silent if trial in self.trials_without_line else ''}"
            for trial in self.trials
        ]
        found += [f"mechanism {one.id}, {one.basis}: {one.chain()}" for one in self.mechanisms]
        found += [f"{one.id} does not reach it: {one.reason}" for one in self.bound]
        found += [
            f"inferred by {one.id}: {one.warrants} reasons for it, {one.defeaters} against"
            for one in self.inferences
        ]
        found += [f"state: {one.said}; {one.origin}" for one in self.approvals]
        found += [f"access: {one.said} {one.origin}" for one in self.access]
        return found + [label.said() for label in self.labels]


@dataclass(frozen=True)
class Candidates:
    """The answer: the candidates by rank, and those that are none, with the reason."""

    graph: str
    condition: str
    source: str
    on: str
    weights: dict[str, float]
    candidates: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    """Excluded, without a recorded mechanism, or never tried: `group` says which."""
    labels: tuple[LabelAbout, ...]
    """What any label says of the condition."""

    def of(self, group: str) -> tuple[Candidate, ...]:
        """Return the interventions of a group, in order."""
        return tuple(one for one in (*self.candidates, *self.others) if one.group == group)

    def of_intervention(self, iri: str) -> Candidate:
        """Return the place of one intervention.

        Raises:
            UnknownEntityError: if it is not among those that were looked at.
        """
        wanted = vocabulary().contract(iri)
        for one in (*self.candidates, *self.others):
            if wanted in (one.intervention, *one.formulations):
                return one
        raise UnknownEntityError(
            f"{wanted} was not looked at: nothing on it is recorded for {self.source}."
        )

    def as_json(self) -> dict[str, Any]:
        """Return the answer as it stands in ``--format json``."""
        return fields_as_json(self)
