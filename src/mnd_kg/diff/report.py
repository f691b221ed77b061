"""The difference as people read it: a summary first, then every change, in words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mnd_kg.diff.things import BOOKKEEPING, CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mnd_kg.diff.difference import Difference
    from mnd_kg.diff.things import Change

# Of a whole record that came or went, these parts are counted: alone they say nothing.
_SCAFFOLD = {"Authorship", "Arm", "Regimen", "TrialPeriod", "Membership"}
_SCAFFOLD |= {"StudyPopulation", "EnrolledPopulation", "AnalysisPopulation"}
# How a record is named and was checked is not repeated with what it says.
_ASIDE = BOOKKEEPING | {"type", "label", "title", "checkedAgainst", "checkedPage", "confirmed"}
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")


class Line(NamedTuple):
    """One change, in words."""

    kind: str
    change: str
    thing: str
    record: str
    """The name of the record."""
    part: str
    """The name of the part, if it is one."""
    key: str
    before: str
    after: str


def lines(difference: Difference) -> Iterator[Line]:
    """Give every change of a record, a part or a term, by kind."""
    for kind, group in groupby(difference.things, key=lambda thing: thing.kind):
        together: dict[str, list[str]] = {}
        for thing in group:
            # What a vocabulary elsewhere says of its terms is no news of ours.
            if thing.change == "reviewed" or kind == "terms":
                together.setdefault(thing.change, []).append(thing.id)
            else:
                yield from _thing(thing, kind, difference.labels)
        for change, names in sorted(together.items()):
            yield Line(kind, change, _counted(kind, names), "", "", "", "", ", ".join(names))


def _counted(kind: str, names: list[str]) -> str:
    """Return how many things changed in a way that is told of all of them together."""
    if kind == "terms":
        return f"terms of other vocabularies: {len(names)}"
    return f"records of which only the curator or a day of curation differs: {len(names)}"


def _thing(thing: Change, kind: str, labels: dict[str, str]) -> Iterator[Line]:
    record, hash_mark, _ = thing.id.partition("#")
    name = labels.get(thing.id, thing.class_name) if hash_mark else ""
    head = (kind, thing.change, thing.id, labels.get(record, ""), name)
    whole = thing.change in ("added", "removed")
    if whole:
        said, fate = _said(thing, labels), _fate(thing)
        yield Line(*head, "", *(("", said) if thing.change == "added" else (said, fate)))
    if thing.was:
        yield Line(*head, "id", thing.was, thing.id)
    if thing.change == "deprecated":
        instead = ", ".join(_named(value, thing.id, labels) for value in thing.replaced_by)
        yield Line(*head, "", "", f"retired; {instead or 'nothing'} replaces it")
    for key in () if whole else thing.keys:
        sides = (_values(values, thing.id, labels) for values in (key.before, key.after))
        yield Line(*head, key.key, *sides)
    for part in thing.parts:
        if not (whole and part.class_name in _SCAFFOLD):
            yield from _thing(part, kind, labels)


def _fate(thing: Change) -> str:
    """Return what became of a record that is gone; records are retired, not deleted."""
    if "#" in thing.id:
        return ""
    retired = any(key.key == "deprecated" and key.before == ("true",) for key in thing.keys)
    instead = [value for key in thing.keys if key.key == "replacedBy" for value in key.before]
    if not retired:
        return "gone without having been retired"
    return f"was retired before; {', '.join(instead) or 'nothing'} replaces it"


def _said(thing: Change, labels: dict[str, str]) -> str:
    """Return what a thing that came or went says, on one line."""
    facts = [
        f"{key.key}: {_values(key.after or key.before, thing.id, labels)}"
        for key in thing.keys
        if key.key not in _ASIDE and not _only_parts(key.after or key.before, thing.id)
    ]
    counted = Counter(part.class_name for part in thing.parts if part.class_name in _SCAFFOLD)
    facts += [f"{name} ×{count}" for name, count in sorted(counted.items())]
    unnamed = "#" in thing.id and thing.id not in labels
    return "; ".join(facts if unnamed else [thing.class_name, *facts])


def _only_parts(values: Sequence[str], thing: str) -> bool:
    return all(value.startswith(thing.partition("#")[0] + "#") for value in values)


def _values(values: Iterable[str], thing: str, labels: dict[str, str]) -> str:
    return ", ".join(_named(value, thing, labels) for value in values)


def _named(value: str, thing: str, labels: dict[str, str]) -> str:
    record = thing.partition("#")[0]
    shown = value.removeprefix(record) if value.startswith(record + "#") else value
    return f"{shown} ({labels[value]})" if value in labels else shown


def summary(difference: Difference) -> list[list[str]]:
    """Return how many records and parts changed how, by kind, as rows for people."""
    return [
        [kind, *(str(number or "") for number in counts.values())]
        for kind, counts in difference.counts().items()
    ]


def sentences(difference: Difference) -> list[str]:
    """Return what the whole difference amounts to."""
    if not difference:
        return ["Both say the same."]
    verdicts = Counter((v.before or "none", v.after or "none") for v in difference.verdicts)
    found = [
        f"Statements added: {difference.statements_added}, "
        f"removed: {difference.statements_removed}, derived ones among them.",
        f"Questions that answer otherwise: {len(difference.answers)} of {difference.questions}.",
        f"Checks that changed their verdict: {len(difference.verdicts)}, "
        f"that did not: {difference.same_verdicts}.",
    ]
    return found + [
        f"Checks that went from {before} to {after}: {count}."
        for (before, after), count in sorted(verdicts.items())
    ]


def answer_rows(difference: Difference) -> Iterator[tuple[str, str, list[tuple[str, ...]]]]:
    """Give each question that answers otherwise: name, title, and rows that begin with the change.

    A row that changed stands twice, as it was and as it is.
    """
    for answer in difference.answers:
        rows = [("added", *row) for row in answer.added]
        rows += [("removed", *row) for row in answer.removed]
        for before, after in answer.changed:
            rows += [("before", *before), ("after", *after)]
        yield answer.query, answer.title, [("change", *answer.columns), *rows]


def verdict_rows(difference: Difference) -> list[list[str]]:
    """Return the checks whose verdict changed; new ones that are content are only counted."""
    return [
        [", ".join(verdict.checks), verdict.rule, verdict.before, verdict.after, verdict.reason]
        for verdict in difference.verdicts
        if verdict.before or verdict.after == "inconsistent"
    ]


def markdown(difference: Difference) -> str:
    """Return the difference as a release note."""
    found = [f"# What changed from {difference.old.name} to {difference.new.name}", ""]
    found += [f"- {sentence}" for sentence in sentences(difference)]
    if difference.things:
        found += ["", *_md_table([["kind", *CHANGES], *summary(difference)])]
    for kind, group in groupby(lines(difference), key=lambda line: line.kind):
        found += ["", f"## {kind}", ""]
        for record, changes in groupby(group, key=lambda line: line.thing.partition("#")[0]):
            found += _md_record(record, list(changes))
    if difference.answers:
        found += ["", "## Answers"]
    for query, title, rows in answer_rows(difference):
        found += ["", f"### {query}: {_md(title)}", "", *_md_table(rows)]
    if verdicts := verdict_rows(difference):
        head = ["part", "rule", "before", "after", "reason"]
        found += ["", "## Verdicts of checks", "", *_md_table([head, *verdicts])]
    return "\n".join(found) + "\n"


def _md_record(record: str, changes: list[Line]) -> Iterator[str]:
    """Give the changes of a record as a list under its name."""
    if changes[0].change == "reviewed" or changes[0].kind == "terms":
        for line in changes:
            yield f"- **{line.change}** {_md(line.thing)} ({_md(line.after)})"
        return
    yield f"- `{record}` {_md(changes[0].record)}".rstrip()
    for line in changes:
        part = f" `{line.thing.removeprefix(record)}` {_md(line.part)}" if line.part else ""
        key = f" *{line.key}*" if line.key else ""
        sides = " → ".join(_md(side) or "nothing" for side in (line.before, line.after))
        said = sides if line.key else _md(f"{line.before} {line.after}")
        yield f"  - **{line.change}**{part}{key}: {said}"


def _md_table(rows: Sequence[Sequence[str]]) -> list[str]:
    cells = [[_md(cell) for cell in row] for row in rows]
    return [
        "| " + " | ".join(row) + " |" for row in (cells[0], ["---"] * len(cells[0]), *cells[1:])
    ]


def _md(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
