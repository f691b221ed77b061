"""The effects of trials in a condition side by side, as far as they can be on one scale.

Nothing is pooled: trials in ALS differ in whom they let in, for how long they ran and what people
took beside. Each row says what keeps it from being compared with the others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.answers.comparability import Caution, cautions
from mnd_kg.answers.effects import arm_result, effect, enrolled_conditions
from mnd_kg.answers.fields import fields_as_json
from mnd_kg.answers.labels import labels_about
from mnd_kg.answers.origin import origin
from mnd_kg.answers.scales import Arms, Scaled, monthly, slowing
from mnd_kg.answers.scope import kin, narrower
from mnd_kg.answers.searches import searches
from mnd_kg.resolve import resolve
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.answers.effects import Effect
    from mnd_kg.answers.labels import LabelAbout
    from mnd_kg.answers.origin import Origin
    from mnd_kg.answers.standing import Item
    from mnd_kg.statements import Statements
    from mnd_kg.store import BuiltGraph


@dataclass(frozen=True)
class Row:
    """An effect, on the scales that it can be brought to, and what to know before comparing it."""

    effect: Effect
    people: str
    """`same` as asked, `narrower`, or `among-others` where others were analysed with them."""
    basis: str
    """`number`, or `recorded-as-absent` where the graph has the endpoint without its size."""
    monthly: Scaled | None
    not_monthly: str
    """Why the effect is not in points a month; an empty text if it is."""
    slowing: Scaled | None
    not_slowing: str
    cautions: tuple[Caution, ...]

    @property
    def drugs(self) -> str:
        """What the treated arm was given, and the arm if the trial had several."""
        arms = ", ".join(arm.label for arm in self.effect.treated)
        both = {drug for arm in self.effect.reference for drug in arm.interventions}
        given = [drug for arm in self.effect.treated for drug in arm.interventions]
        names = ", ".join(drug.partition(":")[2] for drug in given if drug not in both)
        if not names or arms.startswith(names):
            return arms
        return f"{names} ({arms})" if arms else names

    @property
    def planned(self) -> bool:
        """Whether it is a planned analysis of all people of the trial."""
        return not {caution.kind for caution in self.cautions} & {"post-hoc", "subgroup"}


@dataclass(frozen=True)
class WithoutEffect:
    """A trial in the condition of which the graph has no effect between arms."""

    trial: str
    label: str
    status: str
    origin: Origin


@dataclass(frozen=True)
class Comparison:
    """The answer: the effects of trials in a condition, side by side and never pooled."""

    graph: str
    condition: str
    measure: str
    basis: str
    """`effects`, `searched-and-not-found` or `no-record`."""
    rows: tuple[Row, ...]
    without: tuple[WithoutEffect, ...]
    searches: tuple[Item, ...]
    labels: tuple[LabelAbout, ...] = ()
    """What labels say of the condition, those of the interventions compared first."""

    @property
    def measures(self) -> dict[str, int]:
        """How many rows there are on each measure, in the order of the rows."""
        return dict(Counter(row.effect.measure for row in self.rows))

    def as_json(self) -> dict[str, Any]:
        """Return the answer as it stands in ``--format json``."""
        return fields_as_json(self)


def compare(graph: BuiltGraph, condition: str, measure: str | None = None) -> Comparison:
    """Return the effects of trials in a condition, each on the scales that it can be brought to.

    Args:
        graph: the built graph.
        condition: any name of the condition; narrower ones count, and are marked.
        measure: the outcome measure, or all.

    Raises:
        UnknownEntityError: if a name is unknown, or names something of another kind.
    """
    said = graph.statements
    asked = resolve(graph, condition, "conditions")
    wanted = "" if measure is None else resolve(graph, measure, "measures")
    short = vocabulary().contract
    below, near = narrower(said, asked), kin(said, asked)
    trials = [
        trial
        for trial in said.of_class("ClinicalTrial")
        if set(below) & set(enrolled_conditions(said, trial))
    ]
    scope = _Scope(short(asked), {*map(short, below)}, {*map(short, near)})
    found = [
        one
        for trial in trials
        for part in said.values(trial, "effect")
        if not wanted or said.value(part, "measure") == wanted
        if scope.kinds & _people(said, one := effect(said, part))
    ]
    rows = [_row(said, one, found, scope) for one in found]
    empty = searches(said, "", asked, ("trial",))
    shown = {row.effect.trial.id for row in rows}
    basis = "searched-and-not-found" if empty else "no-record"
    return Comparison(
        graph=graph.version,
        condition=scope.asked,
        measure=short(wanted),
        basis="effects" if rows else basis,
        rows=tuple(sorted(rows, key=_order)),
        without=tuple(
            WithoutEffect(
                short(trial), said.label(trial), said.value(trial, "status"), origin(said, trial)
            )
            for trial in trials
            if short(trial) not in shown
        ),
        searches=empty,
        labels=labels_about(said, _treatments(rows), asked),
    )


def _treatments(rows: list[Row]) -> list[str]:
    arms = [arm for row in rows for arm in row.effect.treated]
    return [vocabulary().expand(drug) for arm in arms for drug in arm.interventions]


@dataclass(frozen=True)
class _Scope:
    """A condition, its kinds, and those that exclude it or are excluded by it."""

    asked: str
    kinds: set[str]
    kin: set[str]

    def lies(self, people: set[str]) -> str:
        """Return how what people have lies to what was asked; a second illness does not count."""
        others = people - self.kinds
        if others & self.kin or (others and self.asked not in people):
            return "among-others"
        return "same" if self.asked in people else "narrower"


def _people(said: Statements, one: Effect) -> set[str]:
    """Return what the people analysed have, or if that is not said, those whom the trial let in."""
    if one.population:
        return set(one.population.conditions)
    words = vocabulary()
    return set(map(words.contract, enrolled_conditions(said, words.expand(one.trial.id))))


def _row(said: Statements, one: Effect, every: list[Effect], scope: _Scope) -> Row:
    arms = arms_of(said, one)
    size, share = monthly(one, arms), slowing(one, arms)
    people = _people(said, one)
    lies = scope.lies(people)
    notes = cautions(said, one, [other for other in every if other.id != one.id])
    if lies != "same":
        who = f"the people had {', '.join(sorted(people))}"
        notes = (Caution("people", who, (one.population.id if one.population else one.id,)), *notes)
    return Row(
        effect=one,
        people=lies,
        basis="number" if one.value or isinstance(size, Scaled) else "recorded-as-absent",
        monthly=size if isinstance(size, Scaled) else None,
        not_monthly=size if isinstance(size, str) else "",
        slowing=share if isinstance(share, Scaled) else None,
        not_slowing=share if isinstance(share, str) else "",
        cautions=notes,
    )


def arms_of(said: Statements, one: Effect) -> Arms | None:
    """Return what the two arms of an effect changed by, where both are recorded alike."""
    trial = vocabulary().expand(one.trial.id)
    results = [arm_result(said, part) for part in said.values(trial, "outcome")]
    fitting = [
        result
        for result in results
        if result.measure == one.measure
        and result.value
        and result.time_days == one.time_days
        and (result.population and result.population.id) == (one.population and one.population.id)
        and result.statistic in ("mean-change", "least-squares-mean-change", "slope")
    ]
    pairs = [
        Arms(treated, reference)
        for treated in fitting
        for reference in fitting
        if treated.arm in one.treated
        and reference.arm in one.reference
        and treated.statistic == reference.statistic
        and treated.unit == reference.unit
        and treated.origin.cites == reference.origin.cites
    ]
    # A paper and a label may print one result differently: take the pair of the same source.
    near = [pair for pair in pairs if set(pair.treated.origin.cites) & set(one.origin.cites)]
    return next(iter(near or pairs), None)


def _order(row: Row) -> tuple[bool, str, bool, bool, str, str]:
    """Return where a row stands: by measure, planned analyses of all people before others."""
    one = row.effect
    return (
        one.measure != "measures:ALSFRS-R",
        one.measure,
        not row.planned,
        row.basis != "number",
        row.drugs.casefold(),
        one.id,
    )
