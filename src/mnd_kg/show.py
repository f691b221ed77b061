"""One record, readable: what it is, its facts with their evidence, and what refers to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from mnd_kg.audit import INCONSISTENT, QUALIFIED, VERDICTS
from mnd_kg.audit.graph import Checked, checks_of
from mnd_kg.audit.rule import CHECKS
from mnd_kg.doubts import DOUBTFUL, DOUBTS
from mnd_kg.rdf import select, text
from mnd_kg.resolve import resolve
from mnd_kg.vocabulary import BASE, GRAPH, MND, RDF_TYPE, RDFS_LABEL, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad, Store

    from mnd_kg.store import BuiltGraph

# How a fact was checked stands after the facts themselves, and before the parts.
_CHECKS = ("note", "cites", "locator", "checkedAgainst", "checkedPage", "checkedOn", "confirmed")
_SHORT = 60
_FEW = 10
"""So many checks are shown whole; of more, those alone that found something."""
MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
_MAPPINGS = """SELECT * WHERE {
  ?mapping owl:annotatedSource <%s> ; owl:annotatedProperty ?how ; owl:annotatedTarget ?other ;
    mnd:checkedAgainst ?checkedAgainst ; sssom:confidence ?confidence ; pav:authoredOn ?date .
  OPTIONAL { ?mapping sssom:object_label ?label }
  OPTIONAL { ?mapping sssom:object_source ?source }
  OPTIONAL { ?mapping sssom:object_source_version ?version }
  OPTIONAL { ?mapping rdfs:comment ?comment }
  OPTIONAL { ?mapping sssom:predicate_modifier ?denied }
} ORDER BY ?how ?other"""
_INSIDE = """SELECT DISTINCT ?whole WHERE {
  ?whole dcterms:isPartOf <%s> OPTIONAL { ?whole mnd:claim/mnd:charOffset ?at }
} ORDER BY ?at ?whole"""


@dataclass(frozen=True)
class Fact:
    """One value of a property: a text, a reference with its label, or a part with facts."""

    key: str
    text: str
    label: str = ""
    part: Description | None = None
    grounds: dict[str, str] = field(default_factory=dict)
    """What a mapping set says of the match beside its label."""
    iri: str = ""
    """What it refers to; an empty text for a value that is no reference."""

    def __str__(self) -> str:
        """Return the value as people read it."""
        shown = ("checkedAgainst", "comment")
        said = [self.label, *(self.grounds[key] for key in shown if key in self.grounds)]
        return f"{self.text} ({'; '.join(filter(None, said))})" if any(said) else self.text

    def as_json(self) -> Any:
        """Return the value as it stands in ``--format json``."""
        if self.part:
            return self.part.as_json()
        if self.label or self.grounds:
            return {"id": self.text, "label": self.label, **self.grounds}
        return self.text


@dataclass(frozen=True)
class Description:
    """A thing with its facts, numbers as they were written, and what refers to it."""

    id: str
    class_name: str
    label: str
    facts: list[Fact] = field(default_factory=list)
    referred_by: list[Fact] = field(default_factory=list)
    inside: list[Description] = field(default_factory=list)
    graph: str = ""
    """The version of the graph; an empty text for what stands inside another description."""
    checks: list[Checked] = field(default_factory=list)
    """What the audit found of the thing and its parts, the worst verdict first."""

    def as_json(self) -> dict[str, Any]:
        """Return the description as it stands in ``--format json``."""
        found: dict[str, Any] = {"graph": self.graph} if self.graph else {}
        found |= {"id": self.id, "type": self.class_name, "label": self.label}
        facts: dict[str, list[Any]] = {}
        for fact in self.facts:
            facts.setdefault(fact.key, []).append(fact.as_json())
        found["facts"] = facts
        if self.referred_by:
            found["referredBy"] = [
                {"id": fact.text, "label": fact.label, "key": fact.key} for fact in self.referred_by
            ]
        if self.checks:
            found["checks"] = [check.as_json() for check in self.checks]
        if self.inside:
            found["inside"] = [description.as_json() for description in self.inside]
        return found

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Give the description as lines of text, parts indented under their keys."""
        indent = "  " * depth
        head = f"{self.label} " if self.label else ""
        yield f"{indent}{head}({self.class_name}, {self.id})"
        for key, group in groupby(self.facts, key=lambda fact: fact.key):
            facts = list(group)
            texts = [str(fact) for fact in facts if not fact.part]
            if texts and max(map(len, texts)) <= _SHORT:
                texts = ["; ".join(texts)]
            for value in texts:
                yield f"{indent}  {key}: {value}"
            for fact in facts:
                if fact.part:
                    yield f"{indent}  {key}:"
                    yield from fact.part.lines(depth + 2)
        if self.checks:
            yield f"{indent}  audit: {_counted(self.checks)}"
            for check in self.checks:
                if check.verdict in (INCONSISTENT, QUALIFIED) or len(self.checks) <= _FEW:
                    yield f"{indent}    {vocabulary().contract(check.target)}: {check}"
        if self.referred_by:
            yield f"{indent}  referred to by:"
            for fact in self.referred_by:
                yield f"{indent}    {fact} as {fact.key}"
        for description in self.inside:
            yield ""
            yield from description.lines(depth)


def show(graph: BuiltGraph, name: str) -> Description:
    """Return the description of the thing that has a name or an identifier.

    Raises:
        UnknownEntityError: if nothing, or more than one thing, has that name.
    """
    iri = resolve(graph, name)
    description = _describe(graph, iri)
    _tell_grounds(graph.store, iri, description)
    wholes = [text(row["whole"]) for row in select(graph.store, _INSIDE % iri)]
    sections = [whole for whole in wholes if "#" not in whole]
    description.inside.extend(_describe(graph, section) for section in sections)
    description.referred_by.extend(_references(graph.store, iri, (iri, *sections)))
    return replace(description, graph=graph.version)


def _tell_grounds(store: Store, iri: str, description: Description) -> None:
    """Put to each match what its mapping says, and to the matches those that are denied."""
    words = vocabulary()
    denied: list[Fact] = []
    for row in select(store, _MAPPINGS % iri):
        key, other = words.term(text(row["how"])), words.contract(text(row["other"]))
        grounds = {
            name: words.term(text(row[name]))
            for name in ("checkedAgainst", "confidence", "source", "version", "date", "comment")
            if row[name] is not None
        }
        told = Fact(
            f"not {key}", other, text(row["label"]), grounds=grounds, iri=text(row["other"])
        )
        if row["denied"] is not None:
            denied.append(told)
            continue
        for place, fact in enumerate(description.facts):
            if (fact.key, fact.text) == (key, other):
                description.facts[place] = replace(told, key=key)
    matched = [n for n, fact in enumerate(description.facts, 1) if fact.key in MATCHES]
    at = max(matched, default=len(description.facts))
    description.facts[at:at] = denied


def _describe(graph: BuiltGraph, iri: str) -> Description:
    about: dict[str, list[Quad]] = {}
    record = iri.partition("#")[0]
    for quad in graph.quads_about(record):
        graph_name = text(quad.graph_name)
        derived = graph_name.startswith(GRAPH + "derived/") and not record.startswith(CHECKS)
        if graph_name == DOUBTS or not derived:
            about.setdefault(text(quad.subject), []).append(quad)
    seen: set[str] = set()
    description = _description(graph.store, iri, about, seen)
    description.checks.extend(checks_of(graph.store, seen))
    return description


def _counted(checks: list[Checked]) -> str:
    counts = Counter(check.verdict for check in checks)
    return ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict])


def _description(
    store: Store, thing: str, about: dict[str, list[Quad]], seen: set[str]
) -> Description:
    words = vocabulary()
    seen.add(thing)
    class_name = label = ""
    facts: list[Fact] = []
    quads = sorted(about.get(thing, []), key=lambda quad: _place(quad, about))
    for quad in quads:
        value, prop = quad.object, quad.predicate.value
        key = words.key_names.get(prop) or words.contract(prop).removeprefix("mnd:")
        if prop == RDF_TYPE:
            class_name = words.contract(text(value)).removeprefix("mnd:")
        elif prop == RDFS_LABEL:
            label = text(value)
        elif isinstance(value, Literal):
            facts.append(Fact(key, value.value))
        elif "#" in text(value) and text(value) in about and text(value) not in seen:
            part = _description(store, text(value), about, seen)
            facts.append(Fact(key, part.id, part=part))
        else:
            iri = text(value)
            facts.append(Fact(key, words.term(iri), _label(store, iri), iri=iri))
    return Description(words.contract(thing), class_name, label, facts)


def _references(store: Store, iri: str, own: tuple[str, ...]) -> list[Fact]:
    """Return what refers to a thing, apart from itself and what is inside it."""
    words = vocabulary()
    found = set()
    for quad in store.quads_for_pattern(None, None, NamedNode(iri)):
        source = text(quad.subject)
        if not source.startswith(BASE) or source.startswith(GRAPH):
            continue
        if source.partition("#")[0] in own:
            continue
        key = words.key_names.get(quad.predicate.value)
        if key:
            found.add((words.contract(source), key, _label(store, source)))
    return [
        Fact(key, source, label, iri=words.expand(source)) for source, key, label in sorted(found)
    ]


def _label(store: Store, iri: str) -> str:
    if not iri.startswith(BASE) or iri.startswith(MND):
        return ""
    for naming in (RDFS_LABEL, vocabulary().keys["title"].iri):
        for quad in store.quads_for_pattern(NamedNode(iri), NamedNode(naming), None):
            return _state(store, iri) + text(quad.object)
    return ""


def _state(store: Store, iri: str) -> str:
    """Return what is to be said before the title of a publication, as that it was retracted."""
    key = NamedNode(vocabulary().keys["publicationStatus"].iri)
    states = (
        vocabulary().term(text(quad.object))
        for quad in store.quads_for_pattern(NamedNode(iri), key, None)
    )
    return next((f"{state}: " for state in states if state in DOUBTFUL), "")


def _place(quad: Quad, about: dict[str, list[Quad]]) -> tuple[bool, bool, int, int]:
    """Return where a fact stands: by its key, and a part by its place in the document or order."""
    words = vocabulary()
    name = words.key_names.get(quad.predicate.value, "")
    part = [] if "#" not in text(quad.object) else about.get(text(quad.object), [])
    ordering = {words.keys[key].iri for key in ("charOffset", "position")}
    at = next((int(text(q.object)) for q in part if q.predicate.value in ordering), 0)
    return bool(part), name in _CHECKS, words.order.get(name, -1), at
