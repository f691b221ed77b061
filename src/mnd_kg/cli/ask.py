"""The commands that read the graph as it is: query, show, stats."""

from __future__ import annotations

import signal
import sys
from dataclasses import astuple
from pathlib import Path  # noqa: TC003 (typer reads the annotations)
from typing import TYPE_CHECKING, Annotated

import typer

from mnd_kg.cli.options import Format, Graph, is_json, write_json
from mnd_kg.errors import SettingError
from mnd_kg.terminal import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnd_kg.store import BuiltGraph

app = typer.Typer()


@app.command()
def query(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A named query, or a .rq file.")
    ] = None,
    parameters: Annotated[list[str] | None, typer.Argument(metavar="PARAMETER=VALUE")] = None,
    sparql: Annotated[
        str | None, typer.Option("--sparql", "-e", metavar="SPARQL", help="SPARQL to run.")
    ] = None,
    with_files: Annotated[
        list[Path] | None,
        typer.Option(
            "--with", metavar="FILE", help="An RDF file to ask too, such as an imported one."
        ),
    ] = None,
    endpoint: Annotated[
        str | None,
        typer.Option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead."),
    ] = None,
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout", metavar="SECONDS", min=0.1, help="Seconds to wait for an endpoint."
        ),
    ] = 60,
    allow_service: Annotated[
        bool, typer.Option("--allow-service", help="Let SERVICE reach other servers.")
    ] = False,
    graph: Graph = None,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="table, csv, tsv, json, xml; turtle, ntriples, rdfxml, jsonld.",
        ),
    ] = "table",
) -> None:
    """Ask a named query, a query file or SPARQL; without any, list the named queries."""
    from mnd_kg import query as queries

    if name is None and sparql is None:
        named = queries.named_queries() | (queries.joined_queries() if with_files else {})
        table(["query", "title"], [[key, named[key].title] for key in named])
        return
    if endpoint is not None and with_files:
        raise SettingError("Give either --endpoint or --with: an endpoint has data of its own.")
    # The engine cannot be interrupted from Python: let Ctrl-C end the process itself.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    text = _text(name, sparql, parameters or [], graph, alone=not (with_files or endpoint))
    if endpoint is not None:
        from mnd_kg import remote

        answer = remote.run(endpoint, text, network=allow_service, timeout=timeout)
    else:
        store = _opened(graph, with_files or []).store
        answer = queries.run(store, text, network=allow_service)
    if format != "table" or isinstance(answer, queries.Triples):
        written = answer.serialize("turtle" if format == "table" else format)
        sys.stdout.buffer.write(written if written.endswith(b"\n") else written + b"\n")
    elif isinstance(answer, queries.Truth):
        print("true" if answer else "false")
    else:
        table(answer.columns, answer.texts())


@app.command()
def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="An id, name, brand, code or identifier.")
    ],
    graph: Graph = None,
    format: Format = "table",
) -> None:
    """Show one record, readable: label, facts, evidence, links."""
    from mnd_kg.knowledge_graph import load

    description = load(graph).show(name)
    if is_json(format):
        write_json(description.as_json())
    else:
        print("\n".join(description.lines()))


@app.command()
def stats(graph: Graph = None, format: Format = "table") -> None:
    """Count the records of each kind, how far they were checked, and what is missing."""
    from mnd_kg.knowledge_graph import load
    from mnd_kg.stats import MAPPED_COLUMNS, MAPPING_COLUMNS

    counts = load(graph).stats()
    if is_json(format):
        write_json(counts.as_json())
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
    print()
    table(MAPPED_COLUMNS, [kind.row() for kind in counts.mapped])
    print()
    table(MAPPING_COLUMNS, [[*map(str, astuple(count))] for count in counts.mappings])


def _opened(graph: Path | None, beside: list[Path]) -> BuiltGraph:
    from mnd_kg.store import joined, open_graph

    built = open_graph(graph)
    return joined(built, beside) if beside else built


def _text(
    name: str | None, sparql: str | None, parameters: list[str], graph: Path | None, *, alone: bool
) -> str:
    """Return the SPARQL to run: what is written, or a query file with its parameters."""
    from mnd_kg import query as queries

    if sparql is not None:
        if name is not None:
            raise SettingError("Give either a query's name or -e, not both.")
        return sparql
    asked = queries.find(name or "")
    if alone and (needs := asked.other.get("needs")):
        raise SettingError(f"{asked.name} asks data of others too: give it --with FILE ({needs}).")
    given = _parameters(parameters)
    # The names in parameters are those of our own graph.
    return queries.filled(_opened(graph, []), asked, given) if given else asked.text


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
