"""Pictures of the network: where recorded mechanisms run, and through what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mnd_kg.pictures import BLACK, BLUE, GREY, VERMILION, altair
from mnd_kg.pictures.canvas import Canvas, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mnd_kg.network import Central, Chain, Step

_BETWEEN = 90
_ROW = 20
_GAP = 5
_MARKS = {1: ("+", BLUE), -1: ("−", VERMILION), None: ("?", GREY)}
_INFERRED = [5, 3]
_SWEEPS = 6


def central_picture(found: Sequence[Central], title: str) -> Any:
    """Return a chart of the share of shortest chains that run through each thing."""
    library = altair()
    rows = [
        {"thing": one.label, "share": round(one.share, 3), "interventions": len(one.interventions)}
        for one in found
    ]
    base = library.Chart(library.Data(values=rows)).encode(
        y=library.Y("thing:N", sort=None, title=None, axis=library.Axis(labelLimit=300)),
        x=library.X("share:Q", title="share of the shortest chains", scale={"domain": [0, 1]}),
        tooltip=["thing:N", "share:Q", "interventions:Q"],
    )
    bars = base.mark_bar(color=BLUE)
    texts = base.mark_text(align="left", dx=4, fontSize=10).encode(text="share:Q")
    return (bars + texts).properties(width=420, title=title)


def chains_picture(chains: Iterable[Chain], labels: Mapping[str, str], title: str) -> Any:
    """Return a chart of chains of steps, from their beginnings at the left to their end.

    Every step has its sign, and is dashed where it was inferred.

    Args:
        chains: chains that end in one thing.
        labels: the names of the things.
        title: the title.
    """
    chains = list(chains)
    steps = {step.id: step for chain in chains for step in chain.steps}
    places = _placed(chains, list(steps.values()), labels)
    canvas = Canvas(max(x + width_of(labels[thing]) for thing, (x, _) in places.items()) + _GAP)
    for thing, (x, y) in sorted(places.items()):
        # A rim of white keeps the name readable where a line passes behind it.
        canvas.text(x, y, labels[thing], color="white", stroke="white", strokeWidth=4)
        canvas.text(x, y, labels[thing])
    for _, step in sorted(steps.items()):
        _draw(canvas, step, places, labels)
    return canvas.chart(title)


def _draw(
    canvas: Canvas, step: Step, places: Mapping[str, tuple[float, float]], labels: Mapping[str, str]
) -> None:
    x, y = places[step.source]
    start = (x + width_of(labels[step.source]) + _GAP, y)
    end = (places[step.target][0] - _GAP, places[step.target][1])
    mark, colour = _MARKS[step.sign]
    dashes = _INFERRED if step.basis == "inferred" else [1, 0]
    canvas.line(start, end, color=colour, strokeWidth=1.2, strokeDash=dashes)
    # Nearer to the beginning, where fewer lines meet.
    middle = (start[0] + (end[0] - start[0]) * 0.25, start[1] + (end[1] - start[1]) * 0.25)
    canvas.text(middle[0], middle[1] - 4, mark, color=BLACK, fontSize=11, align="center")


def _placed(
    chains: Sequence[Chain], steps: Sequence[Step], labels: Mapping[str, str]
) -> dict[str, tuple[float, float]]:
    """Return a place for each thing: across by its steps to the end, down near its neighbours."""
    left: dict[str, int] = {}
    for chain in chains:
        for before, thing in enumerate(reversed(chain.through)):
            left[thing] = max(left.get(thing, 0), before)
    most = max(left.values())
    for chain in chains:
        left[chain.through[0]] = most
    columns: dict[int, list[str]] = {}
    for thing in sorted(left):
        columns.setdefault(left[thing], []).append(thing)
    height = max(map(len, columns.values())) * _ROW
    down: dict[str, float] = {}
    for column in columns.values():
        _spread(column, down, height)
    near: dict[str, list[str]] = {}
    for step in steps:
        near.setdefault(step.source, []).append(step.target)
        near.setdefault(step.target, []).append(step.source)
    for _ in range(_SWEEPS):
        for column in columns.values():
            _reorder(column, near, down)
            _spread(column, down, height)
    across, x = {}, 0.0
    for place in sorted(columns, reverse=True):
        across[place] = x
        x += max(width_of(labels[thing]) for thing in columns[place]) + _BETWEEN
    return {thing: (across[left[thing]], down[thing] + _GAP) for thing in left}


def _spread(column: list[str], down: dict[str, float], height: float) -> None:
    for number, thing in enumerate(column):
        down[thing] = (number + 0.5) * height / len(column)


def _reorder(column: list[str], near: Mapping[str, list[str]], down: dict[str, float]) -> None:
    """Order a column by where the neighbours of each thing are, so that few lines cross."""
    middle = {one: sum(down[other] for other in near[one]) / len(near[one]) for one in column}
    column.sort(key=lambda thing: (middle[thing], thing))
