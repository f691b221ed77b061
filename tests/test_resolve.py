"""Names: from whatever people call a thing to the one entity."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from mnd_kg.errors import UnknownEntityError
from mnd_kg.resolve import resolve
from mnd_kg.store import BuiltGraph, in_memory
from mnd_kg.vocabulary import BASE, vocabulary
from tests.shapes import triples

GRAPH = NamedNode(BASE + "graph/trials/T")
TURTLE = """
<interventions/mecobalamin> a mnd:SmallMolecule ; rdfs:label "methylcobalamin" ;
    skos:altLabel "MeCbl" ; mnd:brandName "Rozebalamin" ; mnd:researchCode "E0302" ;
    skos:exactMatch CHEBI:28115 .
<interventions/other> a mnd:SmallMolecule ; rdfs:label "other" ; skos:altLabel "MECBL" .
<trials/NCT1> a mnd:ClinicalTrial ; rdfs:label "A trial" ; mnd:acronym "JETALS" ;
    mnd:registryId clinicaltrials:NCT1 .
<graph/a> mnd:inFile "interventions/mecobalamin.yaml" ; schema:about <interventions/mecobalamin> .
<graph/b> mnd:inFile "interventions/other.yaml" ; schema:about <interventions/other> .
<graph/c> mnd:inFile "trials/NCT1.yaml" ; schema:about <trials/NCT1> .
<conditions/series> a mnd:Condition ; rdfs:label "series" ; skos:exactMatch omim.ps:105400 .
<conditions/entry> a mnd:Condition ; rdfs:label "entry" ; skos:exactMatch omim:105400 .
<trials/NCT1#arm> a mnd:Arm ; rdfs:label "an arm" .
"""
DRUG, TRIAL = BASE + "interventions/mecobalamin", BASE + "trials/NCT1"
SERIES, ENTRY = BASE + "conditions/series", BASE + "conditions/entry"


@pytest.fixture(scope="module")
def graph() -> BuiltGraph:
    quads = [Quad(t.subject, t.predicate, t.object, GRAPH) for t in triples(TURTLE)]
    return BuiltGraph(Path(), in_memory([*quads, *vocabulary().ontology]))


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("interventions:mecobalamin", DRUG),
        (DRUG, DRUG),
        ("mecobalamin", DRUG),
        (" Methylcobalamin ", DRUG),
        ("rozebalamin", DRUG),
        ("e0302", DRUG),
        ("CHEBI:28115", DRUG),
        ("http://purl.obolibrary.org/obo/CHEBI_28115", DRUG),
        ("jetals", TRIAL),
        ("nct1", TRIAL),
        ("clinicaltrials:NCT1", TRIAL),
        ("OMIM:PS105400", SERIES),
        ("OMIMPS:105400", SERIES),
        ("MIM:105400", ENTRY),
        ("trials:NCT1#arm", TRIAL + "#arm"),
    ],
)
def test_a_thing_is_found_by_id_identifier_and_name(graph: BuiltGraph, name: str, iri: str) -> None:
    assert resolve(graph, name) == iri


@pytest.mark.parametrize(
    ("name", "kinds", "message"),
    [
        (
            "jetals",
            ["interventions"],
            "`jetals` is no intervention, but trials:NCT1: give the name of one.",
        ),
        (
            "trials:NCT1",
            ["targets", "biomarkers"],
            "`trials:NCT1` is no target or biomarker: give the name of one.",
        ),
        (
            "trials:NCT1#arm",
            ["trials"],
            "`trials:NCT1#arm` is no clinical trial: give the name of one.",
        ),
        ("JETAL", ["interventions"], "The graph has nothing by the name `JETAL`."),
        ("JETAL", ["trials"], "The graph has nothing by the name `JETAL`. Did you mean `jetals`?"),
    ],
)
def test_what_is_of_another_kind_is_refused_and_not_suggested(
    graph: BuiltGraph, name: str, kinds: list[str], message: str
) -> None:
    with pytest.raises(UnknownEntityError) as error:
        resolve(graph, name, *kinds)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("xyzzy", "The graph has nothing by the name `xyzzy`."),
        ("", "The graph has nothing by the name ``."),
        (
            "trials:NCT9",
            "The graph has nothing by the name `trials:NCT9`. Did you mean `clinicaltrials:nct1`?",
        ),
        ("an arm", "The graph has nothing by the name `an arm`."),
        ("JETAL", "The graph has nothing by the name `JETAL`. Did you mean `jetals`?"),
        ("trial", "The graph has nothing by the name `trial`. Did you mean `a trial`?"),
        (
            "MeCbl",
            "`MeCbl` names several things: interventions:mecobalamin, interventions:other. "
            "Use one of these ids.",
        ),
    ],
)
def test_what_is_not_one_thing_is_refused(graph: BuiltGraph, name: str, message: str) -> None:
    with pytest.raises(UnknownEntityError) as error:
        resolve(graph, name)
    assert str(error.value) == message


@pytest.mark.parametrize(
    "name", ["http://", "http://[", "a:b", "doi:10.1/%zz", "CHEBI:a#b#c", "https://e.org/%zz"]
)
def test_a_name_that_looks_like_an_iri_and_is_none_is_refused(graph: BuiltGraph, name: str) -> None:
    with pytest.raises(UnknownEntityError) as error:
        resolve(graph, name)
    assert str(error.value) == f"The graph has nothing by the name `{name}`."


@pytest.mark.parametrize("name", ["trials:a#b#c", "trials:%zz", "trials:["])
def test_an_id_that_makes_no_iri_is_refused(graph: BuiltGraph, name: str) -> None:
    with pytest.raises(UnknownEntityError):
        resolve(graph, name)
