"""Records as RDF: the statements that a record makes, and the line of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
import yaml
from pyoxigraph import RdfFormat
from rdflib.compare import isomorphic

from mnd_kg.dataset import to_nquads
from mnd_kg.rdf import text, written
from mnd_kg.records import Record, read_text
from mnd_kg.vocabulary import BASE, vocabulary

TRIAL = """\
id: trials:T
type: ClinicalTrial
label: JETALS
cites:
- pubmed:35532908
- publications:oki-2022
checkedAgainst: none
unchecked:
- startDate
- sponsor
phase: PHASE3
startDate: 2017-10
participants: 130
arm:
- id: "#active"
  type: Arm
  label: 50 mg
  regimen:
    id: "#regimen"
    type: Regimen
    intervention: interventions:mecobalamin
    dose: 50
    unit: '[iU]'
- id: "#placebo"
  type: Arm
effect:
  id: "#effect"
  type: EffectEstimate
  treatedArm: "#active"
  referenceArm: trials:T#placebo
  value: 1.970
  ciHigh: 3.50
  pComparator: less-than
  primaryEndpoint: true
"""
PREFIXES = {
    "t": "https://w3id.org/mnd-kg/trials/T",
    "m": "https://w3id.org/mnd-kg/ontology/",
    "a": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Each line is a triple with the names above in place of their IRIs.
TRIPLES = """\
t a m:ClinicalTrial
t label "JETALS"
t m:cites <https://pubmed.ncbi.nlm.nih.gov/35532908>
t m:cites <https://w3id.org/mnd-kg/publications/oki-2022>
t m:checkedAgainst m:checkedAgainst-none
t m:unchecked m:startDate
t m:unchecked m:sponsor
t m:phase m:phase-PHASE3
t m:startDate "2017-10"^^<http://id.loc.gov/datatypes/edtf/EDTF>
t m:participants "130"^^xsd:integer
t m:arm t:#active
t m:arm t:#placebo
t m:effect t:#effect
t:#active a m:Arm
t:#active label "50 mg"
t:#active m:regimen t:#regimen
t:#regimen a m:Regimen
t:#regimen m:intervention <https://w3id.org/mnd-kg/interventions/mecobalamin>
t:#regimen m:dose "50"^^xsd:decimal
t:#regimen m:unit "[iU]"
t:#placebo a m:Arm
t:#effect a m:EffectEstimate
t:#effect m:treatedArm t:#active
t:#effect m:referenceArm t:#placebo
t:#effect m:value "1.970"^^xsd:decimal
t:#effect m:ciHigh "3.50"^^xsd:decimal
t:#effect m:pComparator m:comparator-less-than
t:#effect m:primaryEndpoint "true"^^xsd:boolean
"""
HEAD = "id: trials:T\ntype: ClinicalTrial\n"


def record(source: str) -> Record:
    return read_text(source.encode(), Path("trials/T.yaml"), "trials/T.yaml")


def term(name: str) -> str:
    literal, types, datatype = name.partition("^^")
    if types:
        return f"{literal}^^{term(datatype)}"
    prefix, _, rest = name.partition(":")
    return f"<{PREFIXES[prefix]}{rest}>" if prefix in PREFIXES else name


def test_a_record_is_exactly_these_quads_with_numbers_as_they_were_written() -> None:
    graph = "<https://w3id.org/mnd-kg/graph/trials/T>"
    expected = sorted(
        " ".join([*map(term, line.split(" ", 2)), graph, ".\n"]) for line in TRIPLES.splitlines()
    )
    assert to_nquads(record(TRIAL).quads).decode() == "".join(expected)


def json_ld_by_rdflib(source: str) -> rdflib.Graph:
    document = yaml.load(source, Loader=yaml.BaseLoader)
    context = [*vocabulary().jsonld_context, {"@base": BASE + "trials/T"}]
    data = json.dumps({"@context": context, **document})
    return rdflib.Graph().parse(data=data, format="json-ld")


def every_value_of_every_enumeration() -> str:
    keys = [key for key in vocabulary().keys.values() if key.values]
    return HEAD + "".join(f"{key.name}: [{', '.join(key.values)}]\n" for key in keys)


def every_key_as_a_value() -> str:
    return f"{HEAD}confirmed: [{', '.join(vocabulary().keys)}]\n"


@pytest.mark.parametrize(
    "source",
    [TRIAL, every_value_of_every_enumeration(), every_key_as_a_value()],
    ids=["a trial", "every enumeration", "every key"],
)
def test_another_json_ld_processor_reads_the_same_graph(source: str) -> None:
    ours = record(source)
    assert ours.findings == []
    triples = written([quad.triple for quad in ours.quads], RdfFormat.N_TRIPLES)
    assert isomorphic(rdflib.Graph().parse(data=triples, format="nt"), json_ld_by_rdflib(source))


@pytest.mark.parametrize(
    "source",
    [TRIAL, every_value_of_every_enumeration(), every_key_as_a_value()],
    ids=["a trial", "every enumeration", "every key"],
)
def test_every_statement_has_its_own_line(source: str) -> None:
    found = record(source)
    statements = {tuple(map(text, quad.triple)) for quad in found.quads}
    assert statements - set(found.positions) == set()


def test_a_statement_is_found_on_its_line_else_on_its_key_else_on_its_node() -> None:
    found, node = record(TRIAL), BASE + "trials/T"
    cites = vocabulary().expand("mnd:cites")
    assert found.line(node, cites, BASE + "publications/oki-2022") == 6
    assert found.line(node, cites, "https://example.org/") == 4
    assert found.line(node + "#regimen", vocabulary().expand("mnd:route")) == 19
    assert found.line(node + "#nobody") is None
