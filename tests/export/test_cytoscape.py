"""Cytoscape.js itself reads the export, where Node and the package are: see the Makefile."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph

MODULES = Path(__file__).parents[2] / ".venv" / "node" / "node_modules"
READ = Path(__file__).parent / "node" / "read.cjs"


MISSING = shutil.which("node") is None or not (MODULES / "cytoscape").is_dir()


@pytest.mark.skipif(
    MISSING and not os.environ.get("CI"),
    reason="no Node, or no Cytoscape.js: make test installs it where npm is",
)
@pytest.mark.parametrize("view", ["entities", "full"])
def test_cytoscape_js_holds_the_graph(mini: KnowledgeGraph, tmp_path: Path, view: str) -> None:
    done = mini.export("cytoscape", tmp_path / "graph.cyjs", view=view)
    told = subprocess.run(
        ["node", READ, done.path],
        env={**os.environ, "NODE_PATH": str(MODULES)},
        capture_output=True,
        check=True,
    ).stdout
    read: dict[str, list[dict[str, Any]]] = json.loads(told)
    graph: Any = mini.to_networkx(view)
    nodes = {data.pop("id"): data for data in read["nodes"]}
    edges = {data.pop("id"): data for data in read["edges"]}
    assert nodes == dict(graph.nodes(data=True))
    assert edges == {
        key: {"source": source, "target": target, **values}
        for source, target, key, values in graph.edges(keys=True, data=True)
    }
