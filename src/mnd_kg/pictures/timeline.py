"""The picture of how an intervention stood with the regulators over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mnd_kg.pictures import (
    BLACK,
    BLUE,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    YELLOW,
    write_picture,
)
from mnd_kg.pictures.canvas import Canvas, width_of, wrapped

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mnd_kg.answers.timeline import Lane, Mark, Span, Timeline

_COLOURS = {
    "approved": BLUE,
    "conditionally-approved": SKY,
    "under-review": YELLOW,
    "withdrawn": VERMILION,
    "application-withdrawn": ORANGE,
    "refused": PURPLE,
    "not-approved": "#FFFFFF",
}
_LEFT, _RIGHT = 110, 850
_BAR, _LEVEL = 14, 15
_COLUMNS = (16, 40, 112, 218, 500)


class _Numbered(NamedTuple):
    number: int
    place: str
    mark: Mark


def write_timeline(answer: Timeline, path: Path) -> None:
    """Write the picture of a timeline as SVG, PNG or Vega-Lite, by the ending of the file.

    Raises:
        UnsupportedFormatError: if the file has another ending.
        SettingError: if altair or vl-convert is not installed.
    """
    write_picture(draw(answer), path, _caption(answer))


def draw(answer: Timeline) -> Any:
    """Return the chart of a timeline: a bar a jurisdiction, and its events by number."""
    canvas = Canvas(_RIGHT)
    marks = sorted(
        ((lane.label, mark) for lane in answer.lanes for mark in lane.marks),
        key=lambda pair: (pair[1].first, pair[0], pair[1].origin.id),
    )
    listed = [_Numbered(number, *pair) for number, pair in enumerate(marks, 1)]
    y = 4.0
    for lane in answer.lanes:
        own = [found for found in listed if found.mark in lane.marks]
        y = _lane(canvas, answer, lane, own, y)
    if not answer.lanes:
        canvas.text(_LEFT, y + 8, "Nothing is recorded.", fontSize=11)
        y += 24
    _axis(canvas, answer, y)
    _events(canvas, listed, y + 40)
    use = f" for {answer.condition.partition(':')[2]}" if answer.condition else ""
    return canvas.chart(f"{answer.label}: state with the regulators{use}, up to {answer.last}")


def _across(answer: Timeline, day: date) -> float:
    share = (day - answer.first).days / max(1, (answer.last - answer.first).days)
    return _LEFT + min(1.0, share) * (_RIGHT - _LEFT)


def _lane(canvas: Canvas, answer: Timeline, lane: Lane, own: list[_Numbered], top: float) -> float:
    """Draw a jurisdiction from `top` on, and return where the next one begins."""
    middles = [_middle(answer, found.mark) for found in own]
    levels = _levels([(x - 9, x + 9) for x in middles])
    bar = top + _LEVEL * (max(levels, default=0) + 1) + 4
    canvas.text(_LEFT - 8, bar + _BAR / 2, lane.label, align="right", fontSize=11)
    for span in lane.spans:
        _span(canvas, answer, span, bar)
    for found, x, level in zip(own, middles, levels, strict=True):
        _mark(canvas, answer, found, x, bar - _LEVEL * level)
    said = _said(lane.spans)
    places = [_beside(_across(answer, span.first), text) for span, text in said]
    rows = _levels(places)
    for (_, text), (x, _), row in zip(said, places, rows, strict=True):
        canvas.text(x, bar + _BAR + 8 + 12 * row, text, fontSize=9.5)
    return bar + _BAR + 12 * (max(rows, default=0) + 1) + 12


def _middle(answer: Timeline, mark: Mark) -> float:
    return (_across(answer, mark.first) + _across(answer, mark.last)) / 2


def _span(canvas: Canvas, answer: Timeline, span: Span, y: float) -> None:
    start, end = _across(answer, span.first), _across(answer, span.last)
    if span.state == "unknown":
        canvas.line((start, y + _BAR / 2), (end, y + _BAR / 2), color=GREY, strokeDash=[1, 3])
        return
    facts = {"state": span.state, "first": f"{span.first}", "last": f"{span.last}"}
    sure: dict[str, Any] = {} if span.certain else {"strokeDash": [2, 2], "fillOpacity": 0.35}
    style = {"fill": _COLOURS[span.state], "stroke": BLACK, "strokeWidth": 0.6, **sure}
    canvas.box(start, y, max(1.0, end - start), _BAR, facts, **style)


def _mark(canvas: Canvas, answer: Timeline, found: _Numbered, x: float, bar: float) -> None:
    """Draw a number above the bar, and a line across the days that the date can mean."""
    mark, y = found.mark, bar - 10
    start, end = _across(answer, mark.first), _across(answer, mark.last)
    if mark.first != mark.last:
        canvas.line((start, y), (end, y), color=BLACK, strokeWidth=1.5)
    facts = {"event": mark.kind, "date": mark.dated, "source": ", ".join(mark.origin.cites)}
    dashed = {} if mark.first == mark.last else {"strokeDash": [2, 1]}
    shape = "square" if mark.kind == "nothing found" else "circle"
    style = {"shape": shape, "stroke": BLACK, "fill": "#FFFFFF", "strokeWidth": 0.8}
    canvas.dot(x, y, facts, 190, **style, **dashed)
    canvas.text(x, y, f"{found.number}", align="center", fontSize=8.5)


def _said(spans: tuple[Span, ...]) -> list[tuple[Span, str]]:
    """Return where each state begins, and its name; a state that goes on is named once."""
    found: list[tuple[Span, str]] = []
    before = ""
    for span in spans:
        text = span.state + (" for a part" if span.covers == "part" else "")
        if span.state != "unknown" and text != before:
            found.append((span, text))
        before = text
    return found


def _beside(x: float, text: str) -> tuple[float, float]:
    """Return where a text begins and ends that should begin at x, within the picture."""
    width = width_of(text, 9.5) + 8
    start = min(x, _RIGHT - width)
    return start, start + width


def _levels(extents: list[tuple[float, float]]) -> list[int]:
    """Return the lowest level for each extent, so that none overlaps another of its level."""
    ends: list[float] = []
    found = []
    for start, end in extents:
        level = next((n for n, taken in enumerate(ends) if taken <= start), len(ends))
        ends[level : level + 1] = [end]
        found.append(level)
    return found


def _axis(canvas: Canvas, answer: Timeline, y: float) -> None:
    canvas.line((_LEFT, y), (_RIGHT, y), color=BLACK, strokeWidth=0.8)
    first, last = answer.first.year, answer.last.year
    step = next(step for step in (1, 2, 5, 10, 20) if (last - first) / step <= 16)
    for year in range(first, last + 1):
        if year % step == 0 or step == 1:
            x = _across(answer, answer.first.replace(year=year))
            canvas.line((x, y), (x, y + 4), color=BLACK, strokeWidth=0.8)
            canvas.text(x, y + 12, f"{year}", align="center")


def _events(canvas: Canvas, listed: list[_Numbered], y: float) -> None:
    for found in listed:
        mark = found.mark
        what = mark.kind + (f", {mark.product}" if mark.product else "")
        cites = ", ".join(mark.origin.cites)
        cells = ([f"{found.number}"], [mark.dated], [found.place])
        told = wrapped(what, _COLUMNS[4] - _COLUMNS[3] - 8, 9.5)
        sources = wrapped(cites, _RIGHT - _COLUMNS[4], 9.5)
        for x, lines in zip(_COLUMNS, (*cells, told, sources), strict=True):
            for row, text in enumerate(lines):
                canvas.text(x, y + 12 * row, text, fontSize=9.5)
        y += 12 * max(len(told), len(sources)) + 3


def _caption(answer: Timeline) -> list[str]:
    return [
        "Bars: the state, derived from the events; pale and dashed where a date is known only to "
        "the month or the year (the line through its number).",
        "not-approved: looked for and not found (numbers in squares), for the days up to the last "
        "search. Dotted: nothing is recorded. Events of the EU count for its members.",
        "For a part: of what was asked, such as one subtype.",
        f"Sources: beside each event. mnd-kg {answer.graph[:12]}, {answer.intervention}.",
    ]
