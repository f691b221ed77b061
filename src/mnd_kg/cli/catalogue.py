"""The commands that describe the graph, for catalogues and for readers: describe, pages."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 (typer reads the annotations)
from typing import Annotated

import typer

from mnd_kg.cli.options import Graph  # noqa: TC001 (typer reads the annotations)
from mnd_kg.files import write_whole
from mnd_kg.terminal import progress

app = typer.Typer()


@app.command()
def describe(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="The file; else to stdout.")
    ] = None,
    graph: Graph = None,
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="turtle, ntriples, rdfxml or jsonld.")
    ] = "turtle",
) -> None:
    """Describe the graph in VoID and DCAT: what it is, how large, whereto it links."""
    from mnd_kg.knowledge_graph import load

    description = load(graph).describe()
    content = description.serialize(format)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        write_whole(out, content)
        print(f"{out.as_posix()}: {len(description)} statements about the graph")


@app.command()
def pages(
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="The folder, which is made anew.")
    ],
    graph: Graph = None,
) -> None:
    """Write a page for each record, with Turtle and JSON-LD beside it, and lists to find it by."""
    from mnd_kg.knowledge_graph import load

    with progress() as tell:
        done = load(graph).pages(out, tell)
    start = (done.folder / "index.html").as_posix()
    print(f"{start}: {done.records} records, {done.files} files")
