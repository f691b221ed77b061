"""The answers that people come for."""

from __future__ import annotations

from typing import Annotated

import typer

from mnd_kg.cli.options import Day, Format, Graph, Intervention, Picture, day, is_json, write_json
from mnd_kg.terminal import table

app = typer.Typer()


@app.command()
def status(
    intervention: Intervention,
    condition: Annotated[
        str | None, typer.Option("--for", metavar="CONDITION", help="The condition.")
    ] = None,
    jurisdiction: Annotated[
        str | None, typer.Option("--in", metavar="JURISDICTION", help="The jurisdiction.")
    ] = None,
    on: Day = None,
    picture: Picture = None,
    graph: Graph = None,
    format: Format = "table",
) -> None:
    """Say how an intervention stands with the regulators on a day, and what shows it."""
    from mnd_kg.knowledge_graph import load

    kg = load(graph)
    answer = kg.status(intervention, condition, jurisdiction, day(on))
    if picture:
        from mnd_kg.pictures.timeline import write_timeline

        write_timeline(kg.timeline(intervention, condition, jurisdiction, answer.on), picture)
    if is_json(format):
        write_json(answer.as_json())
        return
    what = f"{answer.intervention} for {answer.condition or 'any use'} on {answer.on}"
    print(f"{what}{'' if answer.standings else ': no event and no search is recorded'}")
    if answer.standings:
        columns = ["jurisdiction", "state", "remark", "indication", "events or searches", "cites"]
        table(columns, answer.rows())
    for place in answer.standings:
        for way in place.access:
            print(f"access in {place.jurisdiction}: {way.said} {way.origin}")
    for other in answer.other_approvals:
        print(f"approved for another condition: {other.said(answer.condition)}")
    for label in answer.labels:
        print(f"label: {label.said} {label.origin}")


@app.command()
def audit(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Any name of a thing; all if none.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 where something is inconsistent.")
    ] = False,
    graph: Graph = None,
    format: Format = "table",
) -> None:
    """Say what follows from the numbers of the sources, and where they cannot agree."""
    from mnd_kg.knowledge_graph import load

    answer = load(graph).audit(name)
    if is_json(format):
        write_json(answer.as_json())
    else:
        print("; ".join(f"{verdict}: {count}" for verdict, count in answer.counts.items()))
        if answer.verdicts:
            table(["verdict", "what", "rule", "arithmetic", "source"], answer.rows())
        for found in answer.judgements:
            print(f"judged by {found.by}: {found.claim} {found.verdict}: {found.statement}")
    if strict and answer.inconsistent:
        raise typer.Exit(1)
