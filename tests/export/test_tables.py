"""CSV and Parquet hold every statement of the records, and other readers find them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyoxigraph import Literal, NamedNode, Quad

import mnd_kg
from mnd_kg.vocabulary import BASE, GRAPH, MND, RDF_TYPE, XSD, vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg import KnowledgeGraph


@pytest.fixture(scope="module")
def tables(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    folder = kg.export("csv", tmp_path_factory.mktemp("csv") / "tables").path
    return {
        path.stem: pd.read_csv(path, dtype=str, keep_default_na=False)
        for path in sorted(folder.glob("*.csv"))
    }


def truth(kg: KnowledgeGraph) -> set[tuple[str, str, str]]:
    """Return what the records say, by id and key, as the records write it."""
    words = vocabulary()
    found = set()
    for quad in kg.quads():
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode | Literal)
        subject, prop = quad.subject.value, quad.predicate.value
        if not in_a_record(quad):
            continue
        value = quad.object.value
        name = words.key_names.get(prop) or words.contract(prop).removeprefix("mnd:")
        if isinstance(quad.object, NamedNode):
            refers = name not in words.keys or words.keys[name].refers
            value = words.contract(value) if refers else words.term(value)
        if prop == RDF_TYPE:
            name, value = "type", value.removeprefix("mnd:")
        found.add((words.contract(subject), name, value))
    return found


def test_the_tables_say_what_the_records_say(
    kg: KnowledgeGraph, tables: dict[str, pd.DataFrame]
) -> None:
    said = {
        (row["id"], column, value)
        for name, frame in tables.items()
        if name != "columns"
        for row in frame.to_dict("records")
        for column, cell in row.items()
        if column not in ("id", "record") and cell
        for value in str(cell).split("|")
    }
    assert said == truth(kg)


def test_every_thing_has_one_row(tables: dict[str, pd.DataFrame]) -> None:
    ids = [id for name, frame in tables.items() if name != "columns" for id in frame["id"]]
    assert len(ids) == len(set(ids))


def test_only_what_is_no_record_is_lost(kg: KnowledgeGraph, tmp_path: Path) -> None:
    losses = kg.export("csv", tmp_path / "tables").losses
    ours = sum(map(in_a_record, kg.quads()))
    assert [loss["what"] for loss in losses] == [
        "file and licence of a record",
        "mapping sets",
        "prov:used",
        "prov:wasAssociatedWith",
        "skos:broaderTransitive",
        "the ontology",
    ]
    assert sum(loss["statements"] for loss in losses) == len(list(kg.quads())) - ours


def in_a_record(quad: Quad) -> bool:
    subject = str(quad.subject).strip("<>")
    if str(quad.graph_name).strip("<>") == GRAPH + "derived/closure":
        return False
    # What PROV-O calls it stands in the tables as input and rule.
    if str(quad.predicate).strip("<>").startswith(vocabulary().prefixes["prov"]):
        return False
    return subject.startswith(BASE) and not subject.startswith(
        (MND[:-1], GRAPH, BASE + "mappings/")
    )


def test_every_column_is_documented(tables: dict[str, pd.DataFrame]) -> None:
    listed = tables["columns"].groupby("table")["column"].apply(list).to_dict()
    written = {name: list(frame) for name, frame in tables.items() if name != "columns"}
    assert listed == written
    undefined = tables["columns"].query("definition == ''")
    assert list(undefined["column"]) == []


def test_a_selection_has_the_same_columns(
    kg: KnowledgeGraph, tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    done = kg.export("csv", tmp_path / "tables", select={"condition": "PLS", "kind": "trials"})
    assert list(pd.read_csv(done.path / "trials.csv")) == list(tables["trials"])
    assert not (done.path / "publications.csv").exists()


def test_parquet_holds_the_same_rows_typed(
    kg: KnowledgeGraph, tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    done = kg.export("parquet", tmp_path / "tables")
    read = {path.stem: pq.read_table(path) for path in done.path.glob("*.parquet")}
    assert set(read) == set(tables) - {"columns"}
    for name, table in read.items():
        for column in table.column_names:
            texts = list(tables[name][column])
            assert list(map(same_value, table[column].to_pylist(), texts)) == [True] * len(texts)
    effects = read["effect-estimates"].schema
    assert [effects.field(name).type for name in ("value", "timeDays", "met", "unit")] == [
        pa.float64(),
        pa.int64(),
        pa.bool_(),
        pa.string(),
    ]
    assert read["trials"].schema.field("startDateNotBefore").type == pa.date32()


def same_value(value: object, text: str) -> bool:
    if value is None or isinstance(value, str):
        return (value or "") == text
    if isinstance(value, bool):
        return str(value).lower() == text
    return value == float(text) if isinstance(value, float) else str(value) == text


def test_digits_that_a_number_cannot_keep_are_counted(mini: KnowledgeGraph, tmp_path: Path) -> None:
    done = mini.export("parquet", tmp_path / "tables", select={"kind": "trials"})
    decimals = "http://www.w3.org/2001/XMLSchema#decimal"
    rewritten = [
        quad.object.value
        for quad in mini.quads()
        if isinstance(quad.object, Literal)
        and quad.object.datatype.value == decimals
        and "trials/" in str(quad.subject)
        and "." in quad.object.value
        and quad.object.value.endswith("0")
    ]
    (loss,) = [loss for loss in done.losses if loss["what"] == "digits as they were written"]
    assert loss["statements"] == len(rewritten) > 0


def test_a_value_that_does_not_fit_its_type_is_counted_and_left_out(tmp_path: Path) -> None:
    trial, graph = f"<{BASE}trials/odd>", f"<{GRAPH}trials/odd>"
    lines = [
        f"{trial} <{RDF_TYPE}> <{MND}ClinicalTrial> {graph} .",
        f'{trial} <{MND}participants> "{"9" * 30}"^^<{XSD}integer> {graph} .',
        f'{trial} <{MND}plannedParticipants> "twelve"^^<{XSD}integer> {graph} .',
    ]
    (tmp_path / "odd.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = mnd_kg.load(tmp_path / "odd.nq").export("parquet", tmp_path / "odd")
    assert [(loss["what"], loss["statements"], loss["why"]) for loss in done.losses] == [
        ("participants", 1, "a typed cell holds a value of its type in 64 bits"),
        ("plannedParticipants", 1, "a typed cell holds a value of its type in 64 bits"),
    ]


def test_a_separator_inside_a_text_is_escaped(tmp_path: Path) -> None:
    trial = f"<{BASE}trials/T>"
    lines = [
        f"{trial} <{RDF_TYPE}> <{MND}ClinicalTrial> <{GRAPH}trials/T> .",
        f'{trial} <{MND}sponsor> "a|b" <{GRAPH}trials/T> .',
        f'{trial} <{MND}sponsor> "c\\\\d" <{GRAPH}trials/T> .',
    ]
    (tmp_path / "small.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
    folder = mnd_kg.load(tmp_path / "small.nq").export("csv", tmp_path / "tables").path
    with (folder / "trials.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["sponsor"] == r"a\|b|c\\d"


def test_two_exports_have_the_same_bytes(mini: KnowledgeGraph, tmp_path: Path) -> None:
    for format in ("csv", "parquet"):
        once, twice = (mini.export(format, tmp_path / f"{format}-{n}").path for n in "12")
        for path in once.iterdir():
            assert path.read_bytes() == (twice / path.name).read_bytes()


def test_a_folder_is_replaced_only_if_an_export_wrote_what_is_in_it(
    mini: KnowledgeGraph, tmp_path: Path
) -> None:
    mini.export("csv", tmp_path / "tables")
    mini.export("csv", tmp_path / "tables", select={"kind": "measures"})
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == [
        "columns.csv",
        "measures.csv",
    ]
    (tmp_path / "tables" / "mine.txt").write_text("mine")
    with pytest.raises(mnd_kg.MndKgError, match=r"holds other files, such as mine\.txt"):
        mini.export("csv", tmp_path / "tables")
    assert (tmp_path / "tables" / "mine.txt").read_text() == "mine"
