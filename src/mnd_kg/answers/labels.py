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
    """A statement of a label that speaks of a condition."""

    intervention: str
    own: bool
    """Whether it is the label of the intervention that was asked about."""
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
    above, short = set(wider(said, condition)), vocabulary().contract
    found = [
        LabelAbout(
            intervention=short(drug),
            own=drug in drugs,
            kind=said.value(part, "kind"),
            jurisdiction=short(said.value(part, "jurisdiction")),
            statement=" ".join(said.values(part, "statement")),
            origin=origin(said, part),
        )
        for drug in said.of_class("Intervention")
        for part in said.values(drug, "labelStatement")
        if above & set(said.values(part, "condition"))
    ]
    return tuple(sorted(found, key=lambda label: (not label.own, label.origin.id)))
