"""Queries on another server: on Oxigraph's own, and by a function in place of the network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT
from pyoxigraph import RdfFormat

from mnd_kg import query, remote
from mnd_kg.errors import QueryError, SettingError, SourceError
from mnd_kg.query import Rows, Triples, Truth
from mnd_kg.rdf import written
from mnd_kg.remote import Response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg import KnowledgeGraph

OXIGRAPH = Path(sys.executable).parent / "oxigraph"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def endpoint(mini: KnowledgeGraph) -> Iterator[str]:
    """Serve the mini graph on this machine by Oxigraph's server, and stop it afterwards."""
    address = f"127.0.0.1:{free_port()}"
    server = subprocess.Popen(
        [OXIGRAPH, "serve", "--bind", address, "--union-default-graph"],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stderr is not None
        assert any("Listening" in line for line in server.stderr), "the server ended"
        request = urllib.request.Request(
            f"http://{address}/store",
            written(mini.quads(), RdfFormat.N_QUADS),
            {"Content-Type": "application/n-quads"},
        )
        urllib.request.urlopen(request).close()
        yield f"http://{address}/query"
    finally:
        server.terminate()
        server.wait()
        if server.stderr is not None:
            server.stderr.close()


def test_the_prefixes_of_the_project_need_no_declaration(endpoint: str) -> None:
    rows = remote.run(endpoint, "SELECT ?name { conditions:ALS rdfs:label ?name }")
    assert isinstance(rows, Rows)
    assert rows.rows == [("amyotrophic lateral sclerosis",)]


def test_ask_and_construct_are_answered_too(endpoint: str) -> None:
    truth = remote.run(endpoint, "ASK { conditions:ALS a mnd:Condition }")
    assert isinstance(truth, Truth)
    assert truth
    triples = remote.run(endpoint, "CONSTRUCT WHERE { conditions:ALS rdfs:label ?name }")
    assert isinstance(triples, Triples)
    assert len(triples) == 1


def test_a_query_that_cannot_be_read_says_what_the_server_says(endpoint: str) -> None:
    with pytest.raises(QueryError, match=r"/query answers 400: .*error at"):
        remote.run(endpoint, "SELECT nothing")


def test_service_reaches_another_server_only_on_request(kg: KnowledgeGraph, endpoint: str) -> None:
    sparql = f"""SELECT ?label ?there {{
      conditions:ALS rdfs:label ?label
      SERVICE <{endpoint}> {{ conditions:ALS rdfs:label ?there }}
    }}"""
    with pytest.raises(QueryError, match="allow it with --allow-service"):
        query.run(kg.store, sparql)
    rows = query.run(kg.store, sparql, network=True)
    assert isinstance(rows, Rows)
    assert rows.rows == [("amyotrophic lateral sclerosis", "amyotrophic lateral sclerosis")]
    with pytest.raises(QueryError, match="is refused"):
        remote.run(endpoint, sparql)


def test_nothing_that_listens_is_an_error_in_one_line() -> None:
    with pytest.raises(SourceError, match=r"http://127\.0\.0\.1:\d+/ cannot be reached: "):
        remote.run(f"http://127.0.0.1:{free_port()}/", "ASK {}")


def test_a_server_that_is_silent_is_given_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(SourceError, match=r"did not answer within 0\.1 s\."):
            remote.run(address, "ASK {}", timeout=0.1)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Response(200, "text/html", b"<html>"), "answers text/html, which is no answer"),
        (Response(200, "application/json", b"{}"), "answers application/json, which is no answer"),
        (Response(200, "application/sparql-results+json", b"{"), "which is no answer"),
        (Response(200, "text/turtle", b"<"), "answers text/turtle, which is no answer"),
        (Response(503, "text/plain", b"too busy\nmore"), "answers 503: too busy$"),
    ],
)
def test_an_answer_of_another_kind_is_an_error_in_one_line(answer: Response, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        remote.run("https://example.org/", "ASK {}", fetch=lambda *_: answer)


def test_only_http_is_an_endpoint() -> None:
    with pytest.raises(SettingError, match="`file:///etc/passwd` is no endpoint"):
        remote.run("file:///etc/passwd", "ASK {}")


def test_the_form_and_the_timeout_are_sent() -> None:
    sent: list[tuple[str, bytes, dict[str, str], float]] = []

    def fetch(*request: object) -> Response:
        sent.append(request)  # type: ignore[arg-type]
        return Response(200, "application/sparql-results+json", b'{"head": {}, "boolean": true}')

    assert remote.run("https://example.org/", "ASK {}", timeout=5, fetch=fetch)
    (address, form, headers, timeout) = sent[0]
    assert (address, form, timeout) == ("https://example.org/", b"query=ASK+%7B%7D", 5)
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_the_command_asks_an_endpoint(endpoint: str, tmp_path: Path) -> None:
    sparql = "SELECT ?name { conditions:ALS rdfs:label ?name }"
    asked = ["query", "--endpoint", endpoint, "-e", sparql, "--format", "csv"]
    done = subprocess.run(
        [sys.executable, "-m", "mnd_kg", *asked],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stdout.splitlines() == ["name", "amyotrophic lateral sclerosis"]
    assert done.stderr == ""
