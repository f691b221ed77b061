"""What several commands share: their options, and how findings and JSON are written."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mnd_kg.errors import MndKgError, SettingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnd_kg.findings import Finding


def named(text: str) -> Path:
    """Return a path. An empty text, as of a variable that is not set, is not the working folder.

    Nor is a dash a file: what is meant is standard input or output, which no option takes.
    """
    # Of a ValueError, such as a SettingError, typer would make a message of its own.
    if not text:
        raise MndKgError("An empty path names nothing: name a file or a folder.")
    if text == "-":
        raise MndKgError("`-` names no file: name a file or a folder.")
    return Path(text)


Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="FOLDER", parser=named, help="The folder of records."),
]
Graph = Annotated[
    Path | None,
    typer.Option(
        "--graph", metavar="GRAPH", parser=named, help="A built graph, or a build folder."
    ),
]
Format = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="table, or json for machines.")
]

Intervention = Annotated[str, typer.Argument(metavar="NAME", help="Any name of the intervention.")]
Condition = Annotated[str, typer.Argument(metavar="CONDITION", help="Any name of the condition.")]
Day = Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day; today if none.")]
Picture = Annotated[
    Path | None,
    typer.Option("--picture", metavar="FILE", help="Write a picture too: .svg, .png or .json."),
]


def is_json(format: str) -> bool:
    """Tell whether JSON is asked for, and refuse what is neither JSON nor a table."""
    if format not in ("table", "json"):
        raise SettingError(f"The format `{format}` does not fit this answer; table, json do.")
    return format == "json"


def day(given: str | None) -> date | None:
    """Return the day that was given, if one was."""
    try:
        return None if given is None else date.fromisoformat(given)
    except ValueError:
        raise SettingError(f"`{given}` is no day: write it as 2024-09-24.") from None


def write_findings(findings: Sequence[Finding]) -> None:
    """Write each finding on a line."""
    for finding in findings:
        print(finding)


def write_json(value: Any) -> None:
    """Write a value as JSON for machines."""
    print(json.dumps(value, ensure_ascii=False, indent=2))
