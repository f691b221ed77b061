"""A record or a part as its page shows it: facts, identifiers elsewhere, sources, and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from mnd_kg.answers.effects import arm_result, effect
from mnd_kg.answers.pooling import pooled
from mnd_kg.show import MATCHES
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mnd_kg.answers.effects import ArmResult, Effect
    from mnd_kg.answers.pooling import Pooled
    from mnd_kg.show import Description, Fact
    from mnd_kg.statements import Statements

Facts = dict[str, list["Fact"]]
# Who says it, where, and how far that was checked.
_SOURCES = (
    *("cites", "locator", "checkedAgainst", "checkedPage", "checkedOn", "confirmed", "unchecked"),
    *("curator", "curatedOn"),
)
_MATCHES = {*MATCHES, *(f"not {match}" for match in MATCHES)}
_MEASURED: dict[str, Callable[[Statements, str], Effect | ArmResult | Pooled]] = {
    "EffectEstimate": effect,
    "OutcomeResult": arm_result,
    "PooledEstimate": pooled,
}
# What a part without a label is called by; the first of them is not said again.
_HEADINGS = (
    *(("paraphrase",), ("statement",), ("name",), ("adverseEventTerm",)),
    *(("date", "kind"), ("searchedOn", "lookedFor")),
)


@dataclass(frozen=True)
class Card:
    """A thing, ready to be laid out."""

    id: str
    anchor: str
    """The end of its IRI, under which it stands on the page of its record."""
    class_name: str
    label: str
    told: str
    """A result in one line, as the answers tell it."""
    facts: Facts
    matches: list[Fact]
    sources: Facts
    """Nothing where they are those of what the part stands in."""
    parts: dict[str, list[Card]]


def card(
    said: Statements, thing: Description, around: Mapping[str, list[Fact]] | None = None
) -> Card:
    """Return a thing as its page shows it.

    Args:
        said: the statements of the graph.
        thing: its description.
        around: the sources of what it stands in.
    """
    by_key: Facts = {}
    for fact in thing.facts:
        by_key.setdefault(fact.key, []).append(fact)
    own = _sources(by_key, around or {})
    plain = {
        key: kept
        for key, facts in by_key.items()
        if key not in _MATCHES and (kept := [f for f in facts if not f.part])
    }
    parts = {
        key: [card(said, fact.part, own or around) for fact in found if fact.part]
        for key, found in groupby((f for f in thing.facts if f.part), key=lambda fact: fact.key)
    }
    anchor = thing.id.partition("#")[2]
    tell = _MEASURED.get(thing.class_name)
    return Card(
        id=thing.id,
        anchor=anchor,
        class_name=thing.class_name,
        label=thing.label or (_heading(plain) if anchor else ""),
        told=tell(said, vocabulary().expand(thing.id)).told() if tell else "",
        facts=plain,
        matches=[fact for fact in thing.facts if fact.key in _MATCHES],
        sources={} if own == around else own,
        parts=parts,
    )


def _sources(by_key: Facts, around: Mapping[str, list[Fact]]) -> Facts:
    """Take out of some facts what they rest on; what is not said there holds as around them."""
    own = {key: by_key.pop(key, []) for key in _SOURCES}
    if not any(own.values()):
        return {}
    return own | {key: own[key] or around.get(key, []) for key in ("cites", "checkedAgainst")}


def _heading(facts: Facts) -> str:
    """Take out of some facts what tells the part from its like, or return an empty text."""
    for keys in _HEADINGS:
        if keys[0] in facts:
            return " ".join(fact.label or fact.text for key in keys for fact in facts.pop(key, []))
    return ""
