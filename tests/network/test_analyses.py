"""Questions that paths answer, each with the records that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx
import pytest

from mnd_kg.errors import SettingError, UnknownEntityError
from mnd_kg.network import (
    Studied,
    central_mechanisms,
    hypotheses,
    mechanism_paths,
    shortest_mechanisms,
    similar_interventions,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from mnd_kg import KnowledgeGraph

Graph = networkx.MultiDiGraph


def graph(*steps: tuple[str, int | None, str], **values: object) -> Graph[str]:
    """Return a graph of mechanism steps, measured in people unless said otherwise."""
    found: Graph[str] = networkx.MultiDiGraph()
    for source, sign, target in steps:
        for node in (source, target):
            found.add_node(node, label=node.partition(":")[2])
        said = {
            "type": "MechanismEdge",
            "relation": "modulates",
            "basis": "measured",
            "species": ["NCBITaxon:9606"],
            "supports": 0,
            "disputes": 0,
            **({} if sign is None else {"sign": sign}),
            **values,
        }
        found.add_edge(source, target, f"edges:{name(source)}-{name(target)}", **said)
    return found


def name(thing: str) -> str:
    return thing.partition(":")[2]


WAYS = (
    ("interventions:A", -1, "processes:p"),
    ("interventions:A", 1, "targets:t"),
    ("targets:t", -1, "processes:p"),
    ("processes:p", 1, "conditions:ALS"),
)


def test_every_chain_is_found_the_shortest_first() -> None:
    found = mechanism_paths(graph(*WAYS), "interventions:A", "conditions:ALS")
    assert [chain.evidence for chain in found] == [
        ("edges:A-p", "edges:p-ALS"),
        ("edges:A-t", "edges:t-p", "edges:p-ALS"),
    ]
    assert [chain.sign for chain in found] == [-1, -1]
    assert str(found[0]) == "interventions:A –−→ processes:p –+→ conditions:ALS"


def test_the_shortest_chains_are_those_with_the_fewest_steps() -> None:
    found = shortest_mechanisms(graph(*WAYS), "interventions:A", "conditions:ALS")
    assert [chain.evidence for chain in found] == [("edges:A-p", "edges:p-ALS")]
    assert shortest_mechanisms(graph(*WAYS), "conditions:ALS", "interventions:A") == []


def test_a_chain_with_an_unsigned_step_has_no_sign() -> None:
    steps = graph(("interventions:A", None, "processes:p"), ("processes:p", 1, "conditions:ALS"))
    (chain,) = mechanism_paths(steps, "interventions:A", "conditions:ALS")
    assert chain.sign is None


def test_an_inferred_step_is_weaker_than_a_disputed_one() -> None:
    steps = graph(("interventions:A", -1, "processes:p"), disputes=2)
    inferred = graph(("processes:p", 1, "conditions:ALS"), basis="inferred")
    for source, target, key, values in inferred.edges(keys=True, data=True):
        steps.add_edge(source, target, key, **values)
    (chain,) = mechanism_paths(steps, "interventions:A", "conditions:ALS")
    assert chain.weakest.id == "edges:p-ALS"


def test_an_edge_of_another_kind_is_no_step() -> None:
    steps = graph(("interventions:A", -1, "processes:p"))
    steps.add_edge("processes:p", "conditions:ALS", "x", type="Proposition", relation="studied-for")
    assert mechanism_paths(steps, "interventions:A", "conditions:ALS") == []


def test_no_chain_leads_from_a_thing_to_itself() -> None:
    for ask in (mechanism_paths, shortest_mechanisms):
        assert ask(graph(*WAYS), "interventions:A", "interventions:A") == []


def test_an_unknown_node_is_refused_with_a_suggestion() -> None:
    for ask in (mechanism_paths, shortest_mechanisms):
        with pytest.raises(UnknownEntityError, match="Did you mean interventions:A"):
            ask(graph(*WAYS), "interventions:B", "conditions:ALS")
    with pytest.raises(UnknownEntityError, match="no node `conditions:XLS`"):
        hypotheses(graph(*WAYS), "conditions:XLS")
    with pytest.raises(UnknownEntityError):
        similar_interventions(graph(*WAYS), "interventions:B")


def test_a_name_without_its_prefix_is_refused_with_the_id() -> None:
    with pytest.raises(UnknownEntityError, match=r"Did you mean conditions:ALS\?"):
        hypotheses(graph(*WAYS), "ALS")


def test_the_view_full_is_refused(kg: KnowledgeGraph) -> None:
    full = kg.to_networkx("full")
    asks: list[Callable[[], object]] = [
        lambda: mechanism_paths(full, "interventions:mecobalamin", "conditions:PLS"),
        lambda: shortest_mechanisms(full, "interventions:mecobalamin", "conditions:PLS"),
        lambda: similar_interventions(full, "interventions:mecobalamin"),
        lambda: central_mechanisms(full),
        lambda: hypotheses(full, "conditions:PLS"),
    ]
    for ask in asks:
        with pytest.raises(SettingError, match="asks the view `entities`"):
            ask()


def test_a_node_of_another_kind_is_refused() -> None:
    with pytest.raises(UnknownEntityError) as error:
        hypotheses(graph(*WAYS), "interventions:A")
    assert str(error.value) == "`interventions:A` is no condition: give the id of one."
    with pytest.raises(UnknownEntityError) as error:
        similar_interventions(graph(*WAYS), "conditions:ALS")
    assert str(error.value) == "`conditions:ALS` is no intervention: give the id of one."


def test_interventions_are_similar_by_what_both_act_on_and_not_by_what_most_do() -> None:
    steps = graph(
        ("interventions:A", -1, "processes:p"),
        ("interventions:B", 1, "processes:p"),
        ("interventions:B", 1, "targets:b"),
        ("interventions:C", 1, "targets:c"),
        ("interventions:D", 1, "targets:d"),
        *(
            (f"{thing}", 1, "processes:injury")
            for thing in ("processes:p", "targets:c", "targets:d")
        ),
    )
    (other,) = similar_interventions(steps, "interventions:A")
    assert (other.intervention, other.jaccard) == ("interventions:B", 0.5)
    assert [(found.id, found.alike) for found in other.shared] == [("processes:p", False)]
    assert other.evidence == ("edges:A-p", "edges:B-p")
    assert similar_interventions(steps, "interventions:C") == []


def test_what_most_chains_run_through_is_the_most_central() -> None:
    steps = graph(
        ("interventions:A", -1, "processes:p"),
        ("interventions:B", -1, "targets:t"),
        ("targets:t", 1, "processes:p"),
        ("processes:p", 1, "conditions:ALS"),
    )
    found = central_mechanisms(steps)
    assert [(c.id, c.share, c.interventions) for c in found] == [
        ("processes:p", 1.0, ("interventions:A", "interventions:B")),
        ("targets:t", 0.5, ("interventions:B",)),
    ]
    assert found[1].evidence == ("edges:B-t", "edges:t-p")


def test_a_hypothesis_stands_with_what_was_found_on_both_sides() -> None:
    steps = graph(("interventions:A", -1, "processes:p"), ("processes:p", 1, "conditions:PLS"))
    steps.add_edge(
        "interventions:A",
        "conditions:ALS",
        "propositions:P",
        type="Proposition",
        relation="studied-for",
        supports=1,
        disputes=2,
        neutral=0,
    )
    (found,) = hypotheses(steps, "conditions:PLS")
    assert found.reaches
    assert found.studied == (Studied("propositions:P", "conditions:ALS", 1, 2, 0),)
    assert found.evidence == ("edges:A-p", "edges:p-PLS", "propositions:P")


def test_a_chain_that_is_bound_to_another_subtype_is_no_hypothesis() -> None:
    steps = graph(
        ("interventions:A", -1, "targets:SOD1"),
        ("targets:SOD1", 1, "conditions:PLS"),
        requires=["conditions:SOD1-ALS"],
    )
    assert hypotheses(steps, "conditions:PLS") == []


def test_a_chain_that_stops_at_another_condition_is_told_only_where_none_reaches() -> None:
    steps = graph(
        ("interventions:A", -1, "processes:p"),
        ("processes:p", 1, "conditions:ALS"),
        ("interventions:B", -1, "processes:q"),
        ("processes:q", 1, "conditions:ALS"),
        ("processes:q", 1, "conditions:PLS"),
    )
    found = hypotheses(steps, "conditions:PLS")
    assert [(h.reaches, h.chain.through) for h in found] == [
        (True, ("interventions:B", "processes:q", "conditions:PLS")),
        (False, ("interventions:A", "processes:p", "conditions:ALS")),
    ]


def test_an_edge_lists_what_a_review_pooled_and_counts_its_trials_alone(kg: KnowledgeGraph) -> None:
    graph = kg.to_networkx()
    (edge,) = (
        attributes
        for *_, key, attributes in graph.edges(keys=True, data=True)
        if key == "propositions:riluzole-survival-ALS"
    )
    assert "propositions:riluzole-survival-ALS#Miller-2012" in edge["evidence"]
    assert (edge["supports"], edge["disputes"], edge["neutral"]) == (2, 2, 2)
