"""The words that records and queries use: prefixes, keys, classes and enumerations.

Prefixes and keys come from the two JSON-LD contexts, everything else from ``mnd.ttl``.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from mnd_kg.layout import ONTOLOGY
from mnd_kg.namespaces import Namespaces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "https://w3id.org/mnd-kg/"
MND = BASE + "ontology/"
GRAPH = BASE + "graph/"
NO_RECORDS = (MND.removesuffix("/"), GRAPH)
"""How IRIs of ours begin that are no records: of the ontology, and of named graphs."""
ONTOLOGY_GRAPH = GRAPH + "ontology"
TERMS_GRAPH = GRAPH + "terms"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True)
class Key:
    """A key of a record, and the property that it stands for."""

    name: str
    iri: str
    datatype: str | None = None
    refers: bool = False
    """Whether the value is a reference or a part."""
    names_keys: bool = False
    """Whether the value is the name of another key."""
    values: tuple[str, ...] = ()
    """The values of the enumeration, if it is one."""
    stem: str = ""


@dataclass(frozen=True)
class RuleWords:
    """What the ontology says of a rule of the audit, or of a derivation."""

    label: str
    definition: str
    formula: str
    tolerance: str
    source: str


class Vocabulary(Namespaces):
    """The contexts and the ontology, read once."""

    def __init__(self, folder: Path = ONTOLOGY) -> None:
        self._folder = folder
        self.context: dict[str, Any] = _context(folder / "context.jsonld")
        prefixes = _context(folder / "prefixes.jsonld")
        super().__init__({name: term["@id"] for name, term in prefixes.items()})
        self.jsonld_context: list[dict[str, Any]] = [prefixes, self.context]

    @cached_property
    def ontology(self) -> list[Quad]:
        """The statements of ``mnd.ttl``, in their named graph."""
        return self._turtle("mnd.ttl", ONTOLOGY_GRAPH)

    @cached_property
    def terms(self) -> list[Quad]:
        """What other vocabularies say of their terms: ``terms.ttl``, in a graph of its own."""
        # Past states of the project may have none.
        written = (self._folder / "terms.ttl").is_file()
        return self._turtle("terms.ttl", TERMS_GRAPH) if written else []

    def _turtle(self, name: str, graph: str) -> list[Quad]:
        return [
            Quad(quad.subject, quad.predicate, quad.object, NamedNode(graph))
            for quad in parse(path=self._folder / name, format=RdfFormat.TURTLE)
        ]

    @cached_property
    def keys(self) -> dict[str, Key]:
        """The keys of records by name, in the order in which they are written."""
        found = {}
        for name, term in self.context.items():
            if name.startswith("@"):
                continue
            definition: dict[str, Any] = {"@id": term} if isinstance(term, str) else term
            iri = self.expand(definition["@id"]) if ":" in definition["@id"] else ""
            if not iri or iri in self.parents:
                continue
            kind = definition.get("@type")
            stem = definition.get("@context", {}).get("@vocab", "")
            found[name] = Key(
                name,
                iri,
                datatype=self.expand(kind) if kind and not kind.startswith("@") else None,
                refers=kind == "@id",
                names_keys=kind == "@vocab" and not stem,
                values=tuple(v for iri, v in self._notations.items() if iri == stem + v),
                stem=stem,
            )
        return found

    @cached_property
    def key_names(self) -> dict[str, str]:
        """The names of the keys by property."""
        return {key.iri: key.name for key in self.keys.values()}

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each key in a record: that of the context, behind id and type."""
        return {name: place for place, name in enumerate(["id", "type", *self.keys])}

    @cached_property
    def parents(self) -> dict[str, str]:
        """Each class of the ontology with its superclass, or an empty text at the top."""
        owl_class = "http://www.w3.org/2002/07/owl#Class"
        parents = {s: "" for s, p, o in self._triples if p == RDF_TYPE and o == owl_class}
        parents.update((s, o) for s, p, o in self._triples if p == _RDFS + "subClassOf")
        return parents

    @cached_property
    def classes(self) -> dict[str, str]:
        """The classes that a record or a part can have, by the name that records use."""
        return {
            name: self.expand(term)
            for name, term in self.context.items()
            if isinstance(term, str) and ":" in term and self.expand(term) in self.parents
        }

    @cached_property
    def _folders(self) -> dict[str, str]:
        return {s: o for s, p, o in self._triples if p == MND + "inFolder"}

    @cached_property
    def folders(self) -> dict[str, str]:
        """The folders of the data, which are the prefixes of records too, each with a class."""
        return {folder: named for named, folder in reversed(self._folders.items())}

    def folder_of(self, class_iri: str) -> str | None:
        """Return the folder in which records of a class stand, or None for a class of parts."""
        while class_iri and class_iri not in self._folders:
            class_iri = self.parents.get(class_iri, "")
        return self._folders.get(class_iri)

    @cached_property
    def dates(self) -> dict[str, tuple[str, str]]:
        """Each property of EDTF dates with those that hold its first and last day."""
        found: dict[str, list[str]] = {}
        for term in ("earliestAs", "latestAs"):
            for s, p, o in self._triples:
                if p == MND + term:
                    found.setdefault(s, []).append(o)
        return {prop: (bounds[0], bounds[1]) for prop, bounds in found.items()}

    @cached_property
    def domains(self) -> dict[str, frozenset[str]]:
        """The classes that each property is for; their subclasses may have it too."""
        found: dict[str, set[str]] = {}
        for s, p, o in self._triples:
            if p == self.prefixes["schema"] + "domainIncludes":
                found.setdefault(s, set()).add(o)
        return {prop: frozenset(classes) for prop, classes in found.items()}

    @cached_property
    def definitions(self) -> dict[str, str]:
        """What each term means."""
        return {s: o for s, p, o in self._triples if p == _SKOS + "definition"}

    @cached_property
    def labels(self) -> dict[str, str]:
        """How each term is called."""
        return {s: o for s, p, o in self._triples if p == RDFS_LABEL}

    @cached_property
    def leads_to(self) -> dict[str, str]:
        """The state that each kind of regulatory event leads to, by their notations."""
        return {
            self._notations[s]: self._notations[o]
            for s, p, o in self._triples
            if p == MND + "leadsTo"
        }

    @cached_property
    def rules(self) -> dict[str, RuleWords]:
        """The rules of the audit by their notation."""
        said: dict[str, dict[str, str]] = {}
        for s, p, o in self._triples:
            if s.startswith(MND + "rule-"):
                said.setdefault(s, {})[self.contract(p)] = o
        keys = ("rdfs:label", "skos:definition", "mnd:formula", "mnd:tolerance", "dcterms:source")
        return {
            words["skos:notation"]: RuleWords(*(words.get(key, "") for key in keys))
            for words in said.values()
        }

    @cached_property
    def _notations(self) -> dict[str, str]:
        return {s: o for s, p, o in self._triples if p == _SKOS + "notation"}

    @cached_property
    def _triples(self) -> list[tuple[str, str, str]]:
        return [
            (quad.subject.value, quad.predicate.value, quad.object.value)
            for quad in self.ontology
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
        ]

    def term(self, iri: str) -> str:
        """Return how people read an IRI: a value's notation, a key's name, else the CURIE.

        >>> vocabulary().term("https://w3id.org/mnd-kg/ontology/phase-PHASE3")
        'PHASE3'
        """
        return self._notations.get(iri) or self.key_names.get(iri) or self.contract(iri)


_reading_with: ContextVar[Vocabulary | None] = ContextVar("reading_with", default=None)


def vocabulary() -> Vocabulary:
    """Return the project's own vocabulary, or the one that records are being read with."""
    return _reading_with.get() or _own()


@contextmanager
def reading_with(other: Vocabulary) -> Iterator[None]:
    """Read records with another vocabulary, as those of the past with the keys that they had."""
    token = _reading_with.set(other)
    try:
        yield
    finally:
        _reading_with.reset(token)


@cache
def _own() -> Vocabulary:
    return Vocabulary()


def _context(path: Path) -> dict[str, Any]:
    context: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["@context"]
    return context
