"""The records of a graph, each with all that its page says, read once for all pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from mnd_kg.audit.graph import Checked, checks_of
from mnd_kg.audit.rule import CHECKS
from mnd_kg.export.by_record import by_record
from mnd_kg.nquads import quads
from mnd_kg.show import Description, show
from mnd_kg.store import BuiltGraph
from mnd_kg.vocabulary import BASE, MND, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import Quad

MAPPINGS = BASE + "mappings/"
_TITLES = {
    "access": "Ways of access",
    "check": "Audit rules",
    "criteria": "Diagnostic criteria",
    "decisions": "Decisions of regulators",
    "edges": "Steps of mechanisms",
    "measures": "Outcome measures",
    "paths": "Mechanism paths",
}


@dataclass(frozen=True)
class HeldGraph(BuiltGraph):
    """A built graph with the statements about each record at hand."""

    @cached_property
    def records(self) -> dict[str, list[Quad]]:
        """The statements about each thing that has a page: records, mapping sets, audit rules."""
        homes = (CHECKS, *(f"{BASE}{folder}/" for folder in vocabulary().folders))
        found = {
            iri: quads(chain.from_iterable(said.values()))
            for iri, said in by_record(self.lines())
            if iri.startswith(homes)
        }
        return dict(sorted(found.items()))

    def quads_about(self, iri: str) -> list[Quad]:
        """Return the statements about a record and its parts, without reading the file again."""
        return self.records.get(iri, [])

    @cached_property
    def day(self) -> date | None:
        """The last day on which a record was reviewed: what changes with time is told for it."""
        days = (
            day
            for subject, key, _ in self.statements.counts()
            if key == "curatedOn"
            for day in self.statements.values(subject, key)
        )
        last = max(days, default="")
        return date.fromisoformat(last) if last else None

    @cached_property
    def checks(self) -> dict[str, list[Checked]]:
        """The checks of each rule of the audit, the worst verdict first."""
        found: dict[str, list[Checked]] = {}
        for check in checks_of(self.store):
            found.setdefault(check.rule, []).append(check)
        return found

    def descriptions(self, progress: Callable[[str, int, int], None]) -> dict[str, Description]:
        """Return the description of each record that is none of an audit rule or a mapping set."""
        shown = [iri for iri in self.records if not iri.startswith((CHECKS, MAPPINGS))]
        found = {}
        for number, iri in enumerate(shown, 1):
            progress("reading records", number, len(shown))
            found[iri] = show(self, iri)
        return found


def parts(description: Description) -> Iterator[Description]:
    """Give the parts of a description, and theirs."""
    for fact in description.facts:
        if fact.part:
            yield fact.part
            yield from parts(fact.part)


def folder_of(iri: str) -> str:
    """Return the folder of a record: the kind that people know it by."""
    return iri.removeprefix(BASE).partition("/")[0]


def folder_title(folder: str) -> str:
    """Return how people call the records of a folder."""
    return _TITLES.get(folder, folder.capitalize())


def class_label(name: str) -> str:
    """Return how people call a class, such as clinical trial for ClinicalTrial."""
    return vocabulary().labels.get(MND + name, name)
