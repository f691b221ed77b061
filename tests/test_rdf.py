"""RDF as it is written for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.compare import isomorphic

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph

QUERY = (
    'CONSTRUCT { conditions:ALS a ?class ; mnd:date "2016"^^edtf:EDTF } { conditions:ALS a ?class }'
)


def test_turtle_declares_the_prefixes_that_it_uses(mini: KnowledgeGraph) -> None:
    told = mini.construct(QUERY).serialize("turtle").decode("utf-8").splitlines()
    declared = [line.split()[1] for line in told if line.startswith("@prefix")]
    assert declared == ["conditions:", "edtf:", "mnd:", "rdf:"]


@pytest.mark.parametrize(("format", "form"), [("turtle", "turtle"), ("rdfxml", "xml")])
def test_what_is_written_with_prefixes_is_the_same_graph(
    format: str, form: str, kg: KnowledgeGraph
) -> None:
    found = kg.construct("CONSTRUCT { ?s ?p ?o } { ?s a mnd:Regimen ; ?p ?o }")
    plain = rdflib.Graph().parse(data=found.serialize("ntriples"), format="nt")
    assert len(plain) > 1000
    assert isomorphic(rdflib.Graph().parse(data=found.serialize(format), format=form), plain)
