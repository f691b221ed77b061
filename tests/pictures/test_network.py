"""Pictures of the network: that they hold what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mnd_kg.network import central_mechanisms, mechanism_paths
from mnd_kg.pictures import BLUE, GREY, VERMILION
from mnd_kg.pictures.network import central_picture, chains_picture

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph


def layers(specification: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    return [layer for layer in specification["layer"] if layer["mark"]["type"] == mark]


def test_each_step_is_a_line_with_its_sign_dashed_where_inferred(kg: KnowledgeGraph) -> None:
    graph = kg.to_networkx()
    chains = mechanism_paths(graph, "interventions:mecobalamin", "conditions:PLS")
    labels = {name: values["label"] for name, values in graph.nodes(data=True)}
    drawn = chains_picture(chains, labels, "Mecobalamin and PLS").to_dict()
    lines = {
        (layer["mark"]["color"], layer["mark"]["strokeDash"] == [5, 3]): layer["data"]["values"]
        for layer in layers(drawn, "rule")
    }
    colours = {1: BLUE, -1: VERMILION, None: GREY}
    steps = {step.id: step for chain in chains for step in chain.steps}.values()
    wanted: dict[tuple[str, bool], int] = {}
    for step in steps:
        key = (colours[step.sign], step.basis == "inferred")
        wanted[key] = wanted.get(key, 0) + 1
    assert {key: len(rows) for key, rows in lines.items()} == wanted


def test_each_bar_is_a_thing_with_its_share(kg: KnowledgeGraph) -> None:
    found = central_mechanisms(kg.to_networkx())[:3]
    drawn = central_picture(found, "Where").to_dict()
    assert [(row["thing"], row["share"]) for row in drawn["data"]["values"]] == [
        (one.label, round(one.share, 3)) for one in found
    ]
