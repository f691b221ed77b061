"""The redirect rules for permanent IRIs: each kind leads somewhere, by the media type asked for.

The rules are read as Apache's mod_rewrite reads them, as far as they use it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mnd_kg.rdf import text
from mnd_kg.vocabulary import BASE, MND, vocabulary

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph

RULES = (Path(__file__).parents[1] / "docs" / "w3id" / ".htaccess").read_text(encoding="utf-8")
HOME = "https://example.org/mnd-kg/"
HTML = "text/html,application/xhtml+xml,*/*;q=0.8"
TURTLE = "text/turtle"
JSONLD = "application/ld+json"
SSSOM = "text/tab-separated-values"


PLACES = [
    ("", HTML, "index.html"),
    ("", TURTLE, "void.ttl"),
    ("", JSONLD, "void.jsonld"),
    ("dataset#nquads", TURTLE, "void.ttl"),
    ("ontology", HTML, "ontology.html"),
    ("ontology/Condition", HTML, "ontology.html#Condition"),
    ("ontology/Condition", JSONLD, "ontology.jsonld"),
    ("ontology/phase-PHASE3", HTML, "values.html#phase-PHASE3"),
    ("ontology/phase-PHASE3", TURTLE, "ontology.ttl"),
    ("ontology/terms", HTML, "terms.ttl"),
    ("shapes/Trial", TURTLE, "shapes.ttl"),
    ("conditions/ALS", HTML, "conditions/ALS.html"),
    ("trials/NCT03548311#placebo", TURTLE, "trials/NCT03548311.ttl"),
    ("interventions/mecobalamin", JSONLD, "interventions/mecobalamin.jsonld"),
    ("graph/conditions/ALS", HTML, "conditions/ALS.ttl"),
    ("graph/ontology", HTML, "ontology.ttl"),
    ("graph/derived/dates", HTML, "graph.nq"),
    ("graph/mappings/conditions", HTML, "mappings/conditions.ttl"),
    ("mappings/conditions#PLS-exactMatch-MONDO-0018155", HTML, "mappings/conditions.html"),
    ("mappings/conditions", SSSOM, "mappings/conditions.sssom.tsv"),
    ("check/statement-in-record#x", JSONLD, "check/statement-in-record.jsonld"),
    ("schemas/show.schema.json", "*/*", "schemas/show.schema.json"),
    ("trials/", HTML, "trials/index.html"),
]
"""Where each kind of IRI leads, by what is wanted."""


def redirected(iri: str, accept: str) -> str:
    """Return where a request for an IRI is sent, or an empty text."""
    path = iri.removeprefix(BASE).partition("#")[0]
    wanted, variables = True, {}
    for line in RULES.splitlines():
        name, *words = line.split() or [""]
        if name == "RewriteCond":
            assert words[0] == "%{HTTP_ACCEPT}"
            wanted = wanted and bool(re.search(words[1], accept))
        elif name == "RewriteRule" and words[2].startswith("[E="):
            variable, _, value = words[2].strip("[]").removeprefix("E=").partition(":")
            variables[variable] = value
        elif name == "RewriteRule":
            match = re.search(words[0], path)
            assert words[2].startswith("[R=303,")
            if wanted and match:
                place = match.expand(words[1].replace("$", "\\"))
                return re.sub(r"%\{ENV:(\w+)\}", lambda found: variables[found[1]], place)
            wanted = True
    return ""


@pytest.mark.parametrize(("iri", "accept", "place"), PLACES)
def test_each_kind_of_iri_leads_to_its_place(iri: str, accept: str, place: str) -> None:
    assert redirected(BASE + iri, accept) == HOME + place


@pytest.mark.parametrize("accept", [HTML, TURTLE, JSONLD, SSSOM, "*/*"])
def test_every_iri_of_ours_leads_to_a_page_or_file_that_is_written(
    accept: str, mini: KnowledgeGraph, site: Path
) -> None:
    terms = {text(term) for quad in mini.quads() for term in (quad.subject, quad.graph_name)}
    ours = {iri for iri in terms if iri.startswith(BASE)}
    ours |= {*_schemas(site), BASE + "dataset", BASE + "ontology/alignments"}
    places = {iri: redirected(iri, accept).removeprefix(HOME).partition("#")[0] for iri in ours}
    assert {iri for iri, place in places.items() if not (site / place).is_file()} == set()


def test_every_term_of_the_ontology_stands_where_its_iri_leads(site: Path) -> None:
    pages = {name: (site / name).read_text("utf-8") for name in ("ontology.html", "values.html")}
    lost = set()
    terms = {text(quad.subject) for quad in vocabulary().ontology}
    for iri in (iri for iri in terms if iri.startswith(MND)):
        page, _, term = redirected(iri, HTML).removeprefix(HOME).partition("#")
        if f'id="{term}"' not in pages[page]:
            lost.add(iri)
    assert lost == set()


def _schemas(site: Path) -> set[str]:
    """Return the IRIs by which the schemas call themselves."""
    return {json.loads(p.read_text("utf-8"))["$id"] for p in (site / "schemas").glob("*.json")}


def test_the_documents_say_that_the_iris_do_not_lead_anywhere_yet() -> None:
    docs = Path(__file__).parents[1] / "docs"
    assert "do not lead anywhere" in (docs / "w3id" / "README.md").read_text("utf-8")
    assert "do not lead anywhere yet" in (docs / "model.md").read_text("utf-8")
