"""Each quality query finds its defect, and nothing in a graph without one. Both engines."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from mnd_kg import queryfile
from mnd_kg.findings import Severity
from mnd_kg.layout import QUERIES
from mnd_kg.rdf import written
from mnd_kg.store import in_memory
from mnd_kg.validate import Result, check_quality
from mnd_kg.vocabulary import BASE, vocabulary
from tests.shapes import BASE_GRAPH, triples

NAMED = queryfile.read_folder(QUERIES / "quality")
UNDEFINED = "The ontology does not define {}: mend the spelling."
MISPLACED = "The key of {} does not belong here: see in mnd.ttl where it may stand."
WRONG_CLASS = "{} is not the kind of thing that this key takes: see the range in mnd.ttl."
UNTYPED = "It has no class: give it a type."
TWIN = "Another record is exactly {} too: keep one, or write closeMatch."
NOT_DECIDING = "{} does not decide on this there: see its competence and jurisdiction."
HANGING = "No edge of this path leads to where {} begins: add one, or take it out."
CIRCLE = "{} is below this already, so it cannot be above it too: mend one of the two."
OBSOLETE = (
    "{} is obsolete: map to what replaces it, if ontology/terms.ttl says, or take the row out."
)
OTHER_LABEL = (
    "The owner of the identifier does not label it {}: see ontology/terms.ttl, and mend one."
)
IN_RECORD = "Move {} into the mapping set of the folder, data/mappings/FOLDER.sssom.tsv."
MALFORMED = "{} does not have the form of its registry: look it up again."
TOO_EARLY = "{} lies before the year 2000, when nothing was read yet: look at the day again."
HARMFUL = "The signs of this path multiply to 1, so it would make {} worse: check the signs."


class Defect(NamedTuple):
    """A graph with one thing wrong, the query that must find it, and the rows of the query."""

    name: str
    query: str
    turtle: str
    rows: list[tuple[str, str, str]]
    """Focus, path and value as CURIEs."""
    message: str


EVENT = """<decisions/D#e> a mnd:RegulatoryEvent ; mnd:kind mnd:kind-approval ;
    mnd:jurisdiction <jurisdictions/JP> ; mnd:decidedBy <regulators/R> .
<jurisdictions/JP> a mnd:Jurisdiction .
"""
PATH = """<paths/P> a mnd:MechanismPath ; mnd:condition <conditions/C> ;
    mnd:edge <edges/1>, <edges/2> .
<edges/1> a mnd:MechanismEdge ; mnd:from <interventions/i> ; mnd:to <processes/p> .
<interventions/i> a mnd:SmallMolecule . <processes/p> a mnd:BiologicalProcess .
<conditions/C> a mnd:Condition .
"""


def mapping(condition: str, predicate: str, identifier: str, more: str = "") -> str:
    """Return a condition, its match and the mapping that says so."""
    thing = f"<conditions/{condition}>"
    match = "" if "predicate_modifier" in more else f"{thing} skos:{predicate} {identifier} ."
    return f"""{thing} a mnd:Condition ; rdfs:label "{condition}" . {match}
<mappings/conditions#{condition}-{predicate}> a sssom:Mapping ; owl:annotatedSource {thing} ;
    owl:annotatedProperty skos:{predicate} ; owl:annotatedTarget {identifier} {more} .
"""


DEFECTS = [
    Defect(
        "a property that is misspelt",
        "undefined-term",
        "<trials/T> a mnd:ClinicalTrial ; mnd:pahse mnd:phase-NA .",
        [("trials:T", "", "mnd:pahse")],
        UNDEFINED,
    ),
    Defect(
        "a class that is misspelt",
        "undefined-term",
        "<trials/T> a mnd:ClinicalTrail .",
        [("trials:T", "rdf:type", "mnd:ClinicalTrail")],
        UNDEFINED,
    ),
    Defect(
        "a value of an enumeration that is misspelt",
        "undefined-term",
        "<trials/T> a mnd:ClinicalTrial ; mnd:confirmed mnd:pahse .",
        [("trials:T", "mnd:confirmed", "mnd:pahse")],
        UNDEFINED,
    ),
    Defect(
        "a key of a trial on an arm",
        "misplaced-key",
        "<trials/T#a> a mnd:Arm ; mnd:phase mnd:phase-NA .",
        [("trials:T#a", "mnd:phase", "mnd:phase")],
        MISPLACED,
    ),
    Defect(
        "a key of another subclass",
        "misplaced-key",
        "<trials/T#a> a mnd:AnalysisPopulation ; mnd:criterion <trials/T#c> .\n"
        "<trials/T#c> a mnd:EligibilityCriterion .",
        [("trials:T#a", "mnd:criterion", "mnd:criterion")],
        MISPLACED,
    ),
    Defect(
        "a part without a class",
        "missing-type",
        '<trials/T#a> rdfs:label "a" .',
        [("trials:T#a", "", "")],
        UNTYPED,
    ),
    Defect(
        "a trial in the place of an arm",
        "wrong-class-of-value",
        "<trials/T> a mnd:ClinicalTrial ; mnd:arm <trials/T> .",
        [("trials:T", "mnd:arm", "trials:T")],
        WRONG_CLASS,
    ),
    Defect(
        "a value of another enumeration",
        "wrong-class-of-value",
        "<trials/T> a mnd:ClinicalTrial ; mnd:phase mnd:allocation-NA .",
        [("trials:T", "mnd:phase", "mnd:allocation-NA")],
        WRONG_CLASS,
    ),
    Defect(
        "a text in the place of a thing",
        "wrong-class-of-value",
        '<trials/T> a mnd:ClinicalTrial ; mnd:arm "placebo" .',
        [("trials:T", "mnd:arm", "placebo")],
        WRONG_CLASS,
    ),
    Defect(
        "a superclass in the place of its subclass",
        "wrong-class-of-value",
        "<trials/T#o> a mnd:OutcomeResult ; mnd:analysisPopulation <trials/T#p> .\n"
        "<trials/T#p> a mnd:EnrolledPopulation .",
        [("trials:T#o", "mnd:analysisPopulation", "trials:T#p")],
        WRONG_CLASS,
    ),
    Defect(
        "a record of ours in the place of a source",
        "wrong-class-of-value",
        "<trials/T> a mnd:ClinicalTrial ; mnd:cites <trials/T>, <publications/P> .\n"
        "<publications/P> a mnd:Publication .",
        [("trials:T", "mnd:cites", "trials:T")],
        WRONG_CLASS,
    ),
    Defect(
        "a claim in the place of the page that was read",
        "wrong-class-of-value",
        "<trials/T> a mnd:ClinicalTrial ; mnd:checkedPage <documents/D#c> .\n"
        "<documents/D#c> a mnd:Claim .",
        [("trials:T", "mnd:checkedPage", "documents:D#c")],
        WRONG_CLASS,
    ),
    Defect(
        "a check in the year 26",
        "day-before-2000",
        '<trials/T> a mnd:ClinicalTrial ; mnd:checkedOn "0026-11-22"^^xsd:date .',
        [("trials:T", "mnd:checkedOn", "0026-11-22")],
        TOO_EARLY,
    ),
    Defect(
        "a mapping of the last century",
        "day-before-2000",
        mapping("A", "closeMatch", "MONDO:0000001", '; pav:authoredOn "1926-11-22"^^xsd:date'),
        [("mappings:conditions#A-closeMatch", "pav:authoredOn", "1926-11-22")],
        TOO_EARLY,
    ),
    Defect(
        "two records of one disease",
        "same-thing-elsewhere",
        mapping("A", "exactMatch", "MONDO:0000001") + mapping("B", "exactMatch", "MONDO:0000001"),
        [("conditions:B", "skos:exactMatch", "MONDO:0000001")],
        TWIN,
    ),
    Defect(
        "a reviewer who decides",
        "decision-of-another-body",
        EVENT + "<regulators/R> a mnd:Regulator ; mnd:jurisdiction <jurisdictions/JP> ;\n"
        "  mnd:competence mnd:competence-reviews .",
        [("decisions:D#e", "mnd:decidedBy", "regulators:R")],
        NOT_DECIDING,
    ),
    Defect(
        "a decision in another country",
        "decision-of-another-body",
        EVENT + "<regulators/R> a mnd:Regulator ; mnd:jurisdiction <jurisdictions/US> ;\n"
        "  mnd:competence mnd:competence-decides .\n<jurisdictions/US> a mnd:Jurisdiction .",
        [("decisions:D#e", "mnd:decidedBy", "regulators:R")],
        NOT_DECIDING,
    ),
    Defect(
        "a path with a gap",
        "broken-path",
        PATH + "<edges/2> a mnd:MechanismEdge ; mnd:from <processes/q> ; mnd:to <conditions/C> .\n"
        "<processes/q> a mnd:BiologicalProcess .",
        [("paths:P", "mnd:edge", "edges:2")],
        HANGING,
    ),
    Defect(
        "a condition wider than itself",
        "circular-hierarchy",
        "<conditions/A> a mnd:Condition ; skos:broader <conditions/A> .",
        [("conditions:A", "skos:broader", "conditions:A")],
        CIRCLE,
    ),
    Defect(
        "an identifier with a digit too few",
        "malformed-identifier",
        "<trials/T> a mnd:ClinicalTrial ; mnd:registryId clinicaltrials:NCT0354831 .",
        [("trials:T", "mnd:registryId", "clinicaltrials:NCT0354831")],
        MALFORMED,
    ),
    Defect(
        "a digit too few in what is cited",
        "malformed-identifier",
        "<trials/T> a mnd:ClinicalTrial ; mnd:cites clinicaltrials:NCT0354831 .",
        [("trials:T", "mnd:cites", "clinicaltrials:NCT0354831")],
        MALFORMED,
    ),
    Defect(
        "a digit too few in a mapping that denies",
        "malformed-identifier",
        mapping("A", "exactMatch", "MONDO:1", "; sssom:predicate_modifier sssom:NegatedPredicate"),
        [("mappings:conditions#A-exactMatch", "owl:annotatedTarget", "MONDO:1")],
        MALFORMED,
    ),
    Defect(
        "a match that no mapping set says",
        "mapping-outside-its-set",
        "<targets/T> a mnd:Target ; skos:closeMatch hgnc:1 .",
        [("targets:T", "skos:closeMatch", "hgnc:1")],
        IN_RECORD,
    ),
    Defect(
        "a match that its owner has retired",
        "obsolete-identifier",
        mapping("A", "exactMatch", "MONDO:0000911") + "MONDO:0000911 owl:deprecated true .",
        [("conditions:A", "skos:exactMatch", "MONDO:0000911")],
        OBSOLETE,
    ),
    Defect(
        "an identifier under the label of another",
        "label-of-external-term",
        mapping("A", "exactMatch", "MONDO:9018155", '; sssom:object_label "primary sclerosis"')
        + 'MONDO:9018155 rdfs:label "lateral sclerosis" .',
        [("mappings:conditions#A-exactMatch", "sssom:object_label", "primary sclerosis")],
        OTHER_LABEL,
    ),
    Defect(
        "two negative signs",
        "harmful-sign",
        PATH + "<edges/1> mnd:sign -1 . <edges/2> a mnd:MechanismEdge ; mnd:sign -1 ;\n"
        "  mnd:from <processes/p> ; mnd:to <conditions/C> .",
        [("paths:P", "mnd:condition", "conditions:C")],
        HARMFUL,
    ),
]
GOOD = {
    "the base graph": BASE_GRAPH,
    "a thing elsewhere without a class": triples(
        '<http://purl.obolibrary.org/obo/CHEBI_1> rdfs:label "x" .'
    ),
    "a named graph, which has no class": triples(
        '<graph/trials/T> mnd:inFile "trials/T.yaml" ; schema:about <trials/T> .\n'
        "<trials/T> a mnd:ClinicalTrial ."
    ),
    "a mapping that its set says, and a paper's own identifier": triples(
        mapping("A", "broadMatch", "MONDO:9000001", '; sssom:object_label "a disease"')
        + 'MONDO:9000001 rdfs:label "a disease" .\n'
        + "MONDO:9000002 owl:deprecated true .\n"
        + "<publications/P> a mnd:Publication ; skos:exactMatch pubmed:1 ."
    ),
    "a key that a superclass may have": triples(
        "<trials/T#a> a mnd:AnalysisPopulation ; mnd:participants 3 ; rdfs:label 'all' ."
    ),
    "a path with one negative sign": triples(
        PATH + "<edges/1> mnd:sign -1 . <edges/2> a mnd:MechanismEdge ; mnd:sign 1 ;\n"
        "  mnd:from <processes/p> ; mnd:to <conditions/C> ."
    ),
    "a path with a sign left out": triples(
        PATH + "<edges/1> mnd:sign 1 . <edges/2> a mnd:MechanismEdge ;\n"
        "  mnd:from <processes/p> ; mnd:to <conditions/C> ."
    ),
    "a decision of the body that decides": triples(
        EVENT + "<regulators/R> a mnd:Regulator ; mnd:jurisdiction <jurisdictions/JP> ;\n"
        "  mnd:competence mnd:competence-decides ."
    ),
    "what is cited and read, of each kind": triples(
        "<trials/T> a mnd:ClinicalTrial ; mnd:checkedPage clinicaltrials:NCT03548311 ; mnd:cites\n"
        "  <publications/P>, <sources/S>, <documents/D>, <documents/D-1>, <documents/D-1#c>,\n"
        "  clinicaltrials:NCT03548311 .\n"
        "<publications/P> a mnd:Publication . <sources/S> a mnd:Source .\n"
        "<documents/D> a mnd:Document . <documents/D-1> a mnd:DocumentSection .\n"
        "<documents/D-1#c> a mnd:Claim ."
    ),
    "days since 2000, and a derived one before": triples(
        '<sources/S> a mnd:Source ; mnd:readOn "2000-01-01"^^xsd:date .\n'
        '<publications/P> a mnd:Publication ; mnd:notBefore "1984-06-01"^^xsd:date .'
    ),
    "a value whose class is a subclass of the range": triples(
        "<trials/T#r> a mnd:Regimen ; mnd:intervention <interventions/x> .\n"
        "<interventions/x> a mnd:SmallMolecule ."
    ),
}


def full(curie: str) -> str:
    prefix = curie.partition(":")[0]
    return vocabulary().expand(curie) if prefix in vocabulary().prefixes else curie


def with_ontology(graph: list[Triple]) -> list[Quad]:
    home = NamedNode(BASE + "graph/trials/T")
    quads = [Quad(t.subject, t.predicate, t.object, home) for t in graph]
    return [*quads, *vocabulary().ontology]


def rows_of_oxigraph(graph: list[Triple]) -> set[Result]:
    return set(check_quality(in_memory(with_ontology(graph)), QUERIES / "quality"))


@cache
def ontology_in_rdflib() -> list[tuple[rdflib.term.Node, ...]]:
    union = written([q.triple for q in vocabulary().ontology], RdfFormat.N_TRIPLES)
    return list(rdflib.Graph().parse(data=union, format="nt"))


def in_rdflib(graph: list[Triple]) -> rdflib.Graph:
    data = rdflib.Graph().parse(data=written(graph, RdfFormat.N_TRIPLES), format="nt")
    data.addN((s, p, o, data) for s, p, o in ontology_in_rdflib())
    return data


def rows_of_rdflib(data: rdflib.Graph, query: str) -> set[tuple[str, str, str]]:
    rows = data.query(NAMED[query].text, initNs=vocabulary().prefixes)
    found = set()
    for row in rows:
        assert isinstance(row, rdflib.query.ResultRow)
        bound = row.asdict()
        found.add(tuple(str(bound.get(name, "")) for name in ("focus", "path", "value")))
    return {(focus, path, value) for focus, path, value in found}


@pytest.fixture(scope="module")
def good() -> list[rdflib.Graph]:
    # rdflib takes seconds for a graph: the small ones go together, but for the paths, which share
    # their edges.
    small = [graph for name, graph in GOOD.items() if not name.startswith(("the base", "a path"))]
    return [in_rdflib(BASE_GRAPH), in_rdflib([triple for graph in small for triple in graph])]


@pytest.mark.parametrize("defect", DEFECTS, ids=[defect.name for defect in DEFECTS])
def test_a_defect_is_found_by_its_query_alone(defect: Defect) -> None:
    expected = {
        Result(Severity.ERROR, full(focus), full(path), full(value), defect.message.format(value))
        for focus, path, value in defect.rows
    }
    assert rows_of_oxigraph(triples(defect.turtle)) == expected


@pytest.mark.parametrize("defect", DEFECTS, ids=[defect.name for defect in DEFECTS])
def test_rdflib_finds_the_same_rows(defect: Defect) -> None:
    expected = {tuple(map(full, row)) for row in defect.rows}
    assert rows_of_rdflib(in_rdflib(triples(defect.turtle)), defect.query) == expected


@pytest.mark.parametrize("graph", GOOD.values(), ids=GOOD)
def test_nothing_is_found_where_nothing_is_wrong(graph: list[Triple]) -> None:
    assert rows_of_oxigraph(graph) == set()


@pytest.mark.parametrize("query", NAMED)
def test_rdflib_finds_nothing_there_either(query: str, good: list[rdflib.Graph]) -> None:
    assert [rows_of_rdflib(graph, query) for graph in good] == [set()] * len(good)


def test_every_query_has_a_defect_that_it_finds() -> None:
    assert {defect.query for defect in DEFECTS} == set(NAMED)


@pytest.mark.parametrize("query", NAMED.values(), ids=NAMED)
def test_a_query_says_how_grave_its_finding_is_and_what_to_do(query: queryfile.QueryFile) -> None:
    assert query.title
    assert query.why
    assert set(query.other) == {"severity", "message"}
    assert query.other["severity"] in set(Severity)
    assert {"focus"} <= set(query.columns) <= {"focus", "path", "value"}
