"""Pictures of the network: that they hold what they say."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mnd_kg.network import central_mechanisms, mechanism_paths
from mnd_kg.pictures import BLUE, GREY, VERMILION
from mnd_kg.pictures.canvas import width_of
from mnd_kg.pictures.layers import layered
from mnd_kg.pictures.network import central_picture, chains_picture

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph
    from mnd_kg.network import Chain


def layers(specification: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    return [layer for layer in specification["layer"] if layer["mark"]["type"] == mark]


def mecobalamin_in_pls(kg: KnowledgeGraph) -> tuple[list[Chain], dict[str, str]]:
    """Return the chains of steps from mecobalamin to PLS, and the names of all things."""
    graph = kg.to_networkx()
    chains = mechanism_paths(graph, "interventions:mecobalamin", "conditions:PLS")
    return list(chains), {name: values["label"] for name, values in graph.nodes(data=True)}


def test_each_step_is_a_line_with_its_sign_dashed_where_inferred(kg: KnowledgeGraph) -> None:
    chains, labels = mecobalamin_in_pls(kg)
    drawn = chains_picture(chains, labels, "Mecobalamin and PLS").to_dict()
    steps = {step.id: step for chain in chains for step in chain.steps}.values()
    colours = {1: BLUE, -1: VERMILION, None: GREY}
    assert {
        (layer["mark"]["color"], layer["mark"]["strokeDash"] == [5, 3])
        for layer in layers(drawn, "rule")
    } == {(colours[step.sign], step.basis == "inferred") for step in steps}
    marks = {1: "+", -1: "−", None: "?"}
    written = [row["text"] for layer in layers(drawn, "text") for row in layer["data"]["values"]]
    assert Counter(mark for mark in written if mark in marks.values()) == Counter(
        marks[step.sign] for step in steps
    )


def test_no_line_runs_through_a_name(kg: KnowledgeGraph) -> None:
    chains, labels = mecobalamin_in_pls(kg)
    widths = {thing: width_of(label) for thing, label in labels.items()}
    layout = layered(chains, widths)
    crossed = set()
    for step in {step.id: step for chain in chains for step in chain.steps}.values():
        x, y = layout.places[step.source]
        start = (x + widths[step.source], y)
        points = [start, *layout.routes[step.id], layout.places[step.target]]
        for (x, y), (x2, y2) in pairwise(points):
            for share in (number / 100 for number in range(1, 100)):
                at, down = x + (x2 - x) * share, y + (y2 - y) * share
                for thing, (left, middle) in layout.places.items():
                    if left < at < left + widths[thing] and abs(middle - down) < 5:
                        crossed.add((step.id, thing))
    assert crossed == set()


def test_each_bar_is_a_thing_with_its_share(kg: KnowledgeGraph) -> None:
    found = central_mechanisms(kg.to_networkx())[:3]
    drawn = central_picture(found, "Where").to_dict()
    assert [(row["thing"], row["share"]) for row in drawn["data"]["values"]] == [
        (one.label, round(one.share, 3)) for one in found
    ]
