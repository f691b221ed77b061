"""What an export holds at a time does not depend on how large the graph is."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest

import mnd_kg
from benchmarks import generate
from mnd_kg import store
from mnd_kg.export import parquet
from mnd_kg.export.table import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg import KnowledgeGraph
    from mnd_kg.export.table import ExportFormat

SMALL, LARGE = 6_000, 18_000
"""Statements: both are more than one batch of lines."""
STREAMED = [row for row in FORMATS.values() if row.memory != "grows with the graph"]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> list[KnowledgeGraph]:
    folder = tmp_path_factory.mktemp("graphs")
    for size in (SMALL, LARGE):
        nquads = "".join(generate.lines(size)).encode()
        store.write(nquads, folder / str(size))
    return [mnd_kg.load(folder / str(size)) for size in (SMALL, LARGE)]


@pytest.mark.parametrize("row", STREAMED, ids=lambda row: row.name)
def test_the_memory_of_a_streamed_format_is_that_of_a_small_graph(
    row: ExportFormat,
    graphs: list[KnowledgeGraph],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parquet, "_GROUP", 50)
    # What is imported and remembered once is no part of it.
    peak(graphs[-1], row, tmp_path / "first")
    small, large = (peak(kg, row, tmp_path / f"out-{of}") for of, kg in enumerate(graphs))
    assert large < 1.5 * small


def peak(kg: KnowledgeGraph, row: ExportFormat, path: Path) -> int:
    """Return the most bytes that Python held while a graph was exported."""
    view = row.views[-1] if row.views else None
    tracemalloc.start()
    kg.export(row.name, path, view=view)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most
