"""Dates as precise as they are known, in the Extended Date/Time Format (EDTF).

Records use four of its forms: a day, a month, a year, and a year with unknown last digits.
See https://www.loc.gov/standards/datetime/ (levels 0 and 1).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

FORMS = "2024-09-24, 2022-05, 2016, 197X or 19XX"
_FORM = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?", re.ASCII
)


def interval(text: str) -> tuple[date, date]:
    """Return the first and the last day that a date can mean.

    >>> interval("2022-05")
    (datetime.date(2022, 5, 1), datetime.date(2022, 5, 31))
    >>> interval("197X")
    (datetime.date(1970, 1, 1), datetime.date(1979, 12, 31))

    Raises:
        ValueError: if the text is none of the forms, or no such day exists.
    """
    form = _FORM.fullmatch(text)
    if form is None or (form["month"] and "X" in form["year"]):
        raise ValueError(f"`{text}` is not a date of the form {FORMS}")
    first_year, last_year = (int(form["year"].replace("X", digit)) for digit in "09")
    first_month = int(form["month"] or 1)
    last_month = int(form["month"] or 12)
    first_day = int(form["day"] or 1)
    last_day = int(form["day"] or monthrange(last_year, last_month)[1])
    return date(first_year, first_month, first_day), date(last_year, last_month, last_day)
