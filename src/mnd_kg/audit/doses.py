"""Rules of doses: multiples of a requirement, and the regimen that was given."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from mnd_kg.audit.interval import exactly
from mnd_kg.audit.rates import DAYS, time_of
from mnd_kg.audit.rule import (
    CONSISTENT,
    INCONSISTENT,
    Check,
    Number,
    Rule,
    compared,
    derivations,
    fact,
    not_checkable,
    number,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.audit.interval import Interval
    from mnd_kg.statements import Statements

_MICROGRAMS = {"ug": Fraction(1), "mg": Fraction(1000), "g": Fraction(1_000_000)}
_NAMED = re.compile(
    r"(?P<amount>\d[\d,]*(?:\.\d+)?) (?P<unit>mg/kg|ug|mg|g)(?![\w/])"
    r"(?: (?P<times>once|twice|three times)? ?(?:a |every )?(?P<time>day|daily|week|weekly)\b"
    r"| every (?P<weeks>\d+) weeks)?"
)
_TIMES = {"once": 1, "twice": 2, "three times": 3}


def dose_multiple(said: Statements) -> Iterator[Check]:
    """Check each dose that is said to be some multiple of a daily requirement.

    What it is on the average of days, by the regimen, is told beside.
    """
    for reported, inputs in derivations(said, "dose-multiple"):
        daily = [given for given in inputs if time_of(said.value(given.subject, "unit")) == "d"]
        doses = [given for given in inputs if said.value(given.subject, "unit") in _MICROGRAMS]
        if len(daily) != 1 or len(doses) != 1 or daily[0].interval.may_be_zero:
            yield not_checkable(reported.subject, "it needs a dose and a daily amount", reported)
            continue
        (dose,), (need,) = doses, daily
        amount, required = _micrograms(said, dose), _micrograms(said, need)
        computed = amount / required
        unit = said.value(need.subject, "unit").partition("/")[0]
        formula = f"{dose} {said.value(dose.subject, 'unit')} / {need} {unit}"
        check = compared(reported, computed, formula, (dose, need))
        yield _averaged(said, check, dose, computed)


def _averaged(said: Statements, check: Check, dose: Number, multiple: Interval) -> Check:
    regimen = said.value(dose.subject, "quantityOf")
    doses, days = number(said, regimen, "doses"), number(said, regimen, "perDays")
    if not doses or not days or days.interval.may_be_zero:
        return check
    average = multiple.times(Fraction(doses.text) / Fraction(days.text))
    reason = f"a dose; with {doses} in {days} days it is {average} on the average of days"
    return replace(check, reason=reason, inputs=(*check.inputs, doses, days))


def _micrograms(said: Statements, amount: Number) -> Interval:
    unit = said.value(amount.subject, "unit").partition("/")[0]
    return amount.interval.times(_MICROGRAMS.get(unit, Fraction(1)))


def dose_of_regimen(said: Statements) -> Iterator[Check]:
    """Check each dose, and each number of doses, that a document gives a regimen."""
    for quantity in said.of_class("Quantity"):
        regimen, given = said.value(quantity, "quantityOf"), number(said, quantity, "value")
        if said.class_of(regimen) != "Regimen" or given is None:
            continue
        unit = said.value(quantity, "unit")
        dose, doses, days = (number(said, regimen, key) for key in ("dose", "doses", "perDays"))
        if unit in _MICROGRAMS and dose:
            own = said.value(regimen, "unit")
            computed = _micrograms(said, dose).times(1 / _MICROGRAMS[unit])
            yield compared(given, computed, f"the record has {dose} {own}", (dose,))
        elif time_of(unit) and doses and days and not days.interval.may_be_zero:
            per = DAYS[time_of(unit)] / Fraction(days.text)
            computed = doses.interval.times(per)
            yield compared(given, computed, f"the record has {doses} in {days} days", (doses, days))


@dataclass(frozen=True)
class Named:
    """A dose as the name of an arm has it, and how often it is given a week, where that is said."""

    amount: Interval
    unit: str
    a_week: Fraction | None

    @classmethod
    def of(cls, name: str) -> Named | None:
        """Return the dose in a name, or None.

        >>> print(Named.of("reldesemtiv 300 mg twice daily").a_week)
        14
        """
        found = _NAMED.search(name)
        if found is None:
            return None
        often = None
        if found["weeks"]:
            often = Fraction(1, int(found["weeks"]))
        elif found["time"]:
            often = Fraction(_TIMES.get(found["times"], 1))
            often *= 7 if found["time"] in ("day", "daily") else 1
        return cls(exactly(found["amount"].replace(",", "")), found["unit"], often)


def exposure_of_arm(said: Statements) -> Iterator[Check]:
    """Check the dose in the name of an arm, or the weekly amount, against the regimen.

    A name tells the amount on days of treatment: a regimen with pauses is compared by dose only.
    """
    for arm in said.of_class("Arm"):
        label = fact(said, arm, "label")
        named = Named.of(label.text) if label else None
        if label is None or named is None:
            continue
        regimen = said.value(arm, "regimen")
        given = [
            dose
            for part in (regimen, *said.values(regimen, "component"))
            if said.value(part, "unit") == named.unit and (dose := number(said, part, "dose"))
        ]
        told = [_exposed(said, named, dose) for dose in given]
        known = [found for found in told if found]
        if not known:
            reason = "the regimen has no such dose, or does not say how often"
            yield not_checkable(arm, reason, label, *given)
            continue
        yield Check(
            target=arm,
            verdict=CONSISTENT if any(agrees for agrees, *_ in known) else INCONSISTENT,
            reported=label.text,
            computed="; ".join(shown for _, shown, _ in known),
            inputs=(label, *(value for _, _, values in known for value in values)),
        )


def _exposed(
    said: Statements, named: Named, dose: Number
) -> tuple[bool, str, tuple[Number, ...]] | None:
    """Return whether a dose of a regimen is the named one, how it is told, and what went in."""
    doses, days = (number(said, dose.subject, key) for key in ("doses", "perDays"))
    if named.a_week is None:
        return named.amount.meets(dose.interval), f"a dose is {dose} {named.unit}", (dose,)
    if not doses or not days or days.interval.may_be_zero:
        return None
    # Several doses on some days of a month, and none on the others, have no amount a day.
    if Fraction(days.text) > 7 and Fraction(doses.text) > 1:
        return None
    a_week = Fraction(doses.text) * 7 / Fraction(days.text)
    agrees = named.amount.times(named.a_week).meets(dose.interval.times(a_week))
    amount = dose.interval.times(a_week)
    span = "a day" if days.text == "1" else f"{days} days"
    shown = f"{doses} × {dose} {named.unit} in {span} = {amount} {named.unit} a week"
    return agrees, shown, (dose, doses, days)


RULES = (
    Rule("exposure-of-arm", "1", exposure_of_arm),
    Rule("dose-multiple", "1", dose_multiple),
    Rule("dose-of-regimen", "1", dose_of_regimen),
)
