"""The command serve as a user runs it, asked by clients of others."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
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


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the server under test keeps its pages."""
    return tmp_path_factory.mktemp("scratch")


@pytest.fixture(scope="module")
def address(mini: KnowledgeGraph, scratch: Path) -> Iterator[str]:
    """Serve the mini graph at a free port, and end the server afterwards."""
    server = subprocess.Popen(
        [sys.executable, "-m", "mnd_kg", "serve", "--port", "0", "--graph", mini.nquads.parent],
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
        server.terminate()
        code = server.wait(20)
        server.stdout.close()
    # Windows ends a process at once, and it cannot put anything away.
    if os.name != "nt":
        assert (code, list(scratch.iterdir())) == (0, [])


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
