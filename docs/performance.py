"""The tables of ``docs/performance.md``, from what ``make bench`` measured last."""

from __future__ import annotations

import json
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Table = tuple[list[str], list[list[str]]]

_RESULTS = Path(__file__).parents[1] / "benchmarks" / "results.json"
_ON_DISK, _IN_MEMORY = "query on disk: ", "query in memory: "


def table(ask: str) -> Table:
    """Return the columns and rows of `machine`, of a size, its queries, or two sizes."""
    results = json.loads(_RESULTS.read_text(encoding="utf-8"))
    if ask == "machine":
        return ["what", "which"], [[what, str(which)] for what, which in results["machine"].items()]
    if ask.startswith("queries "):
        return _queries(_size(results, ask.removeprefix("queries "))["works"])
    smaller, *larger = (_size(results, size) for size in ask.split())
    return _growth(smaller, *larger) if larger else _beside_naive(smaller)


def _size(results: dict[str, Any], size: str) -> dict[str, Any]:
    return next(found for found in results["sizes"] if found["size"] == size)


def _beside_naive(size: dict[str, Any]) -> Table:
    rows = [
        [
            work,
            *(f"{sides[side]['cpu']:.4g}" for side in ("naive", "ours")),
            _figures(_ratio(sides)),
            *(f"{sides[side]['megabytes']:.0f}" for side in ("naive", "ours")),
        ]
        for work, sides in size["works"].items()
        if not work.startswith((_ON_DISK, _IN_MEMORY))
    ]
    columns = ["work", "naive, CPU s", "ours, CPU s", "ratio", "naive, peak MB", "ours, peak MB"]
    return columns, rows


def _queries(works: dict[str, Any]) -> Table:
    """Return what each query takes, in milliseconds, on disk and in memory."""
    names = [work.removeprefix(_ON_DISK) for work in works if work.startswith(_ON_DISK)]
    rows, ratios = [], []
    for name in names:
        disk, memory = works[_ON_DISK + name], works[_IN_MEMORY + name]
        ratios.append((_ratio(disk), _ratio(memory)))
        cells = [disk["naive"], disk["ours"], memory["ours"]]
        times = [_figures(1000 * side["cpu"]) for side in cells]
        rows.append([name, *times, *map(_figures, ratios[-1])])
    means = (prod(found) ** (1 / len(found)) for found in zip(*ratios, strict=True))
    rows.append(["geometric mean", "", "", "", *map(_figures, means)])
    columns = ["query", "naive, ms", "on disk, ms", "in memory, ms", "ratio on disk", "in memory"]
    return columns, rows


def _ratio(sides: dict[str, Any]) -> float:
    return float(sides["naive"]["cpu"] / sides["ours"]["cpu"])


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


def _figures(number: float) -> str:
    """Return a number with three figures."""
    return f"{float(f'{number:.3g}'):,g}"
