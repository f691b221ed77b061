"""The rule by which the lines of a proposition become a verdict, in the manner of GRADE.

``docs/answers.md`` says the rule in words. It judges only what the graph records, shows each
downgrade with its reason, and names what it could not judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnd_kg.answers.propositions import Downgrade, LeftOut, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.answers.effects import Effect
    from mnd_kg.answers.propositions import Line

RULE = "certainty-1"
LEVELS = ("very-low", "low", "moderate", "high")
_SIDES = ("supports", "disputes")
# Bodies of evidence, the best first: the best that takes a side is judged.
_PLANNED, _LESS_DIRECT, _OBSERVED, _NONE = range(4)
_WEAK = "weak by the curator: indirect, post hoc or small"
_STRENGTHS = ("", "weak", "moderate", "strong")
_LESSER = "another analysis of the same trial, which by the curator bears less"
_FEW = 400
"""People below which users of GRADE commonly take an effect to be imprecise."""
_NOT_JUDGED = (
    "publication bias",
    "risk of bias beyond masking, analyses chosen late and concerns about publications",
    "whether a difference is large enough to matter",
)


@dataclass(frozen=True)
class Question:
    """What a proposition asks, as far as it decides how direct a line is."""

    population: str
    condition: str
    within: frozenset[str]
    """The condition and its kinds."""
    kin: frozenset[str]
    """The conditions under a common one: whoever has another of them has not this."""
    measures: frozenset[str]
    expects: str
    hard: frozenset[str]
    """The measures that knowing the treatment cannot bias, such as survival."""


def verdict(lines: tuple[Line, ...], question: Question) -> Verdict | None:
    """Return what the rule makes of some lines, or None where no line in people takes a side."""
    ranked = [(line, *_tier(line, question)) for line in lines]
    best = min((tier for _, tier, _ in ranked), default=_NONE)
    if best == _NONE:
        return None
    whole = [line for line, tier, _ in ranked if tier == best]
    body = [line for line in whole if not _lesser(line, whole)]
    left = [(line, why) for line, tier, why in ranked if tier != best]
    left += [(line, _LESSER) for line in whole if line not in body]
    start = "low" if best == _OBSERVED else "high"
    downgrades = tuple(_downgrades(body, question, whole))
    return Verdict(
        rule=RULE,
        points=_points(body),
        certainty=LEVELS[max(0, LEVELS.index(start) - sum(down.levels for down in downgrades))],
        start=start,
        downgrades=downgrades,
        counted=tuple(line.id for line in body),
        left_out=tuple(LeftOut(line.id, why) for line, why in left),
        not_judged=_NOT_JUDGED,
    )


def _tier(line: Line, question: Question) -> tuple[int, str]:
    """Return which body of evidence a line belongs to, and why not to a better one."""
    if line.direction not in _SIDES:
        return _NONE, "takes no side"
    if line.pools:
        return _NONE, "pools trials, which are counted themselves"
    if "retracted" in _doubts(line):
        return _NONE, "cites a retracted publication"
    if line.evidence_kind == "randomised-trial":
        reason = _late(line) or _of_a_part(line, question)
        if not reason and line.strength == "weak":
            reason = _WEAK
        return (_LESS_DIRECT if reason else _PLANNED), reason
    if line.in_people:
        return _OBSERVED, f"{line.evidence_kind}, and randomised trials are at hand"
    return _NONE, f"{line.evidence_kind}, which is no study in people"


def _lesser(line: Line, body: list[Line]) -> bool:
    """Tell whether a stronger line of the same trial takes the other side.

    A trial is one study, whichever analyses of it there are: it cannot disagree with itself as
    two trials can.
    """
    others = [o for o in body if _name(o) == _name(line) and o.direction != line.direction]
    return any(_STRENGTHS.index(o.strength) > _STRENGTHS.index(line.strength) for o in others)


def _points(body: list[Line]) -> str:
    found = {line.direction for line in body}
    return "mixed" if len(found) > 1 else "for" if found == {"supports"} else "against"


def _downgrades(body: list[Line], question: Question, whole: list[Line]) -> Iterator[Downgrade]:
    imprecise, levels = _imprecise(body, question)
    lesser = [line for line in whole if line not in body]
    split = [f"{_name(line)}: its analyses differ, {line.id} {line.direction}" for line in lesser]
    for factor, down, reasons in (
        ("risk-of-bias", 1, [*_biased(body, question), *split]),
        ("inconsistency", 1, _inconsistent(body)),
        ("indirectness", 1, _indirect(body, question)),
        ("imprecision", levels, imprecise),
    ):
        if reasons:
            yield Downgrade(factor, down, "; ".join(dict.fromkeys(reasons)))


def _biased(body: list[Line], question: Question) -> list[str]:
    found = [f"{_name(line)}: {late}" for line in body if (late := _late(line))]
    for line in body:
        if "expression-of-concern" in _doubts(line):
            found.append(f"{_name(line)}: cites a publication under concern")
        found += [
            f"{effect.trial.label}: {effect.trial.unblinded}"
            for effect in line.effects
            if effect.trial.unblinded and effect.measure not in question.hard
        ]
    return found


def _inconsistent(body: list[Line]) -> list[str]:
    sides = [[line for line in body if line.direction == side] for side in _SIDES]
    if not all(sides):
        return []
    names = [list(dict.fromkeys(map(_name, side))) for side in sides]
    if set(names[0]) & set(names[1]):
        names = [[line.id for line in side] for side in sides]
    return [f"{', '.join(names[0])} for it, {', '.join(names[1])} against it"]


def _indirect(body: list[Line], question: Question) -> list[str]:
    """Return why no line is direct; one direct line carries the others."""
    found = []
    for line in body:
        reasons = [_of_a_part(line, question), *_elsewhere(line, question)]
        if line.strength == "weak" and not any(reasons) and not _late(line):
            reasons.append(_WEAK)
        if not any(reasons):
            return []
        found += [f"{_name(line)}: {reason}" for reason in reasons if reason]
    return found


def _elsewhere(line: Line, question: Question) -> Iterator[str]:
    groups = [effect.population.conditions for effect in line.effects if effect.population]
    people = {condition for group in groups for condition in group}
    others = people - question.within
    if question.condition in people:
        others &= question.kin
    if others:
        yield f"people with {', '.join(sorted(others))} among those analysed"
    elif len(people) == 1 and question.condition not in people:
        yield f"only people with {next(iter(people))}"
    measured = {effect.measure for effect in line.effects}
    if measured and question.measures and not measured & question.measures:
        yield f"measured {', '.join(sorted(measured))}"


def _imprecise(body: list[Line], question: Question) -> tuple[list[str], int]:
    """Return why the size of the effect is not known well, and by how many levels it counts."""
    sides = [[line for line in body if line.direction == side] for side in _SIDES]
    found = [_wide(side) for side in sides if side]
    reasons = [reason for more, _ in found for reason in more]
    levels = max(down for _, down in found)
    if not reasons and question.expects == "no-difference":
        reasons, levels = ["how small a difference would count as none is not recorded"], 1
    people = _people(body)
    if not reasons and people is not None and people < _FEW:
        reasons, levels = [f"{people} people in all, fewer than {_FEW}"], 1
    return reasons, levels


def _wide(side: list[Line]) -> tuple[list[str], int]:
    """Return why no interval of the lines on one side leaves out no effect."""
    effects = [effect for line in side for effect in line.effects]
    if any(effect.excludes_no_effect for effect in effects):
        return [], 0
    if not any(effect.value or _has_interval(effect) for effect in effects):
        return [f"{_name(line)}: how large the effect was is not recorded" for line in side], 2
    wide = [effect.trial.label for effect in effects if effect.excludes_no_effect is False]
    found = [f"the interval of {name} includes no effect" for name in wide]
    bare = [_name(line) for line in side if not any(map(_has_interval, line.effects))]
    return [*found, *(f"{name} has no interval" for name in bare)], 1


def _people(body: list[Line]) -> int | None:
    """Return how many people were analysed, each trial once; None if one does not say."""
    most: dict[str, int] = {}
    for line in body:
        if not line.effects:
            return None
        for effect in line.effects:
            analysed = effect.population.participants if effect.population else ""
            number = analysed or effect.trial.participants
            if not number:
                return None
            most[effect.trial.id] = max(most.get(effect.trial.id, 0), int(number))
    return sum(most.values())


def _late(line: Line) -> str:
    """Return whether every effect of a line was chosen after the data were seen."""
    late = [
        "false"
        in (effect.prespecified, effect.population.prespecified if effect.population else "")
        for effect in line.effects
    ]
    return "chosen after the data were seen" if late and all(late) else ""


def _of_a_part(line: Line, question: Question) -> str:
    """Return whether every effect of a line is of some of the people only."""
    groups = [effect.population for effect in line.effects if effect.population]
    part = [g.kind == "subgroup" and g.id != question.population for g in groups]
    return "of a subgroup" if part and all(part) else ""


def _doubts(line: Line) -> set[str]:
    origins = [line.origin, *(found.origin for found in line.measured)]
    return {status for origin in origins for _, status in origin.doubts}


def _has_interval(effect: Effect) -> bool:
    return effect.excludes_no_effect is not None


def _name(line: Line) -> str:
    return line.trials() or line.id
