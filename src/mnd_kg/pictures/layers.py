"""The layout of chains that end in one thing: in columns, with a way for lines between the names.

A line that runs past a column has a row of its own there, so that it crosses no name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mnd_kg.network import Chain

Place = tuple[float, float]
_BETWEEN = 90
_ROW = 20
_TOP = 5
_SWEEPS = 6


@dataclass(frozen=True)
class Layout:
    """Where things stand, and where the lines between them run."""

    places: dict[str, Place]
    """The left end and the middle of the name of each thing."""
    routes: dict[str, list[Place]]
    """The points through which the line of each step runs on its way, by the id of the step."""
    leaving: Counter[str]
    """How many steps begin at each thing."""
    reaching: Counter[str]
    """How many steps end at each thing."""


def layered(chains: Sequence[Chain], widths: Mapping[str, float]) -> Layout:
    """Return a layout: across by the steps to the end, down near the neighbours.

    Args:
        chains: chains that end in one thing.
        widths: the width of the name of each thing.
    """
    steps = {step.id: step for one in chains for step in one.steps}
    before = _steps_to_the_end(chains)
    # What a line passes by on its way: a row in each column between the things that it joins.
    ways = {
        name: [(f"{name} {n}", n) for n in range(before[step.source] - 1, before[step.target], -1)]
        for name, step in sorted(steps.items())
    }
    columns: dict[int, list[str]] = {}
    for name, column in [*sorted(before.items()), *chain.from_iterable(ways.values())]:
        columns.setdefault(column, []).append(name)
    near: dict[str, list[str]] = {}
    for name, way in ways.items():
        passed = (steps[name].source, *(row for row, _ in way), steps[name].target)
        for one, other in pairwise(passed):
            near.setdefault(one, []).append(other)
            near.setdefault(other, []).append(one)
    down, across = _down(columns, near), _across(columns, widths)
    return Layout(
        places={thing: (across[column][0], down[thing] + _TOP) for thing, column in before.items()},
        routes={
            name: [(x, down[row] + _TOP) for row, column in way for x in across[column]]
            for name, way in ways.items()
        },
        leaving=Counter(step.source for step in steps.values()),
        reaching=Counter(step.target for step in steps.values()),
    )


def _steps_to_the_end(chains: Sequence[Chain]) -> dict[str, int]:
    """Return the most steps from each thing to the end; beginnings stand together, leftmost."""
    found: dict[str, int] = {}
    for one in chains:
        for number, thing in enumerate(reversed(one.through)):
            found[thing] = max(found.get(thing, 0), number)
    return found | dict.fromkeys((one.through[0] for one in chains), max(found.values()))


def _across(
    columns: Mapping[int, list[str]], widths: Mapping[str, float]
) -> dict[int, tuple[float, float]]:
    """Return the left and the right end of each column."""
    found, x = {}, 0.0
    for column in sorted(columns, reverse=True):
        right = x + max(widths.get(name, 0) for name in columns[column])
        found[column] = (x, right)
        x = right + _BETWEEN
    return found


def _down(columns: Mapping[int, list[str]], near: Mapping[str, list[str]]) -> dict[str, float]:
    """Return how far down each thing stands, after its neighbours have drawn it to them."""
    height = max(map(len, columns.values())) * _ROW
    down: dict[str, float] = {}
    for column in columns.values():
        _spread(column, down, height)
    for _ in range(_SWEEPS):
        for column in columns.values():
            _reorder(column, near, down)
            _spread(column, down, height)
    return down


def _spread(column: list[str], down: dict[str, float], height: float) -> None:
    for number, thing in enumerate(column):
        down[thing] = (number + 0.5) * height / len(column)


def _reorder(column: list[str], near: Mapping[str, list[str]], down: dict[str, float]) -> None:
    """Order a column by where the neighbours of each thing are, so that few lines cross."""
    middle = {one: sum(down[other] for other in near[one]) / len(near[one]) for one in column}
    column.sort(key=lambda thing: (middle[thing], thing))
