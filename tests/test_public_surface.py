"""What the package offers, and that the documents speak of it truly."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

import mnd_kg
from mnd_kg.cli import app

ROOT = Path(__file__).parents[1]


def commands(group: Any, *above: str) -> list[str]:
    """Return every command, with the words before it where it stands in a group."""
    found = []
    for name, command in group.commands.items():
        inner = hasattr(command, "commands")
        found += commands(command, *above, name) if inner else [" ".join((*above, name))]
    return sorted(found)


COMMANDS = commands(typer.main.get_command(app))


def test_the_public_names_are_sorted_and_there() -> None:
    assert mnd_kg.__all__ == sorted(mnd_kg.__all__)
    assert all(hasattr(mnd_kg, name) for name in mnd_kg.__all__)


def test_importing_a_module_leaves_the_function_of_its_name_in_place() -> None:
    for name in ("build", "diff", "release", "validate"):
        importlib.import_module(f"mnd_kg.{name}")
        assert callable(getattr(mnd_kg, name))


def test_the_package_has_no_other_names() -> None:
    assert not hasattr(mnd_kg, "treat")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_python_twin_and_stands_in_the_readme(command: str) -> None:
    twin = command.replace(" ", "_")
    assert hasattr(mnd_kg, twin) or hasattr(mnd_kg.KnowledgeGraph, twin)
    assert f"mnd-kg {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_relative_link_of_the_documents_leads_somewhere() -> None:
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
        assert {link for link in links if not (ROOT / link).exists()} == set()


README_COMMANDS = [
    line.partition("  #")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    for line in block.splitlines()
    if line.startswith("mnd-kg")
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the curated graph is built, as after `make run`."""
    folder = tmp_path_factory.mktemp("checkout")
    mnd_kg.build(ROOT / "data", folder / "build")
    return folder


@pytest.mark.parametrize("command", README_COMMANDS)
def test_every_command_of_the_readme_answers(command: str, place: Path) -> None:
    arguments = shlex.split(command)[1:]
    done = subprocess.run(
        [sys.executable, "-m", "mnd_kg", *arguments],
        cwd=place,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) > 1


def test_the_python_of_the_readme_runs(place: Path) -> None:
    (block,) = re.findall(
        r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=place, capture_output=True, encoding="utf-8"
    )
    assert done.stderr == ""
    assert "studies:paganoni-2020 -0.49" in done.stdout


def test_the_tables_of_the_documents_are_up_to_date(kg: mnd_kg.KnowledgeGraph) -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    for path in (ROOT / "docs").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert generate.filled(text, kg) == text, f"run: make docs ({path.name})"
