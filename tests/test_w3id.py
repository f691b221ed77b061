"""The redirect rules for permanent IRIs: each kind leads somewhere, by the media type asked for.

The rules are read as Apache's mod_rewrite reads them, as far as they use it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mnd_kg.rdf import text
from mnd_kg.vocabulary import BASE

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph

RULES = (Path(__file__).parents[1] / "docs" / "w3id" / ".htaccess").read_text(encoding="utf-8")
HOME = "https://example.org/mnd-kg/"
HTML = "text/html,application/xhtml+xml,*/*;q=0.8"
TURTLE = "text/turtle"
JSONLD = "application/ld+json"


def redirected(iri: str, accept: str) -> str:
    """Return where a request for an IRI is sent, or an empty text."""
    path = iri.removeprefix(BASE).partition("#")[0]
    wanted = True
    for line in RULES.splitlines():
        name, *words = line.split() or [""]
        if name == "RewriteCond":
            assert words[0] == "%{HTTP_ACCEPT}"
            wanted = wanted and bool(re.search(words[1], accept))
        elif name == "RewriteRule":
            match = re.search(words[0], path)
            assert words[2].startswith("[R=303,")
            if wanted and match:
                return match.expand(words[1].replace("$", "\\"))
            wanted = True
    return ""


@pytest.mark.parametrize(
    ("iri", "accept", "place"),
    [
        ("", HTML, ""),
        ("", TURTLE, "void.ttl"),
        ("dataset#nquads", TURTLE, "void.ttl"),
        ("ontology", HTML, "ontology.html"),
        ("ontology/Condition", HTML, "ontology.html#Condition"),
        ("ontology/phase-PHASE3", TURTLE, "ontology.ttl"),
        ("shapes/Trial", TURTLE, "shapes.ttl"),
        ("conditions/ALS", HTML, "conditions/ALS.html"),
        ("trials/NCT03548311#placebo", TURTLE, "trials/NCT03548311.ttl"),
        ("interventions/mecobalamin", JSONLD, "interventions/mecobalamin.jsonld"),
        ("graph/conditions/ALS", HTML, "conditions/ALS.ttl"),
        ("graph/ontology", HTML, "ontology.ttl"),
        ("graph/derived/dates", HTML, "void.ttl"),
        ("graph/mappings/conditions", HTML, "mappings/conditions.sssom.tsv"),
        ("mappings/conditions#PLS-exactMatch-MONDO-0018155", HTML, "mappings/conditions.sssom.tsv"),
    ],
)
def test_each_kind_of_iri_leads_to_its_place(iri: str, accept: str, place: str) -> None:
    assert redirected(BASE + iri, accept) == HOME + place


@pytest.mark.parametrize("accept", [HTML, TURTLE, JSONLD, "*/*"])
def test_every_iri_of_ours_in_the_graph_leads_somewhere(accept: str, kg: KnowledgeGraph) -> None:
    names = {text(term) for quad in kg.quads() for term in (quad.subject, quad.graph_name)}
    ours = {iri for iri in names if iri.startswith(BASE)}
    assert {iri for iri in ours if not redirected(iri, accept)} == set()


def test_the_documents_say_that_the_iris_do_not_lead_anywhere_yet() -> None:
    docs = Path(__file__).parents[1] / "docs"
    assert "do not lead anywhere" in (docs / "w3id" / "README.md").read_text("utf-8")
    assert "do not lead anywhere yet" in (docs / "model.md").read_text("utf-8")
