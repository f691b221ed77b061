"""The commands as a user runs them: each in a process of its own, off a terminal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Protocol

import pytest
from conftest import MINI, ROOT

import mnd_kg

if TYPE_CHECKING:
    from pathlib import Path


class Run(Protocol):
    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("place")
    shutil.copytree(MINI, folder / "data")
    mnd_kg.build(folder / "data", folder / "build")
    return folder


@pytest.fixture
def run(place: Path) -> Run:
    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "mnd_kg", *arguments],
            cwd=place,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            env={**os.environ, "COLUMNS": "40", "PYTHONPATH": str(ROOT / "src")},
        )

    return command


def test_build_prints_records_and_triples_of_each_kind(run: Run) -> None:
    done = run("build")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[:3] == [
        "kind           records  triples",
        "conditions     1        5",
        "decisions      1        15",
    ]
    assert lines[-2].split() == ["all", "13", "205"]
    assert lines[-1].startswith("0 findings, no error; graph ")
    assert done.stderr.splitlines() == [
        "reading records (13)",
        "checking the shapes",
        "writing the graph",
    ]


def test_a_table_is_neither_cut_nor_wrapped_off_a_terminal(run: Run) -> None:
    done = run("query", "-e", "SELECT ?title { ?p a mnd:Publication ; dcterms:title ?title }")
    assert done.stdout.splitlines() == [
        "title",
        "Efficacy and Safety of Ultrahigh-Dose Methylcobalamin in Early-Stage Amyotrophic Lateral "
        "Sclerosis: A Randomized Clinical Trial",
    ]


def test_named_query_takes_any_name_of_an_entity_as_parameter(run: Run) -> None:
    done = run("query", "decisions", "intervention=Rozebalamin", "condition=ALS", "--format", "csv")
    assert done.returncode == 0
    assert done.stdout.replace("\r", "") == (
        "date,jurisdiction,kind,product,decided,reviewed,checked,source,doubtful\n"
        "2024-09-24,https://w3id.org/mnd-kg/jurisdictions/JP,"
        "https://w3id.org/mnd-kg/ontology/kind-approval,Rozebalamin,"
        "https://w3id.org/mnd-kg/regulators/MHLW,,"
        "https://w3id.org/mnd-kg/ontology/checkedAgainst-secondary,"
        "https://w3id.org/mnd-kg/sources/eisai-2024-approval,false\n"
    )


def test_ask_and_construct_have_forms_of_their_own(run: Run) -> None:
    assert run("query", "-e", "ASK { conditions:ALS a mnd:Condition }").stdout == "true\n"
    made = run("query", "-e", "CONSTRUCT WHERE { conditions:ALS a ?class }", "--format", "ntriples")
    assert made.stdout == (
        "<https://w3id.org/mnd-kg/conditions/ALS> "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://w3id.org/mnd-kg/ontology/Condition> .\n"
    )


def test_query_without_a_name_lists_the_questions(run: Run) -> None:
    done = run("query")
    assert done.stdout.splitlines()[0].split() == ["query", "title"]
    assert "trial-facts" in done.stdout


def test_show_keeps_numbers_as_they_were_written(run: Run) -> None:
    done = run("show", "clinicaltrials:NCT03548311")
    assert "ciHigh: 3.50" in done.stdout
    shown = json.loads(run("show", "JETALS", "--format", "json").stdout)
    assert (shown["id"], shown["facts"]["phase"]) == ("trials:NCT03548311", ["PHASE3"])


def test_stats_are_the_same_for_machines_and_people(run: Run) -> None:
    counts = json.loads(run("stats", "--format", "json").stdout)
    assert (counts["records"], counts["triples"]) == (13, 205)
    assert ["trials", "1", "81", "0", "1", "0"] in [
        line.split() for line in run("stats").stdout.splitlines()
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["show", "mecobalamim"],
            "mnd-kg: The graph has nothing by the name `mecobalamim`. Did you mean `mecobalamin`",
        ),
        (
            ["query", "trial-fact"],
            "mnd-kg: There is no named query `trial-fact`. Did you mean `trial-facts`?",
        ),
        (
            ["query", "decisions", "drug=x"],
            "mnd-kg: decisions has no parameter `drug`; its parameters: condition, intervention.",
        ),
        (
            ["query", "decisions", "condition=mecobalamin"],
            "mnd-kg: `mecobalamin` is no condition, but interventions:mecobalamin: "
            "give the name of one.",
        ),
        (["query", "decisions", "drug"], "mnd-kg: `drug` is no parameter: write NAME=VALUE."),
        (["query", "nowhere/none.rq"], "mnd-kg: There is no query file nowhere/none.rq."),
        (
            ["query", "-e", "SELECT ?x {"],
            "mnd-kg: The query cannot be read at line 1, column 12: SELECT ?x {",
        ),
        (
            ["query", "-e", "SELECT * FROM <https://a.org> FROM <https://b.org> { ?s ?p ?o }"],
            "mnd-kg: Of several FROM the engine gives a triple once for each graph",
        ),
        (
            ["query", "-e", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"],
            "mnd-kg: SERVICE would send the query to another server, and is refused:"
            " allow it with --allow-service.",
        ),
        (
            ["query", "-e", "ASK {}", "--format", "turtle"],
            "mnd-kg: The format `turtle` does not fit this answer; csv, tsv, json, xml do.",
        ),
        (
            ["stats", "--format", "yaml"],
            "mnd-kg: The format `yaml` does not fit this answer; table, json do.",
        ),
        (
            ["stats", "--graph", "nowhere"],
            "mnd-kg: There is no built graph in nowhere: run `mnd-kg build`.",
        ),
        (
            ["validate", "nowhere.yaml"],
            "mnd-kg: nowhere.yaml is not a file: name records, or a folder of records.",
        ),
        (["validate", ""], "mnd-kg: An empty path names nothing: name a file or a folder."),
        (["build", "--out", ""], "mnd-kg: An empty path names nothing: name a file or a folder."),
        (["export", "turtle", "--out", "-"], "mnd-kg: `-` names no file: name a file or a folder."),
        (
            ["query", "decisions", "condition=ALS", "condition=PLS"],
            "mnd-kg: `condition` is given twice: give it once.",
        ),
        (["query", "-e", ""], "mnd-kg: The query cannot be read at line 1, column 1"),
        (
            ["build", "--data", "nowhere"],
            "mnd-kg: nowhere is not a folder: name the folder that holds the records.",
        ),
        (
            ["build", "--engine", "magic"],
            "mnd-kg: There is no engine `magic`: take shacl or pyshacl.",
        ),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    arguments: list[str], message: str, run: Run
) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1].startswith(message)
    assert "Traceback" not in done.stderr


def test_findings_are_lines_with_path_line_severity_record_and_what_to_do(
    run: Run, place: Path
) -> None:
    draft = place / "draft.yaml"
    draft.write_text("id: conditions:X\ntype: Condition\nlable: x\n")
    done = run("validate", "draft.yaml")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "draft.yaml:3: error: conditions:X: The key `lable` is not known. Did you mean `label`?",
        "1 findings, 1 of them errors",
    ]
    (finding,) = json.loads(run("validate", "draft.yaml", "--format", "json").stdout)
    assert finding == {
        "path": "draft.yaml",
        "line": 3,
        "severity": "error",
        "record": "conditions:X",
        "message": "The key `lable` is not known. Did you mean `label`?",
    }


def test_warnings_alone_fail_only_when_strict(run: Run, place: Path) -> None:
    text = (MINI / "trials/NCT03548311.yaml").read_text(encoding="utf-8")
    draft = place / "warned.yaml"
    draft.write_text(text.replace("statusReadOn: 2026-11-22\n", ""), encoding="utf-8")
    assert run("validate", "warned.yaml").returncode == 0
    assert run("validate", "warned.yaml", "--strict").returncode == 1


def test_format_check_changes_nothing_and_says_so(run: Run, place: Path) -> None:
    draft = place / "messy.yaml"
    draft.write_text("type: Condition\nid: conditions:X\n")
    done = run("format", "--check", "messy.yaml")
    assert (done.returncode, done.stdout) == (1, "messy.yaml: is not in canonical form\n")
    assert draft.read_text() == "type: Condition\nid: conditions:X\n"
    assert run("format", "messy.yaml").returncode == 0
    assert draft.read_text() == "id: conditions:X\ntype: Condition\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
@pytest.mark.parametrize("arguments", ["show JETALS", "query -e 'SELECT ?s { ?s ?p ?o }'"])
def test_a_reader_that_has_enough_is_no_error(arguments: str, place: Path) -> None:
    command = f"{sys.executable} -m mnd_kg {arguments} | head -n 1"
    done = subprocess.run(["sh", "-c", command], cwd=place, capture_output=True, text=True)
    assert (len(done.stdout.splitlines()), done.stderr) == (1, "")


def test_a_text_that_is_no_text_is_an_unknown_name(place: Path) -> None:
    command = f"{sys.executable} -m mnd_kg show \"$(printf '\\377\\376')\""
    done = subprocess.run(["sh", "-c", command], cwd=place, capture_output=True, text=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


LINK = ROOT / "tests" / "data" / "link"


def test_link_proposes_and_writes_sssom(run: Run, place: Path) -> None:
    done = run("link", str(LINK / "doid.obo"), "--kind", "conditions", "--out", "new.sssom.tsv")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "comparing names")
    assert done.stdout.startswith("doid/subsets/DO_rare_slim doid/releases/2026-07-31/")
    assert (place / "new.sssom.tsv").read_text("utf-8").startswith("#curie_map:")
    done = run("link", str(LINK / "doid.obo"), "--kind", "conditions", "--format", "json")
    assert json.loads(done.stdout)["source"] == "doid/subsets/DO_rare_slim"


def test_link_check_ends_with_1_where_a_mapping_is_wrong(run: Run, place: Path) -> None:
    ours = "interventions:mecobalamin"
    (place / "gone.tsv").write_text(
        "id\tlabel\tobsolete\treplaced_by\nCHEBI:28115\tx\ttrue\tCHEBI:1\n", encoding="utf-8"
    )
    done = run("link", "--check", "gone.tsv")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "error: 1, warning: 0, info: 0")
    assert f"error: {ours}: CHEBI:28115 is obsolete in gone.tsv: use CHEBI:1." in done.stdout
    assert run("link", "--check", str(LINK / "doid.obo")).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing.obo"], "nothing.obo: No such file or directory"),
        (["a.obo", "b.obo"], "Name one vocabulary; --check takes several."),
        (["a.obo", "--format", "xml"], "does not fit this answer; table, json, sssom do."),
        (["--check", "a.obo", "--format", "sssom"], "does not fit this answer; table, json do."),
        (["--check", "a.obo", "--kind", "conditions"], "for proposals, not for --check."),
    ],
)
def test_link_says_in_a_line_what_stops_it(run: Run, arguments: list[str], message: str) -> None:
    done = run("link", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr.splitlines()[-1]
