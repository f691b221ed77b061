"""Trials and studies in the view `entities`: what was given, to whom, and how it came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg.network.folding import Folded
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.network.elements import Edge
    from mnd_kg.statements import Statements

_CONTROLS = {"PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"}
_EXPERIMENTAL = "EXPERIMENTAL"
_COMPARATOR = "ACTIVE_COMPARATOR"


def trial_edges(said: Statements, trial: str) -> Iterator[Edge]:
    """Give what a trial tests, what else it gives, whom it enrols, what it measures.

    `in-trial-for` leads from each tested intervention to each enrolled condition, one edge a
    trial, and carries the trial's id.
    """
    given = _given(said, trial)
    tested = _tested(said, given)
    conditions = _enrolled(said, trial)
    for intervention, roles in sorted(given.items()):
        folded = Folded(said, trial)
        folded.attributes["role"] = tuple(sorted(roles))
        yield folded.edge(trial, "tests" if intervention in tested else "gives", intervention)
    for condition in sorted(conditions):
        yield Folded(said, trial).edge(trial, "enrols", condition)
    for intervention in sorted(tested):
        for condition in sorted(conditions):
            folded = Folded(said, trial)
            folded.texts("status", "startDate", "completionDate")
            folded.lists("phase", "registryId", "cites")
            folded.doubts(trial, *said.values(trial, "effect"))
            folded.attributes["trial"] = vocabulary().contract(trial)
            folded.attributes["primaryEndpoint"] = _primary_endpoint(said, trial, intervention)
            edge = folded.edge(intervention, "in-trial-for", condition)
            yield edge._replace(id=f"{edge.id}--{vocabulary().contract(trial)}")
    yield from _measured(said, trial)


def study_edges(said: Statements, study: str) -> Iterator[Edge]:
    """Give whom a natural-history study follows, and by which measures."""
    for condition in sorted(_enrolled(said, study)):
        yield Folded(said, study).edge(study, "follows", condition)
    yield from _measured(said, study)


def tested(said: Statements, trial: str) -> set[str]:
    """Return the interventions that a trial puts to the test."""
    return _tested(said, _given(said, trial))


def _given(said: Statements, trial: str) -> dict[str, set[str]]:
    """Return each intervention with the roles of the arms that are given it."""
    given: dict[str, set[str]] = {}
    for arm in said.values(trial, "arm"):
        role = said.value(arm, "role")
        for regimen in said.values(arm, "regimen"):
            for part in (regimen, *said.values(regimen, "component")):
                for intervention in said.values(part, "intervention"):
                    given.setdefault(intervention, set()).add(role)
    return given


def _tested(said: Statements, given: dict[str, set[str]]) -> set[str]:
    """Return what is on trial: what is given to some, and not to the controls as well.

    Arms that are an active comparator are controls only beside experimental ones. Where that
    leaves nothing, the trial compares regimens of what the experimental arms are given.
    """
    active = {drug for drug in given if said.class_of(drug) != "Placebo"}
    experimental = {drug for drug in active if _EXPERIMENTAL in given[drug]}
    controls = _CONTROLS | ({_COMPARATOR} if experimental else set())
    return {drug for drug in active if not given[drug] & controls} or experimental


def _enrolled(said: Statements, study: str) -> set[str]:
    return {
        condition
        for population in said.values(study, "population")
        if said.class_of(population) == "EnrolledPopulation"
        for condition in said.values(population, "condition")
    }


def _primary_endpoint(said: Statements, trial: str, intervention: str) -> str:
    """Return how the primary endpoint of an intervention came out, as far as that is recorded."""
    effects = [
        effect
        for effect in said.values(trial, "effect")
        if said.value(effect, "primaryEndpoint") == "true"
        and intervention in _drugs(said, said.values(effect, "treatedArm"))
    ]
    outcomes = {said.value(effect, "met") for effect in effects}
    names = {"true": "met", "false": "missed"}
    if not outcomes & set(names):
        return "not-recorded"
    return names[outcomes.pop()] if len(outcomes) == 1 else "mixed"


def _drugs(said: Statements, arms: list[str]) -> set[str]:
    regimens = [regimen for arm in arms for regimen in said.values(arm, "regimen")]
    parts = regimens + [part for whole in regimens for part in said.values(whole, "component")]
    return {drug for part in parts for drug in said.values(part, "intervention")}


def _measured(said: Statements, study: str) -> Iterator[Edge]:
    primary: dict[str, bool] = {}
    for key in ("outcome", "effect", "rate"):
        for result in said.values(study, key):
            for measure in said.values(result, "measure"):
                first = said.value(result, "primaryEndpoint") == "true"
                primary[measure] = primary.get(measure, False) or first
    for measure, first in sorted(primary.items()):
        folded = Folded(said, study)
        folded.attributes["primary"] = first
        yield folded.edge(study, "measures", measure)
