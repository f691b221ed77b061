"""The mechanisms by which an intervention may reach a condition, and those that stop before it.

A mechanism that is recorded for another condition is carried over where an edge of the graph
leads from its last step to the condition asked for. Where none does, or where a step needs a
subtype, it is bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.answers.fields import fields_as_json
from mnd_kg.answers.origin import origin
from mnd_kg.answers.scope import forms, wider
from mnd_kg.answers.steps import Step, chained, product_of_signs, step, weakest_first
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.answers.origin import Origin
    from mnd_kg.statements import Statements


@dataclass(frozen=True)
class Mechanism:
    """A chain of steps from an intervention to a condition."""

    id: str
    label: str
    intervention: str
    """The one that has the path: what was asked for, another form, or an ingredient."""
    condition: str
    basis: str
    """`recorded` for the condition or a wider one, `part` for a kind of it, or `carried-over`
    from the path of another condition by the last step."""
    steps: tuple[Step, ...]
    sign: str
    """The product of the signs, or an empty text where it cannot be checked."""
    weakest: tuple[str, ...]
    """The steps, the weakest first."""
    requires: tuple[str, ...]
    hedging: str
    note: str
    origin: Origin

    def as_json(self) -> dict[str, Any]:
        """Return the mechanism as it stands in ``--format json``."""
        return fields_as_json(self)

    def chain(self) -> str:
        """Return the things that the steps lead through, in order."""
        return " → ".join([self.steps[0].source_label, *(s.target_label for s in self.steps)])

    def signs(self) -> str:
        """Return what the signs multiply to, and what that means."""
        marks = " ".join(found.mark for found in self.steps)
        if not self.sign:
            return f"{marks}: unsigned, not checkable"
        would = "work against" if self.sign == "-1" else "add to"
        product = "−" if self.sign == "-1" else "+"
        aim = self.steps[-1].target_label
        return f"{marks} = {product}: if each step holds, it would {would} {aim}"

    def rows(self) -> list[list[str]]:
        """Return the steps as rows for people, the weakest first."""
        place = {found.id: number for number, found in enumerate(self.steps, 1)}
        return [
            [
                str(place[found.id]),
                found.said(),
                found.mark,
                found.known(),
                f"{len(found.supporting)} for, {len(found.against)} against",
                found.requires,
                str(found.origin),
            ]
            for found in weakest_first(self.steps)
        ]


@dataclass(frozen=True)
class Bound:
    """A mechanism that does not reach the condition, with the place where it stops."""

    id: str
    label: str
    intervention: str
    kind: str
    """`subtype`: a step needs one; `leads-elsewhere`: no edge goes on to the condition."""
    at: str
    """The edge that needs the subtype, or the thing from which no edge goes on."""
    leads_to: tuple[str, ...]
    """The subtype, or the conditions to which the thing leads."""
    reason: str
    origin: Origin

    def as_json(self) -> dict[str, Any]:
        """Return it as it stands in ``--format json``."""
        return fields_as_json(self)


@dataclass(frozen=True)
class Mechanisms:
    """The mechanisms that reach the condition, and those that do not."""

    reaching: tuple[Mechanism, ...]
    bound: tuple[Bound, ...]


def mechanisms(
    said: Statements, intervention: str, condition: str, subtypes: bool = True
) -> Mechanisms:
    """Return the mechanisms of an intervention that are recorded, sorted by what they reach.

    Those of its formulations and of its active ingredients are counted with it.

    Args:
        said: the statements of the graph.
        intervention: its IRI.
        condition: the IRI of the condition to be reached.
        subtypes: whether one that needs a subtype of the condition reaches a part of it, or is
            bound.
    """
    tracer = _Tracer(said, condition, subtypes)
    drugs = forms(said, intervention)
    drugs += [part for drug in drugs for part in said.values(drug, "ingredient")]
    found = [tracer.trace(drug, path) for drug in drugs for path in said.values(drug, "path")]
    order = ("recorded", "part", "carried-over")
    reaching = sorted(
        (one for one in found if isinstance(one, Mechanism)),
        key=lambda one: (order.index(one.basis), one.id),
    )
    # A path that somebody recorded stands for the one that would be carried over.
    chains: dict[tuple[str, ...], Mechanism] = {}
    for one in reaching:
        chains.setdefault(tuple(s.id for s in one.steps), one)
    bound = sorted((one for one in found if isinstance(one, Bound)), key=lambda one: one.id)
    return Mechanisms(tuple(chains.values()), tuple(bound))


@dataclass(frozen=True)
class _Tracer:
    said: Statements
    condition: str
    subtypes: bool

    def trace(self, drug: str, path: str) -> Mechanism | Bound:
        """Follow a path to the condition, or to the place where it stops."""
        steps = chained([step(self.said, edge) for edge in self.said.values(path, "edge")])
        end = self.said.value(path, "condition")
        above = wider(self.said, self.condition)
        if end in above:
            basis = "recorded"
        elif self.condition in wider(self.said, end):
            basis = "part"
        else:
            basis = "carried-over"
            onward = self._onward(steps[-1].source)
            if not onward:
                return self._elsewhere(drug, path, steps[-1])
            steps = [*steps[:-1], onward[0]]
        needed = sorted({found.requires for found in steps} - {""})
        for subtype in needed:
            iri = vocabulary().expand(subtype)
            if iri in above:
                continue
            if not (self.subtypes and self.condition in wider(self.said, iri)):
                return self._needs(drug, path, steps, subtype)
            basis = "part"
        return self._mechanism(drug, path, tuple(steps), basis, tuple(needed))

    def _onward(self, thing: str) -> list[Step]:
        """Return the steps from a thing to the condition or a wider one, the nearest first."""
        edges = self.said.users(vocabulary().expand(thing), "from")
        return [
            step(self.said, edge)
            for aim in wider(self.said, self.condition)
            for edge in edges
            if aim in self.said.values(edge, "to")
        ]

    def _mechanism(
        self, drug: str, path: str, steps: tuple[Step, ...], basis: str, needed: tuple[str, ...]
    ) -> Mechanism:
        short = vocabulary().contract
        return Mechanism(
            id=short(path),
            label=self.said.label(path),
            intervention=short(drug),
            condition=short(self.said.value(path, "condition")),
            basis=basis,
            steps=steps,
            sign=product_of_signs(steps),
            weakest=tuple(found.id for found in weakest_first(steps)),
            requires=needed,
            hedging=self.said.value(path, "hedging"),
            note=" ".join(self.said.values(path, "note")),
            origin=origin(self.said, path),
        )

    def _needs(self, drug: str, path: str, steps: list[Step], subtype: str) -> Bound:
        edge = next(found for found in steps if found.requires == subtype)
        label = self.said.label(vocabulary().expand(subtype))
        reason = f"{edge.said()}: only in {label}"
        return self._bound(drug, path, "subtype", edge.id, (subtype,), reason)

    def _elsewhere(self, drug: str, path: str, last: Step) -> Bound:
        thing = vocabulary().expand(last.source)
        ends = {
            aim for edge in self.said.users(thing, "from") for aim in self.said.values(edge, "to")
        }
        conditions = [end for end in sorted(ends) if self.said.class_of(end) == "Condition"]
        names = ", ".join(map(self.said.label, conditions))
        reason = f"from {last.source_label} the graph leads to {names} only"
        led = tuple(map(vocabulary().contract, conditions))
        return self._bound(drug, path, "leads-elsewhere", last.source, led, reason)

    def _bound(
        self, drug: str, path: str, kind: str, at: str, leads_to: tuple[str, ...], reason: str
    ) -> Bound:
        short = vocabulary().contract
        return Bound(
            short(path),
            self.said.label(path),
            short(drug),
            kind,
            at,
            leads_to,
            reason,
            origin(self.said, path),
        )
