"""The audit: what the sources say, recomputed.

A rule is one small function from the statements of a graph to checks; it finds what it binds by
class and key, and knows no record. The ontology says of each rule what it checks, by which formula,
with which tolerance and why, and on what that rests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg.audit import (
    dates,
    documents,
    doses,
    endpoints,
    people,
    rates,
    results,
    significance,
    sources,
    standard_errors,
    superlatives,
)
from mnd_kg.audit.rule import (
    INCONSISTENT,
    NOT_CHECKABLE,
    QUALIFIED,
    VERDICTS,
    Check,
    Rule,
    fact,
)

if TYPE_CHECKING:
    from mnd_kg.statements import Statements

RULES: tuple[Rule, ...] = (
    *results.RULES,
    *significance.RULES,
    *standard_errors.RULES,
    *people.RULES,
    *rates.RULES,
    *doses.RULES,
    *dates.RULES,
    *sources.RULES,
    *endpoints.RULES,
    *documents.RULES,
    *superlatives.RULES,
)
"""Every rule, in the order in which people read of them."""
REMAINDER = "no-second-number"
_NUMERIC = {
    "EffectEstimate": ("value", "ciLow", "pValue", "posteriorProbability"),
    "PooledEstimate": ("value",),
    "OutcomeResult": ("value",),
    "AdverseEventResult": ("affected", "percentage"),
    "ChangeRate": ("value",),
    "Quantity": ("value", "low"),
}
"""The classes of numeric results, and the keys of which one makes it numeric."""


def audit(said: Statements) -> list[Check]:
    """Return every check of a graph, by rule and target.

    Each numeric result has at least one: what no rule reaches is not checkable.
    """
    checks = [check for rule in RULES for check in rule.checks(said)]
    return sorted([*checks, *_unreached(said, checks)], key=lambda check: check.id)


def _unreached(said: Statements, checks: list[Check]) -> list[Check]:
    """Return a check of each numeric result that no rule reached."""
    reached = {check.target for check in checks}
    used = {given.subject for check in checks for given in check.inputs}
    found = []
    for name, keys in _NUMERIC.items():
        for part in said.of_class(name):
            given = [value for key in keys if (value := fact(said, part, key))]
            if given and part not in reached:
                reported = ", ".join(f"{value.key} {value}" for value in given)
                reason = "the graph has no second number from which this one follows"
                if part in used:
                    reason += "; others are held against it"
                check = Check(
                    part, NOT_CHECKABLE, reported, "", reason, tuple(given), REMAINDER, "1"
                )
                found.append(check)
    return found


__all__ = [
    "INCONSISTENT",
    "NOT_CHECKABLE",
    "QUALIFIED",
    "REMAINDER",
    "RULES",
    "VERDICTS",
    "Check",
    "Rule",
    "audit",
]
