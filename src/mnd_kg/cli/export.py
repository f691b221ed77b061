"""The commands that take the graph to where people work: export, publish."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mnd_kg.cli.options import Graph, is_json, named, write_json
from mnd_kg.errors import SettingError
from mnd_kg.terminal import progress, table

if TYPE_CHECKING:
    from mnd_kg.export.write import Exported
    from mnd_kg.knowledge_graph import KnowledgeGraph

app = typer.Typer()

Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="PATH", parser=named, help="The file or folder to write."),
]


@app.command()
def export(
    format: Annotated[
        str | None, typer.Argument(metavar="FORMAT", help="A format; without one, all are listed.")
    ] = None,
    out: Out = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="CRITERION=VALUE",
            help="Only the records that fit: kind, condition, licence or certainty. "
            "May be repeated.",
        ),
    ] = None,
    view: Annotated[
        str | None,
        typer.Option("--view", metavar="VIEW", help="For property graphs: entities or full."),
    ] = None,
    graph: Graph = None,
    answer: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="table, or json for machines.")
    ] = "table",
) -> None:
    """Write the graph in a format of others, and beside it what that format cannot carry."""
    from mnd_kg.knowledge_graph import load

    as_json = is_json(answer)
    if format is None and out is None and not select:
        _list_formats(as_json)
        return
    if format is None:
        raise SettingError("Say in which format to write: `mnd-kg export` lists them.")
    if out is None:
        raise SettingError("Say where to write: --out PATH.")
    done = load(graph).export(format, out, _criteria(select or []), view)
    if as_json:
        write_json({"path": done.path.as_posix(), **done.ledger})
    else:
        _written(done)


@app.command()
def publish(
    url: Annotated[
        str,
        typer.Argument(metavar="URL", help="The endpoint, such as http://localhost:7878/store."),
    ],
    union: Annotated[
        bool,
        typer.Option("--union", help="Replace its default graph by the union of the graphs too."),
    ] = False,
    prune: Annotated[
        str | None,
        typer.Option(
            "--prune",
            metavar="ADDRESS",
            help="Its address for queries: remove graphs of ours that are old.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Remove them without asking.")] = False,
    graph: Graph = None,
) -> None:
    """Send every named graph to an endpoint of the SPARQL 1.1 Graph Store Protocol."""
    from mnd_kg.knowledge_graph import load

    if yes and prune is None:
        raise SettingError("--yes removes what --prune finds: give --prune ADDRESS too.")
    kg = load(graph)
    # What is sent removes nothing, and with an address that does not answer nothing is sent.
    old = None if prune is None else kg.left_behind(prune)
    with progress() as tell:
        sent = kg.publish(url, union=union, progress=tell)
    print(f"{sent.graphs} graphs with {sent.statements} statements are at {url}")
    if old is not None:
        _prune(kg, url, old, yes=yes)


def _prune(kg: KnowledgeGraph, url: str, names: list[str], *, yes: bool) -> None:
    """List the graphs left there of an earlier state, and remove them if that is wanted."""
    for name in names:
        print(f"not in this graph any more: {name}")
    if not names:
        print("no graph is left there of an earlier state")
    elif yes or (sys.stdin.isatty() and typer.confirm(f"Remove these {len(names)}?")):
        kg.remove_graphs(url, names)
        print(f"{len(names)} removed")
    else:
        print("none was removed: add --yes")


def _written(done: Exported) -> None:
    ledger = done.ledger
    print(f"{done.path.as_posix()}: {ledger['format']} of {ledger['statements']} statements")
    if outside := ledger["referencesOutside"]:
        print(f"{outside} of them refer to records that are not selected")
    if not done.losses:
        print("nothing is lost")
        return
    table(
        ["what is lost", "statements", "why"],
        [[loss["what"], str(loss["statements"]), loss["why"]] for loss in done.losses],
    )


def _list_formats(as_json: bool) -> None:
    from mnd_kg.export.write import listed

    rows = listed()
    if as_json:
        write_json(rows)
    else:
        table(list(rows[0]), [list(row.values()) for row in rows])


def _criteria(pairs: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name and equals and value):
            raise SettingError(f"`{pair}` selects nothing: write CRITERION=VALUE.")
        found.setdefault(name, []).append(value)
    return found
