"""Findings: facts about what is wrong with the data, each with where and what to do."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How grave a finding is. Only errors stop a build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong with one record.

    >>> print(Finding("trials/X.yaml", 3, Severity.ERROR, "trials:X", "Give the trial a phase."))
    trials/X.yaml:3: error: trials:X: Give the trial a phase.
    """

    path: str
    line: int
    severity: Severity
    record: str
    message: str

    def __str__(self) -> str:
        """Return the finding on one line, whatever its message holds."""
        message = " ".join(self.message.split())
        return f"{self.path}:{self.line}: {self.severity}: {self.record}: {message}"

    def as_json(self) -> dict[str, Any]:
        """Return the finding as it stands in ``--format json``."""
        return asdict(self)


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return those findings that stop a build."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return a suggestion to end a message with, or nothing if no word is near.

    >>> did_you_mean("pahse", ["phase", "status"])
    ' Did you mean `phase`?'
    >>> did_you_mean("xyz", ["phase", "status"])
    ''
    """
    near = get_close_matches(word, sorted(words), n=1, cutoff=0.6)
    return f" Did you mean `{near[0]}`?" if near else ""
