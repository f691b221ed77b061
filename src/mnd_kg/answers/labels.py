"""What labels say of a condition, of whichever intervention they are the label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnd_kg.answers.origin import origin
from mnd_kg.answers.scope import wider
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.answers.origin import Origin
    from mnd_kg.statements import Statements

RESTRICTIONS = ("contraindication", "not-recommended")


@dataclass(frozen=True)
class LabelAbout:
    """A statement of a label."""

    intervention: str
    own: bool
    """Whether it is the label of the intervention that was asked about."""
    condition: str
    """The condition that it speaks of, or an empty text where it holds for every use."""
    kind: str
    jurisdiction: str
    statement: str
    origin: Origin

    def said(self) -> str:
        """Return the statement with the label that makes it."""
        where = self.jurisdiction.partition(":")[2]
        name = self.intervention.partition(":")[2]
        return f"label of {name} in {where}, {self.kind}: {self.statement} {self.origin}"


def labels_about(said: Statements, drugs: list[str], condition: str) -> tuple[LabelAbout, ...]:
    """Return what labels say of a condition or a wider one, those of some drugs first.

    A restriction on one drug bears on a trial of another too, as what people may take beside it.
    """
    above = set(wider(said, condition))
    found = [
        _label(said, drug, part, drugs)
        for drug in said.of_class("Intervention")
        for part in said.values(drug, "labelStatement")
        if above & set(said.values(part, "condition"))
    ]
    return tuple(sorted(found, key=lambda label: (not label.own, label.origin.id)))


def labels_of(said: Statements, drugs: list[str], condition: str) -> tuple[LabelAbout, ...]:
    """Return what the labels of some drugs restrict, for a condition or for every use."""
    above = set(wider(said, condition))
    return tuple(
        _label(said, drug, part, drugs)
        for drug in drugs
        for part in said.values(drug, "labelStatement")
        if said.value(part, "kind") in RESTRICTIONS
        and above.issuperset(said.values(part, "condition"))
    )


def _label(said: Statements, drug: str, part: str, drugs: list[str]) -> LabelAbout:
    short = vocabulary().contract
    return LabelAbout(
        intervention=short(drug),
        own=drug in drugs,
        condition=", ".join(map(short, said.values(part, "condition"))),
        kind=said.value(part, "kind"),
        jurisdiction=short(said.value(part, "jurisdiction")),
        statement=" ".join(said.values(part, "statement")),
        origin=origin(said, part),
    )
