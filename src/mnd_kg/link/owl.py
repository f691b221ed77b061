"""OWL in RDF/XML or Turtle, read triple by triple, with the annotations of OBO and SKOS."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from mnd_kg.errors import SourceError
from mnd_kg.identifiers import identifier
from mnd_kg.link.terms import Synonym, Terms
from mnd_kg.rdf import text
from mnd_kg.vocabulary import RDF_TYPE, RDFS_LABEL

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Quad

    from mnd_kg.link.terms import Scope, Term

_OBO = "http://purl.obolibrary.org/obo/"
_IN_OWL = "http://www.geneontology.org/formats/oboInOwl#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
LABELS = {RDFS_LABEL, _SKOS + "prefLabel"}
SYNONYMS: dict[str, Scope] = {
    _IN_OWL + "hasExactSynonym": "exact",
    _IN_OWL + "hasBroadSynonym": "broad",
    _IN_OWL + "hasNarrowSynonym": "narrow",
    _IN_OWL + "hasRelatedSynonym": "related",
    _SKOS + "altLabel": "exact",
}
XREFS = {_IN_OWL + "hasDbXref", _SKOS + "exactMatch"}
REPLACED_BY = _OBO + "IAO_0100001"
ALTERNATIVE_ID = _IN_OWL + "hasAlternativeId"
DEPRECATED = _OWL + "deprecated"
_CLASSES = {_OWL + "Class", _OWL + "NamedIndividual", _SKOS + "Concept"}


def read_owl(path: Path, stream: IO[bytes], form: RdfFormat) -> Terms:
    """Return the terms of an ontology: its classes, individuals and concepts.

    Names in other languages than English are left out.

    Raises:
        SourceError: if the file is not in that format.
    """
    found = Terms(path, whole=True)
    members: set[str] = set()
    retired: list[tuple[str, str]] = []
    try:
        for quad in parse(stream, format=form):
            if isinstance(quad.subject, NamedNode):
                _take(found, quad, members, retired)
    except SyntaxError as error:
        raise SourceError(f"{path}: this cannot be read as {form.name}: {error}") from error
    found.terms = {curie: term for curie, term in found.terms.items() if curie in members}
    for old, new in retired:
        found.retire(old, new)
    return found


def _take(found: Terms, quad: Quad, members: set[str], retired: list[tuple[str, str]]) -> None:
    """Note what one triple says of a term, or of the ontology."""
    subject, prop, value = text(quad.subject), quad.predicate.value, quad.object
    if prop == RDF_TYPE and isinstance(value, NamedNode):
        if value.value in _CLASSES:
            members.add(identifier(subject))
        elif value.value == _OWL + "Ontology":
            found.name = subject
    elif prop == _OWL + "versionIRI" or (prop == _OWL + "versionInfo" and not found.version):
        found.version = text(value)
    elif isinstance(value, NamedNode | Literal) and prop in _NOTED:
        if isinstance(value, Literal) and value.language not in (None, "en"):
            return
        term = found.term(identifier(subject))
        if prop == ALTERNATIVE_ID:
            retired.append((identifier(value.value), term.id))
        else:
            note(term, prop, value.value)


def note(term: Term, prop: str, value: str) -> None:
    """Note the value of an annotation property of a term."""
    if prop in LABELS:
        term.label = term.label or value
    elif prop in SYNONYMS:
        term.synonyms.append(Synonym(value, SYNONYMS[prop]))
    elif prop in XREFS:
        term.xrefs.append(identifier(value))
    elif prop == REPLACED_BY:
        term.replaced_by.append(identifier(value))
    elif prop == DEPRECATED:
        term.obsolete = value in ("true", "1")


_NOTED = LABELS | SYNONYMS.keys() | XREFS | {REPLACED_BY, ALTERNATIVE_ID, DEPRECATED}
