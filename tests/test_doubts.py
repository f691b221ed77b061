"""The retraction of a publication reaches every answer and export of what rests on it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow.parquet
import pytest
from conftest import MINI
from pyoxigraph import RdfFormat, parse

import mnd_kg
from mnd_kg.doubts import doubts
from mnd_kg.export.table import FORMATS
from mnd_kg.rdf import text
from mnd_kg.statements import Statements
from mnd_kg.vocabulary import vocabulary

OKI = "publications:oki-2022"
# These say no claims: they say of a publication itself that it is retracted.
OF_PUBLICATIONS = {"schemaorg", "bibtex"}


@pytest.fixture(scope="module")
def retracted(tmp_path_factory: pytest.TempPathFactory) -> mnd_kg.KnowledgeGraph:
    """Return the graph of the mini records, with the paper on its one trial retracted."""
    home = tmp_path_factory.mktemp("retracted")
    data = Path(shutil.copytree(MINI, home / "data"))
    paper = data / "publications" / "oki-2022.yaml"
    content = paper.read_text(encoding="utf-8")
    assert "publicationStatus: published" in content
    paper.write_text(content.replace("Status: published", "Status: retracted"), encoding="utf-8")
    return mnd_kg.load(mnd_kg.build(data, home / "build").folder)


def resting(turtle: str) -> dict[str, set[str]]:
    """Return what rests on each doubtful publication in some Turtle."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in vocabulary().prefixes.items())
    quads = list(parse(prefixes + turtle, format=RdfFormat.TURTLE))
    short = vocabulary().contract
    found: dict[str, set[str]] = {}
    for quad in doubts(Statements(quads), quads):
        found.setdefault(short(text(quad.object)), set()).add(short(text(quad.subject)))
    return found


PAPER = """
publications:bad a mnd:Publication ; mnd:publicationStatus mnd:publicationStatus-retracted ;
    skos:exactMatch pubmed:1 ; mnd:author <https://w3id.org/mnd-kg/publications/bad#author-1> .
"""


@pytest.mark.parametrize("state", ["retracted", "expression-of-concern", "corrected"])
def test_what_cites_a_doubtful_publication_rests_on_it(state: str) -> None:
    paper = PAPER.replace("-retracted", f"-{state}")
    assert resting(paper + "edges:e a mnd:MechanismEdge ; mnd:cites publications:bad .") == {
        "publications:bad": {"edges:e"}
    }


@pytest.mark.parametrize("state", ["published", "preprint", "conference-abstract"])
def test_what_stands_is_in_no_doubt(state: str) -> None:
    paper = PAPER.replace("-retracted", f"-{state}")
    assert resting(paper + "edges:e a mnd:MechanismEdge ; mnd:cites publications:bad .") == {}


def test_page_that_was_read_counts_under_any_name_of_the_publication() -> None:
    found = resting(PAPER + "trials:T a mnd:ClinicalTrial ; mnd:checkedPage pubmed:1 .")
    assert found == {"publications:bad": {"trials:T"}}


def test_part_that_cites_something_else_does_not_rest_on_what_its_record_cites() -> None:
    trial = """
    @prefix t: <https://w3id.org/mnd-kg/trials/T#> .
    trials:T a mnd:ClinicalTrial ; mnd:cites publications:bad ; mnd:effect t:one, t:two .
    t:one a mnd:EffectEstimate ; mnd:value 1.5 .
    t:two a mnd:EffectEstimate ; mnd:cites sources:label .
    """
    assert resting(PAPER + trial) == {"publications:bad": {"trials:T", "trials:T#one"}}


def test_doubt_goes_along_every_chain() -> None:
    chains = """
    @prefix p: <https://w3id.org/mnd-kg/propositions/P#> .
    @prefix d: <https://w3id.org/mnd-kg/documents/D#> .
    @prefix x: <https://w3id.org/mnd-kg/extrapolations/X#> .
    trials:T a mnd:ClinicalTrial ; mnd:effect <https://w3id.org/mnd-kg/trials/T#effect> .
    <https://w3id.org/mnd-kg/trials/T#effect> a mnd:EffectEstimate ; mnd:cites publications:bad .
    propositions:P a mnd:Proposition ; mnd:evidenceLine p:line ; mnd:assessment p:view .
    p:line a mnd:EvidenceLine ; mnd:item <https://w3id.org/mnd-kg/trials/T#effect> .
    p:view a mnd:Assessment .
    extrapolations:X a mnd:Extrapolation ; mnd:premise propositions:P ; mnd:warrant x:other .
    x:other a mnd:Warrant .
    d:claim a mnd:Claim ; mnd:states propositions:P .
    d:again a mnd:Claim ; mnd:restates d:claim .
    d:quantity a mnd:Quantity ; mnd:derivation d:derivation .
    d:derivation a mnd:Derivation ; mnd:input <https://w3id.org/mnd-kg/trials/T#effect> .
    checks:c a mnd:Check ; mnd:checks d:quantity .
    interventions:drug a mnd:SmallMolecule .
    """.replace("checks:c", "<https://w3id.org/mnd-kg/checks/c>")
    found = resting(PAPER + chains)["publications:bad"]
    assert {thing.removeprefix("https://w3id.org/mnd-kg/checks/") for thing in found} == {
        "trials:T#effect",
        "propositions:P",
        "propositions:P#line",
        "propositions:P#view",
        "extrapolations:X",
        "documents:D#claim",
        "documents:D#again",
        "documents:D#quantity",
        "documents:D#derivation",
        "c",
    }


def test_evidence_says_that_its_publication_is_retracted(
    retracted: mnd_kg.KnowledgeGraph, mini: mnd_kg.KnowledgeGraph
) -> None:
    doubt = json.dumps({"id": OKI, "status": "retracted"})
    assert doubt in json.dumps(retracted.evidence("mecobalamin").as_json())
    assert doubt not in json.dumps(mini.evidence("mecobalamin").as_json())


@pytest.mark.parametrize("name", ["JETALS", "propositions:mecobalamin-function-ALS"])
def test_show_says_it_of_the_trial_and_of_the_proposition(
    name: str, retracted: mnd_kg.KnowledgeGraph
) -> None:
    first = list(retracted.show(name).lines())[1]
    assert first.startswith(f"  restsOnDoubtful: {OKI} (retracted: Efficacy and Safety")


def test_questions_say_which_rows_are_doubtful(
    retracted: mnd_kg.KnowledgeGraph, mini: mnd_kg.KnowledgeGraph
) -> None:
    for graph, doubtful in ((retracted, {True}), (mini, {False})):
        assert {row["doubtful"] for row in graph.query("arm-results")} == doubtful
    named = {(row["thing"], row["cites"]) for row in retracted.query("doubtful-sources")}
    assert ("trials:NCT03548311", True) in named
    assert ("propositions:mecobalamin-function-ALS#JETALS", False) in named
    assert len(mini.query("doubtful-sources")) == 0


@pytest.mark.parametrize("format", FORMATS)
def test_every_export_says_it(
    format: str, retracted: mnd_kg.KnowledgeGraph, mini: mnd_kg.KnowledgeGraph, tmp_path: Path
) -> None:
    word = "retracted" if format in OF_PUBLICATIONS else "oki-2022"
    named = []
    for graph, path in ((retracted, tmp_path / "retracted"), (mini, tmp_path / "stands")):
        graph.export(format, path)
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
        named.append(sum(content(file).count(word) for file in files))
    assert named[0] > named[1]


def content(file: Path) -> str:
    if file.suffix == ".parquet":
        return str(pyarrow.parquet.read_table(file).to_pylist())
    return file.read_text(encoding="utf-8")
