"""Whether the mappings that stand hold against vocabularies and mapping sets of others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mnd_kg.link.check import check
from mnd_kg.link.ours import Entity, Name, entities, place_in
from mnd_kg.link.reader import read_terms
from mnd_kg.link.terms import Pair, Term, Terms

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph

DATA = Path(__file__).parents[1] / "data" / "link"
FILES = sorted(path for path in DATA.iterdir() if path.name.startswith(("mondo", "biomap", "medi")))


def entity(slug: str, name: str, *exact: str, **further: str) -> Entity:
    matches = dict.fromkeys(exact, "exactMatch")
    matches |= {curie.replace("_", ":", 1): how for curie, how in further.items()}
    return Entity(f"conditions:{slug}", name, [Name(name, "rdfs:label")], matches)


def whole(*terms: Term) -> Terms:
    return Terms(Path("x.obo"), "x", "2026-01-01", whole=True, terms={t.id: t for t in terms})


def mapping_set(*pairs: Pair) -> Terms:
    found = Terms(Path("set.sssom.tsv"), pairs=list(pairs))
    for pair in pairs:
        found.term(pair.subject)
        found.term(pair.object)
    return found


def said(ours: list[Entity], *sources: Terms) -> list[tuple[str, str]]:
    found = check(ours, sources, lambda ours, theirs: (f"{ours} {theirs}", 7))
    return [(f"{finding.path} {finding.severity}", finding.message) for finding in found]


def test_an_identifier_that_a_whole_vocabulary_lacks_is_an_error() -> None:
    ours = [entity("PLS", "PLS", "X:2")]
    assert said(ours, whole(Term("X:1", "one"))) == [
        ("conditions:PLS X:2 error", "x.obo 2026-01-01 has no X:2: look it up again.")
    ]
    assert said(ours, mapping_set(Pair("X:1", "skos:exactMatch", "Y:1", False, 2))) == []


def test_an_obsolete_identifier_is_an_error_with_what_replaces_it() -> None:
    gone = Term("X:2", "PLS", obsolete=True, replaced_by=["X:3"])
    assert said([entity("PLS", "PLS", X_2="closeMatch")], whole(gone)) == [
        ("conditions:PLS X:2 error", "X:2 is obsolete in x.obo 2026-01-01: use X:3.")
    ]


def test_another_label_is_a_warning_unless_it_is_a_name_of_ours_or_our_mapping_notes_it() -> None:
    ours = entity("PLS", "PLS", "X:2")
    theirs = whole(Term("X:2", "lateral sclerosis"))
    assert said([ours], theirs) == [
        (
            "conditions:PLS X:2 warning",
            "X:2 is `lateral sclerosis` in x.obo 2026-01-01, which is no name of ours: see"
            " whether it is the same thing.",
        )
    ]
    ours.object_labels["X:2"] = "Lateral Sclerosis"
    assert said([ours], theirs) == []
    assert said([ours], whole(Term("X:2", "pls"))) == []
    assert said([ours], whole(Term("X:2", "ALS"))) == [
        (
            "conditions:PLS X:2 warning",
            "X:2 is `ALS` in x.obo 2026-01-01, which is no name of ours nor the label `Lateral"
            " Sclerosis` of our mapping: see whether it is the same thing.",
        )
    ]


def test_two_exact_matches_within_one_vocabulary_are_an_error() -> None:
    assert said([entity("PLS", "PLS", "X:1", "X:2")]) == [
        (
            "conditions:PLS X:2 error",
            "It is exactly X:1 and X:2 too: one of them is a close match.",
        )
    ]


def test_entities_that_a_chain_of_exact_matches_joins_are_an_error_with_the_chain() -> None:
    ours = [entity("ALS", "ALS", "X:1"), entity("PLS", "PLS", "Y:2")]
    links = mapping_set(
        Pair("X:1", "skos:exactMatch", "Z:1", False, 2),
        Pair("Z:1", "skos:exactMatch", "Y:2", False, 3),
    )
    assert said(ours, links) == [
        (
            "conditions:ALS X:1 error",
            "Exact matches make two of our entities one, conditions:ALS = X:1 (ours) ="
            " Z:1 (set.sssom.tsv:2) = Y:2 (set.sssom.tsv:3) = conditions:PLS (ours): deny or weaken"
            " one of them.",
        )
    ]


def test_a_link_that_a_set_or_our_own_mapping_denies_joins_nothing() -> None:
    ours = [entity("ALS", "ALS", "X:1"), entity("PLS", "PLS", "Y:2")]
    link = Pair("X:1", "skos:exactMatch", "Y:2", False, 2)
    assert said(ours, mapping_set(link, link._replace(negated=True))) == []
    assert [severity for severity, _ in said(ours, mapping_set(link)) if "error" in severity]
    ours[0].denied.add("Y:2")
    assert said(ours, mapping_set(link)) == []


def test_what_a_source_gives_for_the_same_thing_is_a_warning_until_we_say_how_it_stands() -> None:
    ours = entity("PLS", "PLS", "X:1", "Y:1")
    theirs = mapping_set(Pair("X:1", "skos:exactMatch", "Y:2", False, 2))
    assert said([ours], theirs) == [
        (
            "conditions:PLS Y:1 warning",
            "set.sssom.tsv has Y:2 (line 2) for what is Y:1 to us: say how it stands to the record,"
            " or that it is another thing.",
        )
    ]
    ours.matches["Y:2"] = "closeMatch"
    assert said([ours], theirs) == []


def test_what_we_call_related_alone_is_told_and_still_joins_our_entities() -> None:
    ours = [entity("PLS", "PLS", "X:1", "Y:1", Y_2="relatedMatch"), entity("ALS", "ALS", "Y:2")]
    link = mapping_set(Pair("X:1", "skos:exactMatch", "Y:2", False, 2))
    told, (place, joined) = sorted(said(ours, link), key=lambda found: found[1], reverse=True)
    assert told == (
        "conditions:PLS Y:1 info",
        "set.sssom.tsv has Y:2 (line 2) for what is Y:1 to us, 1 in all: our mappings call them"
        " related and no more, for what they name is not known.",
    )
    assert place == "conditions:ALS Y:2 error"
    assert joined.startswith("Exact matches make two of our entities one, conditions:ALS = Y:2")


def test_a_mapping_is_found_in_its_set_else_in_its_record(tmp_path: Path) -> None:
    (tmp_path / "mappings").mkdir()
    (tmp_path / "conditions").mkdir()
    table = tmp_path / "mappings" / "conditions.sssom.tsv"
    table.write_text("#x\nsubject_id\tobject_id\nconditions:PLS\tX:1\n", encoding="utf-8")
    record = tmp_path / "conditions" / "PLS.yaml"
    record.write_text("id: conditions:PLS\nexactMatch:\n- X:2\n", encoding="utf-8")
    place = place_in(tmp_path)
    assert place("conditions:PLS", "X:1") == (table.as_posix(), 3)
    assert place("conditions:PLS", "X:2") == (record.as_posix(), 3)
    assert place("conditions:PLS", "X:3") == (record.as_posix(), 1)


def test_our_mappings_hold_against_cuts_of_mondo_biomappings_and_medi(kg: KnowledgeGraph) -> None:
    (finding,) = kg.check_links([*FILES, DATA / "doid.obo"])
    assert finding.severity == "info"
    assert finding.message == (
        "medi_drug_list.csv has pubchem.compound:23679441, pubchem.compound:5362369,"
        " pubchem.compound:73153247, pubchem.compound:74764323, pubchem.compound:9570985 for what"
        " is pubchem.compound:5479530 to us, 5 in all: our mappings call them related and no more,"
        " for what they name is not known."
    )


def test_without_our_denials_the_same_files_contradict_us(kg: KnowledgeGraph) -> None:
    ours = entities(kg.statements)
    for entity_of_ours in ours:
        entity_of_ours.denied.clear()
    sources = [read_terms(path) for path in FILES]
    found = check(ours, sources, lambda *_: ("", 1))
    assert sorted({finding.record for finding in found}) == [
        "conditions:ALS",
        "interventions:ceftriaxone",
        "interventions:mecobalamin",
    ]
