"""What sorted N-Quads say of a record is found among all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mnd_kg.lookup import SortedNQuads

if TYPE_CHECKING:
    from pathlib import Path

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
