"""What an answer is asked about must be of the kind that it asks for, whichever answer it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mnd_kg.errors import UnknownEntityError

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph

CONDITION = "`mecobalamin` is no condition, but interventions:mecobalamin: give the name of one."
INTERVENTION = "`PLS` is no intervention, but conditions:PLS: give the name of one."
JURISDICTION = "`PLS` is no jurisdiction, but conditions:PLS: give the name of one."
MEASURE = "`PLS` is no outcome measure, but conditions:PLS: give the name of one."


@pytest.mark.parametrize(
    ("answer", "asked", "message"),
    [
        ("candidates", ("mecobalamin",), CONDITION),
        ("candidates", ("PLS", "mecobalamin"), CONDITION),
        ("compare", ("mecobalamin",), CONDITION),
        ("compare", ("ALS", "PLS"), MEASURE),
        ("evidence", ("PLS",), INTERVENTION),
        ("evidence", ("riluzole", "mecobalamin"), CONDITION),
        ("explain", ("PLS", "PLS"), INTERVENTION),
        ("explain", ("riluzole", "mecobalamin"), CONDITION),
        ("status", ("PLS",), INTERVENTION),
        ("status", ("riluzole", "mecobalamin"), CONDITION),
        ("status", ("riluzole", "ALS", "PLS"), JURISDICTION),
        ("timeline", ("PLS",), INTERVENTION),
        ("timeline", ("riluzole", "mecobalamin"), CONDITION),
        ("timeline", ("riluzole", "ALS", "PLS"), JURISDICTION),
    ],
)
def test_a_name_of_another_kind_is_refused(
    answer: str, asked: tuple[str, ...], message: str, kg: KnowledgeGraph
) -> None:
    with pytest.raises(UnknownEntityError) as error:
        getattr(kg, answer)(*asked)
    assert str(error.value) == message


def test_only_names_of_the_kind_are_suggested(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownEntityError) as error:
        kg.status("riluzole", "ALS", "Mars")
    assert str(error.value) == "The graph has nothing by the name `Mars`."
    with pytest.raises(UnknownEntityError) as error:
        kg.status("riluzole", "ALS", "Japn")
    assert str(error.value) == (
        "The graph has nothing by the name `Japn`. Did you mean `japan`, `jp`?"
    )


def test_a_parameter_takes_what_is_of_the_kind_of_its_default(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownEntityError) as error:
        kg.query("expected-decline", condition="mecobalamin")
    assert str(error.value) == CONDITION
    # Where the defaults are of several kinds, each of them does.
    with pytest.raises(UnknownEntityError, match="`PLS` is no target or biomarker"):
        kg.query("acts-on-beyond-ours", entity="PLS")
