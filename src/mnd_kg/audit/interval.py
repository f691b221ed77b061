"""Exact arithmetic with numbers as they are written.

A number in a paper stands for every number that would be rounded to it: 1.97 for 1.965 to 1.975. So
a number as written is an interval of half its last digit to each side, and arithmetic on intervals
says what can follow from numbers as written and what cannot. Fractions keep it exact; logarithms
and the like are rounded outward. See Moore, Kearfott and Cloud, Introduction to Interval Analysis
(2009), https://doi.org/10.1137/1.9780898717716.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_DIGITS = 30
"""Significant digits of what is not exact."""
_SHOWN = 3
"""Significant digits that people see."""
_TINY = Decimal("1e-6")


@dataclass(frozen=True)
class Interval:
    """All numbers from a low one to a high one, both included.

    >>> written("4.63") - written("2.66")
    Interval(low=Fraction(49, 25), high=Fraction(99, 50))
    >>> print(written("4.63") - written("2.66"))
    1.96 to 1.98
    """

    low: Fraction
    high: Fraction

    def __add__(self, other: Interval) -> Interval:
        """Return every sum."""
        return Interval(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Interval:
        """Return every number with its sign turned."""
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Interval) -> Interval:
        """Return every difference."""
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        """Return every product."""
        return _hull(a * b for a in (self.low, self.high) for b in (other.low, other.high))

    def __truediv__(self, other: Interval) -> Interval:
        """Return every quotient.

        Raises:
            ZeroDivisionError: if the divisor may be zero.
        """
        if other.may_be_zero:
            raise ZeroDivisionError("the divisor may be zero")
        return self * Interval(1 / other.high, 1 / other.low)

    def __abs__(self) -> Interval:
        """Return every number without its sign.

        >>> print(abs(between("-2", "1")))
        0 to 2
        """
        if self.may_be_zero:
            return Interval(Fraction(0), max(-self.low, self.high))
        return self if self.low > 0 else -self

    def __str__(self) -> str:
        """Return the two ends with few digits, rounded outward, or one number with some more."""
        if self.low == self.high:
            return _shown(self.low, ROUND_HALF_EVEN, _SHOWN + 2)
        return f"{_shown(self.low, ROUND_FLOOR)} to {_shown(self.high, ROUND_CEILING)}"

    @property
    def may_be_zero(self) -> bool:
        """Whether zero is one of the numbers, so that nothing can be divided by them."""
        return self.low <= 0 <= self.high

    def meets(self, other: Interval) -> bool:
        """Tell whether some number is in both: only without one can two numbers not agree.

        >>> written("1.97").meets(written("2.0"))
        True
        """
        return self.low <= other.high and other.low <= self.high

    def common(self, other: Interval) -> Interval | None:
        """Return the numbers that are in both, or None."""
        if not self.meets(other):
            return None
        return Interval(max(self.low, other.low), min(self.high, other.high))

    def joined(self, other: Interval) -> Interval:
        """Return all numbers from the lowest of both to the highest."""
        return Interval(min(self.low, other.low), max(self.high, other.high))

    def times(self, factor: int | Fraction) -> Interval:
        """Return every number multiplied by an exact one."""
        return self * Interval(Fraction(factor), Fraction(factor))


def written(text: str, *, about: bool = False) -> Interval:
    """Return what a number as written can mean: half its last digit more or less.

    A number that is said to be about right is known to its last digit that is not zero.

    >>> print(written("0.6"))
    0.55 to 0.65
    >>> print(written("3.50"), "and", written("20000", about=True))
    3.49 to 3.51 and 15000 to 25000
    """
    digits = Decimal(text).as_tuple()
    place = int(digits.exponent)
    if about and any(digits.digits):
        place += len(digits.digits) - len("".join(map(str, digits.digits)).rstrip("0"))
    half = Fraction(10) ** place / 2
    return Interval(Fraction(text) - half, Fraction(text) + half)


def exactly(text: str | int | Fraction) -> Interval:
    """Return a number that is counted and not measured: people, doses, the day of a visit.

    >>> print(exactly("112"))
    112
    """
    return Interval(Fraction(text), Fraction(text))


def between(low: str, high: str) -> Interval:
    """Return the interval between two exact numbers."""
    return Interval(Fraction(low), Fraction(high))


def logarithm(interval: Interval) -> Interval:
    """Return every natural logarithm.

    >>> print(logarithm(between("0.71", "1.15")))
    -0.343 to 0.14

    Raises:
        ValueError: if not all numbers are above zero.
    """
    if interval.low <= 0:
        raise ValueError("a logarithm needs a number above zero")
    return _monotone(Decimal.ln, interval)


def _hull(numbers: Iterable[Fraction]) -> Interval:
    found = sorted(numbers)
    return Interval(found[0], found[-1])


def _monotone(function: Callable[[Decimal], Decimal], interval: Interval) -> Interval:
    """Apply an increasing function, rounded outward by more than one unit in the last place."""
    ends = []
    for end, rounding, sign in (
        (interval.low, ROUND_FLOOR, -1),
        (interval.high, ROUND_CEILING, 1),
    ):
        with localcontext(prec=_DIGITS, rounding=rounding):
            found = function(Decimal(end.numerator) / Decimal(end.denominator))
            error = sign * max(abs(found), Decimal(1)).scaleb(-_DIGITS)
            ends.append(Fraction(found + error))
    return Interval(*ends)


def _shown(number: Fraction, rounding: str, digits: int = _SHOWN) -> str:
    with localcontext(prec=_DIGITS, rounding=rounding):
        exact = Decimal(number.numerator) / Decimal(number.denominator)
        last = min(exact.adjusted() - digits + 1, 0) if exact else 0
        rounded = exact.quantize(Decimal(1).scaleb(last)).normalize()
    return f"{rounded:f}" if abs(rounded) >= _TINY or not rounded else str(rounded).lower()
