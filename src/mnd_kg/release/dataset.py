"""How to get a release, as catalogues describe it in DCAT: its files and their checksums.

The files are named as seen from the description, so that it holds wherever the folder is put. What
is in the graph is said beside it, in VoID, as `mnd-kg describe` has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from mnd_kg import checksums
from mnd_kg.catalogue import DATASET
from mnd_kg.licences import CC_BY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mnd_kg.release.facts import Facts

NAME = "dcat.ttl"
_PREFIXES = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def write(facts: Facts, files: dict[str, str], folder: Path) -> None:
    """Write the description of a release.

    Args:
        facts: what the release is.
        files: the media type of each file that holds all of the graph.
        folder: the release.
    """
    blocks = [_dataset(facts, files), *_distributions(files, folder)]
    content = _PREFIXES + "".join(f"\n{block}\n" for block in blocks)
    (folder / NAME).write_bytes(content.encode())


def _dataset(facts: Facts, files: Iterable[str]) -> str:
    said = [
        "a dcat:Dataset",
        f"dcterms:title {Literal(facts.title, language='en')}",
        f"dcterms:description {Literal(facts.description, language='en')}",
        *(f"dcterms:creator [ a foaf:Agent ; foaf:name {Literal(a)} ]" for a in facts.authors),
        f'dcterms:issued "{facts.day}"^^xsd:date',
        f"dcterms:license <{CC_BY}>",
        f"dcat:version {Literal(facts.version)}",
        *(f"dcat:keyword {Literal(word, language='en')}" for word in facts.keywords),
        *(f"void:dataDump <{name}> ; dcat:distribution <{name}#distribution>" for name in files),
    ]
    return f"<{DATASET}> " + " ;\n    ".join(said) + " ."


def _distributions(files: dict[str, str], folder: Path) -> Iterator[str]:
    for name, media_type in files.items():
        yield (
            f"<{name}#distribution> a dcat:Distribution ;\n"
            f"    dcat:downloadURL <{name}> ; dcat:mediaType <{_MEDIA_TYPES}{media_type}> ;\n"
            f"    dcat:byteSize {(folder / name).stat().st_size} ; dcterms:license <{CC_BY}> ;\n"
            f"    spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha256 ;\n"
            f'      spdx:checksumValue "{checksums.digest(folder / name)}"^^xsd:hexBinary ] .'
        )
