"""Pictures of the network: where recorded mechanisms run, and through what."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mnd_kg.pictures import BLACK, BLUE, GREY, VERMILION, altair
from mnd_kg.pictures.canvas import Canvas, width_of
from mnd_kg.pictures.layers import layered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mnd_kg.network import Central, Chain, Step
    from mnd_kg.pictures.layers import Layout

_GAP = 5
_MARKS = {1: ("+", BLUE), -1: ("−", VERMILION), None: ("?", GREY)}
_INFERRED = [5, 3]


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
    layout = layered(chains, {thing: width_of(label) for thing, label in labels.items()})
    places = sorted(layout.places.items())
    canvas = Canvas(max(x + width_of(labels[thing]) for thing, (x, _) in places) + _GAP)
    for thing, (x, y) in places:
        # A rim of white keeps the name readable where a line passes behind it.
        canvas.text(x, y, labels[thing], color="white", stroke="white", strokeWidth=4)
        canvas.text(x, y, labels[thing])
    for _, step in sorted(steps.items()):
        _draw(canvas, step, layout, labels)
    return canvas.chart(title)


def _draw(canvas: Canvas, step: Step, layout: Layout, labels: Mapping[str, str]) -> None:
    x, y = layout.places[step.source]
    target = layout.places[step.target]
    points = [(x + width_of(labels[step.source]) + _GAP, y), *layout.routes[step.id]]
    points.append((target[0] - _GAP, target[1]))
    mark, colour = _MARKS[step.sign]
    dashes = _INFERRED if step.basis == "inferred" else [1, 0]
    for start, end in pairwise(points):
        canvas.line(start, end, color=colour, strokeWidth=1.2, strokeDash=dashes)
    # On the half where fewer lines meet, so that each sign is seen to be of its line.
    crowded = layout.leaving[step.source] > layout.reaching[step.target]
    start, end = points[-2:] if crowded else points[:2]
    share = 0.75 if crowded else 0.3
    middle = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
    canvas.text(middle[0], middle[1] - 4, mark, color=BLACK, fontSize=11, align="center")
