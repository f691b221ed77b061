"""The numbers of sources as people read them: sizes with units, intervals and p-values."""

from __future__ import annotations

_SIGNS = {
    "": "=",
    "equal": "=",
    "less-than": "<",
    "less-or-equal": "≤",
    "greater-than": ">",
    "greater-or-equal": "≥",
    "about": "≈",
}
_INTERVALS = {"confidence": "CI", "credible": "CrI"}


def sized(statistic: str, value: str, unit: str) -> str:
    """Return what kind of number was found, the number and its unit.

    >>> sized("least-squares-mean-difference", "1.97", "{points}")
    'least squares mean difference 1.97 points'
    """
    return f"{statistic.replace('-', ' ')} {value} {_readable(unit)}".strip()


def _readable(unit: str) -> str:
    """Return a UCUM unit in words.

    >>> _readable("{points}/mo")
    'points a month'
    """
    bare = unit.replace("{", "").replace("}", "")
    return "" if bare == "1" else bare.replace("/mo", " a month").replace("/a", " a year")


def interval_told(level: str, kind: str, low: str, high: str) -> str:
    """Return an interval with its level in per cent and its kind, `confidence` or `credible`.

    >>> interval_told("95", "credible", "0.44", "3.50")
    '95 % CrI 0.44 to 3.50'
    """
    return f"{level} % {_INTERVALS[kind]} {low} to {high}"


def p_told(comparator: str, value: str) -> str:
    """Return a p-value, or an empty text where there is none.

    >>> p_told("less-than", "0.001")
    'p < 0.001'
    """
    return f"p {_SIGNS[comparator]} {value}" if value else ""
