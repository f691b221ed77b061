"""The tables and pictures of ``docs/analysis.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg.network import (
    central_mechanisms,
    hypotheses,
    mechanism_paths,
    similar_interventions,
)
from mnd_kg.pictures import write_picture
from mnd_kg.pictures.network import central_picture, chains_picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mnd_kg import KnowledgeGraph
    from mnd_kg.network import Hypothesis
    from mnd_kg.network.paths import Graph

    Table = tuple[list[str], list[list[str]]]

_SIGNS = {1: "+1", -1: "−1", None: "?"}
_BARS = 12


def table(kg: KnowledgeGraph, ask: str) -> Table:
    """Return the columns and rows of a table by its name and what it is asked for."""
    name, *asked = ask.split()
    return _TABLES[name](kg.to_networkx(), *asked)


def write_pictures(kg: KnowledgeGraph, folder: Path) -> None:
    """Write the pictures of the page."""
    graph = kg.to_networkx()
    folder.mkdir(exist_ok=True)
    labels = {name: values["label"] for name, values in graph.nodes(data=True)}
    reaching = [found.chain for found in hypotheses(graph, "conditions:PLS") if found.reaches]
    write_picture(
        chains_picture(reaching, labels, "Chains of recorded steps that lead to PLS"),
        folder / "chains-to-PLS.svg",
        [
            "+ more of it, − less of it, ? no direction given; dashed: inferred, not measured.",
            "Each step is a record of its own, with its source: see the table.",
        ],
    )
    write_picture(
        central_picture(central_mechanisms(graph)[:_BARS], "Where the recorded mechanisms meet"),
        folder / "central-mechanisms.svg",
        ["Betweenness between interventions and conditions, on the mechanism edges of the graph."],
    )


def _paths(graph: Graph, source: str, target: str) -> Table:
    rows = [
        [str(chain), _SIGNS[chain.sign], chain.weakest.id, ", ".join(chain.evidence)]
        for chain in mechanism_paths(graph, source, target)
    ]
    return ["chain", "sign", "weakest step", "rests on"], rows


def _similar(graph: Graph, intervention: str) -> Table:
    alike = {True: "the same way", False: "the opposite way", None: "direction not given"}
    rows = [
        [
            other.intervention,
            f"{other.jaccard:.2f}",
            "; ".join(f"{found.id} ({alike[found.alike]})" for found in other.shared),
            ", ".join(other.evidence),
        ]
        for other in similar_interventions(graph, intervention)
    ]
    return ["intervention", "Jaccard", "shared", "rests on"], rows


def _central(graph: Graph, most: str) -> Table:
    rows = [
        [found.id, f"{found.share:.3f}", str(len(found.interventions)), str(len(found.evidence))]
        for found in central_mechanisms(graph)[: int(most)]
    ]
    return ["thing", "share", "interventions that lead to it", "steps in and out"], rows


def _hypothesis_counts(graph: Graph, condition: str) -> Table:
    found = hypotheses(graph, condition)
    reaching = [one for one in found if one.reaches]
    inferred = [one for one in reaching if one.chain.weakest.basis == "inferred"]
    counts = {
        "interventions with a chain to it": _drugs(reaching),
        "of these, with a trial that enrolled it": _drugs([h for h in reaching if h.trials]),
        "of these, with an evidence line against them, in whatever condition": _drugs(
            [h for h in reaching if any(studied.disputes for studied in h.studied)]
        ),
        "interventions whose chains stop before it": _drugs(found) - _drugs(reaching),
        "chains to it": len(reaching),
        "of these, signed against the disease": sum(h.chain.sign == -1 for h in reaching),
        "of these, without a sign": sum(h.chain.sign is None for h in reaching),
        "of these, with a step that was inferred": len(inferred),
    }
    return ["what", "count"], [[what, str(count)] for what, count in counts.items()]


def _drugs(found: list[Hypothesis]) -> int:
    return len({one.intervention for one in found})


def _hypotheses(graph: Graph, condition: str) -> Table:
    rows = [
        [
            found.intervention,
            " → ".join(found.chain.through[1:]),
            _SIGNS[found.chain.sign],
            found.chain.weakest.id,
            ", ".join(found.proposed),
            "; ".join(f"{s.id}: {s.supports} for, {s.disputes} against" for s in found.studied),
        ]
        for found in hypotheses(graph, condition)
    ]
    columns = ["intervention", "through", "sign", "weakest step", "proposed by", "studied"]
    return columns, rows


_TABLES: dict[str, Callable[..., Table]] = {
    "paths": _paths,
    "similar": _similar,
    "central": _central,
    "hypothesis-counts": _hypothesis_counts,
    "hypotheses": _hypotheses,
}
