"""Which checks came, went, or changed their verdict."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.statements import Statements


@dataclass(frozen=True)
class VerdictChange:
    """A check whose verdict is not as it was; a check that is only on one side has one verdict."""

    id: str
    rule: str
    checks: tuple[str, ...]
    """What it checks: a part, and the claims that state it."""
    before: str
    after: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        """Return the change as it stands in ``--format json``."""
        return {**asdict(self), "checks": list(self.checks)}


def compare_verdicts(before: Statements, after: Statements) -> tuple[list[VerdictChange], int]:
    """Return the checks whose verdict changed, by rule and part, and how many stayed the same."""
    were, are = before.of_class("Check"), after.of_class("Check")
    short = vocabulary().contract
    found = []
    for check in {*were, *are}:
        said = after if check in set(are) else before
        verdicts = before.value(check, "verdict"), after.value(check, "verdict")
        if verdicts[0] != verdicts[1]:
            checked = tuple(short(thing) for thing in said.values(check, "checks"))
            head = (short(check), said.value(check, "rule"), checked)
            found.append(VerdictChange(*head, *verdicts, said.value(check, "reason")))
    same = len({*were, *are}) - len(found)
    return sorted(found, key=lambda change: (change.rule, change.checks, change.id)), same
