"""What a curator has still to do is found, and is a warning: it stops no build."""

from __future__ import annotations

import pytest

from mnd_kg import queryfile
from mnd_kg.findings import Severity
from mnd_kg.layout import QUERIES
from mnd_kg.store import in_memory
from mnd_kg.validate import Result, check_quality
from mnd_kg.vocabulary import vocabulary
from tests.shapes import triples
from tests.test_quality_queries import mapping, with_ontology

FOLDER = QUERIES / "curation"
NAMED = queryfile.read_folder(FOLDER)
DAY = 'mnd:curatedOn "2026-11-22"^^<http://www.w3.org/2001/XMLSchema#date> '
EFFECT = """<trials/T> a mnd:ClinicalTrial ; mnd:effect <trials/T#e> .
<trials/T#e> a mnd:EffectEstimate ; mnd:primaryEndpoint true ; mnd:met false ;
    mnd:measure <measures/M> ; mnd:treatedArm <trials/T#a> .
<measures/M> a mnd:OutcomeMeasure ; mnd:domain mnd:domain-function .
"""
LINE = "<propositions/P#l> a mnd:EvidenceLine ; mnd:item <trials/T#e> ."
# For each query a graph in which it finds one thing, what it finds, and the graph mended.
CASES = {
    "unused-reference": (
        "<sources/s> a mnd:Source . <check/c> a mnd:Check ; mnd:input <sources/s> .",
        "sources:s",
        "<trials/T> mnd:cites <sources/s> .",
    ),
    "endpoint-without-proposition": (EFFECT, "trials:T#e", LINE),
    "intervention-without-reason": (
        "<interventions/i> a mnd:Device .",
        "interventions:i",
        '<interventions/i> skos:note "worn in two studies" .',
    ),
    "label-of-mapped-thing": (
        mapping("A", "exactMatch", "MONDO:0000001", '; sssom:subject_label "B"'),
        "mappings:conditions#A-exactMatch",
        '<conditions/A> rdfs:label "B" .',
    ),
    "record-without-curator": (
        '<graph/conditions/C> mnd:inFile "conditions/C.yaml" ; schema:about <conditions/C> .',
        "conditions:C",
        f'<conditions/C> mnd:curator "x" ; {DAY} .',
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_what_is_still_to_do_is_found_until_it_is_done(name: str) -> None:
    graph, focus, mended = CASES[name]
    query = NAMED[name]
    store = in_memory(with_ontology(triples(graph)))
    found = set(check_quality(store, FOLDER))
    message = query.other["message"]
    assert found == {Result(Severity.WARNING, vocabulary().expand(focus), "", "", message)}
    store = in_memory(with_ontology(triples(graph + "\n" + mended)))
    assert set(check_quality(store, FOLDER)) == set()


def test_every_query_has_its_case() -> None:
    assert set(CASES) == set(NAMED)
