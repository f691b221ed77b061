"""The forest plot of a comparison: one row an effect, failed trials as plain as successes.

Each row shows the effect on each scale that it can be brought to, or why it is on none. There is
no diamond at the foot, for nothing is pooled.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, Any

from mnd_kg.answers.numbers import sized
from mnd_kg.answers.scales import NO_NUMBER
from mnd_kg.pictures import BLACK, BLUE, GREY, VERMILION, altair, write_picture
from mnd_kg.pictures.beware import caption, letters
from mnd_kg.pictures.canvas import width_of

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg.answers.compare import Comparison, Row

_STEP = 17
_TICKS = [0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10]
_PANEL = 185
_SIZE = 11
# Colour and shape say the same.
_ENDPOINTS = {
    "endpoint met": (BLUE, "circle"),
    "endpoint not met": (VERMILION, "diamond"),
    "not said whether it was met": (GREY, "square"),
}
_MET = dict(zip(("true", "false", ""), _ENDPOINTS, strict=True))


@dataclass(frozen=True)
class _Panel:
    """A scale, and where a row lies on it."""

    key: str
    title: str
    better_when: str
    none: float = 0.0

    def place(self, row: Row) -> dict[str, float]:
        """Return the number and the ends of its interval; nothing where the row has none."""
        one = row.effect
        if self.none:
            if not _is_ratio(row) or one.better_when != self.better_when:
                return {}
            ends = [float(end) if end else None for end in (one.value, one.ci_low, one.ci_high)]
        else:
            scaled = row.monthly if self.key == "monthly" else row.slowing
            ends = [scaled.value, scaled.low, scaled.high] if scaled else []
        named = zip((self.key, f"{self.key}Low", f"{self.key}High"), ends, strict=False)
        return {name: end for name, end in named if end is not None}

    @property
    def scale(self) -> str:
        """The kind of axis: ratios stand on a logarithmic one."""
        return "log" if self.none else "linear"

    @property
    def format(self) -> str:
        """How numbers stand on the axis."""
        return "d" if self.key == "slowing" else "~f"

    @property
    def ways(self) -> str:
        """Which way is better, to stand under the axis."""
        sides = ("reference", "treated")
        left, right = sides if self.better_when == "higher" else sides[::-1]
        return f"better: ← {left} · {right} →"


def write_forest(answer: Comparison, path: Path) -> None:
    """Write the forest plot of a comparison as SVG, PNG or Vega-Lite, by the ending of the file.

    Raises:
        UnsupportedFormatError: if the file has another ending.
        SettingError: if altair or vl-convert is not installed.
    """
    write_picture(forest(answer), path, caption(answer))


def forest(answer: Comparison) -> Any:
    """Return the chart of a comparison: one block of rows a measure, under a key."""
    library = altair()
    numbered = list(enumerate(answer.rows, 1))
    parts = []
    for measure, rows in groupby(numbered, key=lambda row: row[1].effect.measure):
        own = list(rows)
        panels = _panels([row for _, row in own])
        parts.append((_lines(measure.partition(":")[2], own, panels), panels))
    lines = [line for part, _ in parts for line in part]
    widths = {"trial": _width(lines, "trial", "heading"), "recorded": _width(lines, "recorded")}
    blocks = [_block(library, part, panels, widths) for part, panels in parts]
    what = f"Effects of trials in {answer.condition.partition(':')[2]}, side by side"
    # All columns draw from one table: a copy for each would be slow, and hard to read.
    data = library.Data(values=lines)
    return library.vconcat(_key(library), *blocks, data=data, spacing=18).properties(title=what)


def _width(lines: list[dict[str, Any]], *fields: str) -> int:
    """Return the width of a column in which the longest text is not cut, the same in each block."""
    texts = [line.get(field, "") for line in lines for field in fields]
    return 20 + ceil(max((width_of(text, _SIZE) for text in texts), default=0))


def _block(
    library: Any, lines: list[dict[str, Any]], panels: list[_Panel], widths: dict[str, int]
) -> Any:
    columns = [
        _texts(library, lines, "trial", widths["trial"], lines[0]["measure"]),
        _texts(library, lines, "n", 34, "n", "right"),
        _texts(library, lines, "weeks", 44, "weeks", "right"),
        _texts(library, lines, "recorded", widths["recorded"], "as recorded"),
        *(_panel(library, panel, lines) for panel in panels),
        _texts(library, lines, "endpoint", 60, "endpoint"),
        _texts(library, lines, "beware", 76, "beware"),
    ]
    return library.hconcat(*columns, spacing=6, bounds="flush")


def _lines(measure: str, rows: list[tuple[int, Row]], panels: list[_Panel]) -> list[dict[str, Any]]:
    """Return what stands on each line: a row, or a heading above some."""
    lines: list[dict[str, Any]] = []
    for planned, group in groupby(rows, key=lambda numbered: numbered[1].planned):
        heading = "planned analyses" if planned else "subgroups, or chosen after the data were seen"
        lines.append({"heading": heading})
        for number, row in group:
            one = row.effect
            arms = ", ".join(arm.label for arm in one.treated)
            line = {
                "row": number,
                "effect": one.id,
                "trial": f"{number}  {one.trial.label}: {arms or row.drugs}",
                "n": one.population.participants if one.population else "",
                "weeks": f"{int(one.time_days) / 7:.0f}" if one.time_days else "",
                "recorded": _recorded(row),
                "endpoint": {"true": "met", "false": "not met", "": "not said"}[one.met],
                "met": _MET[one.met],
                "beware": " ".join(letters(row)),
            }
            lines.append(line | {k: v for panel in panels for k, v in panel.place(row).items()})
    return [{"measure": measure, "line": place, **line} for place, line in enumerate(lines)]


def _recorded(row: Row) -> str:
    """Return the number and the interval as the source wrote them, else what there is."""
    one = row.effect
    kind = "" if row.monthly else one.statistic
    size = sized(kind, one.value, one.unit) if one.value else ""
    interval = f"(SE {one.standard_error})" if one.standard_error else ""
    if one.ci_low and one.ci_high:
        kind = "CrI " if one.interval_kind == "credible" else ""
        interval = f"({kind}{one.ci_low} to {one.ci_high})"
    return " ".join(part for part in (size, interval) if part) or one.p() or NO_NUMBER


def _panels(rows: list[Row]) -> list[_Panel]:
    """Return the scales on which at least one row lies."""
    way = next((row.effect.better_when for row in rows if row.effect.better_when), "higher")
    units = [row.monthly.unit for row in rows if row.monthly]
    every = [
        _Panel("monthly", f"difference, {next(iter(units), '')}", way),
        _Panel("slowing", "per cent slower than reference", "higher"),
        _Panel("ratioLow", "ratio, better when lower", "lower", 1.0),
        _Panel("ratioHigh", "ratio, better when higher", "higher", 1.0),
    ]
    return [panel for panel in every if any(map(panel.place, rows))]


def _is_ratio(row: Row) -> bool:
    one = row.effect
    return (
        one.statistic.endswith("ratio") and one.unit == "1" and bool(one.value) and not row.slowing
    )


def _chart(library: Any, lines: list[dict[str, Any]], width: int, chosen: str) -> Any:
    """Return a chart of those lines of a block for which an expression holds."""
    domain = [line["line"] for line in lines]
    y = library.Y("line:O", axis=None, scale=library.Scale(domain=domain))
    own = f"datum.measure == {json.dumps(lines[0]['measure'])} && {chosen}"
    chart = library.Chart(width=width, height=library.Step(_STEP))
    return chart.transform_filter(own).encode(y=y)


def _stripes(library: Any, lines: list[dict[str, Any]], width: int) -> Any:
    """Return the ground of a column: every other line a little darker."""
    return _chart(library, lines, width, "datum.line % 2").mark_rect(color="#F2F2F2")


def _texts(
    library: Any,
    lines: list[dict[str, Any]],
    field: str,
    width: int,
    title: str,
    align: str = "left",
) -> Any:
    head = library.TitleParams(title, anchor="start" if align == "left" else "end", fontSize=_SIZE)
    x = library.value(4 if align == "left" else width - 4)
    style = {"align": align, "fontSize": _SIZE, "limit": width - 6}
    layers = [
        _stripes(library, lines, width),
        _chart(library, lines, width, f"datum.{field}")
        .mark_text(**style)
        .encode(x=x, text=f"{field}:N"),
    ]
    if field == "trial":
        layers.append(
            _chart(library, lines, width, "datum.heading")
            .mark_text(**style, fontStyle="italic")
            .encode(x=x, text="heading:N")
        )
    return library.layer(*layers).properties(title=head)


def _panel(library: Any, panel: _Panel, lines: list[dict[str, Any]]) -> Any:
    scale = library.Scale(type=panel.scale, domain=_domain(lines, panel), nice=False)
    titles = {"title": [panel.title, panel.ways], "titleFontSize": 10, "format": panel.format}
    ticks = {"values": _TICKS} if panel.none else {"tickCount": 5}
    axis = library.Axis(**titles, **ticks)
    met = library.Color("met:N", legend=None, scale=_scale(library, 0))
    shape = library.Shape("met:N", legend=None, scale=_scale(library, 1))
    low, high = f"{panel.key}Low", f"{panel.key}High"
    return library.layer(
        _stripes(library, lines, _PANEL),
        _chart(library, lines, _PANEL, "datum.line == 0")
        .mark_rule(color=BLACK, strokeWidth=1)
        .encode(x=library.X(datum=panel.none, type="quantitative", axis=axis, scale=scale))
        .encode(y=library.value(0), y2=library.value("height")),
        _chart(library, lines, _PANEL, f"isValid(datum.{low}) && isValid(datum.{high})")
        .mark_rule(strokeWidth=2)
        .encode(x=library.X(f"{low}:Q", axis=axis, scale=scale), x2=f"{high}:Q", color=met),
        _chart(library, lines, _PANEL, f"isValid(datum.{panel.key})")
        .mark_point(filled=True, size=70, opacity=1)
        .encode(
            x=library.X(f"{panel.key}:Q", axis=axis, scale=scale),
            color=met,
            shape=shape,
            tooltip=["effect:N"],
        ),
    )


def _domain(lines: list[dict[str, Any]], panel: _Panel) -> list[float]:
    """Return the ends of an axis: all intervals, no effect, and a little room on both sides."""
    keys = (panel.key, f"{panel.key}Low", f"{panel.key}High")
    ends = [panel.none, *(line[key] for line in lines for key in keys if key in line)]
    low, high = min(ends), max(ends)
    if panel.none:
        return [round(low / 1.15, 3), round(high * 1.15, 3)]
    room = 0.06 * (high - low)
    return [round(low - room, 3), round(high + room, 3)]


def _scale(library: Any, which: int) -> Any:
    return library.Scale(
        domain=list(_ENDPOINTS), range=[pair[which] for pair in _ENDPOINTS.values()]
    )


def _key(library: Any) -> Any:
    """Return the key to colours and shapes."""
    rows = [{"met": met, "place": place} for place, met in enumerate(_ENDPOINTS)]
    x = library.X("place:Q", axis=None, scale=library.Scale(domain=[0, 4.2]))
    base = library.Chart(library.Data(values=rows), width=800, height=14).encode(x=x)
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        color=library.Color("met:N", legend=None, scale=_scale(library, 0)),
        shape=library.Shape("met:N", legend=None, scale=_scale(library, 1)),
    )
    return points + base.mark_text(align="left", dx=10, fontSize=11).encode(text="met:N")
