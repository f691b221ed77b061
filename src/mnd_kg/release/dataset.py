"""The data set as catalogues describe it: VoID for what is in it, DCAT for how to get it.

The files of a release are named as seen from the description, so that it holds wherever the folder
is put.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from mnd_kg import checksums
from mnd_kg.rdf import text
from mnd_kg.release.metadata import CC_BY
from mnd_kg.vocabulary import BASE, MND, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mnd_kg.release.facts import Facts
    from mnd_kg.store import BuiltGraph

NAME = "void.ttl"
_PREFIXES = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def write(facts: Facts, graph: BuiltGraph, files: dict[str, str], folder: Path) -> None:
    """Write the description of the data set.

    Args:
        facts: what the release is.
        graph: the graph that it holds.
        files: the media type of each file that holds all of the graph.
        folder: the release.
    """
    blocks = [_dataset(facts, graph, files), *_distributions(files, folder)]
    content = _PREFIXES + "".join(f"\n{block}\n" for block in blocks)
    (folder / NAME).write_bytes(content.encode())


def _dataset(facts: Facts, graph: BuiltGraph, files: Iterable[str]) -> str:
    triples = {quad.triple for quad in graph.quads()}
    classes = Counter(text(t.object) for t in triples if t.predicate.value == RDF_TYPE)
    properties = Counter(t.predicate.value for t in triples)
    said = [
        "a void:Dataset, dcat:Dataset",
        f"dcterms:title {Literal(facts.title, language='en')}",
        f"dcterms:description {Literal(facts.description, language='en')}",
        *(f"dcterms:creator [ a foaf:Agent ; foaf:name {Literal(a)} ]" for a in facts.authors),
        f'dcterms:issued "{facts.day}"^^xsd:date',
        f"dcterms:license <{CC_BY}>",
        f"dcat:version {Literal(facts.version)}",
        *(f"dcat:keyword {Literal(word, language='en')}" for word in facts.keywords),
        f"void:uriSpace {Literal(BASE)}",
        f"void:vocabulary <{MND}>",
        f"void:triples {len(triples)}",
        f"void:distinctSubjects {len({t.subject for t in triples})}",
        f"void:classes {len(classes)}",
        f"void:properties {len(properties)}",
        *(f"void:classPartition [ void:class <{c}> ; void:entities {n} ]" for c, n in _by(classes)),
        *(
            f"void:propertyPartition [ void:property <{p}> ; void:triples {n} ]"
            for p, n in _by(properties)
        ),
        *(f"void:dataDump <{name}> ; dcat:distribution <{name}#distribution>" for name in files),
    ]
    return f"<{BASE}> " + " ;\n    ".join(said) + " ."


def _by(counts: Counter[str]) -> Iterator[tuple[str, int]]:
    return iter(sorted(counts.items()))


def _distributions(files: dict[str, str], folder: Path) -> Iterator[str]:
    for name, media_type in files.items():
        yield (
            f"<{name}#distribution> a dcat:Distribution ;\n"
            f"    dcat:downloadURL <{name}> ; dcat:mediaType <{_MEDIA_TYPES}{media_type}> ;\n"
            f"    dcat:byteSize {(folder / name).stat().st_size} ; dcterms:license <{CC_BY}> ;\n"
            f"    spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha256 ;\n"
            f'      spdx:checksumValue "{checksums.digest(folder / name)}"^^xsd:hexBinary ] .'
        )
