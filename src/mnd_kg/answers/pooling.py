"""What systematic reviews pooled from several trials. It is no evidence beside these trials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnd_kg.answers.numbers import interval_told, p_told, sized
from mnd_kg.answers.origin import origin
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.answers.origin import Origin
    from mnd_kg.statements import Statements


@dataclass(frozen=True)
class Pooled:
    """One number for an effect, made of those of several trials."""

    id: str
    review: str
    """The systematic review."""
    label: str
    """The name of the review."""
    searched_on: str
    """The day up to which the review had searched."""
    intervention: str
    comparator: tuple[str, ...]
    condition: tuple[str, ...]
    measure: str
    statistic: str
    unit: str
    value: str
    ci_low: str
    ci_high: str
    ci_level: str
    p_comparator: str
    p_value: str
    better_when: str
    model: str
    """`fixed-effect`, `random-effects`, `individual-participants`, or empty if not said."""
    trials: tuple[str, ...]
    """The trials that have a record."""
    trial_count: str
    participants: str
    origin: Origin

    def told(self) -> str:
        """Return the estimate in one line, with the interval and p-value that it has."""
        interval = interval_told(self.ci_level, "confidence", self.ci_low, self.ci_high)
        words = (
            sized(self.statistic, self.value, self.unit),
            f"({interval})" if self.ci_low else "",
            p_told(self.p_comparator, self.p_value),
        )
        return f"pooled {' '.join(word for word in words if word)}"

    def people(self) -> str:
        """Return how many trials and people it is of, and by which model."""
        trials = "1 trial" if self.trial_count == "1" else f"{self.trial_count} trials"
        known = [trials, f"n {self.participants or 'not recorded'}", self.model.replace("-", " ")]
        return ", ".join(word for word in known if word)


def pooled(statements: Statements, part: str) -> Pooled:
    """Return the pooled estimate that has an IRI."""
    said, short = statements.value, vocabulary().contract
    review = statements.whole(part)

    def several(key: str) -> tuple[str, ...]:
        return tuple(map(short, statements.values(part, key)))

    return Pooled(
        id=short(part),
        review=short(review),
        label=statements.label(review),
        searched_on=said(review, "searchedOn"),
        intervention=short(said(part, "intervention")),
        comparator=several("comparator"),
        condition=several("condition"),
        measure=short(said(part, "measure")),
        statistic=said(part, "statistic"),
        unit=said(part, "unit"),
        value=said(part, "value"),
        ci_low=said(part, "ciLow"),
        ci_high=said(part, "ciHigh"),
        ci_level=said(part, "ciLevel"),
        p_comparator=said(part, "pComparator"),
        p_value=said(part, "pValue"),
        better_when=said(part, "betterWhen"),
        model=said(part, "poolingModel"),
        trials=several("includedTrial"),
        trial_count=said(part, "trialCount"),
        participants=said(part, "participants"),
        origin=origin(statements, part),
    )
