"""What every export does, whatever its format: the path, the ledger, the selection."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

import mnd_kg
from mnd_kg.errors import SettingError, UnknownEntityError, UnsupportedFormatError
from mnd_kg.vocabulary import MND, RDF_TYPE, RDFS_LABEL

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg import KnowledgeGraph


def records(path: Path) -> set[str]:
    """Return the records that an N-Quads file describes."""
    subjects = (line.split("> ", 1)[0] for line in path.read_text("utf-8").splitlines())
    ends = (
        subject.partition("#")[0].removeprefix("<https://w3id.org/mnd-kg/") for subject in subjects
    )
    return {end for end in ends if not end.startswith("graph/")}


def selected(kg: KnowledgeGraph, folder: Path, **criteria: str | list[str]) -> set[str]:
    return records(kg.export("nquads", folder / "selected.nq", select=criteria).path)


def test_the_ledger_stands_beside_the_file(mini: KnowledgeGraph, tmp_path: Path) -> None:
    done = mini.export("ntriples", tmp_path / "graph.nt", select={"kind": "conditions"})
    ledger = json.loads((tmp_path / "graph.nt.losses.json").read_bytes())
    assert ledger == done.ledger
    assert ledger == {
        "format": "ntriples",
        "graph": mini.version,
        "select": {"kind": ["conditions"]},
        "statements": ledger["statements"],
        "referencesOutside": 0,
        "losses": [
            {
                "what": "which named graph says it",
                "statements": ledger["statements"],
                "why": "a syntax of triples has no named graphs",
            }
        ],
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.nt", "graph.nt.losses.json"]


def test_an_unknown_format_is_refused_with_a_suggestion(
    mini: KnowledgeGraph, tmp_path: Path
) -> None:
    with pytest.raises(UnsupportedFormatError, match="Did you mean `turtle`"):
        mini.export("turtel", tmp_path / "graph")
    assert list(tmp_path.iterdir()) == []


def test_a_view_of_a_format_without_views_is_refused(mini: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="has no views"):
        mini.export("turtle", tmp_path / "graph", view="full")


def test_a_folder_in_the_place_of_a_file_is_refused(mini: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    with pytest.raises(SettingError, match="is a folder, and this writes a file"):
        mini.export("turtle", tmp_path / "graph")


@pytest.mark.parametrize("name", ["graph", "graph.losses.json"])
def test_a_link_is_not_replaced(name: str, mini: KnowledgeGraph, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("before")
    (tmp_path / name).symlink_to(kept)
    with pytest.raises(SettingError, match=f"{name} is a link, a device or a pipe"):
        mini.export("turtle", tmp_path / "graph")
    assert kept.read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "kept"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_replaced(mini: KnowledgeGraph, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "graph")
    with pytest.raises(SettingError, match="is a link, a device or a pipe"):
        mini.export("turtle", tmp_path / "graph")
    assert (tmp_path / "graph").is_fifo()


def test_a_folder_in_the_place_of_the_ledger_is_refused_before_anything_is_written(
    mini: KnowledgeGraph, tmp_path: Path
) -> None:
    (tmp_path / "graph.losses.json").mkdir()
    with pytest.raises(SettingError, match="is a folder, and this writes a file"):
        mini.export("turtle", tmp_path / "graph")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.losses.json"]


def test_a_path_in_no_folder_is_refused(mini: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="There is no folder"):
        mini.export("turtle", tmp_path / "none" / "graph")


def test_an_export_that_fails_leaves_what_was_there(mini: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "graph").write_text("before")
    with pytest.raises(SettingError, match="No record fits kind=trials, certainty=low"):
        mini.export("turtle", tmp_path / "graph", select={"kind": "trials", "certainty": "low"})
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("graph", "before")]


def test_a_kind_is_a_folder_of_records(mini: KnowledgeGraph, tmp_path: Path) -> None:
    found = selected(mini, tmp_path, kind=["trials", "measures"])
    assert {record for record in found if not record.startswith("check/")} == {
        "trials/NCT03548311",
        "measures/ALSFRS-R",
    }


def test_a_condition_selects_what_refers_to_it_or_to_a_narrower_one(
    kg: KnowledgeGraph, tmp_path: Path
) -> None:
    broad = selected(kg, tmp_path, condition="ALS", kind="trials")
    narrow = selected(kg, tmp_path, condition="SOD1-ALS", kind="trials")
    assert narrow < broad
    assert "trials/NCT02623699" in narrow
    assert "conditions/SOD1-ALS" in selected(kg, tmp_path, condition="ALS")


def test_a_mapping_comes_with_its_grounds_and_a_set_of_mappings_as_a_kind(
    kg: KnowledgeGraph, tmp_path: Path
) -> None:
    both = selected(kg, tmp_path, condition="PLS", kind="conditions")
    assert both == {"conditions/PLS", "conditions/adult-PLS-1", "conditions/juvenile-PLS"} | {
        "mappings/conditions"
    }
    text = (tmp_path / "selected.nq").read_text("utf-8")
    assert "mappings/conditions#PLS-exactMatch-MONDO-0018155" in text
    assert "mappings/conditions#ALS-" not in text
    assert "mappings/conditions" in selected(kg, tmp_path, kind="mappings")


def test_a_certainty_selects_what_was_assessed_so(kg: KnowledgeGraph, tmp_path: Path) -> None:
    assert "propositions/mecobalamin-function-ALS" in selected(kg, tmp_path, certainty="low")


@pytest.mark.parametrize("name", ["licence", "license"])
def test_a_licence_selects_what_rests_on_sources_under_it_alone(
    name: str, kg: KnowledgeGraph, tmp_path: Path
) -> None:
    found = selected(kg, tmp_path, **{name: "CC BY 4.0"})
    assert "sources/mondo" in found
    assert not {record for record in found if record.startswith("trials/")}


@pytest.mark.parametrize(
    "spelt", ["CC0 1.0", "cc0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"]
)
def test_a_licence_may_be_named_as_people_or_spdx_do_or_by_its_address(
    spelt: str, kg: KnowledgeGraph, tmp_path: Path
) -> None:
    assert {"sources/eco", "sources/medi"} <= selected(kg, tmp_path, licence=spelt)


def test_references_to_what_is_not_selected_are_counted(
    mini: KnowledgeGraph, tmp_path: Path
) -> None:
    done = mini.export("nquads", tmp_path / "graph", select={"kind": "decisions"})
    lines = done.path.read_text("utf-8").splitlines()
    inside = "https://w3id.org/mnd-kg/decisions/"
    objects = [
        quad.object.value
        for quad in parse("\n".join(lines), format=RdfFormat.N_QUADS)
        if isinstance(quad.object, NamedNode)
    ]
    outside = [
        iri
        for iri in objects
        if iri.startswith("https://w3id.org/mnd-kg/")
        and not iri.startswith((inside, "https://w3id.org/mnd-kg/ontology/"))
    ]
    assert done.ledger["referencesOutside"] == len(outside) > 0


def test_the_checks_of_a_record_come_with_it(tmp_path: Path) -> None:
    base = "https://w3id.org/mnd-kg/"
    about, file, checks = (
        f"<{iri}>" for iri in ("https://schema.org/about", MND + "inFile", MND + "checks")
    )
    derived = f"<{base}graph/derived/r>"
    lines = [
        line
        for name in ("T1", "T2")
        for line in (
            f"<{base}graph/trials/{name}> {about} <{base}trials/{name}> {derived} .",
            f'<{base}graph/trials/{name}> {file} "trials/{name}.yaml" {derived} .',
            f"<{base}check/r#trials/{name}/a> {checks} <{base}trials/{name}#a> {derived} .",
            f"<{base}trials/{name}#a> <{MND}condition> <{base}conditions/{name}> {derived} .",
        )
    ]
    lines.append(f'<{base}conditions/T1> <{RDFS_LABEL}> "T1" {derived} .')
    lines.append(f"<{base}conditions/T1> <{RDF_TYPE}> <{MND}Entity> {derived} .")
    (tmp_path / "small.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = mnd_kg.load(tmp_path / "small.nq").export(
        "nquads", tmp_path / "selected.nq", select={"kind": "trials", "condition": "T1"}
    )
    assert records(done.path) == {"trials/T1", "check/r"}
    assert "check/r#trials/T2" not in done.path.read_text("utf-8")
    assert done.ledger["referencesOutside"] == 1


@pytest.mark.parametrize(
    ("criteria", "message"),
    [
        ({"kind": "trial"}, "`trial` is no kind. Did you mean `trials`"),
        ({"knd": "trials"}, "Did you mean `kind`"),
        ({"certainty": "lowish"}, "Did you mean `low`"),
        (
            {"licence": "MIT"},
            "stated are CC BY 3.0, CC BY 4.0, CC BY-SA 3.0, CC BY-SA 4.0, CC0 1.0",
        ),
    ],
)
def test_a_wrong_criterion_says_what_would_do(
    criteria: dict[str, str], message: str, kg: KnowledgeGraph, tmp_path: Path
) -> None:
    with pytest.raises(SettingError, match=message):
        kg.export("nquads", tmp_path / "graph", select=criteria)


def test_an_unknown_condition_is_refused(mini: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(UnknownEntityError, match="nothing by the name `plz`"):
        mini.export("nquads", tmp_path / "graph", select={"condition": "plz"})
    with pytest.raises(UnknownEntityError, match="is no condition, but interventions:mecobalamin"):
        mini.export("nquads", tmp_path / "graph", select={"condition": "mecobalamin"})
