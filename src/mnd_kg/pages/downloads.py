"""The files for machines: the whole graph, its description, the ontology and its companions."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from mnd_kg.catalogue import describe
from mnd_kg.layout import ONTOLOGY, SCHEMAS
from mnd_kg.pages.links import ALIGNMENTS
from mnd_kg.pages.ontology import ontology_page
from mnd_kg.rdf import written

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg.store import BuiltGraph

FILES = {
    "ontology.html": "the ontology: each class and property with its definition",
    "values.html": "the values of its enumerations, each with its definition",
    "ontology.ttl": "the ontology in Turtle",
    "ontology.jsonld": "the ontology in JSON-LD",
    "terms.ttl": "the labels and the hierarchy of the terms of others to which ours are mapped",
    ALIGNMENTS: "our terms in Biolink, schema.org, NCIT, OBI and SEPIO, in SSSOM",
    "shapes.ttl": "what a record must have, in SHACL",
    "context.jsonld": "the keys of records, as a JSON-LD context",
    "prefixes.jsonld": "the prefixes of identifiers, as a JSON-LD context",
    "void.ttl": "the catalogue: what is in the graph and whereto it links, in VoID and DCAT",
    "void.jsonld": "the catalogue in JSON-LD",
    "graph.nq": "the whole graph as sorted N-Quads, a named graph a record",
    "schemas/index.html": "the JSON of the answers of commands, in JSON Schema",
}


def write_downloads(graph: BuiltGraph, site: Path) -> None:
    """Write the files that the start page names, but for pages made by templates."""
    (site / "ontology.html").write_bytes(ontology_page())
    shutil.copyfile(ONTOLOGY / "mnd.ttl", site / "ontology.ttl")
    triples = parse(path=ONTOLOGY / "mnd.ttl", format=RdfFormat.TURTLE)
    (site / "ontology.jsonld").write_bytes(written((q.triple for q in triples), RdfFormat.JSON_LD))
    for name in FILES:
        if (ONTOLOGY / name).is_file():
            shutil.copyfile(ONTOLOGY / name, site / name)
    description = describe(graph)
    (site / "void.ttl").write_bytes(description.serialize("turtle"))
    (site / "void.jsonld").write_bytes(description.serialize("jsonld"))
    shutil.copyfile(graph.nquads, site / "graph.nq")
    shutil.copytree(SCHEMAS, site / "schemas")
