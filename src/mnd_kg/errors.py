"""What stops a command. What is wrong with data is a Finding, not an exception.

MndKgError
├── RecordError            a record that must be read cannot be (also ValueError)
├── InvalidDataError       the data has findings, so nothing was built
├── NoGraphError           there is no built graph to open
├── UnknownEntityError     no entity has that name or identifier
├── UnknownQueryError      no named query of that name, or no parameter of that name
├── QueryError             SPARQL that cannot be parsed or may not be run
├── SourceError            a file of another registry or data set is not what it should be
├── EndpointError          an endpoint cannot be reached, or refuses
├── UnsupportedFormatError no such format, or not for this kind of answer
└── SettingError           a wrong path, parameter or option
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mnd_kg.findings import Finding


class MndKgError(Exception):
    """Anything that stops a command and that the user can do something about."""


class RecordError(MndKgError, ValueError):
    """A record cannot be read or rewritten."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line


class InvalidDataError(MndKgError):
    """The data has findings of severity error, so nothing was built."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)


class NoGraphError(MndKgError):
    """There is no built graph where one was looked for."""


class UnknownEntityError(MndKgError, LookupError):
    """No entity of the graph has that name or identifier."""


class UnknownQueryError(MndKgError, LookupError):
    """No named query, or no parameter of it, has that name."""


class QueryError(MndKgError, ValueError):
    """The SPARQL cannot be parsed, or asks for what is refused."""


class SourceError(MndKgError, ValueError):
    """A file of another registry or data set is broken, or is something else."""


class EndpointError(MndKgError):
    """An endpoint cannot be reached, or refuses what it is sent."""


class UnsupportedFormatError(MndKgError, ValueError):
    """No such format, or not one for this kind of answer."""


class SettingError(MndKgError, ValueError):
    """A path, parameter or option does not fit."""
