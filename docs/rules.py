"""The rules of the audit for people: each with a real example, and what was found behind checks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from mnd_kg.audit import NOT_CHECKABLE, REMAINDER, RULES, VERDICTS
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    import mnd_kg
    from mnd_kg.audit.graph import Checked

JUDGEMENTS = Path(__file__).parent / "audit-judgements.yaml"


def judgements() -> list[dict[str, str]]:
    """Return what a person found behind each check that came out inconsistent."""
    found: list[dict[str, str]] = yaml.safe_load(JUDGEMENTS.read_text(encoding="utf-8"))
    return found


def text(kg: mnd_kg.KnowledgeGraph, ask: str) -> str:
    """Return all rules with their examples, or the judgements as a table."""
    if ask == "judgements":
        rows = ["| check | wrong | what was found |", "| --- | --- | --- |"]
        rows += [f"| {j['check']} | {j['wrong']} | {j['statement']} |" for j in judgements()]
        return "\n".join(rows) + "\n"
    by_rule: dict[str, list[Checked]] = {}
    for found in kg.audit().verdicts:
        by_rule.setdefault(found.check.rule, []).append(found.check)
    names = [rule.id for rule in RULES] + [REMAINDER]
    return "\n".join(line for name in names for line in _told(name, by_rule.get(name, [])))


def _told(name: str, checks: list[Checked]) -> Iterator[str]:
    words = vocabulary().rules[name]
    counts = Counter(check.verdict for check in checks)
    yield f"### {words.label[0].upper()}{words.label[1:]}\n"
    yield f"{words.definition}\n"
    yield f"- formula: {words.formula}"
    yield f"- tolerance: {words.tolerance}"
    yield f"- after: <{words.source}>"
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict])
    yield f"- in this graph: {told or 'nothing that it binds'}"
    # What could not be checked is an example only where nothing else is.
    if checks:
        example = min(checks, key=lambda check: check.verdict == NOT_CHECKABLE)
        yield f"- example, `{vocabulary().contract(example.target)}`: {example}"
    yield ""
