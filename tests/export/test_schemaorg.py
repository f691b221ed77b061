"""schema.org gets what it has words for, in words that it has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib.namespace import SDO

from mnd_kg.vocabulary import RDF_TYPE

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg import KnowledgeGraph

SCHEMA = "https://schema.org/"


@pytest.fixture(scope="module")
def written(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kg.export("schemaorg", tmp_path_factory.mktemp("schemaorg") / "kg.jsonld").path


def test_every_type_and_property_is_one_of_schema_org(written: Path) -> None:
    terms = set()
    for quad in parse(path=written, format=RdfFormat.JSON_LD):
        terms.add(quad.predicate.value)
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(SCHEMA):
            terms.add(quad.object.value)
    # Its own address is the home page of a source.
    terms -= {RDF_TYPE, SCHEMA}
    unknown = {term.removeprefix(SCHEMA) for term in terms} - set(SDO.__annotations__)
    assert unknown == set()


def test_a_trial_is_a_medical_trial(mini: KnowledgeGraph) -> None:
    assert mini.schemaorg("JETALS") == {
        "@context": {"@vocab": SCHEMA},
        "@id": "https://w3id.org/mnd-kg/trials/NCT03548311",
        "@type": "MedicalTrial",
        "name": "JETALS",
        "alternateName": mini.schemaorg("JETALS")["alternateName"],
        "identifier": "NCT03548311",
        "sameAs": {"@id": "https://clinicaltrials.gov/study/NCT03548311"},
        "status": {"@id": SCHEMA + "Completed"},
        "trialDesign": {"@id": SCHEMA + "RandomizedTrial"},
        "healthCondition": {"@id": "https://w3id.org/mnd-kg/conditions/ALS"},
        "studySubject": [
            {"@id": "https://w3id.org/mnd-kg/interventions/mecobalamin"},
            {"@id": "https://w3id.org/mnd-kg/interventions/placebo"},
        ],
    }


def test_a_publication_has_its_authors_in_order_and_where_it_appeared(kg: KnowledgeGraph) -> None:
    article = kg.schemaorg("oki-2022")
    authors = [author["name"] for author in article["author"]]
    assert (authors[0], authors[48], article["@type"]) == ("Oki R", "Kaji R", "ScholarlyArticle")
    assert article["isPartOf"] == {
        "@type": "PublicationIssue",
        "issueNumber": "6",
        "isPartOf": {
            "@type": "PublicationVolume",
            "volumeNumber": "79",
            "isPartOf": {"@type": "Periodical", "name": "JAMA Neurology"},
        },
    }
    assert (article["datePublished"], article["creativeWorkStatus"]) == ("2022-05-09", "published")


def test_a_claim_comes_with_its_review(kg: KnowledgeGraph) -> None:
    claims = kg.schemaorg("documents:jetals-page-mechanism")["hasPart"]
    (claim,) = [c for c in claims if c["@id"].endswith("#dramatic-reduction")]
    assert claim["review"]["reviewRating"] == {"@type": "Rating", "alternateName": "unverified"}
    assert claim["appearance"] == {"@id": "https://w3id.org/mnd-kg/documents/jetals-page-mechanism"}


def test_what_has_no_type_is_left_out_whole_and_counted(kg: KnowledgeGraph, tmp_path: Path) -> None:
    done = kg.export("schemaorg", tmp_path / "p.jsonld", select={"kind": "propositions"})
    lines = json.loads(done.path.read_bytes())["@graph"]
    assert [line["@type"] for line in lines] == ["Dataset"]
    lost = {loss["what"]: loss["statements"] for loss in done.losses}
    ours = [quad for quad in kg.quads() if "mnd-kg/propositions/" in str(quad.subject)]
    assert lost["Proposition"] == len(ours)
    assert kg.schemaorg("propositions:mecobalamin-function-ALS") == {}


def test_carried_and_lost_statements_are_all_there_are(kg: KnowledgeGraph, tmp_path: Path) -> None:
    """Measures have nothing but texts and references, each of which is carried once or lost."""
    done = kg.export("schemaorg", tmp_path / "m.jsonld", select={"kind": "measures"})
    (_, *measures) = json.loads(done.path.read_bytes())["@graph"]
    carried = sum(values(measure) for measure in measures)
    lost = sum(loss["statements"] for loss in done.losses)
    assert carried + lost == done.ledger["statements"]


def values(node: dict[str, Any]) -> int:
    found = (value for key, value in node.items() if key != "@id")
    return sum(len(value) if isinstance(value, list) else 1 for value in found)
