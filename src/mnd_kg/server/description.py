"""What the endpoint says of itself, in the words of SPARQL 1.1 Service Description."""

from __future__ import annotations

from pyoxigraph import RdfFormat, parse

from mnd_kg.catalogue import DATASET
from mnd_kg.query import Triples

_DESCRIPTION = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX formats: <http://www.w3.org/ns/formats/>
[] a sd:Service ;
  sd:endpoint <{url}> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML,
    formats:SPARQL_Results_CSV, formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples,
    formats:RDF_XML, formats:JSON-LD ;
  sd:defaultDataset <{dataset}> .
<{dataset}> a sd:Dataset .
"""


def described(url: str, format: str) -> bytes:
    """Return the description of the endpoint at an address, as turtle, ntriples or another one."""
    text = _DESCRIPTION.format(url=url, dataset=DATASET)
    triples = (quad.triple for quad in parse(text, format=RdfFormat.TURTLE))
    return Triples(tuple(triples)).serialize(format)
