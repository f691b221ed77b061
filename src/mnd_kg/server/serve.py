"""Serving the graph until somebody ends it."""

from __future__ import annotations

import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mnd_kg.errors import SettingError
from mnd_kg.pages.site import pages
from mnd_kg.terminal import silent

if TYPE_CHECKING:
    from collections.abc import Callable

    from mnd_kg.store import BuiltGraph


def serve(
    graph: BuiltGraph,
    host: str,
    port: int,
    timeout: float,
    ready: Callable[[str], None],
    progress: Callable[[str, int, int], None] = silent,
) -> None:
    """Serve the pages of a graph, its IRIs, and queries by the SPARQL 1.1 Protocol.

    Args:
        graph: the built graph.
        host: the address to listen at; other machines reach only what is none of the loopback.
        port: the port; any that is free if 0.
        timeout: how many seconds a query may take.
        ready: is told the address once requests are answered.
        progress: is told what is being done before.

    Raises:
        SettingError: if the port cannot be used, or packages are missing.
    """
    try:
        import uvicorn

        from mnd_kg.server.app import application
    except ImportError as error:
        needed = 'pip install "mnd-kg[server]"'
        raise SettingError(f"The server needs more packages: {needed}.") from error
    with _listening(host, port) as listener, tempfile.TemporaryDirectory() as scratch:
        site = pages(graph, Path(scratch) / "site", progress, endpoint=True).folder
        config = uvicorn.Config(
            application(graph, site, timeout),
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{listener.getsockname()[1]}/")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SettingError(f"Port {port} of {host} cannot be used: {reason}.") from error
