"""Puts the ontology, the queries, the schemas and the current built graph into the wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GraphInWheel(BuildHookInterface):  # type: ignore[type-arg]
    """Adds what is no module. An editable install finds these in the checkout instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders that go into the wheel.

        Raises:
            FileNotFoundError: if no graph has been built.
        """
        if version == "editable":
            return
        root = Path(self.root)
        pointer = root / "build" / "current"
        if not pointer.is_file():
            raise FileNotFoundError("No graph has been built: run `make wheel`, which builds one.")
        graph = root / "build" / pointer.read_text(encoding="utf-8").strip()
        build_data["force_include"].update(
            {
                str(root / "ontology"): "mnd_kg/ontology",
                str(root / "queries"): "mnd_kg/queries",
                str(root / "docs" / "schemas"): "mnd_kg/schemas",
                str(graph): "mnd_kg/graph",
            }
        )
