"""The tables of ``docs/performance.md``, from what ``make bench`` measured last."""

from __future__ import annotations

import json
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Table = tuple[list[str], list[list[str]]]

_RESULTS = Path(__file__).parents[1] / "benchmarks" / "results.json"
_QUERY = "query: "


def table(ask: str) -> Table:
    """Return the columns and rows of `machine`, or of a size in triples."""
    results = json.loads(_RESULTS.read_text(encoding="utf-8"))
    if ask == "machine":
        return ["what", "which"], [[what, str(which)] for what, which in results["machine"].items()]
    return _size(results["sizes"][int(ask)])


def _size(size: dict[str, Any]) -> Table:
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
    # The first holds the start of rdflib's SPARQL engine.
    _, *queries = (ratio for work, ratio in ratios.items() if work.startswith(_QUERY))
    mean = prod(queries) ** (1 / len(queries))
    rows.append(["the queries after the first, geometric mean", "", "", f"{mean:.3g}", "", ""])
    columns = ["work", "naive, CPU s", "ours, CPU s", "ratio", "naive, peak MB", "ours, peak MB"]
    return columns, rows
