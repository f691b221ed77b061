"""The letters beside the rows of a forest plot, and the caption that tells what they mean."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mnd_kg.answers.compare import Comparison, Row

_WIDE = 240
_LETTERS = {
    "comparator": ("c", "compared with something other than placebo"),
    "doubt": ("d", "a cited publication was corrected, retracted or is under concern"),
    "endpoint": ("2", "a secondary endpoint"),
    "enrichment": ("e", "entry was limited by pace, function or time since onset"),
    "post-hoc": ("h", "post hoc: chosen after the data were seen"),
    "open-label": ("o", "open label, or assessed after the blinded time"),
    "people": ("p", "people with a narrower condition, or with others besides"),
    "subgroup": ("s", "a subgroup"),
    "stopped": ("t", "the trial was stopped early"),
    "same-result": ("q", "the same result as in another row, as another source prints it"),
    "shared-people": ("w", "rests on the same people as another row, at least in part"),
}
_COMPUTED = ("a", "computed here, in part, from what the arms, the interval or its error say")
_UNRECORDED = ("r", "riluzole or edaravone beside it is not recorded")


def letters(row: Row) -> list[str]:
    """Return the letters of what a reader must know of a row."""
    kinds = {caution.kind for caution in row.cautions}
    found = [letter for kind, (letter, _) in _LETTERS.items() if kind in kinds]
    one, size = row.effect, row.monthly
    if size and (not one.value or len(size.inputs) > 1 or (one.standard_error and not one.ci_low)):
        found.append(_COMPUTED[0])
    if any(c.kind == "background" and "not recorded" in c.said for c in row.cautions):
        found.append(_UNRECORDED[0])
    return sorted(found)


def caption(answer: Comparison) -> list[str]:
    """Return the lines under the picture: what it shows, the letters used, and the sources."""
    used = {mark for row in answer.rows for mark in letters(row)}
    keys = [
        f"{letter} {told}"
        for letter, told in sorted((*_LETTERS.values(), _COMPUTED, _UNRECORDED))
        if letter in used
    ]
    sources = dict.fromkeys(cited for row in answer.rows for cited in row.effect.origin.cites)
    told = [
        "Lines are intervals, credible ones (CrI) where a Bayesian model gave them; a mark without"
        " a line has none recorded. A month is 365.25/12 days; a difference is spread evenly over"
        " its time. Nothing is pooled: the trials differ in people, length and background.",
        f"Beware: {'; '.join(keys)}." if keys else "",
        f"Sources: {', '.join(sources)}." if sources else "No effect is recorded.",
        f"mnd-kg, graph {answer.graph[:12]}.",
    ]
    return [line for text in told for line in _wrapped(text)]


def _wrapped(text: str) -> Iterable[str]:
    return wrap(text, _WIDE, break_on_hyphens=False, break_long_words=False)
