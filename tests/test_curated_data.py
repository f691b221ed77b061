"""The curated records, each by itself: what no shape can see."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

import mnd_kg
from mnd_kg.dataset import read_data
from mnd_kg.findings import Severity
from mnd_kg.names import names
from mnd_kg.rdf import text
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph
    from mnd_kg.records import Record

DATA = Path(__file__).parents[1] / "data"
RECORDS = read_data(DATA).records


def test_the_data_has_no_error_and_each_warning_has_its_reason() -> None:
    found = mnd_kg.validate(data=DATA)
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []
    reasons = (DATA.parent / "docs" / "scope.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| (.+?) \| .+ \|$", reasons, re.MULTILINE))
    assert {finding.message for finding in found} <= explained


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: record.id)
def test_record_is_in_canonical_form(record: Record) -> None:
    assert mnd_kg.format([record.path], check=True) == [], "run: mnd-kg format"


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: record.id)
def test_every_statement_of_a_record_has_its_line(record: Record) -> None:
    for quad in record.quads:
        assert isinstance(quad.subject, NamedNode)
        assert (quad.subject.value, quad.predicate.value, text(quad.object)) in record.positions


def test_rdflib_reads_the_same_statements_as_pyoxigraph() -> None:
    import json

    import rdflib
    import yaml

    path = DATA / "trials/NCT03548311.yaml"
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    context = [*vocabulary().jsonld_context, {"@base": vocabulary().expand(document["id"])}]
    source = json.dumps({"@context": context, **document})
    theirs = (
        rdflib.Graph().parse(data=source, format="json-ld").serialize(format="nt", encoding="utf-8")
    )
    ours = {quad.triple for quad in RECORDS["trials:NCT03548311"].quads}
    assert {quad.triple for quad in parse(theirs, format=RdfFormat.N_TRIPLES)} == ours


def test_a_primary_check_rests_on_a_registry_a_paper_a_regulator_or_a_label(
    kg: KnowledgeGraph,
) -> None:
    # A database is the registry of its own identifiers, and a document of its own claims. A
    # company's page is primary only for what the company itself did.
    rows = kg.query(
        """SELECT DISTINCT ?part WHERE {
          ?part mnd:checkedAgainst mnd:checkedAgainst-primary .
          FILTER NOT EXISTS {
            ?part mnd:checkedPage ?page .
            ?page mnd:sourceKind ?rank .
            FILTER (?rank NOT IN (mnd:sourceKind-company, mnd:sourceKind-web-page))
          }
          FILTER NOT EXISTS {
            ?part mnd:checkedPage ?page . FILTER NOT EXISTS { ?page mnd:sourceKind ?any }
          }
          FILTER NOT EXISTS {
            ?part mnd:kind ?kind
            FILTER (?kind IN (mnd:kind-filing, mnd:kind-application-withdrawal, mnd:kind-launch))
          }
        }"""
    )
    assert [row["part"] for row in rows] == []


def test_locators_and_first_words_are_at_most_five_words() -> None:
    words = vocabulary()
    quoting = {words.keys["locator"].iri, words.keys["firstWords"].iri}
    quoted = [
        text(q.object) for r in RECORDS.values() for q in r.quads if q.predicate.value in quoting
    ]
    assert quoted
    assert [words for words in quoted if len(words.split()) > 5] == []


def test_first_words_are_unique_within_their_section() -> None:
    first_words = vocabulary().keys["firstWords"].iri
    for record in RECORDS.values():
        found = Counter(text(q.object) for q in record.quads if q.predicate.value == first_words)
        assert [words for words, times in found.items() if times > 1] == []


def test_the_page_has_all_its_claims_in_the_order_of_the_text(kg: KnowledgeGraph) -> None:
    rows = list(kg.query("claims"))
    assert len(rows) == 133
    offsets = [row["at"] for row in rows]
    assert offsets == sorted(offsets)


def test_every_intervention_is_found_by_any_of_its_names(kg: KnowledgeGraph) -> None:
    rows = kg.query(
        """SELECT ?intervention ?name WHERE {
          VALUES ?naming {
            rdfs:label skos:altLabel mnd:brandName mnd:researchCode skos:exactMatch
          }
          ?intervention a/rdfs:subClassOf* mnd:Intervention ; ?naming ?name .
        }"""
    )
    named = names(kg.store)

    def meant(name: str) -> set[str]:
        entities = named[name.casefold()]
        return {iri for iri in entities if "/interventions/" in iri} or entities

    found = {
        (row["intervention"], row["name"])
        for row in rows
        if meant(str(row["name"])) != {vocabulary().expand(row["intervention"])}
    }
    assert len(rows) > 500
    assert found == set()
