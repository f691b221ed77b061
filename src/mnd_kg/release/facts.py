"""What is said of a release wherever it is described: title, version, date, who, licences."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import yaml

from mnd_kg.errors import SettingError
from mnd_kg.layout import ONTOLOGY
from mnd_kg.vocabulary import BASE

if TYPE_CHECKING:
    from pathlib import Path

# https://semver.org, without build metadata, which would not order releases.
_VERSION = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
)
CITATION = "CITATION.cff"


@dataclass(frozen=True)
class Facts:
    """The facts of one release; those that stay the same come from the citation file."""

    version: str
    day: date
    citation: str
    """The citation file of the checkout, as it is written."""

    @property
    def name(self) -> str:
        """The name of the folder."""
        return f"mnd-kg-{self.version}"

    @property
    def cited(self) -> dict[str, Any]:
        """The citation file, read."""
        found: dict[str, Any] = yaml.safe_load(self.citation)
        return found

    @property
    def title(self) -> str:
        """The title."""
        return str(self.cited["title"])

    @property
    def authors(self) -> list[str]:
        """Who is to be cited."""
        return [author["name"] for author in self.cited["authors"]]

    @property
    def keywords(self) -> list[str]:
        """The keywords."""
        return list(self.cited["keywords"])

    @property
    def description(self) -> str:
        """What the release is, in a few sentences."""
        return (
            "Trials, regulatory decisions, mechanisms and natural history of amyotrophic and "
            "primary lateral sclerosis as RDF: each claim with its sources, its numbers, the "
            "evidence for and against it, and how far it was checked. It is not medical advice."
        )

    @property
    def home(self) -> str:
        """The IRI under which everything is named."""
        return BASE


def facts(version: str, day: str | None, root: Path) -> Facts:
    """Return the facts of a release.

    Args:
        version: the version, as semver.org has it.
        day: the day; that of SOURCE_DATE_EPOCH, or of the commit, if none.
        root: the checkout.

    Raises:
        SettingError: if the version is none, or no day is to be had.
    """
    if not _VERSION.fullmatch(version):
        raise SettingError(f"`{version}` is no version: write one such as 1.2.0 or 1.2.0-rc.1.")
    path = ONTOLOGY.parent / CITATION
    if not path.is_file():
        raise SettingError("Releases are made in a checkout: there is no CITATION.cff here.")
    return Facts(version, _day(day, root), path.read_text(encoding="utf-8"))


def _day(given: str | None, root: Path) -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if given is not None:
            return date.fromisoformat(given)
        if epoch:
            return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError):
        raise SettingError(f"`{given or epoch}` is no day: write it as 2024-09-24.") from None
    command = ["git", "-C", str(root), "log", "-1", "--format=%cs"]
    try:
        done = subprocess.run(command, capture_output=True, text=True)  # noqa: S603
    except FileNotFoundError:
        done = None
    if done is None or done.returncode or not done.stdout.strip():
        raise SettingError("The day of the release is not known: give one with --date 2024-09-24.")
    return date.fromisoformat(done.stdout.strip())
