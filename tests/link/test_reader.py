"""Vocabularies in each format, read to the same terms."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import obonet
import pytest
from pyoxigraph import RdfFormat, parse, serialize

from mnd_kg.errors import SourceError
from mnd_kg.link.reader import read_terms
from mnd_kg.link.terms import Pair, Synonym, Term

DATA = Path(__file__).parents[1] / "data" / "link"
PLS = Term(
    "DOID:230",
    "lateral sclerosis",
    [Synonym("adult-onset primary lateral sclerosis"), Synonym("primary lateral sclerosis")],
    xrefs=["mesh:D016472"],
)
MERGED = Term("DOID:0090001", obsolete=True, replaced_by=["DOID:0060648"])
OBSOLETE = Term(
    "DOID:0050786",
    "obsolete iridogoniodysgenesis syndrome",
    obsolete=True,
    replaced_by=["DOID:0060648"],
)


@pytest.fixture
def rdfxml(tmp_path: Path) -> Path:
    path = tmp_path / "doid.owl"
    quads = parse(path=DATA / "doid.ttl", format=RdfFormat.TURTLE)
    serialize((quad.triple for quad in quads), output=path, format=RdfFormat.RDF_XML)
    return path


@pytest.fixture
def turtle_as_owl(tmp_path: Path) -> Path:
    return Path(shutil.copy(DATA / "doid.ttl", tmp_path / "doid.owl"))


@pytest.mark.parametrize("form", ["ttl", "json", "rdfxml", "turtle_as_owl"])
def test_owl_and_obo_graphs_give_the_same_terms(form: str, request: pytest.FixtureRequest) -> None:
    short = form in ("ttl", "json")
    path = DATA / f"doid.{form}" if short else request.getfixturevalue(form)
    found = read_terms(path)
    assert found.terms == {term.id: term for term in (PLS, OBSOLETE, Term("DOID:0060648"), MERGED)}
    assert (found.prefix, found.whole) == ("DOID", True)
    assert found.shown == f"{path.name} 2026-07-31"


def test_obo_gives_names_scopes_cross_references_and_replacements() -> None:
    found = read_terms(DATA / "doid.obo")
    assert found.terms["DOID:230"].synonyms == PLS.synonyms
    assert found.terms["DOID:230"].xrefs[2:4] == ["mesh:D016472", "omim:611637"]
    assert found.terms["DOID:0050786"].replaced_by == ["DOID:0060648"]
    assert not found.whole, "a subset does not tell that a term does not exist"


def test_obo_is_read_as_obonet_reads_it() -> None:
    theirs = obonet.read_obo(DATA / "doid.obo", ignore_obsolete=False)
    ours = read_terms(DATA / "doid.obo").terms
    named = {key: data["name"] for key, data in theirs.nodes(data=True) if "name" in data}
    assert {curie: term.label for curie, term in ours.items()} == named
    for curie, term in ours.items():
        data = theirs.nodes[curie]
        assert len(term.synonyms) == len(data.get("synonym", []))
        assert term.obsolete == (data.get("is_obsolete") == "true")


def test_obo_without_a_scope_is_a_related_synonym_and_escapes_are_undone(tmp_path: Path) -> None:
    path = tmp_path / "x.obo"
    path.write_text(
        "format-version: 1.2\nontology: x\n\n[Term]\nid: X:1 ! one\n"
        'name: a\\, b {source="y"} ! c\nsynonym: "say \\"b\\"" []\nalt_id: X:2\n\n'
        "[Typedef]\nid: part_of\nname: part of\n",
        encoding="utf-8",
    )
    assert read_terms(path).terms == {
        "X:1": Term("X:1", "a, b", [Synonym('say "b"', "related")]),
        "X:2": Term("X:2", obsolete=True, replaced_by=["X:1"]),
    }


def test_sssom_gives_terms_and_mappings_with_their_lines() -> None:
    found = read_terms(DATA / "biomappings_negative.sssom.tsv")
    assert found.terms["kegg.pathway:map05014"].label == "Amyotrophic lateral sclerosis"
    wanted = Pair("kegg.pathway:map05014", "skos:exactMatch", "mesh:D000690", True, 13)
    assert wanted in found.pairs
    lines = (DATA / "biomappings_negative.sssom.tsv").read_text("utf-8").splitlines()
    assert lines[wanted.line - 1].startswith("kegg.pathway:map05014\t")


def test_a_table_may_hold_lists_as_python_writes_them() -> None:
    found = read_terms(DATA / "medi_drug_list.csv")
    assert found.terms["CHEBI:17439"].label == "Cyanocobalamin"
    assert "CHEBI:28115" in found.terms["CHEBI:17439"].xrefs


def test_a_table_has_synonyms_and_obsolete_terms(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text(
        "ID\tlabel\tsynonyms\tobsolete\treplaced_by\n"
        "X:1\tone\tuno| eins\t\t\n"
        "X:2\ttwo\t\ttrue\tX:1\n",
        encoding="utf-8",
    )
    assert read_terms(path).terms == {
        "X:1": Term("X:1", "one", [Synonym("uno"), Synonym("eins")]),
        "X:2": Term("X:2", "two", obsolete=True, replaced_by=["X:1"]),
    }


def test_a_compressed_file_is_read_too_and_progress_is_told(tmp_path: Path) -> None:
    path = tmp_path / "doid.obo.gz"
    path.write_bytes(gzip.compress((DATA / "doid.obo").read_bytes()))
    told: list[tuple[str, int, int]] = []
    found = read_terms(path, lambda *step: told.append(step))
    assert found.terms == read_terms(DATA / "doid.obo").terms
    assert told[-1] == ("reading doid.obo.gz", path.stat().st_size, path.stat().st_size)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.obo", b"no header\n", "a.obo:1: `no header` is no tag of OBO with its value."),
        (
            "a.obo",
            b"[Term]\nid: X:1\n",
            "a.obo: this is no OBO file, for it has no format-version.",
        ),
        ("a.json", b"{", "a.json:1: this is not JSON"),
        ("a.json", b"[]", "a.json: this is no document of OBO graphs, with `graphs`."),
        ("a.owl", b"<x", "a.owl: this cannot be read as RDF/XML"),
        ("a.tsv", b"name\nALS\n", "a.tsv:1: no column `id`: give the table one, of CURIEs."),
        ("a.tsv", b"id\nALS\n", "a.tsv:2: `ALS` is no CURIE."),
        ("a.tsv", b"id\n\xff\n", "a.tsv: this is not UTF-8 text."),
        (
            "a.sssom.tsv",
            b"subject_id\nX:1\n",
            "this is not valid SSSOM: mapping_set_id: Field required",
        ),
        (
            "b.sssom.tsv",
            b"#mapping_set_id: https://example.org/x\nsubject_id\nX:1\n",
            "b.sssom.tsv:3: this is not valid SSSOM: predicate_id: Field required",
        ),
        ("a.obo.gz", b"plain", "a.obo.gz: this is not a whole gzip file."),
        ("a.xlsx", b"", "a vocabulary ends in .obo"),
    ],
)
def test_a_file_that_is_something_else_is_refused_in_one_line(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_terms(path)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
