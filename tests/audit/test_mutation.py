"""A changed digit of a reported number is noticed, where another number has to follow from it."""

from __future__ import annotations

import pytest

from mnd_kg.rdf import text
from tests.audit.mutation import BOUNDS, Laboratory

SAMPLE = 120


@pytest.fixture(scope="module")
def laboratory() -> Laboratory:
    return Laboratory()


@pytest.mark.parametrize(("but", "floor"), [((), 0.5), (BOUNDS, 0.65)])
def test_most_changes_of_numbers_that_feed_a_check_are_caught(
    laboratory: Laboratory, but: tuple[str, ...], floor: float
) -> None:
    feeding = laboratory.feeding(*but)
    changes = [c for c in laboratory.changes(seed=7) if c.number in feeding][:SAMPLE]
    caught = [change for change in changes if laboratory.catches(change)]
    assert len(changes) == SAMPLE
    assert len(caught) / SAMPLE >= floor


def test_a_number_that_is_left_as_it_is_is_not_caught(laboratory: Laboratory) -> None:
    change = laboratory.changes(seed=7)[0]
    same = type(change)(change.quad, text(change.quad.object))
    assert not laboratory.catches(same)
