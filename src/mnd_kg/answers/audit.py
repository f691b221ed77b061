"""What the audit found: of everything, or of one thing with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.answers.origin import origin
from mnd_kg.audit import INCONSISTENT, VERDICTS
from mnd_kg.audit.graph import Checked, checks_of
from mnd_kg.resolve import resolve
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.answers.origin import Origin
    from mnd_kg.statements import Statements
    from mnd_kg.store import BuiltGraph


@dataclass(frozen=True)
class Verdict:
    """A check, with where the thing that it checks comes from."""

    check: Checked
    origin: Origin

    def as_json(self) -> dict[str, Any]:
        """Return the verdict as it stands in ``--format json``."""
        return {**self.check.as_json(), "origin": self.origin.as_json()}


@dataclass(frozen=True)
class Judgement:
    """An appraisal: a person's judgement of a claim, which no rule made."""

    claim: str
    verdict: str
    statement: str
    by: str
    origin: Origin

    def as_json(self) -> dict[str, Any]:
        """Return the judgement as it stands in ``--format json``."""
        return {**vars(self), "origin": self.origin.as_json()}


@dataclass(frozen=True)
class Audit:
    """The checks, the worst verdict first, and beside them the judgements of people."""

    graph: str
    asked: str
    verdicts: tuple[Verdict, ...]
    judgements: tuple[Judgement, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many checks have each verdict, the worst first."""
        found = [verdict.check.verdict for verdict in self.verdicts]
        return {verdict: found.count(verdict) for verdict in VERDICTS}

    @property
    def inconsistent(self) -> tuple[Verdict, ...]:
        """The checks whose numbers or statements cannot agree."""
        return tuple(v for v in self.verdicts if v.check.verdict == INCONSISTENT)

    def as_json(self) -> dict[str, Any]:
        """Return the audit as it stands in ``--format json``."""
        return {
            "graph": self.graph,
            "asked": self.asked,
            "counts": self.counts,
            "checks": [verdict.as_json() for verdict in self.verdicts],
            "appraisals": [judgement.as_json() for judgement in self.judgements],
        }

    def rows(self) -> list[list[str]]:
        """Return a row for each check."""
        short = vocabulary().contract
        return [
            [
                found.check.verdict,
                short(next(iter(found.check.claims), found.check.target)),
                found.check.rule,
                str(found.check),
                str(found.origin),
            ]
            for found in self.verdicts
        ]


def audit(graph: BuiltGraph, name: str | None = None) -> Audit:
    """Return the checks of a graph, or of one thing with its parts and what belongs to it.

    To a document belong its sections, to a publication what cites it, to an intervention its
    decisions and the trials that give it.

    Raises:
        UnknownEntityError: if nothing, or more than one thing, has that name.
    """
    said = graph.statements
    asked = resolve(graph, name) if name is not None else ""
    parts = sorted(_scope(said, asked)) if asked else None
    checks = checks_of(graph.store, parts)
    claims = [claim for claim in said.of_class("Claim") if parts is None or claim in set(parts)]
    return Audit(
        graph=graph.version,
        asked=vocabulary().contract(asked),
        verdicts=tuple(Verdict(check, origin(said, check.target)) for check in checks),
        judgements=tuple(j for claim in claims for j in _judgements(said, claim)),
    )


def _scope(said: Statements, asked: str) -> set[str]:
    """Return a thing with its parts, and what belongs to it with its parts."""
    wholes = {asked, *said.users(asked, "partOf"), *_records(said.users(asked, "intervention"))}
    cited = said.users(asked, "cites") if said.class_of(asked) == "Publication" else []
    return {part for whole in (*wholes, *cited) for part in said.inside(whole)}


def _records(parts: list[str]) -> set[str]:
    return {part.partition("#")[0] for part in parts}


def _judgements(said: Statements, claim: str) -> Iterator[Judgement]:
    for appraisal in said.values(claim, "appraisal"):
        yield Judgement(
            claim=vocabulary().contract(claim),
            verdict=said.value(appraisal, "verdict"),
            statement=said.value(appraisal, "statement"),
            by=said.value(appraisal, "by"),
            origin=origin(said, appraisal),
        )
