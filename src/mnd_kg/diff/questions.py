"""Which questions answer otherwise than before, and how."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.query import Rows, named_queries, run

if TYPE_CHECKING:
    from pyoxigraph import Store

Row = tuple[str, ...]


@dataclass(frozen=True)
class AnswerChange:
    """A question whose answer is not as it was, asked in its present form with its defaults."""

    query: str
    title: str
    columns: tuple[str, ...]
    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    changed: tuple[tuple[Row, Row], ...]
    """Rows that begin alike, one before and one now."""

    def as_json(self) -> dict[str, Any]:
        """Return the change as it stands in ``--format json``."""
        return {
            "query": self.query,
            "title": self.title,
            "columns": list(self.columns),
            "added": [list(row) for row in self.added],
            "removed": [list(row) for row in self.removed],
            "changed": [{"before": list(b), "after": list(a)} for b, a in self.changed],
        }


def compare_answers(old: Store, new: Store) -> tuple[list[AnswerChange], int]:
    """Return the questions that answer otherwise, and how many questions were asked."""
    questions = named_queries()
    found = []
    for name, question in questions.items():
        columns, before = _answer(old, question.text)
        _, after = _answer(new, question.text)
        removed, added = list((before - after).elements()), list((after - before).elements())
        if removed or added:
            changed = _paired(removed, added)
            found.append(
                AnswerChange(
                    name,
                    question.title,
                    columns,
                    tuple(row for row in added if row not in {now for _, now in changed}),
                    tuple(row for row in removed if row not in {was for was, _ in changed}),
                    changed,
                )
            )
    return found, len(questions)


def _answer(store: Store, sparql: str) -> tuple[Row, Counter[Row]]:
    answer = run(store, sparql)
    if not isinstance(answer, Rows):
        return (), Counter()
    return answer.columns, Counter(tuple(row) for row in answer.texts())


def _paired(removed: list[Row], added: list[Row]) -> tuple[tuple[Row, Row], ...]:
    """Return the rows that are mostly the same: one gone and one come of one first cell."""
    gone, come = (Counter(row[0] for row in rows) for rows in (removed, added))
    now = {row[0]: row for row in added}
    pairs = ((row, now[row[0]]) for row in removed if gone[row[0]] == come[row[0]] == 1)
    return tuple(
        (was, row)
        for was, row in pairs
        if 2 * sum(a == b for a, b in zip(was, row, strict=True)) >= len(row)
    )
