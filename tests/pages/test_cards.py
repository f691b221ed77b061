"""What stands on a page of a record and of its parts, as it is laid out."""

from __future__ import annotations

from mnd_kg.pages.cards import card
from mnd_kg.show import Description, Fact
from mnd_kg.statements import Statements


def trial(*of_the_part: Fact) -> Description:
    """Return a trial that was read in its paper, with an arm that says what is given."""
    arm = Description("trials:T#arm", "Arm", "", list(of_the_part))
    facts = [
        Fact("cites", "publications:paper"),
        Fact("checkedAgainst", "secondary"),
        Fact("arm", "trials:T#arm", part=arm),
    ]
    return Description("trials:T", "ClinicalTrial", "a trial", facts)


def sources(*of_the_part: Fact) -> dict[str, list[str]]:
    """Return what the page says that the arm rests on."""
    (arm,) = card(Statements(()), trial(*of_the_part)).parts["arm"]
    return {key: [fact.text for fact in found] for key, found in arm.sources.items() if found}


def test_a_part_says_no_sources_where_they_are_those_around_it() -> None:
    assert sources(Fact("note", "open")) == {}
    assert sources(Fact("cites", "publications:paper")) == {}


def test_a_part_with_a_source_of_its_own_is_checked_as_far_as_what_it_stands_in() -> None:
    assert sources(Fact("cites", "publications:other")) == {
        "cites": ["publications:other"],
        "checkedAgainst": ["secondary"],
    }


def test_a_part_that_was_checked_further_rests_on_the_same_sources() -> None:
    assert sources(Fact("checkedAgainst", "primary")) == {
        "cites": ["publications:paper"],
        "checkedAgainst": ["primary"],
    }


def test_a_part_without_a_label_is_called_by_its_day_and_kind() -> None:
    facts = (Fact("kind", "filing"), Fact("date", "2015-05-27"), Fact("product", "X"))
    (event,) = card(Statements(()), trial(*facts)).parts["arm"]
    assert (event.label, list(event.facts)) == ("2015-05-27 filing", ["product"])
