"""The picture of the mechanisms by which an intervention may reach a condition."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, degrees, hypot
from typing import TYPE_CHECKING, Any

from mnd_kg.pictures import BLACK, VERMILION, write_picture
from mnd_kg.pictures.canvas import Canvas, wrapped

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg.answers.explain import Explanation
    from mnd_kg.answers.mechanisms import Mechanism
    from mnd_kg.answers.steps import Step

_WIDTH = 880
_BOX, _TALL, _LINE = 136, 42, 13
_FILLS = {"interventions": "#D6ECFA", "conditions": "#FBE7C0"}
_KINDS = {
    "interventions": "intervention",
    "targets": "target",
    "processes": "process",
    "biomarkers": "biomarker",
    "conditions": "condition",
}


def write_mechanism(answer: Explanation, path: Path) -> None:
    """Write the picture of an explanation as SVG, PNG or Vega-Lite, by the ending of the file.

    Raises:
        UnsupportedFormatError: if the file has another ending.
        SettingError: if altair or vl-convert is not installed.
    """
    write_picture(draw(answer), path, _caption(answer))


def draw(answer: Explanation) -> Any:
    """Return the chart of the mechanisms: those recorded, or else those carried over."""
    canvas = Canvas(_WIDTH)
    shown = _shown(answer)
    if not shown:
        canvas.text(0, 10, "No mechanism reaches the condition in this graph.", fontSize=11)
        for row, bound in enumerate(answer.bound):
            canvas.text(0, 32 + 15 * row, f"{bound.id}: {bound.reason}")
    elif len(shown) == 1:
        _chain(canvas, shown[0])
    else:
        _network(canvas, shown)
    return canvas.chart(f"{answer.label} in {answer.condition_label}: how it might act")


def _shown(answer: Explanation) -> list[Mechanism]:
    recorded = [found for found in answer.mechanisms if found.basis != "carried-over"]
    return recorded or list(answer.mechanisms)


def _chain(canvas: Canvas, mechanism: Mechanism) -> None:
    """Draw one mechanism from top to bottom, and tell each step beside its arrow."""
    wide, beside = 200.0, 228.0
    weakest = mechanism.weakest[0]
    y = 24.0
    first = mechanism.steps[0]
    _box(canvas, first.source, first.source_label, wide / 2, y, wide)
    for number, found in enumerate(mechanism.steps, 1):
        told = _told(found, number, found.id == weakest, _WIDTH - beside - 16)
        gap = max(60, _LINE * len(told) + 12)
        start, y = y + _TALL / 2, y + _TALL + gap
        end = y - _TALL / 2
        _arrow(canvas, found, (wide / 2, start), (wide / 2, end), number, found.id == weakest)
        top = (start + end - _LINE * (len(told) - 1)) / 2
        _write(canvas, told, found.id == weakest, beside, top)
        _box(canvas, found.target, found.target_label, wide / 2, y, wide)
    canvas.text(beside, y, f"signs: {mechanism.signs()}", fontSize=10.5)


@dataclass(frozen=True)
class _Place:
    x: float
    y: float
    label: str


def _network(canvas: Canvas, shown: list[Mechanism]) -> None:
    """Draw several mechanisms with what they share once, and tell the steps below."""
    steps = list({found.id: found for one in shown for found in one.steps}.values())
    weakest = {one.weakest[0] for one in shown}
    places = _places(shown)
    for thing, place in places.items():
        _box(canvas, thing, place.label, place.x, place.y, _BOX)
    for number, found in enumerate(steps, 1):
        _arrow(canvas, found, *_ends(places, found), number, found.id in weakest)
    y = max(place.y for place in places.values()) + _TALL / 2 + 28
    for number, found in enumerate(steps, 1):
        told = _told(found, number, found.id in weakest, _WIDTH - 16)
        y = _write(canvas, told, found.id in weakest, 0, y)
    numbers = {found.id: str(number) for number, found in enumerate(steps, 1)}
    for one in shown:
        way = ", ".join(numbers[found.id] for found in one.steps)
        canvas.text(0, y, f"by {way}: signs {one.signs()}")
        y += _LINE


def _places(shown: list[Mechanism]) -> dict[str, _Place]:
    """Return where each thing stands: as far down as it can, in the midst of its mechanisms."""
    columns: dict[str, list[int]] = {}
    labels: dict[str, str] = {}
    above_end: dict[str, int] = {}
    for column, one in enumerate(sorted(shown, key=lambda one: (-len(one.steps), one.id))):
        chain = [(one.steps[0].source, one.steps[0].source_label)]
        chain += [(found.target, found.target_label) for found in one.steps]
        for place, (thing, label) in enumerate(chain):
            columns.setdefault(thing, []).append(column)
            labels[thing] = label
            above_end[thing] = max(above_end.get(thing, 0), len(chain) - 1 - place)
    deepest = max(above_end.values())
    across = _WIDTH / len(shown)
    return {
        thing: _Place(
            across * (sum(found) / len(found) + 0.5),
            24 + 98 * (deepest - above_end[thing]),
            labels[thing],
        )
        for thing, found in columns.items()
    }


def _ends(
    places: dict[str, _Place], found: Step
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where an arrow leaves the lower and reaches the upper side of the boxes."""
    start, end = places[found.source], places[found.target]
    lean = max(-0.4, min(0.4, (end.x - start.x) / _WIDTH)) * _BOX
    return (start.x + lean, start.y + _TALL / 2), (end.x - lean, end.y - _TALL / 2)


def _box(canvas: Canvas, thing: str, label: str, x: float, y: float, width: float) -> None:
    kind = thing.partition(":")[0]
    fill = _FILLS.get(kind, "#FFFFFF")
    facts = {"thing": thing, "kind": _KINDS.get(kind, kind)}
    left, top = x - width / 2, y - _TALL / 2
    canvas.box(left, top, width, _TALL, facts, fill=fill, stroke=BLACK, strokeWidth=0.8)
    lines = wrapped(label, width - 8, 10)
    first = y - 5 - 5.5 * (len(lines) - 1)
    for row, text in enumerate(lines):
        canvas.text(x, first + 11 * row, text, align="center", fontWeight="bold")
    canvas.text(x, y + _TALL / 2 - 8, facts["kind"], align="center", fontSize=8, color="#555555")


def _arrow(
    canvas: Canvas,
    found: Step,
    start: tuple[float, float],
    end: tuple[float, float],
    number: int,
    weakest: bool,
) -> None:
    """Draw a step: dashed if inferred; a triangle for more, a bar for less, a ring for unsigned."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down) or 1.0
    tip = (end[0] - 5 * across / length, end[1] - 5 * down / length)
    colour = VERMILION if weakest else BLACK
    dash = [] if found.basis == "measured" else [5, 3]
    canvas.line(start, tip, color=colour, strokeWidth=2.6 if weakest else 1.3, strokeDash=dash)
    shape = {"1": "triangle", "-1": "stroke"}.get(found.sign, "circle")
    facts = {"step": found.id, "sign": found.mark, "source": ", ".join(found.origin.cites)}
    turn = round(degrees(atan2(across, -down)) % 360, 1)
    fill = "#FFFFFF" if shape == "circle" else colour
    style: dict[str, Any] = {"shape": shape, "fill": fill, "stroke": colour, "angle": turn}
    canvas.dot(*tip, facts, size=150 if shape == "stroke" else 70, strokeWidth=2, **style)
    x, y = start[0] + 0.5 * across, start[1] + 0.5 * down
    white = {"fill": "#FFFFFF", "stroke": colour, "strokeWidth": 1}
    canvas.dot(x, y, facts, size=520, shape="circle", **white)
    canvas.text(x, y, f"{number}{found.mark}", align="center", fontSize=9.5)


def _told(found: Step, number: int, weakest: bool, width: float) -> list[str]:
    """Return what a step says, how it is known, and what disputes it, in lines that fit."""
    head = f"{number}  {found.said()} ({found.mark})" + (", the weakest step" if weakest else "")
    counts = f"{len(found.supporting)} for, {len(found.against)} against"
    needs = f"; only in {found.requires.partition(':')[2]}" if found.requires else ""
    known = f"{found.known()}; {counts}{needs}. {', '.join(found.origin.cites)}"
    against = [f"against: {one.statement} {', '.join(one.origin.cites)}" for one in found.against]
    return [head, *(text for part in (known, *against) for text in wrapped(part, width))]


def _write(canvas: Canvas, told: list[str], weakest: bool, x: float, y: float) -> float:
    """Write what is told of a step, and return where the next one begins."""
    head, *rest = told
    canvas.text(x, y, head, fontWeight="bold", color=VERMILION if weakest else BLACK)
    for text in rest:
        y += _LINE
        canvas.text(x + 16, y, text, color="#333333")
    return y + _LINE + 8


def _caption(answer: Explanation) -> list[str]:
    shown = _shown(answer)
    lines = [
        "Full line: measured; dashed: inferred. Triangle: more (+); bar: less (−); ring: no "
        "direction given (?).",
        "Red: the weakest step of a mechanism, by basis, species, kind of evidence, hedging, and "
        "what disputes it. Sources: beside each step.",
    ]
    if shown and shown[0].basis == "carried-over":
        lines.append("Carried over: recorded for another condition; only the last step leads here.")
    elif rest := len(answer.mechanisms) - len(shown):
        lines.append(f"{rest} more, carried over from another condition, are not drawn.")
    notes = dict.fromkeys(one.note for one in shown if one.note) if len(shown) == 1 else {}
    lines += [text for note in notes for text in wrapped(note, _WIDTH)]
    return [*lines, f"mnd-kg {answer.graph[:12]}, {answer.intervention}, {answer.condition}."]
