"""The workflows of a public forge are well formed, and do what `make` does here."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml
from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
_TARGET = re.compile(r"(?m)^([a-z][a-z-]*):")
_STEP = re.compile(r'make (?P<target>[a-z-]+)( VERSION="\$\{TAG#v\}")?')


def test_there_is_a_workflow_to_build_to_test_to_release_and_for_pages() -> None:
    assert {path.stem for path in WORKFLOWS} >= {"build", "test", "release", "pages"}


def test_workflows_are_as_their_schema_says() -> None:
    """The schema is the one that the checker brings along, so nothing is fetched."""
    command = [sys.executable, "-m", "check_jsonschema", "--no-cache"]
    schema = ["--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, *schema, *WORKFLOWS], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_step_that_runs_something_is_a_target_of_make(path: Path) -> None:
    targets = set(_TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    runs = [
        step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step
    ]
    steps = [_STEP.fullmatch(run) for run in runs]
    assert runs
    assert [run for run, step in zip(runs, steps, strict=True) if step is None] == []
    assert {step["target"] for step in steps if step} <= targets


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_say_what_they_may_do_and_for_how_long(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"]["contents"] in ("read", "write")
    assert all(job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())


def test_every_target_that_is_no_file_says_so() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert set(_TARGET.findall(text)) == set(" ".join(phony).split())
