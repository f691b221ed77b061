"""The loss ledger: what a format could not carry, how many statements, and why."""

from __future__ import annotations

from collections import Counter
from typing import Any


class Ledger:
    """Counts what an export leaves behind.

    >>> ledger = Ledger()
    >>> ledger.lose("ciLow", "an edge has no interval")
    >>> ledger.lose("ciLow", "an edge has no interval", 2)
    >>> ledger.as_json()
    [{'what': 'ciLow', 'statements': 3, 'why': 'an edge has no interval'}]
    """

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def lose(self, what: str, why: str, statements: int = 1) -> None:
        """Note that statements are not in the export, or not wholly.

        Args:
            what: the key, class or aspect that is lost.
            why: the reason, in words of the format.
            statements: of how many statements; none is no loss.
        """
        if statements:
            self._counts[what, why] += statements

    def as_json(self) -> list[dict[str, Any]]:
        """Return the losses in order of their names; an empty list says that nothing is lost."""
        return [
            {"what": what, "statements": count, "why": why}
            for (what, why), count in sorted(self._counts.items())
        ]
