"""What changed between two states, as a curator reads it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import MINI, ROOT
from jsonschema import Draft202012Validator

import mnd_kg
from mnd_kg.diff import report
from mnd_kg.errors import NoGraphError, SettingError

# Two states of this project's own records, as they were on one evening and an hour later.
REAL = ROOT / "tests" / "data" / "diff"
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "diff.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def real() -> mnd_kg.Difference:
    return mnd_kg.diff(REAL / "before.nq", REAL / "after.nq")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINI, tmp_path / "data"))


def rewrite(path: Path, *pairs: tuple[str, str]) -> None:
    content = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in content
        content = content.replace(old, new)
    path.write_text(content, encoding="utf-8", newline="\n")


def changes(old: Path, new: Path) -> list[tuple[Any, ...]]:
    """Return the lines of the difference, without the kind and the names."""
    found = mnd_kg.diff(old, new)
    Draft202012Validator(SCHEMA).validate(found.as_json())
    return [
        (line.change, line.thing, line.key, line.before, line.after) for line in report.lines(found)
    ]


def test_release_note_of_two_real_states(
    real: mnd_kg.Difference, request: pytest.FixtureRequest
) -> None:
    note = real.markdown()
    records = note[note.index("## decisions") : note.index("## Answers")]
    path = REAL / "records.md"
    if request.config.getoption("--regenerate"):
        path.write_text(records, encoding="utf-8", newline="\n")
    assert records == path.read_text(encoding="utf-8")


def test_sign_of_a_result_is_a_change_of_its_keys_with_before_and_after(
    real: mnd_kg.Difference,
) -> None:
    (trial,) = (thing for thing in real.things if thing.id == "trials:NCT02623699")
    (effect,) = (part for part in trial.parts if part.id.endswith("#plasma-nfl-ratio-w28"))
    said = {key.key: (key.before, key.after) for key in effect.keys if key.key != "note"}
    assert said == {
        "label": ((), ("plasma NfL, week 28",)),
        "betterWhen": (("higher",), ("lower",)),
        "statistic": (("geometric-mean-ratio",), ("percent-difference-of-geometric-mean",)),
        "value": (("60",), ("-60",)),
    }


def test_questions_that_answer_otherwise_say_with_which_rows(real: mnd_kg.Difference) -> None:
    (decisions,) = (answer for answer in real.answers if answer.query == "decisions")
    assert (decisions.removed, decisions.changed) == ((), ())
    assert [
        dict(zip(decisions.columns, row, strict=True))["source"] for row in decisions.added
    ] == [
        "sources:medicine-news-eisai-2016",
        "sources:pharmafile-eisai-2016",
    ]
    (claims,) = (answer for answer in real.answers if answer.query == "claims")
    said = claims.columns.index("paraphrase")
    assert [(before[said], after[said]) for before, after in claims.changed] == [
        (
            "They made no more people on the drug stop.",
            "These reactions did not lead more people on the drug to stop than people on placebo.",
        )
    ]


def test_json_is_as_its_schema_says(real: mnd_kg.Difference) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(real.as_json())
    assert real.as_json()["summary"]["things"]["sources"]["added"] == 2


def test_turned_round_what_was_added_is_removed(real: mnd_kg.Difference) -> None:
    back = mnd_kg.diff(REAL / "after.nq", REAL / "before.nq")
    swapped = {"added": "removed", "removed": "added"}
    assert [(t.id, swapped.get(t.change, t.change)) for t in back.things] == [
        (t.id, t.change) for t in real.things
    ]
    gone = [line.after for line in report.lines(back) if line.change == "removed"]
    assert gone == ["", "gone without having been retired", "gone without having been retired"]


def test_equal_states_say_the_same(data: Path) -> None:
    same = mnd_kg.diff(data, MINI)
    assert not same
    assert report.sentences(same) == ["Both say the same."]
    assert (same.things, same.answers, same.verdicts) == ((), (), ())


def test_part_with_another_id_is_renamed_wherever_it_is_meant(data: Path) -> None:
    rewrite(data / "trials/NCT03548311.yaml", ("#placebo", "#control"))
    found = changes(MINI, data)
    assert {line[0] for line in found} == {"renamed"}
    old, new = "trials:NCT03548311#placebo", "trials:NCT03548311#control"
    assert ("renamed", new, "id", old, new) in found


def test_record_with_another_id_is_renamed(data: Path) -> None:
    (data / "jurisdictions/JP.yaml").rename(data / "jurisdictions/Japan.yaml")
    for path in data.rglob("*.yaml"):
        content = path.read_text(encoding="utf-8")
        path.write_text(content.replace("jurisdictions:JP", "jurisdictions:Japan"), "utf-8")
    line = ("renamed", "jurisdictions:Japan", "id", "jurisdictions:JP", "jurisdictions:Japan")
    assert changes(MINI, data) == [line]


def test_retired_record_says_what_replaces_it(data: Path) -> None:
    instead = "interventions:mecobalamin"
    placebo = data / "interventions/placebo.yaml"
    rewrite(placebo, ("label:", f"deprecated: true\nreplacedBy: {instead}\nlabel:"))
    found = mnd_kg.diff(MINI, data)
    (thing,) = found.things
    assert (thing.change, thing.replaced_by) == ("deprecated", (instead,))
    assert next(report.lines(found)).after == f"retired; {instead} (mecobalamin) replaces it"


def test_records_that_were_only_reviewed_stand_together(data: Path) -> None:
    for name in ("interventions/mecobalamin", "interventions/placebo", "measures/ALSFRS-R"):
        rewrite(data / f"{name}.yaml", ("curatedOn: 2026-11-22", "curatedOn: 2026-11-23"))
    only = "records of which only the curator or a day of curation differs"
    assert changes(MINI, data) == [
        (
            "reviewed",
            f"{only}: 2",
            "",
            "",
            "interventions:mecobalamin, interventions:placebo",
        ),
        ("reviewed", f"{only}: 1", "", "", "measures:ALSFRS-R"),
    ]


def check(name: str, verdict: str) -> str:
    """Return a check in N-Quads, as the audit derives them."""
    own = "https://w3id.org/mnd-kg/"
    node = f"<{own}checks/{name}>"
    said = {
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>": f"<{own}ontology/Check>",
        f"<{own}ontology/checks>": f"<{own}trials/T#effect>",
        f"<{own}ontology/verdict>": f"<{own}ontology/verdict-{verdict}>",
    }
    return "".join(f"{node} {p} {o} <{own}graph/derived/rule> .\n" for p, o in said.items())


def test_checks_that_came_went_or_changed_their_verdict_are_told(tmp_path: Path) -> None:
    old, new = tmp_path / "old.nq", tmp_path / "new.nq"
    old.write_text(
        check("a", "consistent") + check("b", "consistent") + check("c", "inconsistent"), "utf-8"
    )
    new.write_text(
        check("a", "consistent") + check("b", "inconsistent") + check("d", "consistent"), "utf-8"
    )
    found = mnd_kg.diff(old, new)
    Draft202012Validator(SCHEMA).validate(found.as_json())
    assert {(v.id.rpartition("/")[2], v.checks, v.before, v.after) for v in found.verdicts} == {
        ("b", ("trials:T#effect",), "consistent", "inconsistent"),
        ("c", ("trials:T#effect",), "inconsistent", ""),
        ("d", ("trials:T#effect",), "", "consistent"),
    }
    assert found.same_verdicts == 1
    shown = [row[2:4] for row in report.verdict_rows(found)]
    assert sorted(shown) == [["consistent", "inconsistent"], ["inconsistent", ""]]
    assert "Checks that went from none to consistent: 1." in report.sentences(found)


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=curator", "-c", "user.email=curator@example.org")
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


def test_revisions_are_read_with_the_keys_that_they_had(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data.parent)
    shutil.copytree(ROOT / "ontology", "ontology")
    trial = data / "trials/NCT03548311.yaml"
    context, own = data.parent / "ontology/context.jsonld", ("phase:", "studyPhase:")
    rewrite(context, ('"phase":', '"studyPhase":'))
    rewrite(trial, own)
    git(data.parent, "init", "-q")
    git(data.parent, "add", ".")
    git(data.parent, "commit", "-qm", "as it was")
    git(data.parent, "tag", "v0.0.1")
    rewrite(trial, (own[1], own[0]), ("value: 1.97", "value: 1.98"))
    git(data.parent, "commit", "-qam", "as it is, without the key in the context")
    found = mnd_kg.diff("v0.0.1", data)
    assert len(found.old.revision) == 40
    (line,) = report.lines(found)
    assert line[-3:] == ("value", "1.97", "1.98")
    rewrite(trial, ("phase:", "pahse:"))
    git(data.parent, "commit", "-qam", "a mistake")
    with pytest.raises(SettingError) as refused:
        mnd_kg.diff("v0.0.1", "HEAD")
    assert str(refused.value).startswith(
        "The records of HEAD cannot be read now: data/trials/NCT03548311.yaml:10: error: "
        "trials:NCT03548311: The key `pahse` is not known."
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no-such-thing", "`no-such-thing` is no file, no folder and no git revision here."),
        ("--help", "`--help` is no file, no folder and no git revision here."),
        (" ", "Name two states"),
    ],
)
def test_what_is_no_state_is_said(name: str, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        mnd_kg.diff(name, MINI)


def test_folder_without_a_graph_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoGraphError):
        mnd_kg.diff(tmp_path, MINI)
