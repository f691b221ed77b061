"""A module imports only from its left in the pipeline."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "mnd_kg"
# Each row may import from the rows above it; the modules of one row do not import each other.
PIPELINE = (
    {
        "errors",
        "findings",
        "checksums",
        "edtf",
        "files",
        "formats",
        "terminal",
        "queryfile",
        "layout",
        "licences",
    },
    {"namespaces"},
    {"vocabulary"},
    {"rdf", "identifiers", "lookup", "nquads"},
    {"facts", "names"},
    {"statements"},
    {"records"},
    {"mappings", "importers"},
    {"dataset"},
    {"audit", "doubts"},
    {"derive", "store"},
    {"manifest", "present", "validate"},
    {"revalidate"},
    {"build", "resolve"},
    {"query", "show", "stats", "new", "imports"},
    {"network", "remote"},
    {"answers"},
    {"pictures"},
    {"export", "diff", "link", "catalogue"},
    {"pages"},
    {"release", "server"},
    {"knowledge_graph"},
    {"__init__"},
    {"cli"},
    {"__main__"},
)
# What every module may use: what stops a command, what is wrong with data, where things lie.
BASICS = {"errors", "findings", "layout"}


def module_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module == "mnd_kg":
            names = [f"mnd_kg.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        found |= {(name + ".__init__").split(".")[1] for name in names if name.startswith("mnd_kg")}
    return found


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.stem)
def test_module_imports_only_from_its_left(path: Path) -> None:
    own = module_of(path)
    row = next(number for number, modules in enumerate(PIPELINE) if own in modules)
    allowed = set().union(BASICS, {own}, *PIPELINE[:row])
    assert imports(path) - allowed == set()


def test_every_module_has_its_place() -> None:
    placed = set().union(*PIPELINE)
    assert placed == {module_of(path) for path in SOURCE.rglob("*.py")}


def test_no_module_is_much_over_three_hundred_lines() -> None:
    sizes = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in SOURCE.rglob("*.py")
    }
    assert {name: size for name, size in sizes.items() if size > 320} == {}


@pytest.mark.parametrize(
    "heavy",
    [
        "rdflib",
        "pyshacl",
        "pandas",
        "rich",
        "networkx",
        "shacl",
        "altair",
        "pydantic",
        "statsmodels",
        "jinja2",
        "starlette",
        "uvicorn",
        "anyio",
        "pyoxigraph",
        "yaml",
        "urllib.request",
        "mnd_kg.knowledge_graph",
    ],
)
def test_importing_the_commands_leaves_alone_what_only_some_need(heavy: str) -> None:
    import subprocess
    import sys

    code = f"import sys, mnd_kg.cli; print({heavy!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
