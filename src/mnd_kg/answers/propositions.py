"""What the answer about evidence is made of: propositions, their lines, verdicts on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.answers.fields import fields_as_json
from mnd_kg.network.firmness import IN_PEOPLE, POOLS

if TYPE_CHECKING:
    from mnd_kg.answers.effects import ArmResult, Effect
    from mnd_kg.answers.labels import LabelAbout
    from mnd_kg.answers.origin import Origin
    from mnd_kg.answers.pooling import Pooled
    from mnd_kg.answers.standing import Item
    from mnd_kg.answers.trials import TrialIn


@dataclass(frozen=True)
class Line:
    """An evidence line: what speaks for a proposition, against it, or for neither side."""

    id: str
    direction: str
    """`supports`, `disputes` or `neutral`."""
    strength: str
    evidence_kind: str
    statement: str
    date: str
    """As precise as it is known; an empty text where nothing in the graph dates the line."""
    dated_by: str
    """The publication or the trial whose date it is."""
    dating: str
    """`publication`, `trial-completion`, `trial-start` or an empty text."""
    effects: tuple[Effect, ...]
    results: tuple[ArmResult, ...]
    pooled: tuple[Pooled, ...]
    """What a systematic review made of several trials."""
    documents: tuple[str, ...]
    """The publications, sources and claims that stand for a result themselves."""
    origin: Origin

    def as_json(self) -> dict[str, Any]:
        """Return the line as it stands in ``--format json``."""
        return fields_as_json(self)

    @property
    def pools(self) -> bool:
        """Whether it takes trials together that have lines of their own."""
        return self.evidence_kind == POOLS

    @property
    def in_people(self) -> bool:
        """Whether it rests on a study in people, and not on what somebody said of one."""
        return self.evidence_kind in IN_PEOPLE

    @property
    def measured(self) -> tuple[Effect | ArmResult, ...]:
        """What was measured: effects between arms, and results of single arms."""
        return (*self.effects, *self.results)

    def people(self) -> str:
        """Return who was analysed, and how many."""
        groups = [found.population for found in self.measured if found.population]
        told = [f"{group.label}, n {group.participants or 'not recorded'}" for group in groups]
        told += [found.people() for found in self.pooled]
        return "; ".join(dict.fromkeys(told))

    def found(self) -> str:
        """Return what was found, each effect with its interval."""
        told = [found.told() for found in self.measured]
        if len(self.effects) > 1:
            arms = [", ".join(arm.label for arm in effect.treated) for effect in self.effects]
            told = [f"{arm}: {size}" for arm, size in zip(arms, told, strict=False)]
        told += [found.told() for found in self.pooled]
        return "; ".join(told) or "no result recorded as a number"

    def trials(self) -> str:
        """Return the names of the trials, or of the reviews that pooled them."""
        names = [found.trial.label for found in self.measured]
        return ", ".join(dict.fromkeys(names + [found.label for found in self.pooled]))

    def when(self) -> str:
        """Return the date, and what it is the date of if not of a publication."""
        of = "" if self.dating == "publication" else f" ({self.dating.replace('-', ' ')})"
        return f"{self.date}{of}" if self.date else "not dated"


@dataclass(frozen=True)
class Downgrade:
    """A reason for lower certainty."""

    factor: str
    """A domain of GRADE: `inconsistency`, `imprecision` and so on."""
    levels: int
    reason: str


@dataclass(frozen=True)
class LeftOut:
    """A line that a verdict does not count, and why."""

    line: str
    reason: str


@dataclass(frozen=True)
class Verdict:
    """What a named rule makes of the lines of one proposition."""

    rule: str
    points: str
    """`for`, `against` or `mixed`."""
    certainty: str
    start: str
    downgrades: tuple[Downgrade, ...]
    counted: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    not_judged: tuple[str, ...]

    def told(self) -> str:
        """Return the verdict in one line."""
        points = "against (the effect was not shown)" if self.points == "against" else self.points
        return f"{points}, {self.certainty} certainty, from {self.start} by {self.rule}"


@dataclass(frozen=True)
class Assessment:
    """The conclusion of a curator or a review, and where the rule concludes something else."""

    id: str
    certainty: str
    downgrades: tuple[Downgrade, ...]
    note: str
    by: str
    on: str
    differs: tuple[str, ...]
    """In what it differs from the verdict of the rule; nothing where both agree."""
    origin: Origin


@dataclass(frozen=True)
class Relation:
    """How a proposition lies to what was asked, where it is not the very thing."""

    kind: str
    """`narrower-condition`, `broader-condition`, `narrower-proposition`, `broader-proposition`,
    `narrower-population`, `formulation` or `formulated-from`."""
    to: str


@dataclass(frozen=True)
class ClaimMade:
    """A claim of a document that states the proposition. It is no evidence for it."""

    id: str
    paraphrase: str
    hedging: tuple[str, ...]
    appraisals: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True)
class Case:
    """A proposition with what speaks for it and against it."""

    id: str
    label: str
    intervention: str
    condition: str
    population: str
    comparator: tuple[str, ...]
    domain: str
    measure: tuple[str, ...]
    expects: str
    relations: tuple[Relation, ...]
    basis: str
    """`lines`, `searched-and-not-found`, or `recorded-as-absent` where the graph states the
    proposition and that it has no line."""
    lines: tuple[Line, ...]
    verdict: Verdict | None
    assessments: tuple[Assessment, ...]
    claims: tuple[ClaimMade, ...]
    extrapolations: tuple[str, ...]
    """The inferences from elsewhere that end in this proposition; `explain` tells them."""
    searches: tuple[Item, ...]
    note: str
    origin: Origin

    def as_json(self) -> dict[str, Any]:
        """Return the case as it stands in ``--format json``."""
        return fields_as_json(self)


@dataclass(frozen=True)
class Evidence:
    """The answer: what is known of an intervention, proposition by proposition."""

    graph: str
    intervention: str
    condition: str
    domain: str
    basis: str
    """`propositions`, `searched-and-not-found` or `no-record`."""
    propositions: tuple[Case, ...]
    searches: tuple[Item, ...]
    """The searches for trials that found nothing."""
    elsewhere: tuple[str, ...]
    """The conditions in which the graph has propositions on the intervention, if not in this."""
    trials_without_line: tuple[TrialIn, ...]
    """The trials of it on which no evidence line rests: what they found is not told here."""
    labels: tuple[LabelAbout, ...]
    """What the labels of this and of other interventions say of the condition asked for."""

    def as_json(self) -> dict[str, Any]:
        """Return the answer as it stands in ``--format json``."""
        return fields_as_json(self)
