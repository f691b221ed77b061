"""Dates as precise as they are known."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnd_kg.edtf import interval


def forms(day: date) -> list[str]:
    """Return every form that a date which can mean a day may have, the exact one first."""
    text = day.isoformat()
    return [text, text[:7], text[:4], f"{text[:3]}X", f"{text[:2]}XX"]


DAYS = st.dates(min_value=date(100, 1, 1))


@given(DAYS)
def test_a_day_lies_in_the_interval_of_each_of_its_forms_and_each_holds_the_one_before(
    day: date,
) -> None:
    intervals = [interval(form) for form in forms(day)]
    assert intervals[0] == (day, day)
    for (first, last), (wider_first, wider_last) in pairwise(intervals):
        assert wider_first <= first <= day <= last <= wider_last


@given(DAYS.flatmap(lambda day: st.sampled_from(forms(day))))
def test_the_days_around_an_interval_lie_outside_it(text: str) -> None:
    first, last = interval(text)
    outside = []
    if first > date.min:
        outside.append(first - timedelta(days=1))
    if last < date.max:
        outside.append(last + timedelta(days=1))
    index = forms(first).index(text) if text in forms(first) else None
    assert index is not None
    assert all(forms(day)[index] != text for day in outside)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-09-24", "2024-09-24", "2024-09-24"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2016", "2016-01-01", "2016-12-31"),
        ("197X", "1970-01-01", "1979-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
    ],
)
def test_a_date_means_an_interval(text: str, first: str, last: str) -> None:
    assert interval(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "16", "216", "12016", "2016 ", " 2016", "2016\n", "-2016", "+2016", "~2016"),
        *("2016-1", "2016-1-01", "2016-01-1", "20160101", "2016-", "2016-01-", "2016/2017"),
        *("2016-13", "2016-00", "2016-01-00", "2023-02-29", "2024-04-31", "2024-13-01", "0000"),
        *("2XXX", "XXXX", "20X6", "197x", "197X-05", "19XX-05-01", "2016-XX", "2016?", "2016-21"),
        *("2024-09-24T00:00", "24.9.2024", "May 2022", "..", "unknown"),
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        interval(text)


def test_a_form_that_is_not_known_is_named_with_those_that_are() -> None:
    message = r"^`May 2022` is not a date of the form 2024-09-24, 2022-05, 2016, 197X or 19XX$"
    with pytest.raises(ValueError, match=message):
        interval("May 2022")


def test_digits_of_other_scripts_are_no_date() -> None:
    with pytest.raises(ValueError, match=r".+"):
        interval("２０１６")
