"""What the package offers, and that the documents speak of it truly."""

from __future__ import annotations

import ast
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


def names_for_type_checkers() -> list[str]:
    """Return the names that the package imports as themselves."""
    source = Path(mnd_kg.__file__).read_text(encoding="utf-8")
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    return sorted(n.name for node in imports for n in node.names if n.asname == n.name)


def test_the_public_names_are_there_and_the_same_for_type_checkers() -> None:
    names = vars(mnd_kg)["__all__"]
    assert names == names_for_type_checkers()
    assert all(hasattr(mnd_kg, name) for name in names)


def test_the_code_of_a_user_is_checked_strictly(tmp_path: Path) -> None:
    code = f"""from typing import assert_type

from mnd_kg import {", ".join(names_for_type_checkers())}

kg = load()
assert_type(kg, KnowledgeGraph)
assert_type(build(), Built)
assert_type(validate(), list[Finding])
assert_type(diff("a", "b"), Difference)
assert_type(release("1.0.0"), Released)
assert_type(kg.ask("ASK {{}}"), bool)
load(1)
"""
    (tmp_path / "user.py").write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "user.py"],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(ROOT / "src")},
        capture_output=True,
        encoding="utf-8",
    )
    (wrong, found) = done.stdout.splitlines()
    assert wrong.startswith('user.py:12: error: Argument 1 to "load" has incompatible type')
    assert found.startswith("Found 1 error in 1 file")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_says_in_a_word_what_is_to_be_given(command: str) -> None:
    found = typer.main.get_command(app)
    for word in command.split():
        found = found.commands[word]  # type: ignore[attr-defined]
    given = [param for param in found.params if not getattr(param, "is_flag", False)]
    assert {param.name for param in given if not param.metavar} == set()


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
