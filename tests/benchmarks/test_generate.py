"""The generated graphs of the benchmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

import mnd_kg
from benchmarks import generate
from mnd_kg.dataset import union_ntriples
from mnd_kg.validate import check_shapes

if TYPE_CHECKING:
    from pathlib import Path


def test_it_holds_as_many_statements_as_asked_for_each_once_and_in_order(tmp_path: Path) -> None:
    count = generate.write(1000, tmp_path / "graph.nq")
    lines = (tmp_path / "graph.nq").read_bytes().splitlines()
    assert count == len(lines) >= 1000
    assert lines == sorted(set(lines))


def test_it_is_the_same_each_time_and_another_with_another_seed(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("two", 1), ("three", 2)):
        generate.write(1000, tmp_path / name, seed)
    one, two, three = ((tmp_path / name).read_bytes() for name in ("one", "two", "three"))
    assert one == two
    assert one != three


def test_it_is_valid_by_the_shapes_and_each_copy_is_a_trial(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    generate.write(1000, path)
    quads = list(parse(path=path, format=RdfFormat.N_QUADS))
    assert list(check_shapes(union_ntriples(quads), "pyshacl")) == []
    trials = [node for node in mnd_kg.load(path).to_networkx() if node.startswith("trials:")]
    assert trials[:2] == ["trials:NCT00000001", "trials:NCT00000002"]
    assert len(trials) == len({node.lower() for node in trials}) > 5


def test_the_copies_are_valid_as_records_too(tmp_path: Path) -> None:
    assert generate.write_records(3, tmp_path / "data") == 25
    assert mnd_kg.validate(data=tmp_path / "data") == []
