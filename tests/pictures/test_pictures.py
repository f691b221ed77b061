"""How a chart becomes a file."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from mnd_kg.errors import SettingError, UnsupportedFormatError
from mnd_kg.pictures import BLUE, altair, write_picture

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def chart() -> Any:
    library = altair()
    data = library.Data(values=[{"x": 1.97, "y": "JETALS"}])
    return library.Chart(data).mark_point(color=BLUE).encode(x="x:Q", y="y:N")


def test_a_picture_is_the_same_svg_each_time(chart: Any, tmp_path: Path) -> None:
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"
    write_picture(chart, one, ["Source: publications:oki-2022"])
    write_picture(chart, two, ["Source: publications:oki-2022"])
    assert one.read_bytes() == two.read_bytes()
    assert "Source: publications:oki-2022" in one.read_text(encoding="utf-8")


def test_a_picture_is_a_png_by_its_ending(chart: Any, tmp_path: Path) -> None:
    write_picture(chart, tmp_path / "a.png", [])
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_is_vega_lite_by_its_ending(chart: Any, tmp_path: Path) -> None:
    write_picture(chart, tmp_path / "a.json", ["caption"])
    specification = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert specification["title"]["text"] == ["caption"]


def test_another_ending_is_refused_and_nothing_is_written(chart: Any, tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormatError, match=r"ends in \.svg, \.png, \.json"):
        write_picture(chart, tmp_path / "a.gif", [])
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_says_what_to_install(
    chart: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(SettingError, match=r"pip install .mnd-kg\[pictures\]"):
        write_picture(chart, tmp_path / "a.svg", [])
