"""The command that answers on HTTP: serve."""

from __future__ import annotations

import signal
from contextlib import ExitStack
from typing import Annotated

import typer

from mnd_kg.cli.options import Graph  # noqa: TC001 (typer reads the annotations)
from mnd_kg.terminal import progress

app = typer.Typer()


@app.command()
def serve(
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="The address to listen at.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="PORT", min=0, max=65535, help="The port; 0 for any.")
    ] = 8000,
    timeout: Annotated[
        float,
        typer.Option("--timeout", metavar="SECONDS", min=0.1, help="Seconds a query may take."),
    ] = 30,
    graph: Graph = None,
) -> None:
    """Serve pages, IRIs and a SPARQL endpoint on this machine, until it is ended."""
    from mnd_kg.knowledge_graph import load

    # Ended by another process or with its terminal, it leaves nothing behind, as with Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
    with ExitStack() as until_ready:
        tell = until_ready.enter_context(progress())

        def ready(address: str) -> None:
            until_ready.close()
            print(
                f"{address} has the pages, {address}sparql the queries. Ctrl-C ends it.", flush=True
            )

        load(graph).serve(host, port, timeout, ready, tell)
