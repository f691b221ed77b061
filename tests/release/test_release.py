"""A release holds all that it promises, is made whole or not at all, and twice the same."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
import yaml
from conftest import MINI, ROOT

import mnd_kg
from mnd_kg.errors import InvalidDataError, SettingError
from mnd_kg.findings import Finding, Severity

DAY = "2026-11-25"


def copied(folder: Path) -> Path:
    return Path(shutil.copytree(MINI, folder))


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> mnd_kg.Released:
    """Return a release of the mini records, compared with a state that lacked a number."""
    home = tmp_path_factory.mktemp("release")
    before = copied(home / "before")
    trial = before / "trials/NCT03548311.yaml"
    trial.write_text(trial.read_text("utf-8").replace("value: 1.97", "value: 1.9"), "utf-8")
    return mnd_kg.release("0.2.0", home / "out", before, DAY, copied(home / "data"))


def test_a_release_made_twice_is_the_same(made: mnd_kg.Released, tmp_path: Path) -> None:
    before = copied(tmp_path / "before")
    trial = before / "trials/NCT03548311.yaml"
    trial.write_text(trial.read_text("utf-8").replace("value: 1.97", "value: 1.9"), "utf-8")
    again = mnd_kg.release("0.2.0", tmp_path, before, DAY, copied(tmp_path / "records"))
    assert contents(again.folder) == contents(made.folder)


def test_a_release_holds_what_it_promises(made: mnd_kg.Released) -> None:
    page = (made.folder / "README.md").read_text(encoding="utf-8")
    promised = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert promised == {path.name for path in made.folder.iterdir()}
    assert made.folder.name == "mnd-kg-0.2.0"
    assert set(made.files) == set(contents(made.folder))


def test_nothing_in_it_says_where_it_was_made(made: mnd_kg.Released) -> None:
    place = made.folder.parent.parent.as_posix().encode()
    assert {name for name, content in contents(made.folder).items() if place in content} == set()


def test_what_was_released_is_valid_and_can_be_asked(
    made: mnd_kg.Released, mini: mnd_kg.KnowledgeGraph
) -> None:
    assert mnd_kg.validate([made.folder]) == []
    assert mnd_kg.load(made.folder).version == mini.version == made.graph
    assert not mnd_kg.diff(made.folder, MINI)


def test_checksums_are_as_the_usual_command_has_them(made: mnd_kg.Released) -> None:
    command = shutil.which("sha256sum")
    if command is None:
        pytest.skip("sha256sum is not here")
    done = subprocess.run(
        [command, "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=made.folder,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_altered_missing_and_strange_files_are_findings(
    made: mnd_kg.Released, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(made.folder, tmp_path / "copy"))
    (copy / "licences.csv").write_text("", encoding="utf-8")
    (copy / "CITATION.cff").unlink()
    (copy / "notes.txt").write_text("mine", encoding="utf-8")
    found = mnd_kg.validate([copy])
    assert {(finding.record, finding.severity) for finding in found} == {
        ("licences.csv", Severity.ERROR),
        ("CITATION.cff", Severity.ERROR),
        ("notes.txt", Severity.ERROR),
    }


def test_it_says_what_changed_since_the_last(made: mnd_kg.Released) -> None:
    note = (made.folder / "CHANGES.md").read_text(encoding="utf-8")
    assert note.startswith("# What changed from before to mnd-kg-0.2.0\n")
    assert "*value*: 1.9 → 1.97" in note
    changes = json.loads((made.folder / "changes.json").read_bytes())
    assert changes["summary"]["things"]["trials"]["changed"] == 1


def test_version_and_day_are_the_same_wherever_they_are_said(made: mnd_kg.Released) -> None:
    def read(name: str) -> dict[str, object]:
        found: dict[str, object] = json.loads((made.folder / name).read_bytes())
        return found

    cited = yaml.safe_load((made.folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["version"], str(cited["date-released"])) == ("0.2.0", DAY)
    zenodo = read(".zenodo.json")
    assert (zenodo["version"], zenodo["publication_date"]) == ("0.2.0", DAY)
    datacite = read("datacite.json")
    assert (datacite["version"], datacite["publicationYear"]) == ("0.2.0", "2026")
    assert {"doi", "identifiers", "prereserve_doi"} & {*zenodo, *datacite} == set()
    crate = json.loads((made.folder / "ro-crate-metadata.json").read_bytes())
    (root,) = (node for node in crate["@graph"] if node["@id"] == "./")
    assert (root["version"], root["datePublished"]) == ("0.2.0", DAY)
    described = {node["@id"] for node in crate["@graph"]}
    late = {"ro-crate-metadata.json", "SHA256SUMS"}
    assert set(made.files) - late <= described


def test_every_source_stands_with_its_licence(
    made: mnd_kg.Released, mini: mnd_kg.KnowledgeGraph
) -> None:
    with (made.folder / "licences.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    sources = mini.query("SELECT ?source WHERE { ?source a mnd:Source }")
    assert {row["source"] for row in rows} == {row["source"] for row in sources}
    assert all(row["licence"] for row in rows)


def test_its_descriptions_count_the_graph_and_name_files_that_are_there(
    made: mnd_kg.Released, mini: mnd_kg.KnowledgeGraph
) -> None:
    graph = rdflib.Graph().parse(made.folder / "void.ttl").parse(made.folder / "dcat.ttl")
    dataset = rdflib.URIRef("https://w3id.org/mnd-kg/dataset")
    assert set(graph.subjects(rdflib.RDF.type, rdflib.DCAT.Dataset)) == {dataset}
    count = graph.value(dataset, rdflib.VOID.triples)
    assert int(str(count)) == len({quad.triple for quad in mini.quads()})
    dumps = [str(file) for file in graph.objects(dataset, rdflib.VOID.dataDump)]
    places = [file.partition("mnd-kg-0.2.0/")[2] for file in dumps]
    assert "graph.nq" in places
    for dump, place in zip(dumps, places, strict=True):
        distribution = graph.value(None, rdflib.DCAT.downloadURL, rdflib.URIRef(dump))
        size = graph.value(distribution, rdflib.DCAT.byteSize)
        assert int(str(size)) == (made.folder / place).stat().st_size


@pytest.mark.parametrize("version", ["1", "1.2", "v1.2.0", "01.2.0", "1.2.0+today", "", "../1.0.0"])
def test_what_is_no_version_is_refused(version: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="is no version: write one such as"):
        mnd_kg.release(version, tmp_path, date=DAY, data=MINI)
    assert list(tmp_path.iterdir()) == []


def test_day_comes_from_the_environment_or_from_the_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mnd_kg.release.facts import facts

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764028800")
    assert facts("1.0.0", None, tmp_path).day.isoformat() == "2025-11-25"
    assert facts("1.0.0", DAY, tmp_path).day.isoformat() == DAY
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    with pytest.raises(SettingError, match="give one with --date"):
        facts("1.0.0", None, tmp_path)
    with pytest.raises(SettingError, match="`tomorrow` is no day"):
        facts("1.0.0", "tomorrow", tmp_path)


def test_data_with_errors_is_not_released_and_leaves_nothing(tmp_path: Path) -> None:
    data = copied(tmp_path / "data")
    trial = data / "trials/NCT03548311.yaml"
    trial.write_text(trial.read_text("utf-8").replace("phase:", "pahse:"), "utf-8")
    with pytest.raises(InvalidDataError) as raised:
        mnd_kg.release("0.2.0", tmp_path / "out", date=DAY, data=data)
    assert {finding.path for finding in raised.value.findings} == {trial.as_posix()}
    assert list((tmp_path / "out").iterdir()) == []


def test_what_was_read_after_the_day_of_a_release_is_not_released(tmp_path: Path) -> None:
    data = copied(tmp_path / "data")
    trial = data / "trials/NCT03548311.yaml"
    lines = trial.read_text("utf-8").splitlines()
    line, read = next((n, x) for n, x in enumerate(lines) if x.startswith("statusReadOn: "))
    lines[line] = "statusReadOn: 2026-11-26"
    trial.write_text("\n".join(lines) + "\n", "utf-8")
    assert read < lines[line]
    with pytest.raises(InvalidDataError) as raised:
        mnd_kg.release("0.2.0", tmp_path / "out", date=DAY, data=data)
    assert raised.value.findings == (
        Finding(
            trial.as_posix(),
            line + 1,
            Severity.ERROR,
            "trials:NCT03548311",
            "2026-11-26 lies after the day of the release, 2026-11-25: "
            "look at the day again, or give a later --date.",
        ),
    )
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_that_holds_something_else_is_not_replaced(tmp_path: Path) -> None:
    other = tmp_path / "mnd-kg-0.2.0"
    other.mkdir()
    (other / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SettingError, match="holds other files, such as mine"):
        mnd_kg.release("0.2.0", tmp_path, date=DAY, data=MINI)
    assert [path.name for path in tmp_path.rglob("*")] == ["mnd-kg-0.2.0", "mine.txt"]


def test_the_citation_file_is_valid_after_it_was_filled_in(made: mnd_kg.Released) -> None:
    ours = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    theirs = yaml.safe_load((made.folder / "CITATION.cff").read_text(encoding="utf-8"))
    same = {key: value for key, value in ours.items() if key not in ("version", "date-released")}
    assert {key: theirs[key] for key in same} == same
