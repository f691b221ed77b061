"""The commands. Each does what the Python function of its name does, and writes it out."""

from __future__ import annotations

import gc
import signal
import sys

import typer

import mnd_kg
from mnd_kg.cli import (
    answers,
    ask,
    catalogue,
    compare,
    evidence,
    export,
    imports,
    link,
    mechanisms,
    records,
    releases,
    serve,
)
from mnd_kg.cli.options import write_findings
from mnd_kg.errors import InvalidDataError, MndKgError
from mnd_kg.findings import errors

app = typer.Typer(
    name="mnd-kg",
    help=mnd_kg.__doc__,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)
GROUPS = (
    records,
    ask,
    answers,
    evidence,
    compare,
    mechanisms,
    export,
    releases,
    link,
    imports,
    catalogue,
    serve,
)
for group in GROUPS:
    app.add_typer(group.app)


def main() -> None:
    """Run a command. Whatever stops one is said in one line, without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # A command makes many objects, of which few are garbage, and ends soon.
    gc.set_threshold(100_000)
    # Whoever reads the output may have enough of it before the end.
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        app()
    except InvalidDataError as error:
        grave = errors(error.findings)
        write_findings(grave)
        more = len(error.findings) - len(grave)
        print(f"Nothing was built: {len(grave)} errors, {more} warnings.", file=sys.stderr)
        sys.exit(1)
    except MndKgError as error:
        print(f"mnd-kg: {error}", file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print(f"mnd-kg: {error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        sys.exit(2)
