"""The answers that stand on the page of a record, by its kind: those that commands give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mnd_kg.answers.argument import extrapolation
from mnd_kg.answers.candidates import candidates
from mnd_kg.answers.evidence import case, evidence
from mnd_kg.answers.explain import explain
from mnd_kg.answers.labels import labels_about
from mnd_kg.answers.status import status
from mnd_kg.answers.steps import chained, step, weakest_first
from mnd_kg.errors import UnknownEntityError
from mnd_kg.pages.held import folder_of
from mnd_kg.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from mnd_kg.answers.candidate import Candidate, Candidates
    from mnd_kg.pages.held import HeldGraph

Told = dict[str, Any]
ALS = BASE + "conditions/ALS"
PLS = BASE + "conditions/PLS"


class Teller:
    """Tells what commands answer about a record, under the names that the templates use."""

    def __init__(self, held: HeldGraph) -> None:
        self._graph = held
        self._said = held.statements
        # A graph may have no word on PLS, and one without a day would be told as of today.
        self._ranked: Candidates | None = None
        if held.day and {ALS, PLS} <= held.records.keys():
            self._ranked = candidates(held, PLS, on=held.day)

    def about(self, iri: str) -> Told:
        """Return the answers about a record; nothing for kinds about which none is asked."""
        tell: dict[str, Callable[[str], Told]] = {
            "interventions": self._intervention,
            "conditions": self._condition,
            "propositions": self._proposition,
            "trials": self._trial,
            "extrapolations": self._extrapolation,
            "edges": self._edge,
            "paths": self._path,
        }
        teller = tell.get(folder_of(iri))
        return teller(iri) if teller else {}

    def _intervention(self, iri: str) -> Told:
        told: Told = {"evidence": evidence(self._graph, iri)}
        if self._graph.day:
            told["status"] = status(self._graph, iri, on=self._graph.day)
        if self._ranked:
            told["explanation"] = explain(self._graph, iri, PLS)
            told["candidate"] = self._place(iri)
            told["candidates"] = self._ranked
        return told

    def _place(self, iri: str) -> Candidate | None:
        try:
            return self._ranked.of_intervention(iri) if self._ranked else None
        except UnknownEntityError:
            return None

    def _condition(self, iri: str) -> Told:
        if iri == PLS and self._ranked:
            return {"candidates": self._ranked, "labels": self._ranked.labels}
        return {"labels": labels_about(self._said, [], iri)}

    def _proposition(self, iri: str) -> Told:
        return {"case": case(self._said, iri), "inferences": self._inferences([iri])}

    def _trial(self, iri: str) -> Told:
        parts = self._said.inside(iri)
        lines = {line for item in parts for line in self._said.users(item, "item")}
        bears_on = sorted({self._said.whole(line) for line in lines})
        return {"bears_on": bears_on, "inferences": self._inferences(bears_on)}

    def _extrapolation(self, iri: str) -> Told:
        return {"inferences": [extrapolation(self._said, iri)]}

    def _edge(self, iri: str) -> Told:
        return {"lines": step(self._said, iri).lines}

    def _path(self, iri: str) -> Told:
        steps = chained([step(self._said, edge) for edge in self._said.values(iri, "edge")])
        return {"steps": steps, "weakest": weakest_first(tuple(steps))[:1]}

    def _inferences(self, propositions: list[str]) -> list[Any]:
        """Return the extrapolations that begin or end in some propositions."""
        found = {
            user
            for proposition in propositions
            for key in ("premise", "conclusion")
            for user in self._said.users(proposition, key)
        }
        return [extrapolation(self._said, one) for one in sorted(found)]
