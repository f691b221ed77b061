"""The answers about how interventions might act: explain, candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mnd_kg.cli.options import (
    Condition,
    Day,
    Format,
    Graph,
    Intervention,
    Picture,
    day,
    is_json,
    write_json,
)
from mnd_kg.errors import SettingError
from mnd_kg.terminal import table

if TYPE_CHECKING:
    from mnd_kg.answers.candidate import Candidate
    from mnd_kg.answers.explain import Explanation
    from mnd_kg.answers.mechanisms import Mechanism
    from mnd_kg.answers.trial_size import TrialSize

app = typer.Typer()

_STEPS = ["step", "in words", "sign", "how it is known", "lines", "only in", "cites"]
_SIZES = [
    "months",
    "slowing",
    "points apart",
    "each arm if slopes differ",
    "each arm if spread stays",
    "rate",
    "effect",
]

_BEFORE_PARTS = ["rank", "intervention", "score"]
_AFTER_PARTS = [
    "lines for",
    "lines against",
    "trials without a line",
    "state where it was tried",
    "restricted by label",
    "access",
    "mechanisms that reach it",
    "inferred by",
    "doubtful",
]
_APART_COLUMNS = ["intervention", "score", "for", "against", "why", "doubtful"]
_APART = {
    "excluded": "excluded: no mechanism reaches it in this graph",
    "mechanism-not-recorded": "mechanism not recorded",
    "not-tried": "mechanism reaches it, but no trial, proposition or decision is recorded",
}


@app.command()
def explain(
    intervention: Intervention,
    condition: Condition,
    picture: Picture = None,
    alpha: Annotated[
        float, typer.Option(metavar="SHARE", help="Of the trial that would settle it.")
    ] = 0.05,
    power: Annotated[
        float, typer.Option(metavar="SHARE", help="Of the trial that would settle it.")
    ] = 0.8,
    months: Annotated[
        list[float] | None,
        typer.Option(metavar="MONTHS", help="A length of that trial; again for more."),
    ] = None,
    graph: Graph = None,
    format: Format = "table",
) -> None:
    """Say how an intervention might act in a condition, step by step, and what is against it."""
    from mnd_kg.answers.trial_size import Design
    from mnd_kg.knowledge_graph import load

    design = Design(alpha, power, tuple(months or Design.months))
    answer = load(graph).explain(intervention, condition, design)
    if picture:
        from mnd_kg.pictures.mechanism import write_mechanism

        write_mechanism(answer, picture)
    if is_json(format):
        write_json(answer.as_json())
        return
    _mechanisms(answer)
    _tried(answer)
    for inference in answer.extrapolations:
        print()
        print("\n".join(inference.lines()))
    for size in answer.trial_sizes:
        print()
        _size(size)
    for label in answer.labels:
        print(f"\n{'' if label.own else 'of another intervention: '}{label.said()}")


@app.command()
def candidates(
    condition: Condition,
    source: Annotated[
        str, typer.Option("--from", metavar="CONDITION", help="Where they were tried.")
    ] = "ALS",
    weight: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PART=NUMBER", help="The weight of a part of the score; again for more."
        ),
    ] = None,
    why: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Say of one intervention only why it stands where it does."
        ),
    ] = None,
    on: Day = None,
    graph: Graph = None,
    format: Format = "table",
) -> None:
    """Rank what was tried in ALS and might be discussed for another condition, with reasons."""
    from mnd_kg.knowledge_graph import load

    kg = load(graph)
    answer = kg.candidates(condition, source, _weights(weight or []), day(on))
    if why:
        found = answer.of_intervention(kg.resolve(why, "interventions"))
        write_json(found.as_json()) if is_json(format) else print("\n".join(found.why()))
        return
    if is_json(format):
        write_json(answer.as_json())
        return
    print(f"for {answer.condition}, tried in {answer.source}, approvals on {answer.on}")
    shown = ", ".join(f"{name} × {number:g}" for name, number in answer.weights.items())
    print(f"score = {shown}; a part against lies below 0")
    print("It is an order in which to read, and no measure of how likely a benefit is.")
    table(
        [*_BEFORE_PARTS, *answer.weights, *_AFTER_PARTS],
        [_candidate(one) for one in answer.candidates],
    )
    for group, head in _APART.items():
        if rows := answer.of(group):
            print(f"\n{head}")
            table(_APART_COLUMNS, [_apart(r) for r in rows])
    for label in answer.labels:
        print(f"\n{label.said()}")


def _weights(pairs: list[str]) -> dict[str, float]:
    given = {}
    for pair in pairs:
        name, _, number = pair.partition("=")
        try:
            given[name] = float(number)
        except ValueError:
            raise SettingError(f"`{pair}` is no weight: write PART=NUMBER.") from None
    return given


def _candidate(one: Candidate) -> list[str]:
    return [
        str(one.rank),
        one.label,
        f"{one.score:.2f}",
        *(f"{part.points:+.2f}" for part in one.parts),
        *map(str, one.counts()),
        str(len(one.trials_without_line)),
        "; ".join(found.said for found in one.approvals) or "no event recorded",
        "; ".join(f"{label.kind} in {label.jurisdiction}" for label in one.labels),
        "; ".join(way.origin.id for way in one.access),
        ", ".join(found.id for found in one.mechanisms),
        ", ".join(found.id for found in one.inferences),
        "; ".join(one.doubts()),
    ]


def _apart(one: Candidate) -> list[str]:
    reasons = [f"{bound.reason} ({bound.id})" for bound in one.bound]
    reasons += [found.id for found in one.mechanisms]
    counts = map(str, one.counts())
    return [one.label, f"{one.score:.2f}", *counts, "; ".join(reasons), "; ".join(one.doubts())]


def _mechanisms(answer: Explanation) -> None:
    print(f"{answer.label} in {answer.condition_label} ({answer.intervention}, {answer.condition})")
    for found in answer.mechanisms:
        print()
        print(f"{found.id}: {_reach(found)}")
        print(f"{found.chain()}")
        print(f"signs {found.signs()}")
        if found.note:
            print(f"note: {found.note}")
        table(_STEPS, found.rows())
        for step in found.steps:
            for line in step.against:
                print(f"against {step.id}: {line.statement} {line.origin}")
    if not answer.mechanisms:
        print("no mechanism reaches it in this graph" if answer.bound else "no mechanism recorded")
    for bound in answer.bound:
        print(f"{bound.id} does not reach it: {bound.reason}")


def _reach(found: Mechanism) -> str:
    firmly = f", {found.hedging}" if found.hedging else ""
    only = f", only in {', '.join(found.requires)}" if found.requires else ""
    whose = f" of {found.intervention}"
    if found.basis == "carried-over":
        last = found.steps[-1].id
        return f"mechanism{whose} in {found.condition}, carried over by {last}{only}"
    return f"mechanism{whose}, recorded for {found.condition}{firmly}{only}"


def _tried(answer: Explanation) -> None:
    print()
    if not answer.trials:
        print(f"no trial in {answer.condition}: {answer.trial_basis.replace('-', ' ')}")
    for trial in answer.trials:
        print(f"trial{' in a part of it' if trial.covers == 'part' else ''}: {trial.said()}")
    for search in answer.searches:
        print(f"searched: {search.said} {search.origin}")
    if not answer.extrapolations:
        print("no inference from another condition is recorded")


def _size(size: TrialSize) -> None:
    print(f"what a trial would need to settle {size.extrapolation}")
    if size.sizes:
        table(_SIZES, size.rows())
    for assumption in size.assumptions():
        print(f"assumed: {assumption}")
    for missing in size.missing:
        print(f"missing: {missing}")
