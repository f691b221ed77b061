"""Rules of what a document states, against the records that it speaks of."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from mnd_kg.audit.rule import (
    CONSISTENT,
    INCONSISTENT,
    Check,
    Fact,
    Rule,
    fact,
    not_checkable,
    property_of,
)
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.statements import Statements

_OWN_RULES = ("author", "acronymExpansion", "decidedBy", "pValue", "label")
"""The properties whose statements have a rule of their own."""
_NAMES = ("journal", "volume", "issue", "pages", "date", "title", "groupAuthor", "brandName")
"""The properties whose values are names, of which one spelling is right."""
_SINGLE = (*_NAMES[:-1], "phase", "allocation", "relation", "condition", "regimen", "domain")
"""The properties that have one value."""


def statements(said: Statements, prop: str) -> Iterator[tuple[str, str]]:
    """Give each statement about a property, with its subject."""
    for statement in said.of_class("Statement"):
        if property_of(said, statement) == prop:
            yield statement, said.value(statement, "subject")


def cited_byline(said: Statements) -> Iterator[Check]:
    """Check the authors that a document cites, and their order, against the published byline."""
    for statement, paper in statements(said, "author"):
        cited = [
            Fact(statement, "objectText", name) for name in said.values(statement, "objectText")
        ]
        byline = sorted(
            (int(said.value(author, "position") or 0), said.value(author, "name"))
            for author in said.values(paper, "author")
        )
        names = [name for _, name in byline]
        published = [Fact(paper, "author", name) for name in names]
        if not names:
            yield not_checkable(statement, "the graph has no byline of the paper", *cited)
            continue
        strange = [name.text for name in cited if name.text not in names]
        found = len(cited) - len(strange)
        yield Check(
            target=statement,
            verdict=INCONSISTENT if strange else CONSISTENT,
            reported=f"{len(cited)} authors",
            computed=f"{found} of {len(cited)} are among the {len(names)} of the byline",
            reason=f"not in it: {', '.join(strange)}" if strange else "",
            inputs=(*cited, *published),
        )


def acronym_expansion(said: Statements) -> Iterator[Check]:
    """Check what an acronym is said to stand for against the trial's own words for it."""
    for statement, trial in statements(said, "acronymExpansion"):
        given, own = fact(said, statement, "objectText"), fact(said, trial, "acronymExpansion")
        title = fact(said, trial, "title")
        if given is None or own is None:
            yield not_checkable(statement, "the graph has no expansion of the acronym", given)
            continue
        known = [value for value in (own, title) if value]
        agree = any(_plain(given.text) == _plain(value.text) for value in known)
        yield Check(
            target=statement,
            verdict=CONSISTENT if agree else INCONSISTENT,
            reported=f"“{given}”",
            computed="; ".join(f"{_names(value)} “{value}”" for value in known),
            inputs=(given, *known),
        )
    for trial in said.of_class("ClinicalTrial"):
        acronym, own = fact(said, trial, "acronym"), fact(said, trial, "acronymExpansion")
        if acronym and own:
            letters, words = _letters(acronym.text), _letters(own.text)
            yield Check(
                target=trial,
                verdict=CONSISTENT if _in_order(letters, words) else INCONSISTENT,
                reported=acronym.text,
                computed=f"its letters, in order, in “{own}”",
                inputs=(acronym, own),
            )


def _names(value: Fact) -> str:
    return "the registered title is" if value.key == "title" else "the trial spells it"


def _plain(text: str) -> str:
    """Return a text without case, accents and punctuation."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"\w+", bare.casefold()))


def _letters(text: str) -> str:
    return _plain(text).replace(" ", "")


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def deciding_body(said: Statements) -> Iterator[Check]:
    """Check that whoever is said to have decided decides on such things in that jurisdiction."""
    events = {event: event for event in said.of_class("RegulatoryEvent")}
    told = dict(statements(said, "decidedBy"))
    for target, event in (events | told).items():
        key = "decidedBy" if target == event else "object"
        body = fact(said, target, key)
        if body is None:
            continue
        kind = said.value(event, "kind")
        wanted = "reimburses" if "reimbursement" in kind or kind == "price-listing" else "decides"
        competence = said.values(body.text, "competence")
        places = set(said.values(event, "jurisdiction"))
        there = bool(places & set(said.values(body.text, "jurisdiction")))
        may = there and (wanted in competence or "decides" in competence)
        own = fact(said, event, "decidedBy") if target != event else None
        agree = may and (own is None or own.text == body.text)
        where = ", ".join(said.label(place) for place in sorted(places))
        does = " and ".join(competence) or "does nothing known"
        yield Check(
            target=target,
            verdict=CONSISTENT if agree else INCONSISTENT,
            reported=f"decided by {said.label(body.text)}",
            computed=f"it {does} {'there' if there else 'elsewhere'} ({where})",
            reason=f"the record has {said.label(own.text)}" if own and not agree else "",
            inputs=(body, *([own] if own else [])),
        )


def significance_without_numbers(said: Statements) -> Iterator[Check]:
    """Find results that a document calls significant, giving neither p-value nor interval."""
    for statement, effect in statements(said, "pValue"):
        text = fact(said, statement, "objectText")
        if text is None or re.search(r"\d", text.text):
            continue
        known = [fact(said, effect, key) for key in ("pValue", "ciLow", "ciHigh")]
        own = [value for value in known if value]
        shown = ", ".join(f"{value.key} {value}" for value in own)
        yield Check(
            target=statement,
            verdict=INCONSISTENT,
            reported=f"“{text}”",
            computed=f"no p-value and no interval stands by it; the record has {shown or 'none'}",
            reason="a test is significant at a level, and an interval leaves out a value or not",
            inputs=(text, *own),
        )


def statement_in_record(said: Statements) -> Iterator[Check]:
    """Check each plain fact that a document states against the record of its subject."""
    for statement in said.of_class("Statement"):
        key = property_of(said, statement)
        if key in _OWN_RULES:
            continue
        subject, thing = said.value(statement, "subject"), fact(said, statement, "object")
        text = None if thing else fact(said, statement, "objectText")
        given = thing or text
        own = [Fact(subject, key, value) for value in said.values(subject, key)]
        if given is None:
            continue
        if said.value(statement, "objectText") and key not in _NAMES:
            yield not_checkable(statement, "no rule can compare a statement in words", given, *own)
            continue
        values = {_compared(value.text) for value in own}
        missing = [v for v in said.values(statement, given.key) if _compared(v) not in values]
        if not own or (missing and not _one_alone(key, missing, own)):
            reason = "the record of the subject does not have it, which does not rule it out"
            yield not_checkable(statement, reason, given, *own)
            continue
        told = own if missing else [value for value in own if value.text == given.text] or own
        yield Check(
            target=statement,
            verdict=INCONSISTENT if missing else CONSISTENT,
            reported=f"{key} {_shown(said, given)}",
            computed=f"the record has {', '.join(_shown(said, value) for value in told)}",
            inputs=(given, *own),
        )


def _one_alone(key: str, missing: list[str], own: list[Fact]) -> bool:
    """Tell whether a key has one right value, so that another in the record rules it out.

    A paper has one identifier in each registry of identifiers.
    """
    if key == "exactMatch":
        prefix = vocabulary().contract(missing[0]).partition(":")[0]
        return any(vocabulary().contract(value.text).startswith(f"{prefix}:") for value in own)
    return key in _SINGLE


def _compared(text: str) -> str:
    """Return a value as it is compared: a year is compared with the year of a day."""
    day = re.fullmatch(r"((?:19|20)\d\d)-\d\d(-\d\d)?", text)
    return day[1] if day else _plain(vocabulary().contract(text))


def _shown(said: Statements, value: Fact) -> str:
    return said.label(value.text) if value.text.startswith("http") else value.text


RULES = (
    Rule("cited-byline", "1", cited_byline),
    Rule("acronym-expansion", "1", acronym_expansion),
    Rule("deciding-body", "1", deciding_body),
    Rule("significance-without-numbers", "1", significance_without_numbers),
    Rule("statement-in-record", "1", statement_in_record),
)
