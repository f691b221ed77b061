"""The command that joins the graph with the vocabularies of others: link."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path  # noqa: TC003 (typer reads the annotations)
from typing import Annotated

import typer

from mnd_kg.cli.options import Data, Graph, write_findings, write_json
from mnd_kg.errors import SettingError, UnsupportedFormatError
from mnd_kg.files import write_whole
from mnd_kg.findings import Severity, errors
from mnd_kg.terminal import progress, table

app = typer.Typer()


@app.command()
def link(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="A vocabulary: .obo, .owl, .ttl, .json, .sssom.tsv, .tsv, .csv."
        ),
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Check the mappings that stand against the files.")
    ] = False,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind", metavar="KIND", help="The folder of the records, such as conditions."
        ),
    ] = None,
    negative: Annotated[
        list[Path] | None,
        typer.Option(
            "--negative", metavar="FILE", help="A mapping set whose negative mappings are heeded."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Where to write the proposals as SSSOM."),
    ] = None,
    data: Data = None,
    graph: Graph = None,
    format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="table, json or sssom.")
    ] = "table",
) -> None:
    """Propose mappings to a vocabulary on disk, or check the mappings that stand."""
    if format not in ("table", "json") and (check or format != "sssom"):
        fitting = "table, json do." if check else "table, json, sssom do."
        raise UnsupportedFormatError(f"The format `{format}` does not fit this answer; {fitting}")
    if check:
        if kind or negative or out:
            raise SettingError("--kind, --negative and --out are for proposals, not for --check.")
        _check(files, data, graph, as_json=format == "json")
        return
    if len(files) > 1:
        raise SettingError("Name one vocabulary; --check takes several.")
    _propose(files[0], kind, negative or [], out, graph, format)


def _propose(
    file: Path,
    kind: str | None,
    negative: list[Path],
    out: Path | None,
    graph: Path | None,
    format: str,
) -> None:
    from mnd_kg.knowledge_graph import load
    from mnd_kg.link import COLUMNS

    kg = load(graph)
    with progress() as tell:
        links = kg.link(file, kind, negative, tell)
    if out is not None:
        write_whole(out, links.sssom().encode("utf-8"))
    if format == "json":
        write_json(links.as_json())
    elif format == "sssom":
        sys.stdout.write(links.sssom())
    else:
        print(
            f"{f'{links.source} {links.source_version}'.strip()}: {links.terms} terms; "
            f"{len(links.standing)} mappings stand, {len(links.proposals)} proposals,"
            f" {len(links.withheld)} withheld"
        )
        if rows := links.rows():
            table(COLUMNS, rows)


def _check(files: list[Path], data: Path | None, graph: Path | None, *, as_json: bool) -> None:
    from mnd_kg.knowledge_graph import load

    kg = load(graph)
    with progress() as tell:
        findings = kg.check_links(files, data, tell)
    if as_json:
        write_json([finding.as_json() for finding in findings])
    else:
        write_findings(findings)
        count = Counter(finding.severity for finding in findings)
        print(", ".join(f"{kind}: {count[kind]}" for kind in Severity))
    raise typer.Exit(1 if errors(findings) else 0)
