"""Questions over our graph and data of others beside it, with what each answers.

The expected tables are written anew by ``pytest --regenerate``, to be read in the diff.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mnd_kg
from mnd_kg.query import joined_queries

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph
    from mnd_kg.query import Rows

DATA = Path(__file__).parent / "data"
EXPECTED = Path(__file__).parent / "expected" / "joined"
SETS = ("mondo_exactmatch_mesh", "mondo_exactmatch_doid", "biomappings_positive")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("imported")
    mnd_kg.import_drugmechdb(DATA / "drugmechdb", folder / "drugmechdb.nq")
    for name in SETS:
        mnd_kg.import_sssom(DATA / "link" / f"{name}.sssom.tsv", folder / f"{name}.nq")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def beside(kg: KnowledgeGraph, files: list[Path]) -> KnowledgeGraph:
    return kg.beside(*files)


def table(rows: Rows) -> str:
    return "".join("\t".join(line) + "\n" for line in (rows.columns, *rows.texts()))


@pytest.mark.parametrize("name", joined_queries())
def test_question_gives_the_expected_table(
    name: str, beside: KnowledgeGraph, request: pytest.FixtureRequest
) -> None:
    path = EXPECTED / f"{name}.tsv"
    found = table(beside.query(name))
    if request.config.getoption("--regenerate"):
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8")
    assert found.count("\n") > 1


@pytest.mark.parametrize("name", joined_queries())
def test_header_says_what_is_asked_and_what_it_needs(name: str, beside: KnowledgeGraph) -> None:
    question = joined_queries()[name]
    assert question.title
    assert question.why
    assert question.other["needs"]
    assert tuple(question.columns) == beside.query(name).columns


def test_our_graph_alone_does_not_answer(kg: KnowledgeGraph) -> None:
    assert {name: len(kg.query(name)) for name in joined_queries()} == dict.fromkeys(
        joined_queries(), 0
    )


def test_a_parameter_takes_a_name_of_ours(beside: KnowledgeGraph) -> None:
    rows = list(beside.query("acts-on-beyond-ours", entity="homocysteine"))
    assert [(row["entity"], row["says"]) for row in rows] == [
        ("biomarkers:homocysteine", "betaine in Homocystinuria")
    ]


def test_what_stands_beside_is_no_part_of_the_graph(
    kg: KnowledgeGraph, beside: KnowledgeGraph
) -> None:
    assert beside.version == kg.version
    assert len(kg.query("SELECT ?path { ?path a prov:Collection }")) == 0


def test_a_file_that_is_not_rdf_is_refused(kg: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "x.nq"
    path.write_text("no RDF\n", encoding="utf-8")
    with pytest.raises(mnd_kg.MndKgError, match=r"x\.nq: this cannot be read as N-Quads"):
        kg.beside(path)
    with pytest.raises(mnd_kg.MndKgError, match=r"RDF ends in \.nq"):
        kg.beside(tmp_path / "x.xlsx")
