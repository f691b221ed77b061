"""Exact arithmetic with numbers as they are written."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnd_kg.audit.distribution import critical, two_sided
from mnd_kg.audit.interval import Interval, between, exactly, logarithm, written

numbers = st.decimals(-1000, 1000, places=3).map(str)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1.97", "1.965", "1.975"),
        ("2.0", "1.95", "2.05"),
        ("2", "1.5", "2.5"),
        ("-4.63", "-4.635", "-4.625"),
        ("0.0004", "0.00035", "0.00045"),
        ("0", "-0.5", "0.5"),
    ],
)
def test_a_number_stands_for_all_that_would_be_rounded_to_it(
    text: str, low: str, high: str
) -> None:
    assert written(text) == between(low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("20000", "15000", "25000"), ("43", "42.5", "43.5"), ("1.60", "1.55", "1.65")],
)
def test_about_is_known_to_its_last_digit_that_is_not_zero(text: str, low: str, high: str) -> None:
    assert written(text, about=True) == between(low, high)


@given(numbers, numbers)
def test_what_is_computed_from_the_numbers_lies_in_what_is_computed_of_intervals(
    first: str, second: str
) -> None:
    a, b = written(first), written(second)
    x, y = Fraction(first), Fraction(second)
    for found, exact in ((a + b, x + y), (a - b, x - y), (a * b, x * y), (abs(a), abs(x))):
        assert found.low <= exact <= found.high
    if not b.low <= 0 <= b.high:
        assert (a / b).low <= x / y <= (a / b).high


@given(st.decimals("0.01", 1000, places=3).map(str))
def test_logarithms_are_rounded_outward(text: str) -> None:
    import math

    found = logarithm(exactly(text))
    assert found.low < found.high
    assert found.low <= Fraction(math.log(float(text))) + Fraction(1, 10**12)
    assert found.high >= Fraction(math.log(float(text))) - Fraction(1, 10**12)


def test_what_may_be_zero_divides_nothing() -> None:
    with pytest.raises(ZeroDivisionError):
        written("1") / written("0.0")
    with pytest.raises(ValueError, match="above zero"):
        logarithm(written("0.0"))


def test_intervals_that_touch_share_a_number() -> None:
    assert written("2.0").meets(between("2.05", "3"))
    assert not written("2.0").meets(between("2.0501", "3"))
    assert written("2.0").common(between("3", "4")) is None


@pytest.mark.parametrize("freedom", [1, 2, 9, 64, 129, None])
@pytest.mark.parametrize("size", [0.1, 1.0, 2.5, 4.0])
def test_tails_are_those_of_scipy(freedom: int | None, size: float) -> None:
    from scipy import stats

    exact = 2 * (stats.norm.sf(size) if freedom is None else stats.t.sf(size, freedom))
    found = two_sided(Interval(Fraction(size), Fraction(size)), freedom)
    assert found.low <= Fraction(float(exact)) <= found.high


@pytest.mark.parametrize("freedom", [2, 30, 129, None])
def test_critical_values_are_those_of_scipy(freedom: int | None) -> None:
    from scipy import stats

    exact = stats.norm.ppf(0.975) if freedom is None else stats.t.ppf(0.975, freedom)
    found = critical(0.95, freedom)
    assert found.low <= Fraction(float(exact)) <= found.high
