"""What trials found: results of one arm and effects between arms, as the graph has them.

Numbers are texts, as their sources wrote them; what the graph does not have is an empty text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.answers.fields import fields_as_json
from mnd_kg.answers.numbers import interval_told, p_told, sized
from mnd_kg.answers.origin import origin
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.answers.origin import Origin
    from mnd_kg.statements import Statements


@dataclass(frozen=True)
class Trial:
    """The trial that a result comes from."""

    id: str
    label: str
    phase: str
    status: str
    allocation: str
    masking: str
    participants: str
    start_date: str
    completion_date: str

    @property
    def unblinded(self) -> str:
        """Why what was assessed may be biased: an empty text where somebody was blinded."""
        reasons = {"NONE": "nobody was blinded", "": "whether anybody was blinded is not recorded"}
        return reasons.get(self.masking, "")


@dataclass(frozen=True)
class Population:
    """The people that a result is of."""

    id: str
    label: str
    kind: str
    """`intention-to-treat`, `subgroup` and so on, as in the ontology."""
    prespecified: str
    participants: str
    conditions: tuple[str, ...]
    """What these people have; if the population does not say, what those enrolled have."""


@dataclass(frozen=True)
class Arm:
    """A group of a trial, and what it was given."""

    id: str
    label: str
    role: str
    interventions: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """A difference between two arms of a trial."""

    id: str
    trial: Trial
    measure: str
    statistic: str
    unit: str
    value: str
    ci_low: str
    ci_high: str
    ci_level: str
    interval_kind: str
    """`confidence`, `credible` where a Bayesian model gave the interval, or empty without one."""
    standard_error: str
    p_comparator: str
    p_value: str
    posterior_probability: str
    time_days: str
    population: Population | None
    treated: tuple[Arm, ...]
    reference: tuple[Arm, ...]
    better_when: str
    """`higher` or `lower`: which numbers mean that the treated arm did better."""
    primary_endpoint: str
    prespecified: str
    met: str
    note: str
    origin: Origin

    @property
    def no_effect(self) -> float | None:
        """The number that means no effect: 1 or 100 % for a ratio, 0 for a difference."""
        if self.statistic.endswith("ratio"):
            return 100.0 if self.unit == "%" else 1.0
        return 0.0 if self.statistic else None

    @property
    def excludes_no_effect(self) -> bool | None:
        """Whether the interval leaves out no effect; None where there is no interval."""
        if not (self.ci_low and self.ci_high) or self.no_effect is None:
            return None
        return not float(self.ci_low) <= self.no_effect <= float(self.ci_high)

    def told(self) -> str:
        """Return the effect in one line, with the interval and p-value that it has."""
        return "; ".join(part for part in (self._size(), self._endpoint()) if part)

    def _size(self) -> str:
        words = [sized(self.statistic, self.value, self.unit)] if self.value else []
        if self.ci_low and self.ci_high:
            interval = interval_told(self.ci_level, self.interval_kind, self.ci_low, self.ci_high)
            words.append(f"({interval})")
        elif self.standard_error:
            words.append(f"(SE {self.standard_error})")
        if self.p_value:
            words.append(self.p())
        if self.posterior_probability:
            words.append(f"posterior probability {self.posterior_probability}")
        return " ".join(words) or "no number recorded"

    def p(self) -> str:
        """Return the p-value, or an empty text."""
        return p_told(self.p_comparator, self.p_value)

    def _endpoint(self) -> str:
        kind = "primary endpoint" if self.primary_endpoint == "true" else "endpoint"
        return {"true": f"{kind} met", "false": f"{kind} not met"}.get(self.met, "")

    def as_json(self) -> dict[str, Any]:
        """Return the effect as it stands in ``--format json``."""
        return fields_as_json(self)


@dataclass(frozen=True)
class ArmResult:
    """What was measured in one arm of a trial."""

    id: str
    trial: Trial
    measure: str
    statistic: str
    unit: str
    value: str
    ci_low: str
    ci_high: str
    ci_level: str
    interval_kind: str
    dispersion: str
    dispersion_kind: str
    analysed: str
    time_days: str
    population: Population | None
    arm: Arm | None
    origin: Origin

    def told(self) -> str:
        """Return the result in one line."""
        arm = f"{self.arm.label}: " if self.arm else ""
        found = sized(self.statistic, self.value, self.unit) if self.value else "no number recorded"
        return f"{arm}{found}"

    def as_json(self) -> dict[str, Any]:
        """Return the result as it stands in ``--format json``."""
        return fields_as_json(self)


def effect(statements: Statements, part: str) -> Effect:
    """Return the effect estimate that has an IRI."""
    said = statements.value
    measure = said(part, "measure")
    return Effect(
        **_shared(statements, part),
        standard_error=said(part, "standardError"),
        p_comparator=said(part, "pComparator"),
        p_value=said(part, "pValue"),
        posterior_probability=said(part, "posteriorProbability"),
        treated=tuple(_arm(statements, arm) for arm in statements.values(part, "treatedArm")),
        reference=tuple(_arm(statements, arm) for arm in statements.values(part, "referenceArm")),
        better_when=said(part, "betterWhen") or said(measure, "betterWhen"),
        primary_endpoint=said(part, "primaryEndpoint"),
        prespecified=said(part, "prespecified"),
        met=said(part, "met"),
        note=" ".join(statements.values(part, "note")),
    )


def arm_result(statements: Statements, part: str) -> ArmResult:
    """Return the outcome result that has an IRI."""
    said = statements.value
    arm = said(part, "ofArm")
    return ArmResult(
        **_shared(statements, part),
        dispersion=said(part, "dispersion"),
        dispersion_kind=said(part, "dispersionKind"),
        analysed=said(part, "analysed"),
        arm=_arm(statements, arm) if arm else None,
    )


def _shared(statements: Statements, part: str) -> dict[str, Any]:
    said, short = statements.value, vocabulary().contract
    trial = statements.whole(part)
    population = said(part, "analysisPopulation")
    return {
        "id": short(part),
        "trial": _trial(statements, trial),
        "measure": short(said(part, "measure")),
        "statistic": said(part, "statistic"),
        "unit": said(part, "unit"),
        "value": said(part, "value"),
        "ci_low": said(part, "ciLow"),
        "ci_high": said(part, "ciHigh"),
        "ci_level": said(part, "ciLevel"),
        "interval_kind": said(part, "ciLow") and (said(part, "intervalKind") or "confidence"),
        "time_days": said(part, "timeDays"),
        "population": _population(statements, population) if population else None,
        "origin": origin(statements, part),
    }


def _trial(statements: Statements, trial: str) -> Trial:
    before = ("phase", "status", "allocation", "masking", "participants")
    keys = (*before, "startDate", "completionDate")
    values = [statements.value(trial, key) for key in keys]
    return Trial(vocabulary().contract(trial), statements.label(trial), *values)


def _population(statements: Statements, part: str) -> Population:
    short = vocabulary().contract
    kind = statements.value(part, "kind")
    named = statements.values(part, "label")
    holder, conditions = part, statements.values(part, "condition")
    while not conditions and (holder := statements.value(holder, "partOf")):
        conditions = statements.values(holder, "condition")
    if not conditions:
        conditions = enrolled_conditions(statements, statements.whole(part))
    return Population(
        id=short(part),
        label=named[0] if named else kind.replace("-", " "),
        kind=kind,
        prespecified=statements.value(part, "prespecified"),
        participants=statements.value(part, "participants"),
        conditions=tuple(map(short, conditions)),
    )


def enrolled_conditions(statements: Statements, trial: str) -> list[str]:
    """Return the conditions of the people whom a trial let in, sorted."""
    return sorted(
        {
            condition
            for population in statements.values(trial, "population")
            if statements.class_of(population) == "EnrolledPopulation"
            for condition in statements.values(population, "condition")
        }
    )


def _arm(statements: Statements, part: str) -> Arm:
    short = vocabulary().contract
    regimens = statements.values(part, "regimen")
    regimens += [piece for whole in regimens for piece in statements.values(whole, "component")]
    given = {drug for regimen in regimens for drug in statements.values(regimen, "intervention")}
    return Arm(
        id=short(part),
        label=statements.label(part),
        role=statements.value(part, "role"),
        interventions=tuple(sorted(map(short, given))),
    )
