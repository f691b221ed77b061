"""The description of a graph in VoID and DCAT, held against the graph."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import rdflib
from conftest import ROOT
from rdflib import DCTERMS, RDF, Namespace, URIRef

from mnd_kg.vocabulary import BASE, MND, vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg import KnowledgeGraph

VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DATASET = URIRef(BASE + "dataset")


@pytest.fixture(scope="module")
def described(mini: KnowledgeGraph) -> rdflib.Graph:
    return rdflib.Graph().parse(data=mini.describe().serialize("turtle"), format="turtle")


def value(graph: rdflib.Graph, subject: str, prop: str) -> str:
    return str(graph.value(URIRef(subject), URIRef(vocabulary().expand(prop))))


def test_the_counts_are_those_of_the_graph(mini: KnowledgeGraph, described: rdflib.Graph) -> None:
    (row,) = mini.query(
        "SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects)"
        " (COUNT(DISTINCT ?p) AS ?properties) { ?s ?p ?o }"
    )
    found = {
        "triples": value(described, DATASET, "void:triples"),
        "subjects": value(described, DATASET, "void:distinctSubjects"),
        "properties": value(described, DATASET, "void:properties"),
    }
    assert found == {name: str(number) for name, number in row.items()}
    assert value(described, DATASET, "void:entities") == str(mini.stats().records)
    trials = value(described, f"{DATASET}#class-mnd-ClinicalTrial", "void:entities")
    assert trials == str(len(mini.query("SELECT ?t { ?t a mnd:ClinicalTrial }")))
    used = value(described, f"{DATASET}#property-rdfs-label", "void:triples")
    assert used == str(len(mini.query("SELECT ?s ?o { ?s rdfs:label ?o }")))


def test_it_says_what_the_graph_is_and_of_when(
    mini: KnowledgeGraph, described: rdflib.Graph
) -> None:
    kinds = set(described.objects(DATASET, RDF.type))
    assert kinds == {VOID.Dataset, DCAT.Dataset}
    assert value(described, DATASET, "dcterms:identifier") == mini.version
    assert value(described, DATASET, "dcterms:license").endswith("/licenses/by/4.0/")
    (last,) = mini.query("SELECT (MAX(?day) AS ?last) { ?r mnd:curatedOn ?day }")
    assert value(described, DATASET, "dcterms:modified") == str(last["last"])
    size = value(described, f"{DATASET}#nquads", "dcat:byteSize")
    assert size == str(mini.nquads.stat().st_size)


def test_links_are_counted_by_predicate_and_vocabulary(kg: KnowledgeGraph) -> None:
    described = rdflib.Graph().parse(data=kg.describe().serialize("turtle"), format="turtle")
    mondo = vocabulary().prefixes["MONDO"]
    (row,) = kg.query(
        f'SELECT (COUNT(*) AS ?n) {{ ?s skos:exactMatch ?o FILTER(STRSTARTS(STR(?o), "{mondo}")) }}'
    )
    linkset = f"{DATASET}#exactMatch-MONDO"
    assert value(described, linkset, "void:triples") == str(row["n"])
    assert value(described, linkset, "void:objectsTarget") == f"{DATASET}#MONDO"
    assert value(described, f"{DATASET}#MONDO", "void:uriSpace") == mondo


def test_two_descriptions_of_one_graph_are_the_same_bytes(mini: KnowledgeGraph) -> None:
    assert mini.describe().serialize("turtle") == mini.describe().serialize("turtle")
    text = mini.describe().serialize("turtle").decode()
    assert "@prefix void: <http://rdfs.org/ns/void#>" in text


def test_every_class_that_is_named_is_one_of_the_ontology(described: rdflib.Graph) -> None:
    named = {str(iri) for iri in described.objects(None, VOID["class"])}
    assert named
    assert named <= set(vocabulary().parents)
    assert all(iri.startswith(MND) for iri in named)
    assert (DATASET, DCTERMS.conformsTo, URIRef(MND.removesuffix("/"))) in described


def test_the_page_of_the_ontology_needs_no_network(tmp_path: Path) -> None:
    blocked = (
        "import socket\n"
        "def refuse(*_): raise OSError('the network')\n"
        "socket.socket.connect = refuse\n"
        "import runpy, sys\n"
        "sys.argv[1:] = ['page.html']\n"
        f"runpy.run_path({str(ROOT / 'docs' / 'ontology_page.py')!r}, run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", blocked],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout.strip()) == (0, "page.html"), done.stderr
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    names = [iri.removeprefix(MND) for iri in vocabulary().parents if iri.startswith(MND)]
    assert [name for name in names if f'id="{name}"' not in page] == []
