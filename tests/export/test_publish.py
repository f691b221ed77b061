"""Publishing to an endpoint of the Graph Store Protocol."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from typer.testing import CliRunner

from mnd_kg import load
from mnd_kg.cli import app
from mnd_kg.errors import EndpointError, MndKgError, SettingError, SourceError
from mnd_kg.export.publish import send
from mnd_kg.rdf import text
from mnd_kg.vocabulary import GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg import KnowledgeGraph


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Return the address of an Oxigraph that listens on this machine only."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    assert program is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [program, "serve", "--bind", address]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        assert "Listening" in server.stderr.readline()
        yield f"http://{address}"
        server.terminate()


def read(url: str) -> bytes:
    with urlopen(Request(url, headers={"Accept": "application/n-quads"})) as answer:
        content: bytes = answer.read()
    return content


def test_an_endpoint_holds_the_named_graphs_and_on_demand_their_union(
    mini: KnowledgeGraph, endpoint: str
) -> None:
    sent = mini.publish(f"{endpoint}/store")
    assert set(parse(read(f"{endpoint}/store"), format=RdfFormat.N_QUADS)) == stored(mini)
    names = {quad.graph_name for quad in mini.quads()}
    assert (sent.graphs, sent.statements) == (len(names), len(list(mini.quads())))
    again = mini.publish(f"{endpoint}/store", union=True)
    assert again.graphs == len(names) + 1
    in_default = {
        quad.triple
        for quad in parse(read(f"{endpoint}/store"), format=RdfFormat.N_QUADS)
        if not str(quad.graph_name).startswith("<")
    }
    assert in_default == {quad.triple for quad in stored(mini)}


def stored(kg: KnowledgeGraph) -> set[Quad]:
    """Return the statements as a store keeps them, which rewrites numbers."""
    return {quad for quad in kg.store if str(quad.graph_name).startswith("<")}


def test_every_graph_is_put_under_its_name(mini: KnowledgeGraph) -> None:
    requests: list[Request] = []

    def send(request: Request) -> int:
        requests.append(request)
        return 204

    mini.publish("http://example.org/rdf?repository=mnd", send=send)
    first = requests[0]
    assert first.get_method() == "PUT"
    assert first.get_header("Content-type") == "application/n-triples"
    assert first.full_url == (
        "http://example.org/rdf?repository=mnd"
        "&graph=https%3A%2F%2Fw3id.org%2Fmnd-kg%2Fgraph%2Fconditions%2FALS"
    )


def test_a_refusal_says_which_graph_and_how_many_were_sent(mini: KnowledgeGraph) -> None:
    with pytest.raises(EndpointError, match="answered PUT with status 403; 0 of"):
        mini.publish("http://example.org/store", send=lambda _: 403)


def test_an_endpoint_that_does_not_answer_is_an_error(mini: KnowledgeGraph) -> None:
    def send(_: Request) -> int:
        raise ConnectionRefusedError("Connection refused")

    with pytest.raises(EndpointError, match="cannot be reached: Connection refused"):
        mini.publish("http://example.org/store", send=send)


@pytest.mark.parametrize("url", ["", "example.org", "file:///etc/passwd", "http://"])
def test_what_is_no_address_is_refused(url: str, mini: KnowledgeGraph) -> None:
    with pytest.raises(SettingError, match="is no endpoint"):
        mini.publish(url)


def test_graphs_of_records_that_are_no_more_are_removed_and_no_others(
    mini: KnowledgeGraph, endpoint: str
) -> None:
    mini.publish(f"{endpoint}/store")
    foreign, old = "http://example.org/theirs", f"{GRAPH}trials/old"
    for name in (foreign, old):
        body = b"<http://example.org/a> <http://example.org/b> <http://example.org/c> ."
        target = f"{endpoint}/store?graph={quote(name, safe='')}"
        assert send(Request(target, body, {"Content-Type": "text/turtle"}, method="PUT")) == 201
    assert mini.left_behind(f"{endpoint}/query") == [old]
    mini.remove_graphs(f"{endpoint}/store", [old])
    left = {
        quad.graph_name.value
        for quad in parse(read(f"{endpoint}/store"), format=RdfFormat.N_QUADS)
        if isinstance(quad.graph_name, NamedNode)
    }
    assert left == {text(quad.graph_name) for quad in mini.quads()} | {foreign}
    assert mini.left_behind(f"{endpoint}/query") == []


def test_statements_in_no_named_graph_are_not_published(tmp_path: Path) -> None:
    (tmp_path / "graph.nt").write_text('<e:s> <e:p> "a" .\n')
    kg = load(tmp_path / "graph.nt")
    with pytest.raises(SourceError, match="in no named graph"):
        kg.publish("http://localhost/store", send=lambda request: 204)


def test_what_is_no_graph_of_ours_is_never_removed(mini: KnowledgeGraph) -> None:
    requests: list[Request] = []

    def sent(request: Request) -> int:
        requests.append(request)
        return 204

    with pytest.raises(SettingError, match="is no graph of mnd-kg, and stays"):
        mini.remove_graphs(
            "http://example.org/store",
            [f"{GRAPH}trials/old", "http://example.org/theirs"],
            sent,
        )
    assert requests == []


def test_old_graphs_are_listed_and_stay_until_it_is_said(
    mini: KnowledgeGraph, endpoint: str
) -> None:
    name = f"{GRAPH}trials/old"
    body = b"<http://example.org/a> <http://example.org/b> <http://example.org/c> ."
    target = f"{endpoint}/store?graph={quote(name, safe='')}"
    send(Request(target, body, {"Content-Type": "text/turtle"}, method="PUT"))
    command = ["publish", f"{endpoint}/store", "--graph", str(mini.nquads.parent)]
    command += ["--prune", f"{endpoint}/query"]
    told = CliRunner().invoke(app, command)
    assert told.stdout.splitlines()[1:] == [
        f"not in this graph any more: {name}",
        "none was removed: add --yes",
    ]
    told = CliRunner().invoke(app, [*command, "--yes"])
    assert told.stdout.splitlines()[-1] == "1 removed"
    assert mini.left_behind(f"{endpoint}/query") == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--yes"], "--yes removes what --prune finds: give --prune ADDRESS too."),
        (["--prune", "example.org"], "`example.org` is no endpoint: give its address, https://..."),
        (["--prune", "http://127.0.0.1:1/"], "http://127.0.0.1:1/ cannot be reached: "),
    ],
)
def test_nothing_is_sent_where_old_graphs_could_not_be_looked_for(
    arguments: list[str], message: str, mini: KnowledgeGraph, endpoint: str
) -> None:
    send(Request(f"{endpoint}/store", method="DELETE"))
    command = ["publish", f"{endpoint}/store", "--graph", str(mini.nquads.parent), *arguments]
    told = CliRunner().invoke(app, command)
    assert isinstance(told.exception, MndKgError)
    assert str(told.exception).startswith(message)
    assert read(f"{endpoint}/store") == b""
