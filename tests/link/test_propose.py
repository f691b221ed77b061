"""What a vocabulary offers for our entities, and the traps of names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sssom_pydantic

import mnd_kg
from mnd_kg.link.names import normalised
from mnd_kg.link.ours import Entity, Name
from mnd_kg.link.propose import propose
from mnd_kg.link.reader import read_terms
from mnd_kg.link.similar import WordIndex
from mnd_kg.link.terms import Pair, Synonym, Term, Terms
from mnd_kg.rdf import written
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph
    from mnd_kg.link import Links, Proposal

DATA = Path(__file__).parents[1] / "data" / "link"


def entity(slug: str, *names: str, **matches: str) -> Entity:
    known = {curie.replace("_", ":", 1): how for curie, how in matches.items()}
    return Entity(
        f"conditions:{slug}",
        names[0],
        [
            Name(name, "skos:altLabel" if place else "rdfs:label")
            for place, name in enumerate(names)
        ],
        known,
    )


ALS = entity("ALS", "amyotrophic lateral sclerosis", "ALS", "Lou Gehrig disease")
PLS = entity("PLS", "primary lateral sclerosis", "PLS")


def vocabulary_of(*terms: Term) -> Terms:
    return Terms(Path("x.obo"), "x", "1", whole=True, terms={term.id: term for term in terms})


def proposed(links: Links) -> list[tuple[str, str, str]]:
    return [(p.entity, p.predicate, p.term) for p in links.proposals]


def only(links: Links) -> Proposal:
    (proposal,) = links.proposals
    return proposal


@pytest.fixture(scope="module")
def unlinked(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Return the curated graph as it would be without its mappings to DOID."""
    doid = vocabulary().prefixes["DOID"]
    path = tmp_path_factory.mktemp("unlinked") / "graph.nq"
    quads = (quad for quad in kg.quads() if not str(quad.object).startswith(f"<{doid}"))
    from pyoxigraph import RdfFormat

    path.write_bytes(written(quads, RdfFormat.N_QUADS))
    return mnd_kg.load(path)


def test_a_cut_of_doid_offers_als_and_pls_rightly(unlinked: KnowledgeGraph) -> None:
    links = unlinked.link(DATA / "doid.obo", kind="conditions")
    exact = [(p.entity, p.term) for p in links.proposals if p.predicate == "skos:exactMatch"]
    assert ("conditions:ALS", "DOID:332") in exact
    assert ("conditions:PLS", "DOID:230") in exact
    assert {ours for ours, theirs in exact if theirs == "DOID:332"} == {"conditions:ALS"}
    assert {ours for ours, theirs in exact if theirs == "DOID:230"} == {"conditions:PLS"}


def test_mappings_that_stand_are_shown_and_not_proposed_again(kg: KnowledgeGraph) -> None:
    links = kg.link(DATA / "doid.obo", kind="conditions")
    stand = {(s.entity, s.term) for s in links.standing}
    assert {("conditions:ALS", "DOID:332"), ("conditions:PLS", "DOID:230")} <= stand
    assert not {p.entity for p in links.proposals} & {"conditions:ALS", "conditions:PLS"}


def test_a_pair_of_a_negative_set_is_never_proposed(kg: KnowledgeGraph) -> None:
    # Biomappings: the pathway of KEGG is not the disease of MeSH, which is exactly ours.
    path = DATA / "biomappings_negative.sssom.tsv"
    links = kg.link(path, kind="conditions")
    assert links.withheld == (("conditions:ALS", "kegg.pathway:map05014"),)
    assert "kegg.pathway:map05014" not in {p.term for p in links.proposals}


def test_a_term_that_is_one_of_our_records_is_no_candidate_for_another() -> None:
    known = entity("PLS", "primary lateral sclerosis", "lateral sclerosis", Y_1="exactMatch")
    als = entity("ALS", "amyotrophic lateral sclerosis", X_1="exactMatch")
    term = vocabulary_of(Term("X:1", "amyotrophic lateral sclerosis"))
    assert proposed(propose([known], term)) == [("conditions:PLS", "skos:narrowMatch", "X:1")]
    assert proposed(propose([als, known], term)) == []
    assert proposed(propose([ALS, known], term)) == [("conditions:ALS", "skos:exactMatch", "X:1")]


def test_a_negative_set_speaks_of_our_records_too() -> None:
    theirs = vocabulary_of(Term("X:1", "primary lateral sclerosis"))
    denial = Terms(Path("no.sssom.tsv"))
    denial.pairs.append(Pair("conditions:PLS", "skos:exactMatch", "X:1", True, 2))
    assert proposed(propose([PLS], theirs)) == [("conditions:PLS", "skos:exactMatch", "X:1")]
    assert proposed(propose([PLS], theirs, [denial])) == []


def test_lateral_sclerosis_is_as_near_to_als_as_to_pls_and_says_so() -> None:
    links = propose([ALS, PLS], vocabulary_of(Term("X:1", "lateral sclerosis")))
    assert [(p.entity, p.predicate, p.confidence, p.similarity) for p in links.proposals] == [
        ("conditions:ALS", "skos:broadMatch", 0.2, 0.667),
        ("conditions:PLS", "skos:broadMatch", 0.2, 0.667),
    ]
    assert links.proposals[0].remark.endswith("may be conditions:PLS as well")


def test_names_with_a_word_each_that_the_other_lacks_are_of_different_things() -> None:
    theirs = vocabulary_of(
        Term("X:1", "primary lateral sclerosis"), Term("X:2", "amyotrophic lateral sclerosis 2")
    )
    assert proposed(propose([ALS], theirs)) == [("conditions:ALS", "skos:narrowMatch", "X:2")]


def test_an_abbreviation_counts_only_as_it_is_written() -> None:
    theirs = vocabulary_of(
        Term("X:1", "als"),
        Term("X:2", "ALSS"),
        Term("X:3", "acute liver something", [Synonym("ALS")]),
    )
    proposal = only(propose([ALS], theirs))
    assert (proposal.term, proposal.confidence) == ("X:3", 0.5)
    assert proposal.predicate == "skos:closeMatch"
    assert proposal.remark == "by an abbreviation alone"


def test_what_is_obsolete_is_not_proposed() -> None:
    theirs = vocabulary_of(Term("X:1", "primary lateral sclerosis", obsolete=True))
    assert propose([PLS], theirs).proposals == ()


def test_a_synonym_that_is_wider_makes_no_exact_match() -> None:
    theirs = vocabulary_of(Term("X:1", "MND", [Synonym("Lou Gehrig's disease", "narrow")]))
    proposal = only(propose([ALS], theirs))
    assert (proposal.predicate, proposal.confidence) == ("skos:closeMatch", 0.6)


def test_a_slip_of_the_pen_and_another_order_are_candidates() -> None:
    theirs = vocabulary_of(
        Term("X:1", "sclerosis, lateral, primary"), Term("X:2", "amyotrophyc lateral sclerosis")
    )
    links = propose([ALS, PLS], theirs)
    assert [(p.entity, p.term, p.exact) for p in links.proposals] == [
        ("conditions:ALS", "X:2", False),
        ("conditions:PLS", "X:1", False),
    ]


def test_what_is_exactly_one_term_is_no_other_of_the_same_vocabulary() -> None:
    settled = entity("PLS", "primary lateral sclerosis", X_9="exactMatch")
    theirs = vocabulary_of(Term("X:1", "primary lateral sclerosis"), Term("X:9", "PLS"))
    links = propose([settled], theirs)
    assert ([s.term for s in links.standing], links.proposals) == (["X:9"], ())


def test_an_inhibitor_and_a_deficiency_are_no_narrower_sorts_of_an_enzyme() -> None:
    enzyme = entity("PTGS2", "cyclooxygenase 2")
    theirs = vocabulary_of(
        Term("X:1", "cyclooxygenase 2 inhibitor"),
        Term("X:2", "cyclooxygenase 2 deficiency"),
        Term("X:3", "human cyclooxygenase 2"),
    )
    assert [(p.term, p.predicate) for p in propose([enzyme], theirs).proposals] == [
        ("X:1", "skos:relatedMatch"),
        ("X:2", "skos:relatedMatch"),
        ("X:3", "skos:narrowMatch"),
    ]


def test_numbers_and_short_words_must_be_the_same() -> None:
    index = WordIndex()
    for name in ("als type 1", "als type 2", "alz type 1"):
        index.add(normalised(name))
    assert [like.place for like in index.like("als type 1")] == [0]


def test_proposals_are_sssom_that_sssom_pydantic_reads(
    unlinked: KnowledgeGraph, tmp_path: Path
) -> None:
    links = unlinked.link(DATA / "doid.obo", kind="conditions")
    path = tmp_path / "proposals.sssom.tsv"
    path.write_text(links.sssom(), encoding="utf-8")
    mappings, _, metadata = sssom_pydantic.read(path)
    assert metadata.title == "Proposals for doid/subsets/DO_rare_slim, none of them accepted"
    assert len(mappings) == len(links.proposals)
    (als,) = [m for m in mappings if m.subject.curie == "conditions:ALS"]
    assert (als.object.curie, als.object.name) == ("DOID:332", "amyotrophic lateral sclerosis")
    assert als.justification.curie == "semapv:LexicalMatching"
    assert (als.confidence, als.match_string) == (0.95, ["amyotrophic lateral sclerosis"])
    assert [field.curie for field in als.object_match_field or ()] == ["rdfs:label"]
    assert als.authors is None, "nobody has accepted it"
    assert links.sssom() == links.sssom()


def test_a_kind_that_is_not_linked_is_refused(kg: KnowledgeGraph) -> None:
    with pytest.raises(mnd_kg.MndKgError, match="Did you mean `conditions`"):
        kg.link(DATA / "doid.obo", kind="condition")


def test_terms_of_sssom_are_those_it_names() -> None:
    assert set(read_terms(DATA / "mondo_exactmatch_mesh.sssom.tsv").terms) == {
        "MONDO:0004976",
        "mesh:D000690",
        "MONDO:0020128",
        "mesh:D016472",
    }
