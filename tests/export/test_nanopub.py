"""Each nanopublication is well formed by the rules, and hides nothing that speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

import mnd_kg
from mnd_kg.doubts import RESTS_ON_DOUBTFUL
from mnd_kg.export.nanopub import NP, name_of
from mnd_kg.vocabulary import BASE, GRAPH, MND, RDF_TYPE

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg import KnowledgeGraph

LINKS = ("hasAssertion", "hasProvenance", "hasPublicationInfo")
Nanopub = dict[str, list[Quad]]


@pytest.fixture(scope="module")
def quads(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> list[Quad]:
    path = kg.export("nanopub", tmp_path_factory.mktemp("nanopub") / "np.trig").path
    return list(parse(path=path, format=RdfFormat.TRIG))


def by_name(quads: list[Quad]) -> dict[str, Nanopub]:
    """Return the nanopublications by IRI, each with its graphs by the links of the head."""
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        graphs.setdefault(iri(quad.graph_name), []).append(quad)
    found: dict[str, Nanopub] = {}
    for head_quad in quads:
        if iri(head_quad.object) == NP + "Nanopublication":
            name = iri(head_quad.subject)
            head = graphs[iri(head_quad.graph_name)]
            links = {iri(quad.predicate): quad for quad in head}
            found[name] = {"head": head} | {
                link: graphs[iri(links[NP + link].object)] for link in LINKS
            }
    return found


def test_every_nanopublication_is_well_formed(quads: list[Quad]) -> None:
    """The criteria of the guidelines, section on well-formed nanopublications."""
    heads = [quad for quad in quads if iri(quad.object) == NP + "Nanopublication"]
    by_graph: dict[object, list[Quad]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, []).append(quad)
    owned = []
    for head in heads:
        name = iri(head.subject)
        inside = by_graph[head.graph_name]
        assert sorted(iri(quad.predicate) for quad in inside) == sorted(
            [RDF_TYPE, *(NP + link for link in LINKS)]
        )
        assert {iri(quad.subject) for quad in inside} == {name}
        parts = [iri(quad.object) for quad in inside if iri(quad.predicate) != RDF_TYPE]
        owned += [iri(head.graph_name), *parts]
        assert len({name, iri(head.graph_name), *parts}) == 5
    assert sorted(owned) == sorted(map(iri, by_graph))


def test_provenance_is_about_the_assertion_and_publication_info_about_the_whole(
    quads: list[Quad],
) -> None:
    for name, parts in by_name(quads).items():
        assertion = iri(parts["hasAssertion"][0].graph_name)
        assert any(iri(quad.subject) == assertion for quad in parts["hasProvenance"])
        assert {iri(quad.subject) for quad in parts["hasPublicationInfo"]} == {name}
        properties = {iri(quad.predicate) for quad in parts["hasPublicationInfo"]}
        assert {MND + "curator", "http://purl.org/dc/terms/license"} <= properties


def test_there_is_one_for_every_claim_and_every_evidence_line(
    kg: KnowledgeGraph, quads: list[Quad]
) -> None:
    classes = {NamedNode(MND + "Claim"), NamedNode(MND + "EvidenceLine")}
    types = (quad for quad in kg.quads() if iri(quad.predicate) == RDF_TYPE)
    parts = {iri(quad.subject) for quad in types if quad.object in classes}
    assert set(by_name(quads)) == {name_of(part) for part in parts}


def test_an_evidence_line_has_its_proposition_its_number_and_its_source(
    quads: list[Quad],
) -> None:
    line = f"{BASE}propositions/mecobalamin-function-ALS#jetals"
    parts = by_name(quads)[name_of(line)]
    said = {(iri(q.subject), iri(q.predicate), iri(q.object)) for q in parts["hasAssertion"]}
    effect = f"{BASE}trials/NCT03548311#alsfrs-r-difference-w16"
    assert {
        (line, MND + "direction", MND + "direction-supports"),
        (line, MND + "item", effect),
        (effect, MND + "ciHigh", "3.50"),
        (f"{BASE}propositions/mecobalamin-function-ALS", MND + "evidenceLine", line),
        (f"{BASE}propositions/mecobalamin-function-ALS#regimen", MND + "dose", "50"),
    } <= said
    assertion = name_of(line) + "#assertion"
    derived = {(iri(q.subject), iri(q.predicate), iri(q.object)) for q in parts["hasProvenance"]}
    paper = f"{BASE}publications/oki-2022"
    assert {
        (assertion, "http://www.w3.org/ns/prov#wasDerivedFrom", paper),
        (assertion, MND + "checkedAgainst", MND + "checkedAgainst-secondary"),
        (
            paper,
            "http://www.w3.org/2004/02/skos/core#exactMatch",
            "https://doi.org/10.1001/jamaneurol.2022.0901",
        ),
    } <= derived


def test_an_appraisal_of_a_claim_stands_in_its_provenance(quads: list[Quad]) -> None:
    claim = f"{BASE}documents/jetals-page-mechanism#dramatic-reduction"
    verdicts = {
        iri(quad.object)
        for quad in by_name(quads)[name_of(claim)]["hasProvenance"]
        if iri(quad.predicate) == MND + "verdict"
    }
    assert verdicts == {MND + "verdict-unverified"}


def test_a_retracted_source_is_seen_in_the_provenance(tmp_path: Path) -> None:
    proposition, graph = f"{BASE}propositions/p", f"<{GRAPH}propositions/p>"
    paper = f"<{BASE}publications/r>"
    lines = [
        f"<{proposition}> <{RDF_TYPE}> <{MND}Proposition> {graph} .",
        f"<{proposition}> <{MND}evidenceLine> <{proposition}#l> {graph} .",
        f"<{proposition}#l> <{RDF_TYPE}> <{MND}EvidenceLine> {graph} .",
        f"<{proposition}#l> <{MND}cites> {paper} {graph} .",
        f"<{proposition}#l> <{RESTS_ON_DOUBTFUL}> {paper} <{GRAPH}derived/doubts> .",
        f"{paper} <{MND}publicationStatus> <{MND}publicationStatus-retracted> {graph} .",
    ]
    (tmp_path / "small.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = mnd_kg.load(tmp_path / "small.nq").export("nanopub", tmp_path / "np.trig")
    (parts,) = by_name(list(parse(path=done.path, format=RdfFormat.TRIG))).values()
    said = {iri(quad.predicate): iri(quad.object) for quad in parts["hasProvenance"]}
    assert said[MND + "publicationStatus"] == MND + "publicationStatus-retracted"
    assert said[RESTS_ON_DOUBTFUL] == f"{BASE}publications/r"


def test_what_no_nanopublication_holds_is_counted(
    kg: KnowledgeGraph, quads: list[Quad], tmp_path: Path
) -> None:
    done = kg.export("nanopub", tmp_path / "np.trig", select={"kind": "propositions"})
    held = {quad.triple for quad in parse(path=done.path, format=RdfFormat.TRIG)}
    ours = f"<{BASE}propositions/"
    files = f"<{GRAPH}propositions/"
    checks = f"<{BASE}check/"
    lost = [
        quad
        for quad in kg.quads()
        if str(quad.subject).startswith((ours, files))
        or (str(quad.subject).startswith(checks) and "#propositions/" in str(quad.subject))
        if quad.triple not in held
    ]
    assert sum(loss["statements"] for loss in done.losses) == len(lost)


def iri(term: object) -> str:
    return str(getattr(term, "value", ""))
