"""Where each IRI of ours leads on this server, by the media type that is wanted.

The rules of ``docs/w3id/.htaccess`` lead to the same files from the permanent IRIs.
"""

from __future__ import annotations

import re

from mnd_kg.server.accept import chosen

_PAGE, _TURTLE, _JSONLD = "text/html", "text/turtle", "application/ld+json"
_SSSOM = "text/tab-separated-values"
_ENDINGS = {_TURTLE: ".ttl", _JSONLD: ".jsonld", _PAGE: ".html"}
_SLUG = r"[A-Za-z0-9][\w.-]*"
# What leads to one file, whatever is wanted of it.
_FILES = {
    r"(?:ontology|graph)/terms": "terms.ttl",
    r"ontology/alignments|graph/mappings/mnd": "alignments.sssom.tsv",
    r"shapes(?:/.*)?": "shapes.ttl",
    r"graph/derived/.*": "graph.nq",
    r"graph/ontology": "ontology.ttl",
    rf"graph/(?P<kind>[a-z]+)/(?P<slug>{_SLUG})": "{kind}/{slug}.ttl",
}
_ONTOLOGY = re.compile(r"ontology(?:/(?P<term>[\w.-]+))?/?")
_DATASET = re.compile(r"(?:dataset)?/?")
_RECORD = re.compile(rf"(?P<kind>[a-z]+)/(?P<slug>{_SLUG})")


def place(path: str, accept: str) -> str:
    """Return the file to which an IRI leads, from the start page, or an empty text.

    >>> place("trials/NCT03548311", "text/turtle")
    'trials/NCT03548311.ttl'

    Args:
        path: what stands behind https://w3id.org/mnd-kg/ in the IRI.
        accept: the media types that are wanted, as in HTTP.

    Raises:
        RefusedError: if there is nothing there that is wanted.
    """
    for pattern, file in _FILES.items():
        if match := re.fullmatch(pattern, path):
            return file.format(**match.groupdict())
    if _DATASET.fullmatch(path):
        ending = _wanted(accept)
        return "index.html" if ending == ".html" else f"void{ending}"
    if match := _ONTOLOGY.fullmatch(path):
        ending = _wanted(accept)
        if ending != ".html":
            return f"ontology{ending}"
        term = match["term"] or ""
        # The values of enumerations have a hyphen in their names.
        page = "values.html" if "-" in term else "ontology.html"
        return f"{page}#{term}" if term else page
    if match := _RECORD.fullmatch(path):
        more = {_SSSOM: ".sssom.tsv"} if match["kind"] == "mappings" else {}
        return f"{path}{_wanted(accept, more)}"
    return ""


def _wanted(accept: str, more: dict[str, str] | None = None) -> str:
    endings = {**(more or {}), **_ENDINGS}
    return endings[chosen(accept, endings)]
