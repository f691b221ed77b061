"""The server by its requests and answers: queries, pages, files."""

from __future__ import annotations

import csv
import io
import json
import shutil
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import html5lib
import pytest
import rdflib
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from mnd_kg.server import worker
from mnd_kg.server.app import application
from mnd_kg.server.protocol import Asked, RefusedError
from mnd_kg.store import open_graph
from mnd_kg.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpx2 import Response

    from mnd_kg import KnowledgeGraph

NAMES = "SELECT ?trial ?name { ?trial a mnd:ClinicalTrial ; rdfs:label ?name }"
ALS = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{BASE}graph/conditions/ALS> {{ ?s ?p ?o }} }}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def client(mini: KnowledgeGraph, site: Path) -> Iterator[TestClient]:
    graph = open_graph(mini.nquads.parent)
    with TestClient(application(graph, site), follow_redirects=False) as client:
        yield client


def ask(client: TestClient, query: str, accept: str = "", **more: str) -> Response:
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", params={"query": query, **more}, headers=headers)


def test_a_select_is_had_in_every_format_of_results(
    client: TestClient, mini: KnowledgeGraph
) -> None:
    expected = {(row["trial"], row["name"]) for row in mini.query(NAMES)}
    asked = ask(client, NAMES)
    assert asked.headers["content-type"] == "application/sparql-results+json"
    told = json.loads(asked.content)["results"]["bindings"]
    assert len(told) == len(expected) > 0
    for media_type, form in {
        "application/sparql-results+xml": QueryResultsFormat.XML,
        "text/tab-separated-values": QueryResultsFormat.TSV,
        "application/json": QueryResultsFormat.JSON,
    }.items():
        answer = ask(client, NAMES, media_type)
        assert answer.headers["content-type"].partition(";")[0] == media_type
        solutions = parse_query_results(answer.content, format=form)
        assert isinstance(solutions, QuerySolutions)
        assert {(s["trial"].value, s["name"].value) for s in solutions} == {
            (binding["trial"]["value"], binding["name"]["value"]) for binding in told
        }
    rows = list(csv.DictReader(io.StringIO(ask(client, NAMES, "text/csv").text)))
    assert {row["name"] for row in rows} == {name for _, name in expected}
    root = ElementTree.fromstring(ask(client, NAMES, "application/sparql-results+xml").content)
    assert root.tag == "{http://www.w3.org/2005/sparql-results#}sparql"


def test_a_construct_is_had_in_every_format_of_graphs(
    client: TestClient, mini: KnowledgeGraph
) -> None:
    expected = rdflib.Graph().parse(data=mini.construct(ALS).serialize("ntriples"), format="nt")
    assert ask(client, ALS).headers["content-type"] == "text/turtle; charset=utf-8"
    for media_type, form in {
        "text/turtle": "turtle",
        "application/n-triples": "nt",
        "application/rdf+xml": "xml",
        "application/ld+json": "json-ld",
    }.items():
        answer = ask(client, ALS, media_type)
        assert answer.headers["content-type"].partition(";")[0] == media_type
        assert isomorphic(rdflib.Graph().parse(data=answer.content, format=form), expected)


def test_a_query_may_be_posted_in_both_ways(client: TestClient) -> None:
    query = "ASK { conditions:ALS a mnd:Condition }"
    form = client.post("/sparql", data={"query": query})
    direct = client.post(
        "/sparql", content=query, headers={"Content-Type": "application/sparql-query"}
    )
    assert form.json() == direct.json() == {"head": {}, "boolean": True}


def test_a_triple_of_two_default_graphs_counts_once(client: TestClient) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    one = [f"{BASE}graph/conditions/ALS"]
    both = [*one, *one, f"{BASE}graph/trials/NCT03548311"]
    numbers = []
    for graphs in (one, one * 2, both, [f"{BASE}graph/none"]):
        answer = client.get("/sparql", params={"query": count, "default-graph-uri": graphs})
        numbers.append(int(answer.json()["results"]["bindings"][0]["n"]["value"]))
    assert numbers[0] == numbers[1] > 0
    assert numbers[2] > numbers[0]
    assert numbers[3] == 0


def test_several_from_are_refused_unless_the_request_names_the_graphs(client: TestClient) -> None:
    graphs = [f"{BASE}graph/conditions/ALS", f"{BASE}graph/trials/NCT03548311"]
    query = f"SELECT (COUNT(*) AS ?n) FROM <{graphs[0]}> FROM <{graphs[1]}> {{ ?s ?p ?o }}"
    refused = ask(client, query)
    assert (refused.status_code, "Of several FROM" in refused.text) == (400, True)
    answer = client.get("/sparql", params={"query": query, "default-graph-uri": graphs})
    assert answer.status_code == 200


def test_only_the_named_graphs_that_are_given_are_asked(client: TestClient) -> None:
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    graph = f"{BASE}graph/conditions/ALS"
    answer = ask(client, query, **{"named-graph-uri": graph})
    assert [found["g"]["value"] for found in answer.json()["results"]["bindings"]] == [graph]


@pytest.mark.parametrize(
    ("query", "accept", "status", "message"),
    [
        ("SELECT ?x", "", 400, "line 1"),
        ("", "", 400, "cannot be read"),
        ("ASK { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "", 403, "SERVICE"),
        ("ASK {}", "image/png", 406, "sparql-results"),
        ("ASK {}", "text/turtle", 406, "sparql-results"),
        ("ASK {}", "nonsense", 400, "Accept"),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_line(
    client: TestClient, query: str, accept: str, status: int, message: str
) -> None:
    answer = ask(client, query, accept)
    assert answer.status_code == status
    assert message in answer.text
    assert answer.text.count("\n") == 1


def test_pages_of_others_may_ask(client: TestClient) -> None:
    answer = client.get("/sparql?query=ASK{}", headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"


def test_an_update_is_refused(client: TestClient) -> None:
    assert client.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 403
    assert client.delete("/sparql").status_code == 405


def test_a_query_that_takes_too_long_is_ended_and_the_next_is_answered(
    mini: KnowledgeGraph, site: Path
) -> None:
    graph = open_graph(mini.nquads.parent)
    with TestClient(application(graph, site, timeout=3)) as client:
        answer = ask(client, ENDLESS)
        assert (answer.status_code, answer.text) == (
            503,
            "The query took longer than 3 s: ask for less.\n",
        )
        assert ask(client, "ASK {}").json()["boolean"] is True


@pytest.mark.parametrize(("query", "bound"), [(NAMES, "100 bytes"), (ALS, "3 triples")])
def test_an_answer_that_is_too_large_is_refused(
    query: str, bound: str, mini: KnowledgeGraph
) -> None:
    # In a process of its own, for what the engine gives must stay in the thread that asked.
    with get_context("spawn").Pool(1) as pool, pytest.raises(RefusedError, match=bound) as refused:
        pool.apply(worker.answer, (mini.nquads.parent, Asked(query), "", 100, 3))
    assert refused.value.status == 500


def test_who_asks_nothing_gets_the_description_of_the_service(client: TestClient) -> None:
    told = rdflib.Graph().parse(data=client.get("/sparql").content, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = told.value(predicate=rdflib.RDF.type, object=sd.Service)
    assert told.value(service, sd.endpoint) == rdflib.URIRef("http://testserver/sparql")
    assert told.value(service, sd.defaultDataset) == rdflib.URIRef(f"{BASE}dataset")
    as_json = client.get("/sparql", headers={"Accept": "application/ld+json"})
    assert isomorphic(rdflib.Graph().parse(data=as_json.content, format="json-ld"), told)


def test_a_graph_that_is_gone_is_told(mini: KnowledgeGraph, site: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(mini.nquads.parent, tmp_path / "graph"))
    with TestClient(application(open_graph(home), site)) as client:
        shutil.rmtree(home)
        answer = ask(client, "ASK {}")
    assert answer.status_code == 500
    assert answer.text.startswith("The graph is gone, start anew: ")


def test_a_browser_gets_a_page_with_the_answer_as_a_table(client: TestClient) -> None:
    page = ask(client, NAMES, "text/html,application/xhtml+xml,*/*;q=0.8")
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.text)
    assert tree.find(".//textarea").text.strip() == NAMES
    cells = [[cell.find("a") for cell in row] for row in tree.findall(".//tbody/tr")]
    trials = {row[0].attrib["href"] for row in cells}
    assert "trials/NCT03548311.html" in trials
    assert client.get("/trials/NCT03548311.html").status_code == 200


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("ASK {}", 200, "true"),
        (ALS, 200, "amyotrophic lateral sclerosis"),
        ("SELECT <script>", 400, "SELECT &lt;script&gt;"),
    ],
)
def test_the_page_shows_truths_graphs_and_problems(
    client: TestClient, query: str, status: int, words: str
) -> None:
    page = ask(client, query, "text/html")
    assert page.status_code == status
    assert words in page.text


def test_the_page_offers_the_named_questions(client: TestClient) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html"})
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    links = [
        link.attrib["href"]
        for link in tree.findall(".//a")
        if link.attrib["href"].startswith("sparql?query=")
    ]
    assert len(links) > 30
    assert client.get(f"/{links[0]}", headers={"Accept": "text/csv"}).status_code == 200


def test_a_page_has_the_first_thousand_rows_and_says_so(client: TestClient) -> None:
    page = ask(client, "SELECT * { ?s ?p ?o } LIMIT 1001", "text/html")
    assert "1001 rows, of which the first 1000 are here" in " ".join(page.text.split())
    assert page.text.count("<tr><td>") == 1000


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html"),
        ("/trials/", "text/html"),
        ("/trials/NCT03548311.html", "text/html"),
        ("/trials/NCT03548311.ttl", "text/turtle"),
        ("/trials/NCT03548311.jsonld", "application/ld+json"),
        ("/mappings/conditions.sssom.tsv", "text/tab-separated-values"),
        ("/graph.nq", "application/n-quads"),
        ("/schemas/show.schema.json", "application/json"),
    ],
)
def test_files_come_with_their_media_types(client: TestClient, path: str, media_type: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type


@pytest.mark.parametrize(
    ("path", "accept", "place"),
    [
        ("/trials/NCT03548311", "text/html", "/trials/NCT03548311.html"),
        ("/trials/NCT03548311", "text/turtle", "/trials/NCT03548311.ttl"),
        ("/ontology/ClinicalTrial", "text/html", "/ontology.html#ClinicalTrial"),
        ("/graph/trials/NCT03548311", "*/*", "/trials/NCT03548311.ttl"),
    ],
)
def test_an_iri_leads_to_its_page_or_file(
    client: TestClient, path: str, accept: str, place: str
) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, place)
    assert "Accept" in answer.headers["vary"]
    assert client.get(place).status_code == 200


@pytest.mark.parametrize("path", ["/trials/none", "/a/b/c", "/%2e%2e/%2e%2e/etc/passwd", "/x.html"])
def test_what_is_not_there_is_told(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.text.startswith("There is nothing by the name ")
