"""The commands. Each does what the Python function of its name does, and writes it out."""

from __future__ import annotations

import json
import signal
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

import mnd_kg
from mnd_kg.errors import InvalidDataError, MndKgError, SettingError
from mnd_kg.findings import errors
from mnd_kg.terminal import progress, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnd_kg.findings import Finding
    from mnd_kg.validate import Engine as ShaclEngine

app = typer.Typer(
    name="mnd-kg",
    help=mnd_kg.__doc__,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)

Data = Annotated[Path | None, typer.Option("--data", help="The folder of records.")]
Graph = Annotated[Path | None, typer.Option("--graph", help="A built graph, or a build folder.")]
Engine = Annotated[str | None, typer.Option("--engine", help="The SHACL engine: shacl or pyshacl.")]
Format = Annotated[str, typer.Option("--format", help="table, or json for machines.")]
Paths = Annotated[list[Path] | None, typer.Argument(help="Files; the data folder if none.")]


@app.command()
def build(
    data: Data = None,
    out: Annotated[Path | None, typer.Option("--out", help="The build folder.")] = None,
    engine: Engine = None,
    format: Format = "table",
) -> None:
    """Build the graph from the records, validate it, and count what it holds."""
    from mnd_kg.knowledge_graph import load

    with progress() as tell:
        built = mnd_kg.build(data, out, cast("ShaclEngine", engine), tell)
    counts = load(built.folder).stats()
    if _is_json(format):
        found = [finding.as_json() for finding in built.findings]
        facts = {"folder": built.folder.as_posix(), "seconds": round(built.seconds, 3)}
        _write_json({**facts, **counts.as_json(), "findings": found})
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
    if _is_json(format):
        _write_json([finding.as_json() for finding in findings])
    else:
        _write_findings(findings)
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


@app.command()
def query(
    name: Annotated[str | None, typer.Argument(help="A named query, or a .rq file.")] = None,
    parameters: Annotated[list[str] | None, typer.Argument(metavar="PARAMETER=VALUE")] = None,
    sparql: Annotated[str | None, typer.Option("--sparql", "-e", help="SPARQL to run.")] = None,
    graph: Graph = None,
    format: Annotated[
        str,
        typer.Option(
            "--format", help="table, csv, tsv, json, xml; turtle, ntriples, rdfxml, jsonld."
        ),
    ] = "table",
) -> None:
    """Ask a named query, a query file or SPARQL; without any, list the named queries."""
    from mnd_kg import query as queries
    from mnd_kg.store import open_graph

    if name is None and sparql is None:
        named = queries.named_queries()
        table(["query", "title"], [[key, named[key].title] for key in named])
        return
    # The engine cannot be interrupted from Python: let Ctrl-C end the process itself.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sparql is not None:
        if name is not None:
            raise SettingError("Give either a query's name or -e, not both.")
        answer = queries.run(open_graph(graph).store, sparql)
    else:
        asked = queries.find(name or "")
        answer = queries.ask(open_graph(graph).store, asked, _parameters(parameters or []))
    if format != "table" or isinstance(answer, queries.Triples):
        written = answer.serialize("turtle" if format == "table" else format)
        sys.stdout.buffer.write(written if written.endswith(b"\n") else written + b"\n")
    elif isinstance(answer, queries.Truth):
        print("true" if answer else "false")
    else:
        table(answer.columns, answer.texts())


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="An id, name, brand, code or identifier.")],
    graph: Graph = None,
    format: Format = "table",
) -> None:
    """Show one record, readable: label, facts, evidence, links."""
    from mnd_kg.knowledge_graph import load

    description = load(graph).show(name)
    if _is_json(format):
        _write_json(description.as_json())
    else:
        print("\n".join(description.lines()))


@app.command()
def stats(graph: Graph = None, format: Format = "table") -> None:
    """Count the records of each kind, how far they were checked, and what is missing."""
    from mnd_kg.knowledge_graph import load

    counts = load(graph).stats()
    if _is_json(format):
        _write_json(counts.as_json())
        return
    table(
        ["kind", "records", "triples", "checked primary", "secondary", "not yet checked"],
        [
            [k.kind, *map(str, (k.records, k.triples, k.primary, k.secondary, k.none))]
            for k in counts.kinds
        ],
    )
    print()
    table(["what is missing", "count"], [[what, str(n)] for what, n in counts.lacking.items()])


new = typer.Typer(help="Begin a record.", rich_markup_mode=None, no_args_is_help=True)
app.add_typer(new, name="new")


@new.command("trial")
def new_trial(
    file: Annotated[Path, typer.Argument(help="A study, or a page of studies, of the API v2.")],
    nct_id: Annotated[str | None, typer.Option("--id", help="Which study of a page.")] = None,
    read_on: Annotated[
        str | None, typer.Option("--read-on", help="The day it was read, such as 2026-11-22.")
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


def main() -> None:
    """Run a command. Whatever stops one is said in one line, without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # Whoever reads the output may have enough of it before the end.
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        app()
    except InvalidDataError as error:
        grave = errors(error.findings)
        _write_findings(grave)
        more = len(error.findings) - len(grave)
        print(f"Nothing was built: {len(grave)} errors, {more} warnings.", file=sys.stderr)
        sys.exit(1)
    except MndKgError as error:
        print(f"mnd-kg: {error}", file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print(f"mnd-kg: {error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        sys.exit(2)


def _is_json(format: str) -> bool:
    if format not in ("table", "json"):
        raise SettingError(f"The format `{format}` does not fit this answer; table, json do.")
    return format == "json"


def _parameters(pairs: Sequence[str]) -> dict[str, str]:
    given = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise SettingError(f"`{pair}` is no parameter: write NAME=VALUE.")
        if name in given:
            raise SettingError(f"`{name}` is given twice: give it once.")
        given[name] = value
    return given


def _write_findings(findings: Sequence[Finding]) -> None:
    for finding in findings:
        print(finding)


def _write_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
