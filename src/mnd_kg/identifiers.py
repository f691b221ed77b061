"""Identifiers as others write them: MESH:D000690, MIM:105400, Orphanet:803, an IRI.

Sources differ in the case and the name of a prefix. What they mean is one of ours where we have
the prefix, and stays as it is where we have not.
"""

from __future__ import annotations

import re
from functools import cache

from mnd_kg.vocabulary import vocabulary

# Names that the Bioregistry gives as synonyms of the prefix, or that data sets use beside it.
SYNONYMS = {
    "db": "drugbank",
    "icd11.foundation": "icd11",
    "mim": "omim",
    "msh": "mesh",
    "nci": "NCIT",
    "ncithesaurus": "NCIT",
    "omimps": "omim.ps",
    "ordo": "ORPHA",
    "orphanet": "ORPHA",
    "pmid": "pubmed",
    "sctid": "snomedct",
    "umls_cui": "umls",
    "uniprotkb": "uniprot",
}
# A phenotypic series, which many write as an entry of OMIM: entries have digits alone.
_SERIES = re.compile(r"omim(?:\.ps)?:PS(\d+)", re.IGNORECASE)
_OBO = re.compile(r"http://purl\.obolibrary\.org/obo/([A-Za-z]+)_(\w+)")


def identifier(written: str) -> str:
    """Return the CURIE that a source's CURIE or IRI stands for, with our prefix where we have one.

    >>> identifier("MESH:D000690"), identifier("Orphanet:803"), identifier("UBERON:0002240")
    ('mesh:D000690', 'ORPHA:803', 'UBERON:0002240')
    >>> identifier("http://purl.obolibrary.org/obo/DOID_332"), identifier("OMIM:PS105400")
    ('DOID:332', 'omim.ps:105400')
    """
    if written.startswith(("http://", "https://")):
        short = vocabulary().contract(written)
        match = _OBO.fullmatch(short)
        return f"{match[1]}:{match[2]}" if match else short
    prefix, colon, local = written.partition(":")
    if not colon:
        return written
    curie = f"{_prefixes().get(prefix.casefold(), prefix)}:{local}"
    series = _SERIES.fullmatch(curie)
    return f"omim.ps:{series[1]}" if series else curie


@cache
def _prefixes() -> dict[str, str]:
    return {name.casefold(): name for name in vocabulary().prefixes} | SYNONYMS
