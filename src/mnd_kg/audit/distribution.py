"""The two distributions by which estimates are tested: the normal and Student's.

Both are computed in floating point and widened by a millionth, which is far above the error of the
computation and far below a digit that anybody prints.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from statistics import NormalDist

from mnd_kg.audit.interval import Interval

_ERROR = Fraction(1, 1_000_000)


def two_sided(statistic: Interval, freedom: int | None = None) -> Interval:
    """Return the two-sided p-values of a test statistic.

    Args:
        statistic: the estimate divided by its standard error.
        freedom: the degrees of freedom of Student's distribution; the normal one if none.

    >>> from mnd_kg.audit.interval import between
    >>> print(two_sided(between("1.96", "1.96")))
    0.0499 to 0.05
    """
    size = abs(statistic)
    found = _wide(_tail(float(size.high), freedom), _tail(float(size.low), freedom))
    return Interval(found.low, min(found.high, Fraction(1)))


def critical(level: float, freedom: int | None = None) -> Interval:
    """Return how many standard errors a confidence interval of a level extends to each side.

    >>> print(critical(0.95), "and", critical(0.95, 10))
    1.95 to 1.96 and 2.22 to 2.23
    """
    found = _critical(level, freedom)
    return _wide(found, found)


@cache
def _critical(level: float, freedom: int | None) -> float:
    if freedom is None:
        return NormalDist().inv_cdf((1 + level) / 2)
    low, high = 0.0, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _tail(middle, freedom) > 1 - level else (low, middle)
    return low


def _tail(size: float, freedom: int | None) -> float:
    """Return both tails beyond a size: formulas 26.7.3 and 26.7.4 of Abramowitz and Stegun."""
    if freedom is None:
        return math.erfc(size / math.sqrt(2))
    angle = math.atan2(size, math.sqrt(freedom))
    square = math.cos(angle) ** 2
    odd = freedom % 2
    term = math.cos(angle) if odd else 1.0
    total = 0.0
    for k in range(odd, freedom - 1, 2):
        total += term
        term *= square * (k + 1) / (k + 2)
    total *= math.sin(angle)
    inside = 2 / math.pi * (angle + total) if odd else total
    return max(1 - inside, 0.0)


def _wide(low: float, high: float) -> Interval:
    return Interval(Fraction(low) * (1 - _ERROR), Fraction(high) * (1 + _ERROR))
