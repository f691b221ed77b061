"""Data of others as a named graph of its own, to be asked beside ours.

Nothing of it becomes a record: it keeps its identifiers, its licence and its source, and a query
that joins it says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from mnd_kg.identifiers import identifier
from mnd_kg.vocabulary import GRAPH, RDF_TYPE, RDFS_LABEL, vocabulary


@dataclass
class ImportedGraph:
    """A graph of imported statements, which begins with what is said of itself."""

    name: str
    """The end of its IRI, such as drugmechdb."""
    title: str
    licence: str
    source: str
    version: str = ""
    quads: list[Quad] = field(default_factory=list)

    def __post_init__(self) -> None:
        whole = NamedNode(self.iri)
        self.say(whole, RDF_TYPE, NamedNode(iri("prov:Entity")))
        self.say(whole, iri("dcterms:title"), Literal(self.title))
        self.say(whole, iri("dcterms:source"), NamedNode(self.source))
        if self.licence:
            self.say(whole, iri("dcterms:license"), NamedNode(self.licence))
        if self.version:
            self.say(whole, iri("schema:version"), Literal(self.version))

    @property
    def iri(self) -> str:
        """The IRI of the graph, under which its own parts have theirs."""
        return f"{GRAPH}imported/{self.name}"

    def say(self, subject: NamedNode, prop: str, value: NamedNode | Literal) -> None:
        """Add a statement."""
        self.quads.append(Quad(subject, NamedNode(prop), value, NamedNode(self.iri)))

    def label(self, thing: NamedNode, name: str | None) -> None:
        """Add the name of a thing, where it has one."""
        if name and name.strip():
            self.say(thing, RDFS_LABEL, Literal(" ".join(name.split())))


def iri(curie: str) -> str:
    """Return the IRI of a CURIE of ours."""
    return vocabulary().expand(curie)


def thing(written: str, prefixes: dict[str, str] | None = None) -> NamedNode | None:
    """Return the node of an identifier as a source writes it, or None where no prefix is known.

    Args:
        written: a CURIE or an IRI.
        prefixes: the source's own prefixes, for those that we have not.
    """
    curie = identifier(written)
    prefix, _, local = curie.partition(":")
    namespace = vocabulary().prefixes.get(prefix) or (prefixes or {}).get(prefix)
    if curie.startswith(("http:", "https:")):
        namespace, local = "", curie
    try:
        return None if namespace is None else NamedNode(namespace + local)
    except ValueError:
        return None
