"""The command serve as a user runs it, asked by clients of others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from mnd_kg import remote
from mnd_kg.query import Rows
from mnd_kg.vocabulary import MND

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mnd_kg import KnowledgeGraph


@contextmanager
def serving(graph: Path, scratch: Path, ended_by: str) -> Iterator[str]:
    """Serve a graph at a free port, give the address, and end the server by a signal."""
    server = subprocess.Popen(
        [sys.executable, "-m", "mnd_kg", "serve", "--port", "0", "--graph", graph],
        env=os.environ | {"TMPDIR": str(scratch)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    try:
        told = server.stdout.readline()
        assert "Ctrl-C ends it." in told
        yield told.split()[0]
    finally:
        server.send_signal(getattr(signal, ended_by))
        code = server.wait(20)
        server.stdout.close()
    # Windows ends a process at once, and it cannot put anything away.
    if os.name != "nt":
        assert (code, list(scratch.iterdir())) == (0, [])


@pytest.fixture(scope="module")
def address(mini: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(mini.nquads.parent, tmp_path_factory.mktemp("scratch"), "SIGTERM") as address:
        yield address


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows has no SIGHUP")
def test_it_ends_with_its_terminal_and_leaves_nothing(mini: KnowledgeGraph, tmp_path: Path) -> None:
    with serving(mini.nquads.parent, tmp_path, "SIGHUP") as address:
        assert urllib.request.urlopen(address).status == 200


def test_rdflib_asks_the_endpoint(address: str, mini: KnowledgeGraph) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{address}sparql"))
    trials = graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{MND}ClinicalTrial"))
    expected = [row["trial"] for row in mini.query("SELECT ?trial { ?trial a mnd:ClinicalTrial }")]
    assert sorted(map(str, trials)) == sorted(map(mini.resolve, expected))


def test_query_asks_it_as_an_endpoint(address: str, mini: KnowledgeGraph) -> None:
    query = "SELECT ?name { conditions:PLS rdfs:label|skos:altLabel ?name } ORDER BY ?name"
    answer = remote.run(f"{address}sparql", query)
    assert isinstance(answer, Rows)
    assert answer.rows == mini.query(query).rows


def test_the_start_page_leads_to_the_endpoint(address: str) -> None:
    with urllib.request.urlopen(address) as page:
        assert b'<a href="sparql">SPARQL</a>' in page.read()


def test_a_port_in_use_is_told(address: str, mini: KnowledgeGraph) -> None:
    port = address.rstrip("/").rpartition(":")[2]
    done = serve("--port", port, "--graph", str(mini.nquads.parent))
    assert done.returncode == 2
    assert done.stderr.startswith(f"mnd-kg: Port {port} of 127.0.0.1 cannot be used: ")


def test_an_address_of_another_machine_is_told(mini: KnowledgeGraph) -> None:
    done = serve("--host", "192.0.2.1", "--port", "0", "--graph", str(mini.nquads.parent))
    assert done.returncode == 2
    assert done.stderr.startswith("mnd-kg: Port 0 of 192.0.2.1 cannot be used: ")


def serve(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mnd_kg", "serve", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
