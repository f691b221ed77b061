"""The tables of ``docs/performance.md``, from what ``make bench`` measured last."""

from __future__ import annotations

import json
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Table = tuple[list[str], list[list[str]]]

_RESULTS = Path(__file__).parents[1] / "benchmarks" / "results.json"
_QUERIES = ("query on disk: ", "query in memory: ")


def table(ask: str) -> Table:
    """Return the columns and rows of `machine`, of a size, or of two sizes side by side."""
    results = json.loads(_RESULTS.read_text(encoding="utf-8"))
    if ask == "machine":
        return ["what", "which"], [[what, str(which)] for what, which in results["machine"].items()]
    smaller, *larger = (_size(results, int(size)) for size in ask.split())
    return _growth(smaller, *larger) if larger else _beside_naive(smaller)


def _size(results: dict[str, Any], size: int) -> dict[str, Any]:
    return next(found for found in results["sizes"] if found["size"] == size)


def _beside_naive(size: dict[str, Any]) -> Table:
    ratios = {
        work: sides["naive"]["cpu"] / sides["ours"]["cpu"] for work, sides in size["works"].items()
    }
    rows = [
        [
            work,
            *(f"{sides[side]['cpu']:.4g}" for side in ("naive", "ours")),
            f"{ratios[work]:.3g}",
            *(f"{sides[side]['megabytes']:.0f}" for side in ("naive", "ours")),
        ]
        for work, sides in size["works"].items()
    ]
    for queries in _QUERIES:
        found = [ratio for work, ratio in ratios.items() if work.startswith(queries)]
        mean = prod(found) ** (1 / len(found))
        what = f"{queries}geometric mean"
        rows.append([what, "", "", f"{mean:.3g}", "", ""])
    columns = ["work", "naive, CPU s", "ours, CPU s", "ratio", "naive, peak MB", "ours, peak MB"]
    return columns, rows


def _growth(smaller: dict[str, Any], larger: dict[str, Any]) -> Table:
    """Return what ours takes at two sizes, and how much more than in proportion."""
    times = larger["triples"] / smaller["triples"]
    rows = []
    for work, sides in larger["works"].items():
        small, large = smaller["works"][work]["ours"], sides["ours"]
        more = large["cpu"] / small["cpu"] / times
        seconds = (f"{side['cpu']:.4g}" for side in (small, large))
        rows.append([work, *seconds, f"{more:.2f}", f"{large['megabytes']:.0f}"])
    heads = (f"{size['triples']:,}, CPU s" for size in (smaller, larger))
    return ["work", *heads, "times linear", "peak MB"], rows
