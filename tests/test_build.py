"""A build is all or nothing, and the same records give the same bytes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import MINI

import mnd_kg
from mnd_kg.errors import InvalidDataError, NoGraphError, SettingError
from mnd_kg.findings import Finding, Severity
from mnd_kg.store import NQUADS, current_graph

if TYPE_CHECKING:
    from collections.abc import Callable

    from mnd_kg import KnowledgeGraph

TRIAL = "trials/NCT03548311.yaml"
Spoil = tuple[str, "Callable[[bytes], bytes]", str, str]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINI, tmp_path / "data"))


def replacing(old: str, new: str) -> Callable[[bytes], bytes]:
    def spoil(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return spoil


# What a curator may do to a file, what stands on the line of the one finding, and what it says.
SPOILT: dict[str, Spoil] = {
    "misspelt key": (
        TRIAL,
        replacing("phase: PHASE3", "pahse: PHASE3"),
        "pahse: PHASE3",
        "The key `pahse` is not known. Did you mean `phase`?",
    ),
    "trial without a status": (
        TRIAL,
        replacing("status: COMPLETED\n", ""),
        "id: trials:NCT03548311",
        "Give the trial one status as the registry spells it, such as COMPLETED.",
    ),
    "estimate outside its interval": (
        TRIAL,
        replacing("value: 1.97", "value: 3.97"),
        "value: 3.97",
        "The estimate lies above its confidence interval: check value, ciLow and ciHigh.",
    ),
    "p-value above one": (
        TRIAL,
        replacing("pValue: 0.01", "pValue: 1.01"),
        "pValue: 1.01",
        "A p-value lies between 0 and 1.",
    ),
    "dose without a unit": (
        TRIAL,
        replacing("    unit: mg\n", ""),
        'id: "#methylcobalamin-regimen"',
        "Give the dose a unit, as a UCUM code such as mg or ug.",
    ),
    "completion before the start": (
        TRIAL,
        replacing("startDate: 2017-11-01", "startDate: 2017-11-01\ncompletionDate: 2016"),
        "startDate: 2017-11-01",
        "The trial starts after its completion date: check both dates.",
    ),
    "drug that does not exist": (
        TRIAL,
        replacing(
            "intervention: interventions:mecobalamin", "intervention: interventions:mecobalami"
        ),
        "interventions:mecobalami",
        "There is no `interventions:mecobalami`: mend the id, or add its record. "
        "Did you mean `interventions:mecobalamin`?",
    ),
    "broken YAML line": (
        TRIAL,
        replacing("status: COMPLETED", "status: [COMPLETED"),
        "statusReadOn: ",
        "This is not YAML: did not find expected ',' or ']'. Mend the line or the one above it.",
    ),
    "part id without quotes": (
        TRIAL,
        replacing('- id: "#placebo"', "- id: #placebo"),
        "- id: #placebo",
        "`id` is empty, for `#placebo` is read as a comment: write it in quotes.",
    ),
    "Latin-1 file": (
        TRIAL,
        lambda content: content.replace(b"label: JETALS", "label: Étude".encode("latin-1")),
        "label: ",
        "This is not UTF-8 text: save the file with the encoding UTF-8.",
    ),
    "empty file": (
        TRIAL,
        lambda _: b"",
        "",
        "The file is empty: write a record, beginning with `id:` and `type:`.",
    ),
    "stray file": (
        "trials/notes.txt",
        lambda _: b"remember to check",
        "remember",
        "This is no record: move it out of the data folder, or end it in .yaml.",
    ),
    "record under another name": (
        "trials/NCT00000000.yaml",
        lambda _: (MINI / TRIAL).read_bytes(),
        "id: trials:NCT03548311",
        "The record trials:NCT03548311 belongs in the file trials/NCT03548311.yaml.",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_spoilt_file_is_one_finding_and_the_last_good_graph_stays(
    name: str, data: Path, tmp_path: Path
) -> None:
    relative, spoil, on_line, message = SPOILT[name]
    good = mnd_kg.build(data, tmp_path / "build")
    path = data / relative
    path.write_bytes(spoil(path.read_bytes() if path.exists() else b""))
    with pytest.raises(InvalidDataError) as raised:
        mnd_kg.build(data, tmp_path / "build")
    (finding,) = raised.value.findings
    lines = path.read_bytes().decode("utf-8", errors="replace").splitlines() or [""]
    assert finding.path == path.as_posix()
    assert on_line in lines[finding.line - 1]
    assert (finding.severity, finding.message) == (Severity.ERROR, message)
    assert current_graph(tmp_path / "build") == good.folder
    assert mnd_kg.load(tmp_path / "build").ask("ASK { trials:NCT03548311 a mnd:ClinicalTrial }")


def test_several_mistakes_in_several_files_are_all_found(data: Path) -> None:
    trial, measure = data / TRIAL, data / "measures/ALSFRS-R.yaml"
    trial.write_bytes(replacing("phase: PHASE3", "pahse: PHASE3")(trial.read_bytes()))
    measure.write_bytes(replacing("low: 0", "low: 50")(measure.read_bytes()))
    assert mnd_kg.validate(data=data) == [
        Finding(
            measure.as_posix(),
            9,
            Severity.ERROR,
            "measures:ALSFRS-R",
            "low is above high: check both.",
        ),
        Finding(
            trial.as_posix(),
            10,
            Severity.ERROR,
            "trials:NCT03548311",
            "The key `pahse` is not known. Did you mean `phase`?",
        ),
    ]


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    first = mnd_kg.build(MINI, tmp_path / "one").folder
    second = mnd_kg.build(MINI, tmp_path / "two").folder
    assert first.name == second.name
    assert (first / NQUADS).read_bytes() == (second / NQUADS).read_bytes()


def test_nquads_are_sorted_and_keep_numbers_as_written(
    mini: mnd_kg.KnowledgeGraph, tmp_path: Path
) -> None:
    content = (mnd_kg.build(MINI, tmp_path).folder / NQUADS).read_bytes()
    assert content.splitlines() == sorted(set(content.splitlines()))
    assert b'ciHigh> "3.50"^^' in content


def test_a_build_keeps_the_graph_before_it_and_no_older_one(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "build"
    folders = []
    for label in ("a", "b", "c"):
        path = data / "jurisdictions/JP.yaml"
        path.write_text(
            path.read_text().splitlines()[0]
            + f"\ntype: Jurisdiction\nlabel: {label}\ncountryCode: JP\n"
        )
        folders.append(mnd_kg.build(data, out).folder)
    assert sorted(out.glob("graph-*")) == sorted(folders[1:])
    assert [path for path in out.iterdir() if path.name.startswith(".")] == []


def test_a_reader_of_the_old_graph_is_not_disturbed(data: Path, tmp_path: Path) -> None:
    mnd_kg.build(data, tmp_path / "build")
    old = mnd_kg.load(tmp_path / "build")
    path = data / "conditions/ALS.yaml"
    path.write_bytes(replacing("label: amyotrophic", "label: Amyotrophic")(path.read_bytes()))
    mnd_kg.build(data, tmp_path / "build")
    ask = "ASK { conditions:ALS rdfs:label 'Amyotrophic lateral sclerosis' }"
    assert not old.ask(ask)
    assert mnd_kg.load(tmp_path / "build").ask(ask)


def test_a_store_that_cannot_be_opened_is_made_again_from_the_nquads(tmp_path: Path) -> None:
    folder = mnd_kg.build(MINI, tmp_path).folder
    shutil.rmtree(folder / "store")
    kg = mnd_kg.load(folder)
    assert kg.ask("ASK { trials:NCT03548311 mnd:phase mnd:phase-PHASE3 }")


def test_a_graph_in_memory_holds_and_says_what_that_on_disk_does(mini: KnowledgeGraph) -> None:
    memory = mnd_kg.load(mini.nquads.parent, memory=True)
    assert set(memory.store) == set(mini.store)
    assert memory.status("mecobalamin") == mini.status("mecobalamin")


def test_a_file_of_triples_is_a_graph_too(mini: KnowledgeGraph, tmp_path: Path) -> None:
    mini.export("ntriples", tmp_path / "graph.nt")
    triples = mnd_kg.load(tmp_path / "graph.nt")
    assert triples.query("arm-results").rows == mini.query("arm-results").rows


def test_loading_where_nothing_was_built_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoGraphError, match="run `mnd-kg build`"):
        mnd_kg.load(tmp_path)


def test_validate_checks_a_file_in_the_place_of_its_record(data: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_bytes(replacing("phase: PHASE3\n", "")((data / TRIAL).read_bytes()))
    (finding,) = mnd_kg.validate([draft], data)
    assert (finding.path, finding.line) == (draft.as_posix(), 1)
    draft.write_bytes((data / TRIAL).read_bytes())
    assert mnd_kg.validate([draft], data) == []


def test_validate_finds_what_a_changed_file_breaks_elsewhere(data: Path, tmp_path: Path) -> None:
    draft = tmp_path / "placebo.yaml"
    draft.write_text("id: interventions:placebo\ntype: Condition\nlabel: placebo\n")
    found = mnd_kg.validate([draft], data)
    assert [finding.path for finding in found] == [draft.as_posix()]
    draft.write_text(
        "id: conditions:placebo\ntype: Condition\nlabel: x\nnoExternalTerm: none\n"
        "curator: x\ncuratedOn: 2026-11-22\n"
    )
    assert mnd_kg.validate([draft], data) == []


def test_validate_refuses_what_is_no_file(data: Path) -> None:
    with pytest.raises(SettingError, match="is not a file"):
        mnd_kg.validate([data / "trials/none.yaml"], data)


def test_both_engines_find_the_same_in_the_data(data: Path) -> None:
    path = data / TRIAL
    for old, new in (("phase: PHASE3\n", ""), ("pValue: 0.01", "pValue: 1.01")):
        path.write_bytes(replacing(old, new)(path.read_bytes()))
    assert mnd_kg.validate(data=data, engine="shacl") == mnd_kg.validate(
        data=data, engine="pyshacl"
    )


def test_a_turtle_file_is_a_record_too(data: Path, tmp_path: Path) -> None:
    (data / "jurisdictions/JP.yaml").unlink()
    (data / "jurisdictions/JP.ttl").write_text(
        "@prefix mnd: <https://w3id.org/mnd-kg/ontology/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<> a mnd:Jurisdiction ; rdfs:label "Japan" ; mnd:countryCode "jp" .\n'
    )
    (finding,) = mnd_kg.validate(data=data)
    assert (finding.path.endswith("JP.ttl"), finding.line) == (True, 3)
    assert finding.message == "Give its code of two capitals: countryCode."


def test_format_rewrites_and_then_has_nothing_to_do(data: Path) -> None:
    path = data / "conditions/ALS.yaml"
    path.write_text(
        "type: Condition\nid: 'conditions:ALS'\nlabel: x\nexactMatch: [MONDO:0004976]\n"
    )
    assert mnd_kg.format([path], check=True) == [path]
    assert mnd_kg.format(data=data) == [path]
    assert path.read_text() == (
        "id: conditions:ALS\ntype: Condition\nlabel: x\nexactMatch: MONDO:0004976\n"
    )
    assert mnd_kg.format(data=data, check=True) == []


def test_an_empty_data_folder_builds_nothing(tmp_path: Path) -> None:
    good = mnd_kg.build(MINI, tmp_path / "build")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SettingError, match="holds no records"):
        mnd_kg.build(tmp_path / "empty", tmp_path / "build")
    assert current_graph(tmp_path / "build") == good.folder


def test_a_damaged_graph_is_mended_by_the_next_build(tmp_path: Path) -> None:
    folder = mnd_kg.build(MINI, tmp_path).folder
    (folder / NQUADS).unlink()
    assert mnd_kg.build(MINI, tmp_path).folder == folder
    assert mnd_kg.load(tmp_path).ask("ASK { trials:NCT03548311 a mnd:ClinicalTrial }")


def test_a_build_takes_away_only_what_a_build_made(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "build"
    (out / "graph-notes").mkdir(parents=True)
    for code in ("JP", "JQ", "JR"):
        path = data / "jurisdictions/JP.yaml"
        path.write_text(re.sub("countryCode: ..", f"countryCode: {code}", path.read_text()))
        mnd_kg.build(data, out)
    assert (out / "graph-notes").is_dir()
    assert len(list(out.glob("graph-*"))) == 3


def test_names_that_differ_only_in_capitals_are_one_finding(data: Path) -> None:
    shutil.copy(data / "conditions/ALS.yaml", data / "conditions/als.yaml")
    text = (data / "conditions/als.yaml").read_text().replace("conditions:ALS", "conditions:als")
    (data / "conditions/als.yaml").write_text(text)
    if len(list((data / "conditions").iterdir())) == 1:
        pytest.skip("this file system knows no difference between small letters and capitals")
    (finding,) = [f for f in mnd_kg.validate(data=data) if "same name" in f.message]
    assert finding.path == (data / "conditions/als.yaml").as_posix()


def test_paths_may_be_texts_and_folders(data: Path) -> None:
    assert mnd_kg.validate([str(data / "trials")], str(data)) == []
    assert mnd_kg.format([str(data)], check=True) == []


def test_an_unknown_engine_is_refused(data: Path) -> None:
    with pytest.raises(SettingError, match="no engine `magic`"):
        mnd_kg.validate(data=data, engine="magic")  # type: ignore[arg-type]


def test_a_file_that_is_no_graph_says_so(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("this is no graph")
    with pytest.raises(NoGraphError, match="holds no N-Quads"):
        mnd_kg.load(path)


def test_builds_at_the_same_time_do_not_disturb_each_other(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mnd_kg", "build", "--data", str(MINI)]
    command += ["--out", str(tmp_path / "build")]
    builds = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [(build.communicate()[1].splitlines()[-1], build.returncode) for build in builds] == [
        ("writing the graph", 0)
    ] * 3
    assert mnd_kg.load(tmp_path / "build").ask("ASK { trials:NCT03548311 a mnd:ClinicalTrial }")
