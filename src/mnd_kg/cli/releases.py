"""The commands on states of the graph: diff, release."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mnd_kg.cli.options import Data, Format, is_json, write_json
from mnd_kg.errors import SettingError
from mnd_kg.terminal import progress, table

app = typer.Typer()
_FORMATS = ("table", "markdown", "json")
_SIDE = "A file of N-Quads, a folder of a graph or of records, or a git revision."


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_SIDE)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Likewise.")],
    format: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help="table, markdown, or json for machines."),
    ] = "table",
) -> None:
    """Say what changed between two states: records, claims, answers, verdicts of checks."""
    if format not in _FORMATS:
        raise SettingError(f"The format `{format}` does not fit a diff; {', '.join(_FORMATS)} do.")
    from mnd_kg.diff import diff as compare
    from mnd_kg.diff import report
    from mnd_kg.diff.things import CHANGES

    with progress() as tell:
        difference = compare(old, new, tell)
    if format == "json":
        write_json(difference.as_json())
        return
    if format == "markdown":
        sys.stdout.write(difference.markdown())
        return
    print(f"from {difference.old.name} to {difference.new.name}")
    print("\n".join(report.sentences(difference)))
    if difference.things:
        print()
        table(["kind", *CHANGES], report.summary(difference))
        print()
        columns = ["change", "id", "record", "part", "key", "before", "after"]
        table(columns, [line[1:] for line in report.lines(difference)])
    for query, title, (head, *rows) in report.answer_rows(difference):
        print(f"\n{query}: {title}")
        table(head, rows)
    if verdicts := report.verdict_rows(difference):
        print()
        table(["part", "rule", "before", "after", "reason"], verdicts)


@app.command()
def release(
    version: Annotated[
        str, typer.Argument(metavar="VERSION", help="The version of the data, such as 1.2.0.")
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="The folder to make it in.")
    ] = Path("dist"),
    previous: Annotated[
        str | None,
        typer.Option("--previous", metavar="STATE", help="The last release, or what diff takes."),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="DAY", help="The day; SOURCE_DATE_EPOCH's or the commit's if none."
        ),
    ] = None,
    data: Data = None,
    format: Format = "table",
) -> None:
    """Make a release: a folder with the graph in all its forms, reports, checksums, changes."""
    from mnd_kg.release import release as make

    as_json = is_json(format)
    with progress() as tell:
        made = make(version, out, previous, day, data, tell)
    if as_json:
        write_json(made.as_json())
        return
    sizes = [[name, str((made.folder / name).stat().st_size)] for name in made.files]
    table(["file", "bytes"], sizes)
    print(f"{made.version} of {made.day}, graph {made.graph[:12]}, in {made.folder.as_posix()}")
    print(f"{len(made.findings)} findings, no error; reports/validation.txt has them")
