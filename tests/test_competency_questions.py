"""Each question answers as expected, and two engines agree on it.

The expected tables are written anew by ``pytest --regenerate``, to be read in the diff.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib

from mnd_kg.dataset import union_ntriples
from mnd_kg.query import named_queries
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph
    from mnd_kg.query import Rows

EXPECTED = Path(__file__).parent / "expected"
QUESTIONS = named_queries()


@pytest.fixture(scope="module")
def in_rdflib(kg: KnowledgeGraph) -> rdflib.Graph:
    return rdflib.Graph().parse(data=union_ntriples(kg.quads()), format="nt")


def table(rows: Rows) -> str:
    lines = [rows.columns, *rows.texts()]
    return "".join("\t".join(" ".join(cell.split()) for cell in line) + "\n" for line in lines)


def comparable(cell: str) -> str | Decimal:
    try:
        return Decimal(cell).normalize()
    except InvalidOperation:
        return cell


@pytest.mark.parametrize("name", QUESTIONS)
def test_question_gives_the_expected_table(
    name: str, kg: KnowledgeGraph, request: pytest.FixtureRequest
) -> None:
    path = EXPECTED / f"{name}.tsv"
    found = table(kg.query(name))
    if request.config.getoption("--regenerate"):
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8")
    assert found.count("\n") > 1, "a question without an answer needs a search behind it"


@pytest.mark.parametrize("name", QUESTIONS)
def test_question_gives_the_same_rows_on_rdflib(
    name: str, kg: KnowledgeGraph, in_rdflib: rdflib.Graph
) -> None:
    words = vocabulary()
    answer = in_rdflib.query(QUESTIONS[name].text, initNs=words.prefixes)
    theirs = [
        [
            "" if term is None
            else words.term(str(term)) if isinstance(term, rdflib.URIRef)
            else str(term)
            for term in row
        ]
        for row in answer
        if isinstance(row, rdflib.query.ResultRow)
    ]  # fmt: skip
    ours = kg.query(name)
    assert [str(variable) for variable in answer.vars or []] == list(ours.columns)
    as_values = [
        [[comparable(cell) for cell in row] for row in rows] for rows in (ours.texts(), theirs)
    ]
    assert sorted(as_values[0], key=str) == sorted(as_values[1], key=str)


@pytest.mark.parametrize("name", QUESTIONS)
def test_header_says_what_is_asked_and_what_each_column_means(
    name: str, kg: KnowledgeGraph
) -> None:
    question = QUESTIONS[name]
    assert question.title
    assert question.why
    assert tuple(question.columns) == kg.query(name).columns
    blocks = re.findall(r"VALUES \?(\w+) \{ (?:\w+:|\"|\d+ \})", question.text)
    assert set(blocks) >= set(question.parameters)
    assert all(question.default(parameter) for parameter in question.parameters)


def test_every_expected_table_has_its_question() -> None:
    assert {path.stem for path in EXPECTED.glob("*.tsv")} == set(QUESTIONS)


def test_a_parameter_changes_what_is_asked(kg: KnowledgeGraph) -> None:
    rows = kg.query("trials-in-condition", condition="SOD1-ALS")
    assert {row["trial"] for row in rows} == {
        "trials:NCT00706147",
        "trials:NCT02623699",
        "trials:NCT04856982",
    }
    weeks = kg.query("expected-decline", condition="ALS", weeks="52")
    assert [row["expected"] for row in weeks] == [Decimal("-11.84"), Decimal("-10.64")]


def test_a_section_is_asked_about_as_its_document_is(kg: KnowledgeGraph) -> None:
    section = "documents:jetals-page-practical-access"
    whole, part = (
        [row["claim"] for row in kg.query("claims", document=name)]
        for name in ("documents:jetals-page", section)
    )
    assert part == [claim for claim in whole if claim.startswith(f"{section}#")] != []
