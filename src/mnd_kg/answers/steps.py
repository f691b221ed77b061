"""The steps of mechanisms: how one acts on the next, and how firmly that is known."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from mnd_kg.answers.evidence import line
from mnd_kg.answers.fields import fields_as_json
from mnd_kg.answers.origin import origin
from mnd_kg.network.firmness import firmness
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.answers.origin import Origin
    from mnd_kg.answers.propositions import Line
    from mnd_kg.network.firmness import Firmness
    from mnd_kg.statements import Statements

STRENGTHS = ("weak", "moderate", "strong")
_SPECIES = {"NCBITaxon:9606": "human", "NCBITaxon:10090": "mouse", "NCBITaxon:10116": "rat"}


def strength(line: Line) -> int:
    """Return the weight of an evidence line: weak 1, moderate 2, strong 3."""
    return STRENGTHS.index(line.strength) + 1 if line.strength in STRENGTHS else 0


@dataclass(frozen=True)
class Step:
    """One cited step of a mechanism, with the evidence lines for and against it."""

    id: str
    source: str
    source_label: str
    relation: str
    target: str
    target_label: str
    sign: str
    """`1`, `-1`, or an empty text where the source gives no direction."""
    basis: str
    species: tuple[str, ...]
    evidence_kind: str
    requires: str
    """The subtype without which the step does not hold."""
    hedging: str
    lines: tuple[Line, ...]
    note: str
    origin: Origin

    @property
    def weakness(self) -> Firmness:
        """What steps are ordered by, the weakest first."""
        against = sum(strength(line) for line in self.against)
        return firmness(self.basis, self.species, (self.evidence_kind,), self.hedging, against)

    @property
    def supporting(self) -> tuple[Line, ...]:
        """The lines that support the step."""
        return tuple(line for line in self.lines if line.direction == "supports")

    @property
    def against(self) -> tuple[Line, ...]:
        """The lines that dispute the step."""
        return tuple(line for line in self.lines if line.direction == "disputes")

    @property
    def mark(self) -> str:
        """The sign as people read it."""
        return {"1": "+", "-1": "−"}.get(self.sign, "?")

    def said(self) -> str:
        """Return the step in words."""
        return f"{self.source_label} {self.relation.replace('-', ' ')} {self.target_label}"

    def known(self) -> str:
        """Return how the step is known."""
        species = " and ".join(_SPECIES.get(one, one) for one in self.species)
        parts = (self.basis, species or "species not said", self.evidence_kind, self.hedging)
        return ", ".join(part.replace("-", " ") for part in parts if part)

    def as_json(self) -> dict[str, Any]:
        """Return the step as it stands in ``--format json``."""
        return fields_as_json(self)


def step(said: Statements, edge: str) -> Step:
    """Return the step that an edge states."""
    short = vocabulary().contract
    source, target = said.value(edge, "from"), said.value(edge, "to")
    return Step(
        id=short(edge),
        source=short(source),
        source_label=said.label(source),
        relation=said.value(edge, "relation"),
        target=short(target),
        target_label=said.label(target),
        sign=said.value(edge, "sign"),
        basis=said.value(edge, "basis"),
        species=tuple(map(short, said.values(edge, "species"))),
        evidence_kind=said.value(edge, "evidenceKind"),
        requires=short(said.value(edge, "requires")),
        hedging=said.value(edge, "hedging"),
        lines=tuple(line(said, part) for part in said.values(edge, "evidenceLine")),
        note=" ".join(said.values(edge, "note")),
        origin=origin(said, edge),
    )


def chained(steps: list[Step]) -> list[Step]:
    """Return steps in the order in which each begins where the one before it ends."""
    ends = {found.target for found in steps}
    ordered = sorted(steps, key=lambda found: (found.source in ends, found.id))[:1]
    rest = [found for found in steps if found not in ordered]
    while rest:
        following = [found for found in rest if found.source == ordered[-1].target]
        ordered.append((following or rest)[0])
        rest.remove(ordered[-1])
    return ordered


def product_of_signs(steps: tuple[Step, ...]) -> str:
    """Return the product of the signs, or an empty text where a step has none."""
    signs = [found.sign for found in steps]
    return str(prod(map(int, signs))) if all(signs) else ""


def weakest_first(steps: tuple[Step, ...]) -> list[Step]:
    """Return steps by how firmly they are known, the weakest first."""
    return sorted(steps, key=lambda found: (found.weakness, found.id))
