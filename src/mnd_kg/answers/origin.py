"""Where a part of an answer comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.doubts import doubts_about
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.statements import Statements


@dataclass(frozen=True)
class Origin:
    """The part of a record that says something, with its sources and how far it was checked."""

    id: str
    cites: tuple[str, ...]
    checked: str
    """`primary`, `secondary`, or `none` for not yet checked."""
    unchecked: tuple[str, ...] = ()
    """The keys of the part that nobody has compared with a source yet."""
    checks: tuple[tuple[str, str], ...] = ()
    """Each check of the part with its verdict."""
    doubts: tuple[tuple[str, str], ...] = ()
    """Each publication that was retracted, corrected or is under concern, and on which it rests."""

    def as_json(self) -> dict[str, Any]:
        """Return the origin as it stands in ``--format json``."""
        return {
            "id": self.id,
            "cites": list(self.cites),
            "checked": self.checked,
            "unchecked": list(self.unchecked),
            "checks": [{"id": check, "verdict": verdict} for check, verdict in self.checks],
            "doubts": [{"id": cited, "status": status} for cited, status in self.doubts],
        }

    def __str__(self) -> str:
        """Return the sources with what a reader must know of them."""
        checked = "not yet checked" if self.checked == "none" else f"checked: {self.checked}"
        remarks = [checked, *(f"{cited} is {status}" for cited, status in self.doubts)]
        remarks += [f"audit: {verdict}" for _, verdict in self.checks if verdict == "inconsistent"]
        return f"{', '.join(self.cites) or self.id} ({'; '.join(remarks)})"


def origin(statements: Statements, part: str) -> Origin:
    """Return where a part comes from.

    A part that cites nothing, or does not say how far it was checked, has that from what holds it.
    A search rests on what was searched, and an evidence line that cites nothing on its items.
    """
    words = vocabulary()
    cites = _own(statements, part) or statements.nearest(part, "cites")
    checks = statements.users(part, "checks")
    return Origin(
        id=words.contract(part),
        cites=tuple(words.contract(cited) for cited in cites),
        checked=next(iter(statements.nearest(part, "checkedAgainst")), "none"),
        unchecked=tuple(statements.values(part, "unchecked")),
        checks=tuple(
            (words.contract(check), statements.value(check, "verdict")) for check in checks
        ),
        doubts=tuple(
            (words.contract(publication), state)
            for publication, state in doubts_about(statements, part)
        ),
    )


def _own(statements: Statements, part: str) -> list[str]:
    """Return what a part itself says that it rests on."""
    if named := statements.values(part, "searched") or statements.values(part, "cites"):
        return named
    items = statements.values(part, "item")
    return sorted(
        {source for item in items for source in statements.nearest(item, "cites") or [item]}
    )
