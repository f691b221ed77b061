"""What keeps an effect from being compared with others as it stands."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.answers.effects import Arm, Effect
    from mnd_kg.statements import Statements

_BACKGROUND = ("riluzole", "edaravone")
_PRETENCE = {"PLACEBO_COMPARATOR", "SHAM_COMPARATOR"}
_AGE = re.compile(r"\b(aged?|older|years? old)\b", re.IGNORECASE)
_TIMES = ("a", "mo", "wk")


@dataclass(frozen=True)
class Caution:
    """One thing that a reader must know before comparing an effect with another."""

    kind: str
    """`people`, `time`, `measure`, `enrichment`, `background`, `post-hoc`, `subgroup`,
    `open-label`, `comparator`, `endpoint`, `stopped`, `same-result`, `shared-people` or `doubt`."""
    said: str
    about: tuple[str, ...]
    """The ids of the parts of records that say so, or of the other effects meant."""


def cautions(said: Statements, effect: Effect, others: list[Effect]) -> tuple[Caution, ...]:
    """Return what to know of an effect before it is compared with others.

    Args:
        said: the statements of the graph.
        effect: the effect.
        others: the other effects of the same answer.
    """
    trial = vocabulary().expand(effect.trial.id)
    return (
        *_late_or_partial(effect),
        *_open(said, effect, trial),
        *_against(said, effect),
        *_endpoint(effect),
        *_measured(effect, others),
        *_time(effect, others),
        *_shared(said, effect, others),
        *_stopped(said, effect, trial),
        *_enriched(said, trial),
        *_background(said, effect, trial),
        *_doubts(effect),
    )


def _late_or_partial(effect: Effect) -> Iterator[Caution]:
    group = effect.population
    if effect.prespecified == "false" or (group and group.prespecified == "false"):
        yield Caution("post-hoc", "chosen after the data were seen", (effect.id,))
    if group and group.kind == "subgroup":
        yield Caution("subgroup", f"a part of the people: {group.label}", (group.id,))


def _open(said: Statements, effect: Effect, trial: str) -> Iterator[Caution]:
    if effect.trial.unblinded:
        yield Caution("open-label", effect.trial.unblinded, (effect.trial.id,))
    blinded = [p for p in said.values(trial, "period") if said.value(p, "role") == "double-blind"]
    days = [said.value(period, "durationDays") for period in blinded]
    if blinded and all(days) and effect.time_days:
        limit = sum(map(int, days))
        if int(effect.time_days) > limit:
            yield Caution(
                "open-label",
                f"assessed on day {effect.time_days}, after the {limit} blinded days",
                tuple(map(vocabulary().contract, blinded)),
            )


def _against(said: Statements, effect: Effect) -> Iterator[Caution]:
    expand = vocabulary().expand
    placebo = any(said.class_of(expand(drug)) == "Placebo" for drug in _given(effect.reference))
    if effect.reference and not placebo and not _PRETENCE & {arm.role for arm in effect.reference}:
        names = ", ".join(arm.label for arm in effect.reference)
        yield Caution("comparator", f"against {names}, not placebo", (effect.reference[0].id,))


def _endpoint(effect: Effect) -> Iterator[Caution]:
    if effect.primary_endpoint != "true":
        yield Caution("endpoint", "not the primary endpoint", (effect.id,))


def _measured(effect: Effect, others: list[Effect]) -> Iterator[Caution]:
    most = Counter(other.measure for other in (effect, *others)).most_common(1)[0][0]
    if effect.measure != most:
        yield Caution("measure", f"{effect.measure}, where most are {most}", (effect.id,))


def _time(effect: Effect, others: list[Effect]) -> Iterator[Caution]:
    days = sorted(
        int(other.time_days)
        for other in (effect, *others)
        if other.time_days and other.measure == effect.measure
    )
    if not effect.time_days:
        yield Caution("time", "the time is not recorded", (effect.id,))
    elif days[0] != days[-1]:
        span = f"others on the measure from day {days[0]} to day {days[-1]}"
        yield Caution("time", f"on day {effect.time_days}, {span}", (effect.id,))


def _shared(said: Statements, effect: Effect, others: list[Effect]) -> Iterator[Caution]:
    """Give the effects that rest on the same people, and so are no further evidence."""
    alike = [other for other in others if other.measure == effect.measure]
    own = [other for other in alike if other.trial.id == effect.trial.id]
    printed = tuple(other.id for other in own if _same_result(effect, other))
    if printed:
        told = f"the same result as {', '.join(printed)}, as another source prints it"
        yield Caution("same-result", told, printed)
    if same := tuple(other.id for other in own if other.id not in printed):
        yield Caution("shared-people", f"of the same trial as {', '.join(same)}", same)
    expand = vocabulary().expand
    if protocol := said.value(expand(effect.trial.id), "masterProtocol"):
        near = tuple(
            other.id
            for other in alike
            if other.trial.id != effect.trial.id
            and said.value(expand(other.trial.id), "masterProtocol") == protocol
        )
        if near:
            told = f"regimens under {vocabulary().contract(protocol)} may share people on placebo"
            yield Caution("shared-people", told, near)


def _same_result(one: Effect, other: Effect) -> bool:
    """Tell whether two numbers of the same comparison are one, up to their last digit."""
    if not (one.value and other.value) or one.origin.cites == other.origin.cites:
        return False
    alike = all(
        getattr(one, key) == getattr(other, key)
        for key in ("statistic", "unit", "time_days", "population", "treated", "reference")
    )
    digits = min(len(value.partition(".")[2]) for value in (one.value, other.value))
    return alike and abs(float(one.value) - float(other.value)) <= 0.5 * 10**-digits


def _stopped(said: Statements, effect: Effect, trial: str) -> Iterator[Caution]:
    if effect.trial.status == "TERMINATED":
        why = " ".join(said.values(trial, "whyStopped"))
        told = f"stopped early: {why}" if why else "stopped early"
        yield Caution("stopped", told, (effect.trial.id,))


def _enriched(said: Statements, trial: str) -> Iterator[Caution]:
    """Give what a trial asked of pace, function and time since onset before it let people in."""
    for criterion in _criteria(said, trial):
        if said.value(criterion, "kind") != "inclusion":
            continue
        statement = said.value(criterion, "statement")
        measure = said.value(criterion, "measure")
        on_function = said.value(measure, "domain") == "function"
        since = said.value(criterion, "unit") in _TIMES and not _AGE.search(statement)
        if on_function or since:
            yield Caution("enrichment", statement, (vocabulary().contract(criterion),))


def _background(said: Statements, effect: Effect, trial: str) -> Iterator[Caution]:
    """Give who was on riluzole or edaravone beside what was tested, as far as it is recorded."""
    for drug in _BACKGROUND:
        given = [f"interventions:{drug}" in found for found in map(_given, _sides(effect))]
        if given == [True, False]:
            continue
        told = [f"{drug} was given in both arms"] if all(given) else []
        shares = [
            share
            for share in _baseline(said, effect)
            if drug in said.value(share, "label").lower() and said.value(share, "unit") == "%"
        ]
        for share in shares:
            who, what = said.label(said.whole(share)), said.value(share, "label")
            told.append(f"{who}: {what} {said.value(share, 'value')} %")
        rules = [c for c in _criteria(said, trial) if drug in said.value(c, "statement").lower()]
        for rule in rules:
            how = "let in" if said.value(rule, "kind") == "inclusion" else "kept out"
            told.append(f"{how}: {said.value(rule, 'statement').rstrip('.')}")
        ids = tuple(map(vocabulary().contract, (*shares, *rules))) or (effect.trial.id,)
        yield Caution("background", "; ".join(told) or f"{drug} beside it is not recorded", ids)


def _sides(effect: Effect) -> tuple[tuple[Arm, ...], tuple[Arm, ...]]:
    return effect.treated, effect.reference


def _given(arms: tuple[Arm, ...]) -> set[str]:
    return {drug for arm in arms for drug in arm.interventions}


def _baseline(said: Statements, effect: Effect) -> list[str]:
    """Return what the arms had at the start, or if that is not said, the people analysed."""
    arms = [arm.id for side in _sides(effect) for arm in side]
    people = [effect.population.id] if effect.population else []
    for holders in (arms, people):
        found = [
            share
            for holder in holders
            for share in said.values(vocabulary().expand(holder), "baseline")
        ]
        if found:
            return found
    return []


def _criteria(said: Statements, trial: str) -> list[str]:
    return [
        criterion
        for population in said.values(trial, "population")
        for criterion in said.values(population, "criterion")
    ]


def _doubts(effect: Effect) -> Iterator[Caution]:
    for cited, status in effect.origin.doubts:
        yield Caution("doubt", f"{cited} is {status}", (cited,))
