"""What sorted N-Quads say of a record is found among all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mnd_kg.lookup import SortedNQuads

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Quad

BASE = "https://w3id.org/mnd-kg/trials/"
# A name may be the beginning of another, and a part of a record stands apart from the record.
NAMES = ["T", "T#a", "T#b", "T-1", "T/x", "T1", "T1#a", "T\u00e9", "T\u00e9#a", "U"]


@pytest.fixture
def lines(tmp_path: Path) -> SortedNQuads:
    path = tmp_path / "graph.nq"
    said = [f'<{BASE}{name}> <{BASE}p> "{n}" <{BASE}g> .\n' for name in NAMES for n in "12"]
    path.write_text("".join(sorted(said)), encoding="utf-8")
    return SortedNQuads(path)


def test_nothing_is_found_in_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").touch()
    assert SortedNQuads(tmp_path / "graph.nq").about(BASE + "T") == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("T", ["T#a", "T#a", "T#b", "T#b", "T", "T"]),
        ("T1", ["T1#a", "T1#a", "T1", "T1"]),
        ("T-1", ["T-1", "T-1"]),
        ("T\u00e9", ["T\u00e9#a", "T\u00e9#a", "T\u00e9", "T\u00e9"]),
        ("U", ["U", "U"]),
        ("", []),
        ("S", []),
        ("V", []),
    ],
)
def test_a_record_is_found_with_its_parts_and_without_its_neighbours(
    lines: SortedNQuads, name: str, found: list[str]
) -> None:
    about = lines.about(BASE + name)
    assert [str(quad.subject)[1:-1].removeprefix(BASE) for quad in about] == found


def test_lines_that_were_read_already_are_found_as_in_a_file(lines: SortedNQuads) -> None:
    read = SortedNQuads("".join(map(written, lines.quads())).encode())
    assert read.about(BASE + "T") == lines.about(BASE + "T")
    assert read.lines_about(BASE + "T1").decode().splitlines(keepends=True) == [
        f'<{BASE}{name}> <{BASE}p> "{n}" <{BASE}g> .\n' for name in ("T1#a", "T1") for n in "12"
    ]
    assert list(read.quads()) == list(lines.quads())


def written(quad: Quad) -> str:
    return f"{quad} .\n"
