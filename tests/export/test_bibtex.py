"""The bibliography holds every publication, and pybtex reads it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pybtex.database import BibliographyData, parse_file

import mnd_kg
from mnd_kg.export.bibtex import person
from mnd_kg.vocabulary import BASE, GRAPH, MND, RDF_TYPE

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg import KnowledgeGraph


@pytest.fixture(scope="module")
def read(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> BibliographyData:
    return parse_file(kg.export("bibtex", tmp_path_factory.mktemp("bib") / "all.bib").path)


def test_every_publication_is_an_entry_by_the_name_of_its_record(
    kg: KnowledgeGraph, read: BibliographyData
) -> None:
    rows = kg.query("SELECT ?p { ?p a mnd:Publication }")
    assert set(read.entries) == {row["p"].removeprefix("publications:") for row in rows}


def test_an_entry_has_the_byline_in_order_and_the_identifiers(read: BibliographyData) -> None:
    entry = read.entries["oki-2022"]
    assert entry.type == "article"
    assert {name: entry.fields[name] for name in entry.fields if name != "title"} == {
        "journal": "JAMA Neurology",
        "volume": "79",
        "number": "6",
        "pages": "575--583",
        "date": "2022-05-09",
        "year": "2022",
        "month": "may",
        "doi": "10.1001/jamaneurol.2022.0901",
        "pmid": "35532908",
        "pmcid": "PMC9086935",
    }
    authors = [str(author) for author in entry.persons["author"]]
    assert (authors[0], authors[48], len(authors)) == ("Oki, R.", "Kaji, R.", 50)
    assert authors[49].startswith("{Japan Early-Stage Trial")


def test_what_became_of_a_publication_is_its_note(read: BibliographyData) -> None:
    notes = {key: read.entries[key].fields.get("note") for key in ("elia-2016", "oki-2022")}
    assert notes == {"elia-2016": "corrected", "oki-2022": None}


@pytest.mark.parametrize(
    ("byline", "family", "given"),
    [
        ("De Winter JM", ["De", "Winter"], ["J.", "M."]),
        ("Kordower J-H", ["Kordower"], ["J.-H."]),
        ("Heiman-Patterson TD", ["Heiman-Patterson"], ["T.", "D."]),
        ("M Urushitani", ["Urushitani"], ["M"]),
        ("Weidong Le", ["Le"], ["Weidong"]),
        ("Cudkowicz, M.E.", ["Cudkowicz"], ["M.E."]),
        ("D M D'Emilia", ["D'Emilia"], ["D", "M"]),
    ],
)
def test_a_name_of_a_byline_is_family_and_given_name(
    byline: str, family: list[str], given: list[str]
) -> None:
    found = person(byline)
    assert (found.prelast_names + found.last_names, found.first_names + found.middle_names) == (
        family,
        given,
    )


def test_what_is_no_publication_or_has_no_field_is_counted(
    mini: KnowledgeGraph, tmp_path: Path
) -> None:
    losses = mini.export("bibtex", tmp_path / "mini.bib").losses
    lost = {loss["what"]: loss["statements"] for loss in losses}
    trial = mini.export("nquads", tmp_path / "g", select={"kind": "trials"}).ledger["statements"]
    checks = sum("/check/" in str(q.subject) and "#trials/" in str(q.subject) for q in mini.quads())
    # The graph of a record has two statements and a name, which are counted as its file.
    assert lost["ClinicalTrial"] == trial - checks - 3
    assert lost["curator"] == 1
    assert "title" not in lost


def test_any_title_and_date_can_be_read_back(tmp_path: Path) -> None:
    paper, graph = f"<{BASE}publications/odd>", f"<{GRAPH}publications/odd>"
    lines = [
        f'{paper} <http://purl.org/dc/terms/date> "2016-05" {graph} .',
        f"{paper} <http://purl.org/dc/terms/title> "
        f'"50% of {{ A & B_C #1 $x$ \\\\alpha é"@en {graph} .',
        f"{paper} <{RDF_TYPE}> <{MND}Publication> {graph} .",
    ]
    (tmp_path / "odd.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = mnd_kg.load(tmp_path / "odd.nq").export("bibtex", tmp_path / "odd.bib")
    fields = parse_file(done.path).entries["odd"].fields
    assert {name: fields[name] for name in fields} == {
        "title": r"{50\% of \textbraceleft{} A \& B\_C \#1 \$x\$ \textbackslash{}alpha é}",
        "date": "2016-05",
        "year": "2016",
        "month": "may",
    }


def test_two_exports_have_the_same_bytes(mini: KnowledgeGraph, tmp_path: Path) -> None:
    once, twice = (mini.export("bibtex", tmp_path / name).path.read_bytes() for name in "ab")
    assert once == twice
