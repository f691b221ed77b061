"""What the graph says by subject and key."""

from __future__ import annotations

from pyoxigraph import RdfFormat, parse

from mnd_kg.answers.origin import Origin, origin
from mnd_kg.doubts import doubts
from mnd_kg.statements import Statements

BASE = "https://w3id.org/mnd-kg/"
TRIAL = BASE + "trials/T1"
GRAPH = f"""
@prefix mnd: <{BASE}ontology/> .
<{TRIAL}> a mnd:ClinicalTrial ; mnd:cites <{BASE}publications/p> ; mnd:effect <{TRIAL}#e> ;
  mnd:arm <{TRIAL}#a> ; mnd:checkedAgainst mnd:checkedAgainst-primary .
<{TRIAL}#e> a mnd:EffectEstimate ; mnd:value 3.50 ; mnd:treatedArm <{TRIAL}#a> .
<{TRIAL}#a> a mnd:Arm ; mnd:regimen <{TRIAL}#r> ; mnd:checkedAgainst mnd:checkedAgainst-secondary .
<{TRIAL}#r> a mnd:Regimen .
<{BASE}publications/p> a mnd:Publication ;
  mnd:publicationStatus mnd:publicationStatus-retracted .
<{BASE}interventions/i> a mnd:SmallMolecule .
"""


def statements() -> Statements:
    quads = list(parse(GRAPH, format=RdfFormat.TURTLE))
    return Statements([*quads, *doubts(Statements(quads))])


def test_numbers_stay_as_they_were_written() -> None:
    assert statements().value(TRIAL + "#e", "value") == "3.50"


def test_a_class_holds_what_its_subclasses_hold() -> None:
    assert statements().of_class("Intervention") == [BASE + "interventions/i"]


def test_a_part_is_held_by_its_record_and_not_by_a_sibling_that_refers_to_it() -> None:
    said = statements()
    wholes = [said.whole(TRIAL + part) for part in ("#e", "#a", "#r", "")]
    assert wholes == [TRIAL, TRIAL, TRIAL + "#a", ""]


def test_a_part_without_a_source_has_that_of_what_holds_it_and_its_doubts() -> None:
    assert origin(statements(), TRIAL + "#r") == Origin(
        id="trials:T1#r",
        cites=("publications:p",),
        checked="secondary",
        doubts=(("publications:p", "retracted"),),
    )


def test_the_origin_says_in_words_what_a_reader_must_know() -> None:
    assert str(origin(statements(), TRIAL + "#e")) == (
        "publications:p (checked: primary; publications:p is retracted)"
    )
