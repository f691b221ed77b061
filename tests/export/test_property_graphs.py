"""Property graphs written and read back: by networkx, rustworkx, pandas, and Neo4j's grammar."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any

import networkx
import pytest

import mnd_kg
from mnd_kg.dataset import to_nquads
from mnd_kg.export.xml import written
from mnd_kg.network import Node, entities, full
from mnd_kg.vocabulary import BASE, GRAPH, MND, RDF_TYPE, XSD, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mnd_kg import KnowledgeGraph
    from mnd_kg.network import Edge
    from mnd_kg.network.elements import Value

    Graph = dict[str, dict[str, Any]]

VIEWS = ("entities", "full")
# Where the formats keep what is no attribute, so that no attribute may be called so.
RESERVED = {"id", "source", "target", "key", "type", "parent", "relation"}


def elements(kg: KnowledgeGraph, view: str) -> list[Node | Edge]:
    lines = to_nquads(kg.quads()).splitlines(keepends=True)
    return list(entities(kg.statements) if view == "entities" else full(lines))


def plain(value: Value) -> object:
    """Return a value as a reader of XML gets it: of a list the JSON array, of a decimal a float."""
    return written(value) if isinstance(value, tuple) else _number(value)


def _number(value: Value) -> object:
    return value if isinstance(value, str | bool | int) else float(str(value))


def expected(kg: KnowledgeGraph, view: str) -> tuple[Graph, Graph]:
    """Return the nodes and the edges of a view by their ids."""
    nodes: Graph = {}
    edges: Graph = {}
    for found in elements(kg, view):
        values = {key: plain(value) for key, value in found.attributes.items()}
        if isinstance(found, Node):
            nodes[found.id] = {"type": found.type, "label": found.label, **values}
        else:
            said = {"type": found.type, "relation": found.relation, **values}
            edges[found.id] = {"ends": (found.source, found.target), **said}
    return nodes, edges


def as_read(graph: Any) -> tuple[Graph, Graph]:
    edges = {
        key: {"ends": (source, target), **values}
        for source, target, key, values in graph.edges(keys=True, data=True)
    }
    return dict(graph.nodes(data=True)), edges


@pytest.mark.parametrize("view", VIEWS)
def test_networkx_reads_graphml_as_it_was(mini: KnowledgeGraph, tmp_path: Path, view: str) -> None:
    done = mini.export("graphml", tmp_path / "graph.graphml", view=view)
    read = networkx.read_graphml(done.path, force_multigraph=True)
    assert as_read(read) == expected(mini, view)


def test_networkx_reads_graphml_of_the_curated_graph_as_it_was(
    kg: KnowledgeGraph, tmp_path: Path
) -> None:
    done = kg.export("graphml", tmp_path / "graph.graphml")
    assert as_read(networkx.read_graphml(done.path, force_multigraph=True)) == expected(
        kg, "entities"
    )


def test_rustworkx_reads_graphml_as_it_was(mini: KnowledgeGraph, tmp_path: Path) -> None:
    import rustworkx

    done = mini.export("graphml", tmp_path / "graph.graphml")
    (read,) = rustworkx.read_graphml(str(done.path))
    nodes, edges = expected(mini, "entities")
    names = {number: read[number]["id"] for number in read.node_indices()}
    found = {
        data["id"]: {"ends": (names[source], names[target]), **data}
        for source, target, data in read.weighted_edge_list()
    }
    assert {
        name: without(data, "id") for name, data in zip(names.values(), read.nodes(), strict=True)
    } == nodes
    assert {name: without(data, "id") for name, data in found.items()} == edges


def without(values: dict[str, Any], *keys: str) -> dict[str, Any]:
    """Return values without some keys, and without the nothing that stands for no value."""
    return {k: v for k, v in values.items() if k not in keys and v is not None}


@pytest.mark.parametrize("view", VIEWS)
def test_networkx_reads_gexf_as_it_was(mini: KnowledgeGraph, tmp_path: Path, view: str) -> None:
    done = mini.export("gexf", tmp_path / "graph.gexf", view=view)
    read: Any = networkx.read_gexf(done.path)
    # What has no two edges between the same nodes is no multigraph to networkx.
    edges = {
        values.pop("id"): {"ends": (source, target), **values}
        for source, target, values in read.edges(data=True)
    }
    assert (dict(read.nodes(data=True)), edges) == expected(mini, view)


@pytest.mark.parametrize("view", VIEWS)
def test_networkx_reads_node_link_data_as_it_has_the_graph(
    mini: KnowledgeGraph, tmp_path: Path, view: str
) -> None:
    done = mini.export("nodelink", tmp_path / "graph.json", view=view)
    read = networkx.node_link_graph(json.loads(done.path.read_bytes()), edges="edges")
    own = mini.to_networkx(view)
    assert as_read(read) == as_read(own)
    assert isinstance(read, networkx.MultiDiGraph)


@pytest.mark.parametrize("view", VIEWS)
def test_the_elements_of_cytoscape_js_hold_the_graph(
    mini: KnowledgeGraph, tmp_path: Path, view: str
) -> None:
    done = mini.export("cytoscape", tmp_path / "graph.cyjs", view=view)
    read = json.loads(done.path.read_bytes())["elements"]
    graph = mini.to_networkx(view)
    nodes = {item["data"].pop("id"): item["data"] for item in read["nodes"]}
    edges = {
        item["data"].pop("id"): {
            "ends": (item["data"].pop("source"), item["data"].pop("target")),
            **item["data"],
        }
        for item in read["edges"]
    }
    assert (nodes, edges) == as_read(graph)


NEO4J_FIELD = re.compile(
    r"(?P<name>\w*):(?P<type>string|long|double|boolean|string\[\]|ID|LABEL|START_ID|END_ID|TYPE)"
)


def neo4j_table(path: Path) -> tuple[list[tuple[str, str]], list[list[str]]]:
    """Read a file as neo4j-admin does, refusing a header that its grammar does not allow."""
    with path.open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    fields = []
    for field in head:
        match = NEO4J_FIELD.fullmatch(field)
        assert match, f"not in Neo4j's grammar: {field}"
        fields.append((match["name"], match["type"]))
    named = [name for name, _ in fields if name]
    assert len(set(named)) == len(named)
    assert {len(row) for row in rows} <= {len(head)}
    return fields, rows


def neo4j_value(text: str, kind: str) -> object:
    if kind == "boolean":
        assert text in ("true", "false")
        return text == "true"
    if kind.endswith("[]"):
        return written(tuple(text.split("|")))
    return {"long": int, "double": float}.get(kind, str)(text)


@pytest.mark.parametrize("view", VIEWS)
def test_neo4j_reads_the_nodes_and_relationships_as_they_were(
    mini: KnowledgeGraph, tmp_path: Path, view: str
) -> None:
    done = mini.export("neo4j", tmp_path / "graph", view=view)
    fields, rows = neo4j_table(done.path / "nodes.csv")
    assert [kind for _, kind in fields[:2]] == ["ID", "LABEL"]
    nodes = {}
    for row in rows:
        values = attributes(fields[2:], row[2:])
        nodes[row[0]] = {"type": row[1].split("|")[0], **values}
    edges = {}
    fields, rows = neo4j_table(done.path / "relationships.csv")
    assert [kind for _, kind in fields[:3]] == ["START_ID", "END_ID", "TYPE"]
    for row in rows:
        values = attributes(fields[3:], row[3:])
        assert {row[0], row[1]} <= nodes.keys()
        name = values.pop("id")
        edges[name] = {"ends": (row[0], row[1]), "relation": row[2], **values}
    # A colon would begin the type of a column.
    wanted_nodes, wanted_edges = (
        {
            name: {key.replace(":", "_"): v for key, v in values.items()}
            for name, values in of.items()
        }
        for of in expected(mini, view)
    )
    for values in wanted_edges.values():
        snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", values["relation"])
        values["relation"] = re.sub(r"\W", "_", snake).upper()
    assert nodes == lists_for_all(wanted_nodes, nodes)
    assert edges == lists_for_all(wanted_edges, edges)


def attributes(fields: Iterable[tuple[str, str]], cells: Iterable[str]) -> dict[str, Any]:
    return {
        name: neo4j_value(cell, kind)
        for (name, kind), cell in zip(fields, cells, strict=True)
        if cell
    }


def lists_for_all(wanted: Graph, read: Graph) -> Graph:
    """Return what is expected where one value of a column is a list: then all its values are."""
    return {
        name: {
            key: written((str(value),))
            if is_list(read[name][key]) and not is_list(value)
            else value
            for key, value in values.items()
        }
        for name, values in wanted.items()
    }


def is_list(value: object) -> bool:
    return isinstance(value, str) and value.startswith("[")


def test_the_labels_of_neo4j_are_the_class_and_those_above_it(
    mini: KnowledgeGraph, tmp_path: Path
) -> None:
    done = mini.export("neo4j", tmp_path / "graph")
    _, rows = neo4j_table(done.path / "nodes.csv")
    labels = {row[0]: row[1] for row in rows}
    assert labels["interventions:mecobalamin"] == "SmallMolecule|Intervention|Entity"
    command = (done.path / "README.txt").read_text(encoding="utf-8")
    assert "neo4j-admin database import full neo4j --nodes=nodes.csv" in command


def test_pandas_reads_the_tables_for_neo4j(mini: KnowledgeGraph, tmp_path: Path) -> None:
    import pandas

    done = mini.export("neo4j", tmp_path / "graph")
    nodes = pandas.read_csv(done.path / "nodes.csv")
    edges = pandas.read_csv(done.path / "relationships.csv")
    wanted_nodes, wanted_edges = expected(mini, "entities")
    assert set(nodes["id:ID"]) == set(wanted_nodes)
    assert set(edges["id:string"]) == set(wanted_edges)


def test_no_record_has_a_key_that_a_format_keeps_for_itself() -> None:
    assert set(vocabulary().keys) & RESERVED == {"relation"}


OF_ANY_VIEW = [
    "datatypes and languages",
    "the ontology, and the file of each record",
    "which named graph says it",
]


def test_the_ledger_counts_what_the_entities_leave_out(
    mini: KnowledgeGraph, tmp_path: Path
) -> None:
    done = mini.export("graphml", tmp_path / "graph.graphml")
    lost = {loss["what"]: loss["statements"] for loss in done.losses}
    intervals = mini.query("SELECT (COUNT(*) AS ?n) { ?effect mnd:ciLow ?low }")
    assert lost["ciLow"] == next(iter(intervals))["n"]
    sources = mini.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?source a mnd:Source ; ?p ?o } }")
    assert lost["Source"] == next(iter(sources))["n"]
    whole = mini.export("graphml", tmp_path / "full.graphml", view="full")
    assert whole.losses == [loss for loss in done.losses if loss["what"] in OF_ANY_VIEW]


def test_the_full_view_loses_no_record(mini: KnowledgeGraph, tmp_path: Path) -> None:
    done = mini.export("graphml", tmp_path / "graph.graphml", view="full")
    assert [loss["what"] for loss in done.losses] == OF_ANY_VIEW


ODD = f"""\
<{BASE}trials/odd> <{RDF_TYPE}> <{MND}ClinicalTrial> <{GRAPH}odd> .
<{BASE}trials/odd> <e:p?a=1&b> "<b> & \\"c\\"\\r\\n | \\\\ Ü" <{GRAPH}odd> .
<{BASE}trials/odd> <e:big> "{"9" * 40}"^^<{XSD}integer> <{GRAPH}odd> .
<{BASE}trials/odd> <e:date> "2024-02-29"^^<{XSD}date> <{GRAPH}odd> .
<{BASE}trials/odd> <e:few> "-3.50"^^<{XSD}decimal> <{GRAPH}odd> .
<{BASE}trials/odd> <e:no> "NaN"^^<{XSD}decimal> <{GRAPH}odd> .
<{BASE}trials/odd> <e:small> "0.00000010"^^<{XSD}decimal> <{GRAPH}odd> .
<{BASE}trials/odd> <e:truths> "false"^^<{XSD}boolean> <{GRAPH}odd> .
<{BASE}trials/odd> <e:truths> "true"^^<{XSD}boolean> <{GRAPH}odd> .
<{BASE}trials/odd> <e:word> "Hund"@de <{GRAPH}odd> .
"""
ODD_VALUES = {
    "type": "ClinicalTrial",
    "label": "trials:odd",
    "e:p?a=1&b": '<b> & "c"\r\n | \\ Ü',
    "e:big": "9" * 40,
    "e:date": "2024-02-29",
    "e:few": -3.5,
    "e:no": "NaN",
    "e:small": 0.0000001,
    "e:truths": ["false", "true"],
    "e:word": "Hund",
}


def test_odd_keys_and_values_are_read_back_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "odd.nq").write_text(ODD, encoding="utf-8", newline="")
    odd = mnd_kg.load(tmp_path / "odd.nq")

    def export(format: str, name: str) -> Path:
        return odd.export(format, tmp_path / name, view="full").path

    def refused(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    nodelink = json.loads(export("nodelink", "odd.json").read_bytes(), parse_constant=refused)
    assert nodelink["nodes"] == [{"id": "trials:odd", **ODD_VALUES}]
    in_xml = ODD_VALUES | {"e:truths": '["false", "true"]'}
    for read, format in ((networkx.read_graphml, "graphml"), (networkx.read_gexf, "gexf")):
        path = export(format, f"odd.{format}")
        assert dict(read(path).nodes(data=True)) == {"trials:odd": in_xml}
        assert "0.00000010" in path.read_text("utf-8")
    done = odd.export("neo4j", tmp_path / "neo4j", view="full")
    with (done.path / "nodes.csv").open(encoding="utf-8", newline="") as stream:
        _, row = csv.reader(stream)
    assert sorted(row) == sorted(
        ["trials:odd", "ClinicalTrial|Entity", "trials:odd", "-3.50", "0.00000010", "false|true"]
        + [str(ODD_VALUES[key]) for key in ("e:p?a=1&b", "e:big", "e:date", "e:no", "e:word")]
    )
    assert {loss["what"]: loss["statements"] for loss in done.losses} == {
        "datatypes and languages": 2,
        "digits of a number, as the zero of 3.50": 2,
        "which named graph says it": 10,
    }


def test_digits_that_json_drops_are_in_the_ledger_and_stay_in_xml(
    mini: KnowledgeGraph, tmp_path: Path
) -> None:
    done = mini.export("nodelink", tmp_path / "graph.json", view="full")
    assert "digits of a number, as the zero of 3.50" in {loss["what"] for loss in done.losses}
    text = mini.export("graphml", tmp_path / "graph.graphml", view="full").path.read_text("utf-8")
    assert '<data key="n:ciHigh">3.50</data>' in text


def test_a_selection_comes_with_the_ends_of_its_edges(kg: KnowledgeGraph, tmp_path: Path) -> None:
    done = kg.export("nodelink", tmp_path / "g.json", select={"kind": "extrapolations"})
    read = json.loads(done.path.read_bytes())
    assert [node["id"] for node in read["nodes"]] == ["conditions:PLS", "interventions:mecobalamin"]
    assert [edge["relation"] for edge in read["edges"]] == ["extrapolated-to"]


@pytest.mark.parametrize("format", ["graphml", "gexf", "cytoscape", "nodelink"])
def test_two_exports_give_the_same_bytes(mini: KnowledgeGraph, tmp_path: Path, format: str) -> None:
    first, second = (mini.export(format, tmp_path / name).path for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
