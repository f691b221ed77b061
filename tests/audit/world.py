"""A small world of records, as rules see it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mnd_kg.audit import RULES
from mnd_kg.derive import dates
from mnd_kg.records import make_statements, parse
from mnd_kg.statements import Statements

if TYPE_CHECKING:
    from mnd_kg.audit import Check


def said(*records: str) -> Statements:
    """Return the statements of some records, written as curators write them."""
    parsed = [parse(record.encode(), Path("world.yaml"), "world.yaml") for record in records]
    assert [finding for record in parsed for finding in record.findings] == []
    make_statements(parsed)
    quads = [quad for record in parsed for quad in record.quads]
    return Statements([*quads, *dates(quads)])


def checks(rule: str, *records: str) -> list[Check]:
    """Return the checks that one rule makes."""
    (found,) = (known for known in RULES if known.id == rule)
    return list(found.checks(said(*records)))


def verdicts(rule: str, *records: str) -> list[str]:
    """Return the verdicts of one rule."""
    return [check.verdict for check in checks(rule, *records)]
