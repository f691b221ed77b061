"""What a question bears on: what lies above and below a condition, and beside an intervention."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mnd_kg.statements import Statements


def wider(said: Statements, condition: str) -> list[str]:
    """Return a condition and all that it is a kind of, the nearest first."""
    found = [condition]
    for seen in found:
        found += [above for above in said.values(seen, "broader") if above not in found]
    return found


def narrower(said: Statements, condition: str) -> list[str]:
    """Return a condition and all its kinds, the nearest first."""
    found = [condition]
    for seen in found:
        found += [below for below in said.users(seen, "broader") if below not in found]
    return found


def kin(said: Statements, condition: str) -> list[str]:
    """Return the conditions under a common one: who has another of them does not have this."""
    return narrower(said, wider(said, condition)[-1])


def forms(said: Statements, intervention: str) -> list[str]:
    """Return an intervention, its formulations, and what it is a formulation of."""
    others = said.users(intervention, "formulationOf"), said.values(intervention, "formulationOf")
    return [intervention, *others[0], *others[1]]
