"""The commands that bring data of others beside ours: import."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import mnd_kg

if TYPE_CHECKING:
    from mnd_kg.importers.imported import ImportedGraph

app = typer.Typer()

imports = typer.Typer(
    help="Make a graph of data of others, for `query --with`.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
app.add_typer(imports, name="import")

Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="The file of N-Quads; else to stdout.")
]


@imports.command("drugmechdb")
def import_drugmechdb(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Paths in YAML, a folder, or a .tar.gz of them.")
    ],
    out: Out = None,
    version: Annotated[
        str,
        typer.Option(
            "--source-version", metavar="VERSION", help="The release or commit of the paths."
        ),
    ] = "",
) -> None:
    """Import the mechanism paths of DrugMechDB."""
    _show(mnd_kg.import_drugmechdb(file, out, version), out)


@imports.command("sssom")
def import_sssom(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A mapping set.")], out: Out = None
) -> None:
    """Import a mapping set: SKOS triples, and a node for each negative mapping."""
    _show(mnd_kg.import_sssom(file, out), out)


def _show(graph: ImportedGraph, out: Path | None) -> None:
    from mnd_kg.dataset import to_nquads

    if out is None:
        sys.stdout.buffer.write(to_nquads(graph.quads))
    else:
        print(f"{out.as_posix()}: {len(set(graph.quads))} statements of {graph.title}")
        print(f"licence {graph.licence or 'not stated'}, source {graph.source}")
