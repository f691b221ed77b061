"""Records, their parts and the terms of the ontology, compared key by key."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from mnd_kg.rdf import text
from mnd_kg.vocabulary import BASE, GRAPH, RDF_TYPE, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

Facts = dict[str, tuple[str, ...]]
"""The values of a thing by key, sorted; references are IRIs, and numbers are as written."""

CHANGES = ("added", "removed", "changed", "renamed", "deprecated", "reviewed")
# Who looked at a record and when says nothing about what it says.
BOOKKEEPING = {"curator", "curatedOn", "checkedOn"}
Content = frozenset[tuple[str, str, str]]


@dataclass(frozen=True)
class KeyChange:
    """What one key said before, and what it says now."""

    key: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the change as it stands in ``--format json``."""
        return {"key": self.key, "before": list(self.before), "after": list(self.after)}


@dataclass(frozen=True)
class Change:
    """A record, a part or a term that is not as it was."""

    id: str
    class_name: str
    change: str
    """One of `CHANGES`; `reviewed` where only the curator or a day of curation differs."""
    was: str = ""
    """The id that it had before, if that changed."""
    replaced_by: tuple[str, ...] = ()
    keys: tuple[KeyChange, ...] = ()
    parts: tuple[Change, ...] = ()

    @property
    def kind(self) -> str:
        """The folder of the record, `ontology` of a term of ours, or `terms` of one elsewhere."""
        prefix = self.id.partition(":")[0]
        if prefix in vocabulary().folders:
            return prefix
        return "ontology" if prefix == "mnd" else "terms"

    def as_json(self) -> dict[str, Any]:
        """Return the change as it stands in ``--format json``."""
        return {
            "id": self.id,
            "type": self.class_name,
            "change": self.change,
            "was": self.was,
            "replacedBy": list(self.replaced_by),
            "keys": [key.as_json() for key in self.keys],
            "parts": [part.as_json() for part in self.parts],
        }


def stated(quads: Iterable[Quad]) -> dict[str, Facts]:
    """Return what is stated by records and the ontology, and not derived, by subject and key."""
    words = vocabulary()
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        derived = text(quad.graph_name).startswith(GRAPH + "derived/")
        if isinstance(quad.subject, NamedNode) and not derived:
            prop = quad.predicate.value
            key = "type" if prop == RDF_TYPE else words.key_names.get(prop) or words.contract(prop)
            found[quad.subject.value][key].add(text(quad.object))
    return {
        subject: {key: tuple(sorted(values)) for key, values in facts.items()}
        for subject, facts in found.items()
    }


def compare(old: dict[str, Facts], new: dict[str, Facts]) -> list[Change]:
    """Return the records and terms that are not as they were, by kind and id."""
    renamed = _renamed(old, new)
    old = {renamed.get(thing, thing): _translated(facts, renamed) for thing, facts in old.items()}
    was = {now: before for before, now in renamed.items()}
    found = []
    for record, things in _by_record({*old, *new}).items():
        own = _change(record, old, new, was)
        changes = (_change(part, old, new, was) for part in sorted(things - {record}))
        whole = _with_parts(own, tuple(part for part in changes if part.change))
        if whole.change:
            found.append(whole)
    return sorted(found, key=lambda change: (change.kind, change.id))


def _record(thing: str) -> str:
    # Terms of other ontologies may have fragments too, and are no parts.
    return thing.partition("#")[0] if thing.startswith(BASE) else thing


def _change(
    thing: str, old: dict[str, Facts], new: dict[str, Facts], was: dict[str, str]
) -> Change:
    """Return how one thing changed; `change` is empty where it did not."""
    words = vocabulary()
    before, after = old.get(thing, {}), new.get(thing, {})
    keys = tuple(
        KeyChange(key, _shown(before.get(key, ())), _shown(after.get(key, ())))
        for key in sorted({*before, *after}, key=lambda key: (words.order.get(key, 999), key))
        if _without_parts(before, key, thing, new) != _without_parts(after, key, thing, old)
    )
    change = "changed" if keys else ""
    if not before or not after:
        change = "added" if after else "removed"
    elif after.get("deprecated") == ("true",) and before.get("deprecated") != ("true",):
        change = "deprecated"
    elif thing in was:
        change = "renamed"
    elif keys and all(key.key in BOOKKEEPING for key in keys):
        change = "reviewed"
    return Change(
        words.contract(thing),
        "/".join(_shown((after or before).get("type", ()))),
        change,
        words.contract(was.get(thing, "")),
        _shown(after.get("replacedBy", ())),
        keys,
    )


def _without_parts(facts: Facts, key: str, thing: str, other: dict[str, Facts]) -> list[str]:
    """Return the values of a key without the parts that only one side has: they are told apart."""
    part = _record(thing) + "#"
    return [v for v in facts.get(key, ()) if not v.startswith(part) or v in other]


def _with_parts(record: Change, parts: tuple[Change, ...]) -> Change:
    if not parts or record.change in ("added", "removed", "deprecated", "renamed"):
        return replace(record, parts=parts)
    reviewed = record.change in ("", "reviewed") and all(p.change == "reviewed" for p in parts)
    return replace(record, change="reviewed" if reviewed else "changed", parts=parts)


def _shown(values: Iterable[str]) -> tuple[str, ...]:
    words = vocabulary()
    return tuple(words.term(v).removeprefix("mnd:") if v.startswith("http") else v for v in values)


def _renamed(old: dict[str, Facts], new: dict[str, Facts]) -> dict[str, str]:
    """Return the new ids of what is only called otherwise: all that it says is the same.

    A record that only has another id is found by what it and its parts say, a part by what it
    says within its record; where two say the same, neither is taken for the other.
    """
    before, after = _by_record(old), _by_record(new)
    found = _pairs(
        {record: _content(parts, old) for record, parts in before.items() if record not in after},
        {record: _content(parts, new) for record, parts in after.items() if record not in before},
    )
    for record, now in list(found.items()):
        found.update((part, now + part.removeprefix(record)) for part in before[record])
    for record in before.keys() & after.keys():
        gone, come = before[record] - after[record], after[record] - before[record]
        found |= _pairs(
            {part: _content({part}, old) for part in gone},
            {part: _content({part}, new) for part in come},
        )
    return found


def _by_record(things: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for thing in things:
        found[_record(thing)].add(thing)
    return found


def _content(parts: set[str], things: dict[str, Facts]) -> Content:
    """Return what a record or one part says, without the names of the record and its parts."""
    (record,) = {_record(part) for part in parts}
    whole = len(parts) > 1 or record in parts

    def nameless(iri: str) -> str:
        local = iri == record or iri.startswith(record + "#")
        return iri if not local else iri.removeprefix(record) if whole else "#"

    return frozenset(
        (nameless(part), key, nameless(value))
        for part in parts
        for key, values in things[part].items()
        if key not in BOOKKEEPING
        for value in values
    )


def _pairs(old: dict[str, Content], new: dict[str, Content]) -> dict[str, str]:
    """Return what says the same on both sides, where only one thing on each says it."""
    times = Counter([*old.values(), *new.values()])
    found = {content: thing for thing, content in new.items()}
    return {
        thing: found[content]
        for thing, content in old.items()
        if content in found and times[content] == 2
    }


def _translated(facts: Facts, renamed: dict[str, str]) -> Facts:
    """Return facts with the ids that things have now."""
    return {
        key: tuple(sorted(renamed.get(value, value) for value in values))
        for key, values in facts.items()
    }
