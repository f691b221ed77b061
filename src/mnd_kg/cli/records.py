"""The commands on records: build, validate, format, new."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

import mnd_kg
from mnd_kg.cli.options import Data, Format, Graph, is_json, named, write_findings, write_json
from mnd_kg.findings import errors
from mnd_kg.terminal import progress, table

if TYPE_CHECKING:
    from mnd_kg.validate import Engine as ShaclEngine

app = typer.Typer()

Engine = Annotated[
    str | None,
    typer.Option("--engine", metavar="ENGINE", help="The SHACL engine: shacl or pyshacl."),
]
Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE...", parser=named, help="Files; the data folder if none."),
]


@app.command()
def build(
    data: Data = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", parser=named, help="The build folder.")
    ] = None,
    engine: Engine = None,
    format: Format = "table",
) -> None:
    """Build the graph from the records, validate it, and count what it holds."""
    from mnd_kg.knowledge_graph import load

    with progress() as tell:
        built = mnd_kg.build(data, out, cast("ShaclEngine", engine), tell)
    counts = load(built.folder).stats()
    if is_json(format):
        found = [finding.as_json() for finding in built.findings]
        facts = {"folder": built.folder.as_posix(), "seconds": round(built.seconds, 3)}
        write_json({**facts, **counts.as_json(), "findings": found})
        return
    rows = [[kind.kind, str(kind.records), str(kind.triples)] for kind in counts.kinds]
    rows.append(["all", str(counts.records), str(counts.triples)])
    table(["kind", "records", "triples"], rows)
    print(
        f"{len(built.findings)} findings, no error; graph {counts.version[:12]} "
        f"in {built.folder.as_posix()}, {built.seconds:.1f} s"
    )
    if built.findings:
        kinds = Counter((str(f.severity), f.message) for f in built.findings)
        rows = [[severity, str(n), message] for (severity, message), n in sorted(kinds.items())]
        table(["severity", "times", "finding (mnd-kg validate says where)"], rows)


@app.command()
def validate(
    paths: Paths = None,
    data: Data = None,
    engine: Engine = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    format: Format = "table",
) -> None:
    """Say what is wrong with the records: file, line, record, what to do."""
    with progress() as tell:
        findings = mnd_kg.validate(paths or [], data, cast("ShaclEngine", engine), tell)
    if is_json(format):
        write_json([finding.as_json() for finding in findings])
    else:
        write_findings(findings)
        print(f"{len(findings)} findings, {len(errors(findings))} of them errors")
    raise typer.Exit(1 if errors(findings) or (strict and findings) else 0)


@app.command("format")
def format_records(
    paths: Paths = None,
    data: Data = None,
    check: Annotated[bool, typer.Option("--check", help="Only say which would change.")] = False,
) -> None:
    """Rewrite records into their one canonical form."""
    changed = mnd_kg.format(paths or [], data, check=check)
    for path in changed:
        print(f"{path.as_posix()}: {'is not in canonical form' if check else 'rewritten'}")
    raise typer.Exit(1 if check and changed else 0)


new = typer.Typer(help="Begin a record.", rich_markup_mode=None, no_args_is_help=True)
app.add_typer(new, name="new")


@new.command("trial")
def new_trial(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A study, or a page of studies, of the API v2.")
    ],
    nct_id: Annotated[
        str | None, typer.Option("--id", metavar="NCT", help="Which study of a page.")
    ] = None,
    read_on: Annotated[
        str | None,
        typer.Option("--read-on", metavar="DAY", help="The day it was read, such as 2026-11-22."),
    ] = None,
    graph: Graph = None,
) -> None:
    """Begin the record of a trial from its ClinicalTrials.gov record, for a curator to finish."""
    begun = mnd_kg.new_trial(file, nct_id, read_on, graph)
    if begun.nct_id not in file.stem and file.stem.upper().startswith("NCT"):
        print(f"{file} holds {begun.nct_id}, whatever its name says.", file=sys.stderr)
    for hint in begun.hints:
        print(hint, file=sys.stderr)
    sys.stdout.buffer.write(begun.text)
