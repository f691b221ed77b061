"""Why an intervention might act in a condition, and what speaks against it.

The mechanisms are told step by step, the weakest first. For a condition in which the intervention
was not tried, the inference from another stands with its warrants and defeaters, and with how
large a trial would have to be that settles it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.answers.argument import extrapolations
from mnd_kg.answers.fields import fields_as_json
from mnd_kg.answers.labels import labels_about
from mnd_kg.answers.mechanisms import mechanisms
from mnd_kg.answers.scope import forms
from mnd_kg.answers.searches import searches
from mnd_kg.answers.trial_size import Design, trial_size
from mnd_kg.answers.trials import trials_in
from mnd_kg.resolve import resolve
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.answers.argument import Extrapolation
    from mnd_kg.answers.labels import LabelAbout
    from mnd_kg.answers.mechanisms import Bound, Mechanism
    from mnd_kg.answers.standing import Item
    from mnd_kg.answers.trial_size import TrialSize
    from mnd_kg.answers.trials import TrialIn
    from mnd_kg.store import BuiltGraph


@dataclass(frozen=True)
class Explanation:
    """The answer: mechanisms, inferences, trials and labels, each with where it comes from."""

    graph: str
    intervention: str
    label: str
    condition: str
    condition_label: str
    mechanisms: tuple[Mechanism, ...]
    bound: tuple[Bound, ...]
    """The mechanisms that are recorded and do not reach the condition, with the reason."""
    trial_basis: str
    """`trials`, `searched-and-not-found` or `no-record`."""
    trials: tuple[TrialIn, ...]
    searches: tuple[Item, ...]
    extrapolations: tuple[Extrapolation, ...]
    trial_sizes: tuple[TrialSize, ...]
    labels: tuple[LabelAbout, ...]
    """What the labels of this and of other interventions say of the condition."""

    def as_json(self) -> dict[str, Any]:
        """Return the answer as it stands in ``--format json``."""
        return fields_as_json(self)


def explain(
    graph: BuiltGraph, intervention: str, condition: str, design: Design | None = None
) -> Explanation:
    """Return how an intervention might act in a condition, and what is known of it there.

    Args:
        graph: the built graph.
        intervention: any name of it; its formulations are counted with it, and of its active
            ingredients the mechanisms.
        condition: any name of the condition.
        design: what a trial that settles it is planned for.

    Raises:
        UnknownEntityError: if a name is unknown, or names something of another kind.
    """
    said = graph.statements
    drug = resolve(graph, intervention, "interventions")
    where = resolve(graph, condition, "conditions")
    drugs = forms(said, drug)
    traced = mechanisms(said, drug, where)
    tried = trials_in(said, drugs, where)
    empty = searches(said, drug, where, ("trial",))
    inferences = extrapolations(said, drugs, where)
    short = vocabulary().contract
    return Explanation(
        graph=graph.version,
        intervention=short(drug),
        label=said.label(drug),
        condition=short(where),
        condition_label=said.label(where),
        mechanisms=traced.reaching,
        bound=traced.bound,
        trial_basis="trials" if tried else "searched-and-not-found" if empty else "no-record",
        trials=tried,
        searches=empty,
        extrapolations=inferences,
        trial_sizes=tuple(
            trial_size(said, inference, where, design or Design()) for inference in inferences
        ),
        labels=labels_about(said, drugs, where),
    )
