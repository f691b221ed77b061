"""A change is judged against the last good graph, and has the findings of a full validation."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import MINI

import mnd_kg
from mnd_kg import manifest
from mnd_kg.revalidate import revalidate
from tests.test_build import SPOILT, TRIAL, replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mnd_kg.findings import Finding

    Spoil = Callable[[bytes], bytes]

# Beside the mini graph: a mechanism in two steps, and two conditions below one.
_KEPT = "cites: publications:oki-2022\ncheckedAgainst: none\ncurator: x\ncuratedOn: 2026-11-22\n"
_EDGE = f"""type: MechanismEdge
label: a step
{_KEPT}relation: contributes-to
basis: inferred
hedging: proposed
"""
MORE = {
    "processes/injury.yaml": f"id: processes:injury\ntype: BiologicalProcess\nlabel: injury\n"
    f"definition: Injury.\nnoExternalTerm: none\n{_KEPT}",
    "edges/first.yaml": f"id: edges:first\n{_EDGE}from: interventions:mecobalamin\n"
    "to: processes:injury\nsign: -1\n",
    "edges/second.yaml": f"id: edges:second\n{_EDGE}from: processes:injury\nto: conditions:ALS\n"
    "sign: 1\n",
    "paths/whole.yaml": f"id: paths:whole\ntype: MechanismPath\nlabel: both steps\n{_KEPT}"
    "condition: conditions:ALS\nedge:\n- edges:first\n- edges:second\nhedging: proposed\n",
    "conditions/MND.yaml": f"id: conditions:MND\ntype: Condition\nlabel: MND\n"
    f"noExternalTerm: none\n{_KEPT}broader: conditions:top\n",
    "conditions/top.yaml": f"id: conditions:top\ntype: Condition\nlabel: top\n"
    f"noExternalTerm: none\n{_KEPT}",
}
FILES = sorted([*MORE, *(p.relative_to(MINI).as_posix() for p in MINI.rglob("*") if p.is_file())])
# Changes of which others suffer: what is done to which files, and which record has an error then.
REACHING: dict[str, tuple[dict[str, Spoil], str]] = {
    "an edge that leads elsewhere breaks the path": (
        {"edges/first.yaml": replacing("to: processes:injury", "to: conditions:ALS")},
        "paths:whole",
    ),
    "a start that is no intervention any more breaks the path": (
        {
            "interventions/mecobalamin.yaml": replacing(
                "type: SmallMolecule", "type: BiologicalProcess"
            )
        },
        "paths:whole",
    ),
    "a sign turned round makes the path harmful": (
        {"edges/second.yaml": replacing("sign: 1", "sign: -1")},
        "paths:whole",
    ),
    "a condition put above the one that is above it closes a circle": (
        {"conditions/top.yaml": lambda was: was + b"broader: conditions:MND\n"},
        "conditions:MND",
    ),
    "a second record of one paper": (
        {
            "publications/copy.yaml": lambda _: (
                (MINI / "publications/oki-2022.yaml")
                .read_bytes()
                .replace(b"publications:oki-2022", b"publications:copy")
            )
        },
        "publications:oki-2022",
    ),
    "a regulator that only reviews": (
        {"regulators/MHLW.yaml": replacing("competence: decides", "competence: reviews")},
        "decisions:mecobalamin#jp-2024-approval",
    ),
    "an id that others refer to": (
        {"measures/ALSFRS-R.yaml": replacing("id: measures:ALSFRS-R", "id: measures:ALSFRS")},
        "trials:NCT03548311",
    ),
    "a part that others refer to": (
        {TRIAL: replacing('"#alsfrs-r-difference-w16"', '"#alsfrs-r-difference-w17"')},
        "propositions:mecobalamin-function-ALS",
    ),
    "a mapping taken away": (
        {
            "mappings/interventions.sssom.tsv": lambda was: b"".join(
                line for line in was.splitlines(True) if b"interventions:placebo" not in line
            )
        },
        "interventions:placebo",
    ),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder beside which its graph was built."""
    home = tmp_path_factory.mktemp("revalidate") / "data"
    shutil.copytree(MINI, home)
    for name, text in MORE.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(text)
    mnd_kg.build(home, home.parent / "build")
    return home


@pytest.fixture
def home(built: Path) -> Iterator[Path]:
    """Return the data folder as it was built, whatever a test before did to it."""
    was = {name: (built / name).read_bytes() for name in FILES}
    yield built
    for path in [path for path in built.rglob("*") if path.is_file()]:
        if path.relative_to(built).as_posix() not in was:
            path.unlink()
    for name, content in was.items():
        (built / name).write_bytes(content)


def of_all(paths: list[Path], home: Path, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """Return what a validation finds that knows of no graph."""
    with monkeypatch.context() as patch:
        patch.setattr(manifest, "last", lambda _: None)
        return mnd_kg.validate(paths, home)


def apply(changes: dict[str, Spoil], home: Path) -> list[Path]:
    paths = [home / name for name in changes]
    for path, spoil in zip(paths, changes.values(), strict=True):
        path.write_bytes(spoil(path.read_bytes() if path.exists() else b""))
    return paths


@pytest.mark.parametrize("name", REACHING)
def test_what_a_change_breaks_elsewhere_is_found(
    name: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes, broken = REACHING[name]
    paths = apply(changes, home)
    found = revalidate(paths, home)
    assert found is not None
    assert broken in {finding.record for finding in found}
    assert found == of_all(paths, home, monkeypatch)


@pytest.mark.parametrize("name", list(SPOILT)[::3])
def test_a_spoilt_file_has_the_findings_of_a_full_validation(
    name: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, spoil, _, message = SPOILT[name]
    apply({file: spoil}, home)
    # Not the spoilt file, which a validation finds to have changed, but another one.
    paths = [home / "jurisdictions/JP.yaml"]
    found = revalidate(paths, home)
    assert found is not None
    assert message in {finding.message for finding in found}
    assert found == of_all(paths, home, monkeypatch)


@pytest.mark.parametrize("name", FILES)
def test_a_file_taken_away_has_the_findings_of_a_full_validation(
    name: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / name).unlink()
    paths = [home / next(other for other in FILES if other != name)]
    assert revalidate(paths, home) == of_all(paths, home, monkeypatch)


@pytest.mark.parametrize("line", range(7, 120, 30))
def test_a_trial_without_one_of_its_lines_has_the_findings_of_a_full_validation(
    line: int, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (home / TRIAL).read_text().splitlines(keepends=True)
    (home / TRIAL).write_text("".join(lines[:line] + lines[line + 1 :]))
    assert revalidate([home / TRIAL], home) == of_all([home / TRIAL], home, monkeypatch)


def test_a_copy_under_another_name_leaves_the_record_as_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(home / "edges/first.yaml", home / "edges/other.yaml")
    found = revalidate([home / TRIAL], home)
    assert found == of_all([home / TRIAL], home, monkeypatch)
    assert [finding.record for finding in found or ()] == ["edges:first"]


def test_nothing_is_wrong_where_nothing_changed(home: Path) -> None:
    assert revalidate([home / TRIAL], home) == []
    (home / TRIAL).touch()
    assert revalidate([home / TRIAL], home) == []


def test_a_draft_elsewhere_stands_for_its_record(home: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_bytes(replacing("phase: PHASE3\n", "")((home / TRIAL).read_bytes()))
    found = revalidate([draft], home)
    assert found is not None
    assert [(finding.path, finding.record) for finding in found] == [
        (draft.as_posix(), "trials:NCT03548311")
    ]


def test_what_a_curator_has_still_to_do_in_the_file_is_said(home: Path) -> None:
    (home / "conditions/new.yaml").write_text(
        "id: conditions:new\ntype: Condition\nlabel: new\nnoExternalTerm: none\n"
    )
    found = revalidate([home / "conditions/new.yaml"], home)
    assert found is not None
    assert [finding.message for finding in found] == [
        "Say who keeps the record and when it was last reviewed: curator and curatedOn."
    ]


def test_what_was_to_do_before_is_said_of_a_file_that_did_not_change(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = home / "mappings/interventions.sssom.tsv"
    rows.write_bytes(replacing("\tmecobalamin\t", "\tmethylB12\t")(rows.read_bytes()))
    label = home / "conditions/ALS.yaml"
    label.write_bytes(replacing("label: amyotrophic", "label: Amyotrophic")(label.read_bytes()))
    paths = [rows, home / "mappings/conditions.sssom.tsv"]
    found = revalidate(paths, home)
    assert found == of_all(paths, home, monkeypatch)
    assert [finding.record for finding in found or ()] == [
        "mappings:conditions#ALS-exactMatch-MONDO-0004976",
        "mappings:interventions#mecobalamin-exactMatch-CHEBI-28115",
    ]


def test_a_folder_without_a_graph_and_other_rules_take_a_full_validation(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = shutil.copytree(home, tmp_path / "data")
    assert revalidate([other / TRIAL], other) is None
    monkeypatch.setattr(manifest, "_rules", lambda: "of another day")
    assert revalidate([home / TRIAL], home) is None


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"graph": "gone"}'])
def test_of_a_broken_list_of_what_was_built_nothing_is_known(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str
) -> None:
    (tmp_path / manifest.NAME).write_text(written)
    monkeypatch.setattr(manifest, "build_folders", lambda: [tmp_path])
    other = shutil.copytree(home, tmp_path / "inside/data")
    assert manifest.last(other) is None


def test_two_files_of_one_name_take_a_full_validation(home: Path) -> None:
    (home / "jurisdictions/JP.ttl").write_text("<> a <x:y> .")
    assert revalidate([home / TRIAL], home) is None


def test_a_file_of_the_same_size_and_time_is_not_read(home: Path) -> None:
    known = manifest.last(home)
    assert known is not None
    assert known.changed(home) == []
    (home / TRIAL).write_bytes((home / TRIAL).read_bytes() + b"\n")
    (home / "conditions/ALS.yaml").unlink()
    (home / "conditions/new.yaml").write_text("new")
    assert known.changed(home) == ["conditions/ALS.yaml", "conditions/new.yaml", TRIAL]
