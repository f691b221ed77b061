"""The command that describes the graph for catalogues: describe."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 (typer reads the annotations)
from typing import Annotated

import typer

from mnd_kg.cli.options import Graph  # noqa: TC001 (typer reads the annotations)
from mnd_kg.files import write_whole

app = typer.Typer()


@app.command()
def describe(
    out: Annotated[Path | None, typer.Option("--out", help="The file; else to stdout.")] = None,
    graph: Graph = None,
    format: Annotated[
        str, typer.Option("--format", help="turtle, ntriples, rdfxml or jsonld.")
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
