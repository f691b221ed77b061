"""The answer that sets effects side by side: compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mnd_kg.cli.options import Condition, Format, Graph, Picture, is_json, write_json
from mnd_kg.terminal import table

if TYPE_CHECKING:
    from mnd_kg.answers.compare import Comparison, Row

app = typer.Typer()
_COLUMNS = (
    "",
    "measure",
    "trial",
    "treated",
    "day",
    "as recorded",
    "a month",
    "slower by",
    "beware",
    "cites",
)


@app.command()
def compare(
    condition: Condition,
    measure: Annotated[
        str | None,
        typer.Option("--measure", metavar="MEASURE", help="The outcome measure, such as ALSFRS-R."),
    ] = None,
    picture: Picture = None,
    graph: Graph = None,
    format: Format = "table",
) -> None:
    """Set the effects of trials in a condition side by side, with what keeps them apart."""
    from mnd_kg.knowledge_graph import load

    answer = load(graph).compare(condition, measure)
    if picture:
        from mnd_kg.pictures.forest import write_forest

        write_forest(answer, picture)
    if is_json(format):
        write_json(answer.as_json())
        return
    _write(answer)


def _write(answer: Comparison) -> None:
    what = f"{answer.condition}, {answer.measure or 'every measure'}"
    found = "no record" if answer.basis == "no-record" else answer.basis.replace("-", " ")
    if answer.rows:
        found = f"{len(answer.rows)} effect{'' if len(answer.rows) == 1 else 's'}, not pooled"
    print(f"{what}: {found}")
    if answer.rows:
        table(_COLUMNS, [_cells(place, row) for place, row in enumerate(answer.rows, 1)])
        print("a month: treated less reference; slower by: above 0, less was lost when treated")
        if len(answer.measures) > 1:
            counted = [f"{name.partition(':')[2]} ({n})" for name, n in answer.measures.items()]
            print(f"one measure alone: --measure {', '.join(counted)}")
        print()
    for place, row in enumerate(answer.rows, 1):
        print(f"{place} {row.effect.trial.label}, {row.drugs} ({row.effect.id})")
        for scaled in (row.monthly, row.slowing):
            if scaled:
                print(f"  {scaled.told(0 if scaled.unit == '%' else 2)}: {scaled.how}")
        for caution in row.cautions:
            print(f"  {caution.kind}: {caution.said}")
        if row.effect.note:
            print(f"  note: {row.effect.note}")
    for without in answer.without:
        status = without.status.replace("_", " ").lower()
        print(
            f"no effect between arms recorded: {without.label} ({without.trial}, {status}); "
            f"{without.origin}"
        )
    for search in answer.searches:
        print(f"searched and not found: {search.said} {search.origin}")
    for label in answer.labels:
        print(f"{'' if label.own else 'of another intervention: '}{label.said()}")


def _cells(place: int, row: Row) -> list[str]:
    one = row.effect
    return [
        str(place),
        one.measure.partition(":")[2],
        one.trial.label,
        row.drugs,
        one.time_days,
        one.told(),
        row.monthly.told() if row.monthly else row.not_monthly,
        row.slowing.told(0) if row.slowing else row.not_slowing,
        ", ".join(dict.fromkeys(caution.kind for caution in row.cautions)),
        str(one.origin),
    ]
