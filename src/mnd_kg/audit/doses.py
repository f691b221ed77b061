"""Rules of doses: multiples of a requirement, and the regimen that was given."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from mnd_kg.audit.rates import DAYS, time_of
from mnd_kg.audit.rule import Check, Number, Rule, compared, derivations, not_checkable, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.audit.interval import Interval
    from mnd_kg.statements import Statements

_MICROGRAMS = {"ug": Fraction(1), "mg": Fraction(1000), "g": Fraction(1_000_000)}


def dose_multiple(said: Statements) -> Iterator[Check]:
    """Check each dose that is said to be some multiple of a daily requirement.

    What it is on the average of days, by the regimen, is told beside.
    """
    for reported, inputs in derivations(said, "dose-multiple"):
        daily = [given for given in inputs if time_of(said.value(given.subject, "unit")) == "d"]
        doses = [given for given in inputs if said.value(given.subject, "unit") in _MICROGRAMS]
        if len(daily) != 1 or len(doses) != 1:
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
    from dataclasses import replace

    regimen = said.value(dose.subject, "quantityOf")
    doses, days = number(said, regimen, "doses"), number(said, regimen, "perDays")
    if not doses or not days:
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
        elif time_of(unit) and doses and days:
            per = DAYS[time_of(unit)] / Fraction(days.text)
            computed = doses.interval.times(per)
            yield compared(given, computed, f"the record has {doses} in {days} days", (doses, days))


RULES = (
    Rule("dose-multiple", "1", dose_multiple),
    Rule("dose-of-regimen", "1", dose_of_regimen),
)
