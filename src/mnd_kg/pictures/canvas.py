"""Pictures that are laid out by hand: boxes, lines, dots and texts at places in pixels.

Vega-Lite has no layout of graphs or of labels that must not overlap. Whatever is drawn keeps the
facts that it stands for, so that the specification can be read too.
"""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from mnd_kg.pictures import BLACK, altair

_CHARACTER = 5.9
"""Pixels that a character of the size 10 takes on the average, rather too many than too few."""

_ORDER = ("rect", "rule", "point", "text")


def width_of(text: str, size: float = 10) -> float:
    """Return about how many pixels a text takes."""
    return len(text) * _CHARACTER * size / 10


def wrapped(text: str, pixels: float, size: float = 10) -> list[str]:
    """Return a text in lines that fit into some pixels."""
    return wrap(text, max(8, int(pixels / (_CHARACTER * size / 10))), break_on_hyphens=False) or [
        ""
    ]


class Canvas:
    """What is to be drawn: boxes below lines, lines below dots, texts above all; y runs down."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.height = 0.0
        self._layers: dict[tuple[str, tuple[tuple[str, Any], ...]], list[dict[str, Any]]] = {}

    def box(
        self, x: float, y: float, width: float, height: float, facts: dict[str, str], **style: Any
    ) -> None:
        """Draw a rectangle; x and y are its upper left corner."""
        place = {"x": x, "y": y, "x2": x + width, "y2": y + height}
        self._add("rect", style, place | facts, y + height)

    def line(self, start: tuple[float, float], end: tuple[float, float], **style: Any) -> None:
        """Draw a straight line."""
        place = {"x": start[0], "y": start[1], "x2": end[0], "y2": end[1]}
        self._add("rule", style, place, max(start[1], end[1]))

    def dot(
        self, x: float, y: float, facts: dict[str, str], size: float = 60, **style: Any
    ) -> None:
        """Draw a symbol of some square pixels."""
        whole = {"opacity": 1, "size": size} | style
        self._add("point", whole, {"x": x, "y": y} | facts, y + 10)

    def text(self, x: float, y: float, text: str, **style: Any) -> None:
        """Write a line; x and y are its left end and its middle, unless the style aligns it."""
        whole = {"align": "left", "baseline": "middle", "fontSize": 10, "color": BLACK} | style
        self._add("text", whole, {"x": x, "y": y, "text": text}, y + 8)

    def chart(self, title: str) -> Any:
        """Return the chart of all that was drawn."""
        library = altair()
        drawn = sorted(self._layers.items(), key=lambda layer: _ORDER.index(layer[0][0]))
        layers = [self._layer(library, kind, dict(style), rows) for (kind, style), rows in drawn]
        return library.layer(*layers).properties(width=self.width, height=self.height, title=title)

    def _add(self, kind: str, style: dict[str, Any], row: dict[str, Any], bottom: float) -> None:
        key = (kind, tuple((k, tuple(v) if isinstance(v, list) else v) for k, v in style.items()))
        rounded = {k: round(v, 1) if isinstance(v, float) else v for k, v in row.items()}
        self._layers.setdefault(key, []).append(rounded)
        self.height = max(self.height, round(bottom + 4))

    def _layer(
        self, library: Any, kind: str, style: dict[str, Any], rows: list[dict[str, Any]]
    ) -> Any:
        across = library.Scale(domain=[0, self.width], nice=False, zero=False)
        down = library.Scale(domain=[0, self.height], nice=False, zero=False, reverse=True)
        places = {
            "x": library.X("x:Q", scale=across, axis=None),
            "y": library.Y("y:Q", scale=down, axis=None),
        }
        if kind in ("rect", "rule"):
            places |= {"x2": "x2:Q", "y2": "y2:Q"}
        if kind == "text":
            places["text"] = "text:N"
        facts = [key for key in rows[0] if key not in ("x", "y", "x2", "y2", "text")]
        if facts:
            places["tooltip"] = [library.Tooltip(f"{fact}:N") for fact in facts]
        given = {k: list(v) if isinstance(v, tuple) else v for k, v in style.items()}
        mark = getattr(library.Chart(library.Data(values=rows)), f"mark_{kind}")
        return mark(**given).encode(**places)
