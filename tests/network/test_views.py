"""The two views of the graph as a property graph."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from mnd_kg.dataset import to_nquads
from mnd_kg.doubts import doubts
from mnd_kg.network import Edge, Node, entities, full
from mnd_kg.statements import Statements
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph

BASE = "https://w3id.org/mnd-kg/"
TRIAL_IRI = BASE + "trials/T"
PREFIXES = f"""
@prefix mnd: <{BASE}ontology/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix interventions: <{BASE}interventions/> . @prefix conditions: <{BASE}conditions/> .
@prefix trials: <{BASE}trials/> . @prefix propositions: <{BASE}propositions/> .
@prefix edges: <{BASE}edges/> . @prefix targets: <{BASE}targets/> .
@prefix publications: <{BASE}publications/> .
"""
TRIAL = f"""
interventions:drug a mnd:SmallMolecule ; rdfs:label "drug" .
interventions:background a mnd:SmallMolecule ; rdfs:label "background" .
interventions:placebo a mnd:Placebo ; rdfs:label "placebo" .
conditions:ALS a mnd:Condition ; rdfs:label "ALS" .
trials:T a mnd:ClinicalTrial ; rdfs:label "T" ; mnd:arm <{BASE}trials/T#a>, <{BASE}trials/T#p> ;
  mnd:population <{BASE}trials/T#all> ; mnd:effect <{BASE}trials/T#e> .
<{BASE}trials/T#all> a mnd:EnrolledPopulation ; mnd:condition conditions:ALS .
<{BASE}trials/T#a> a mnd:Arm ; mnd:role mnd:role-EXPERIMENTAL ; mnd:regimen <{BASE}trials/T#ar> .
<{BASE}trials/T#ar> a mnd:Regimen ; mnd:component <{BASE}trials/T#c1>, <{BASE}trials/T#c2> .
<{BASE}trials/T#c1> a mnd:Regimen ; mnd:intervention interventions:drug .
<{BASE}trials/T#c2> a mnd:Regimen ; mnd:intervention interventions:background .
<{BASE}trials/T#p> a mnd:Arm ; mnd:role mnd:role-PLACEBO_COMPARATOR ;
  mnd:regimen <{BASE}trials/T#pr> .
<{BASE}trials/T#pr> a mnd:Regimen ; mnd:intervention interventions:background,
  interventions:placebo .
<{BASE}trials/T#e> a mnd:EffectEstimate ; mnd:treatedArm <{BASE}trials/T#a> ;
  mnd:primaryEndpoint true ; mnd:met false .
"""
PROPOSITION = f"""
propositions:P a mnd:Proposition ; rdfs:label "It helps." ; mnd:intervention interventions:drug ;
  mnd:condition conditions:ALS ; mnd:expects mnd:expects-benefit ;
  mnd:evidenceLine <{BASE}propositions/P#for>, <{BASE}propositions/P#against> .
<{BASE}propositions/P#for> a mnd:EvidenceLine ; mnd:direction mnd:direction-supports ;
  mnd:item publications:old .
<{BASE}propositions/P#against> a mnd:EvidenceLine ; mnd:direction mnd:direction-disputes ;
  mnd:item <{BASE}trials/T#e> .
publications:old a mnd:Publication ; mnd:publicationStatus mnd:publicationStatus-retracted .
"""


def elements(turtle: str) -> list[Node | Edge]:
    quads = list(parse(PREFIXES + turtle, format=RdfFormat.TURTLE))
    return list(entities(Statements([*quads, *doubts(Statements(quads))])))


def edges(turtle: str, relation: str) -> list[Edge]:
    return [e for e in elements(turtle) if isinstance(e, Edge) and e.relation == relation]


def test_a_proposition_is_one_edge_with_its_evidence_counted_on_both_sides() -> None:
    assert edges(TRIAL + PROPOSITION, "studied-for") == [
        Edge(
            "propositions:P",
            "Proposition",
            "interventions:drug",
            "studied-for",
            "conditions:ALS",
            {
                "disputes": 1,
                "doubts": ("publications:old (retracted)",),
                "evidence": ("propositions:P#against", "propositions:P#for"),
                "expects": "benefit",
                "neutral": 0,
                "says": "It helps.",
                "sources": ("publications:old",),
                "supportedBy": ("publications:old",),
                "supports": 1,
                "trials": ("trials:T",),
            },
        )
    ]


def test_an_edge_of_a_trial_keeps_its_id_and_how_the_primary_endpoint_came_out() -> None:
    assert edges(TRIAL, "in-trial-for") == [
        Edge(
            "interventions:drug--in-trial-for--conditions:ALS--trials:T",
            "ClinicalTrial",
            "interventions:drug",
            "in-trial-for",
            "conditions:ALS",
            {"primaryEndpoint": "missed", "trial": "trials:T"},
        )
    ]


def test_what_the_controls_are_given_too_is_not_on_trial() -> None:
    assert [(e.target, e.attributes["role"]) for e in edges(TRIAL, "gives")] == [
        ("interventions:background", ("EXPERIMENTAL", "PLACEBO_COMPARATOR")),
        ("interventions:placebo", ("PLACEBO_COMPARATOR",)),
    ]
    assert [e.target for e in edges(TRIAL, "tests")] == ["interventions:drug"]


def test_an_unsigned_step_has_no_sign() -> None:
    step = """edges:E a mnd:MechanismEdge ; mnd:from interventions:drug ; mnd:to targets:T ;
      mnd:relation mnd:relation-binds ; mnd:basis mnd:basis-measured .
      targets:T a mnd:Target ; rdfs:label "T" ."""
    assert edges(TRIAL + step, "binds") == [
        Edge(
            "edges:E",
            "MechanismEdge",
            "interventions:drug",
            "binds",
            "targets:T",
            {"basis": "measured", "disputes": 0, "neutral": 0, "supports": 0},
        )
    ]


def test_nothing_is_said_to_treat_anything(kg: KnowledgeGraph) -> None:
    relations = {e.relation for e in entities(kg.statements) if isinstance(e, Edge)}
    assert not any("treat" in relation or "cure" in relation for relation in relations)


def test_nodes_and_edges_come_sorted_and_no_edge_leads_nowhere(kg: KnowledgeGraph) -> None:
    found = list(entities(kg.statements))
    nodes = [e.id for e in found if isinstance(e, Node)]
    links = [e for e in found if isinstance(e, Edge)]
    assert nodes == sorted(set(nodes))
    assert [e.id for e in links] == sorted({e.id for e in links})
    assert {end for e in links for end in (e.source, e.target)} <= set(nodes)


def test_every_proposition_and_every_step_is_an_edge_of_the_entities(kg: KnowledgeGraph) -> None:
    ids = {e.id for e in entities(kg.statements) if isinstance(e, Edge)}
    records = kg.query("SELECT ?p { ?p a/rdfs:subClassOf* mnd:Proposition }")
    assert {row[0] for row in records.texts()} - ids == set()


def test_the_full_view_keeps_digits_and_refers_by_edges() -> None:
    text = f"""{PREFIXES}
    <e:g> {{
      <{BASE}trials/T#e> a mnd:EffectEstimate ; mnd:value 3.50 ; mnd:analysed 60 ; mnd:met true ;
      mnd:unit "m", "s" ; mnd:ofArm <{BASE}trials/T#a> ;
      skos:exactMatch <http://purl.obolibrary.org/obo/CHEBI_28115> . }}"""
    lines = to_nquads(parse(text, format=RdfFormat.TRIG)).splitlines(keepends=True)
    assert list(full(lines)) == [
        Node(
            "trials:T#e",
            "EffectEstimate",
            "trials:T#e",
            {
                "analysed": 60,
                "exactMatch": "CHEBI:28115",
                "met": True,
                "unit": ("m", "s"),
                "value": Decimal("3.50"),
            },
        ),
        Edge(
            "trials:T#e--ofArm--trials:T#a",
            "EffectEstimate",
            "trials:T#e",
            "ofArm",
            "trials:T#a",
            {},
        ),
    ]


@pytest.mark.parametrize("view", ["entities", "full"])
def test_networkx_has_the_nodes_and_edges_of_the_view(mini: KnowledgeGraph, view: str) -> None:
    graph = mini.to_networkx(view)
    lines = to_nquads(mini.quads()).splitlines(keepends=True)
    found = list(entities(mini.statements) if view == "entities" else full(lines))
    assert list(graph.nodes) == [e.id for e in found if isinstance(e, Node)]
    assert sorted(key for _, _, key in graph.edges) == sorted(
        e.id for e in found if isinstance(e, Edge)
    )


def test_what_is_no_number_stays_a_text_in_the_full_view() -> None:
    said = [
        f'<{TRIAL_IRI}> <e:p> "{text}"^^<http://www.w3.org/2001/XMLSchema#{kind}> <e:g> .\n'
        for kind, text in (("boolean", "yes"), ("decimal", "few"), ("integer", "some"))
    ]
    (node,) = full(line.encode() for line in said)
    assert node.attributes == {"e:p": ("few", "some", "yes")}


def test_the_full_view_has_every_statement_of_a_record(mini: KnowledgeGraph) -> None:
    graph = mini.to_networkx("full")
    arm = "trials:NCT03548311#placebo"
    told = {(key, target) for _, target, key in graph.out_edges(arm, keys=True)}
    assert graph.nodes[arm]["role"] == "PLACEBO_COMPARATOR"
    assert f"{arm}--regimen--{arm}-regimen" in {key for key, _ in told}


def test_an_unknown_view_is_refused(mini: KnowledgeGraph) -> None:
    with pytest.raises(ValueError, match="entities, full"):
        mini.to_networkx("entitys")


def test_the_page_names_every_relation_and_every_attribute_that_is_no_key(
    kg: KnowledgeGraph,
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "network.md").read_text("utf-8")
    told = set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", page, flags=re.DOTALL)))
    found = list(entities(kg.statements))
    relations = {
        edge.relation for edge in found if isinstance(edge, Edge) and edge.type != "MechanismEdge"
    }
    attributes = {key for element in found for key in element.attributes}
    assert relations - told == set()
    assert attributes - vocabulary().keys.keys() - told == set()
