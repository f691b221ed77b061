"""The graphs that tests and doctests share, each built once a session."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import mnd_kg

if TYPE_CHECKING:
    from bmt import Toolkit

    from mnd_kg import KnowledgeGraph

ROOT = Path(__file__).parent
MINI = ROOT / "tests" / "data" / "mini"


@pytest.fixture(scope="session")
def kg(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Return the curated graph."""
    return mnd_kg.load(mnd_kg.build(ROOT / "data", tmp_path_factory.mktemp("curated")).folder)


@pytest.fixture(scope="session")
def mini(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Return the graph of one trial and what it touches."""
    return mnd_kg.load(mnd_kg.build(MINI, tmp_path_factory.mktemp("mini")).folder)


@pytest.fixture(scope="session")
def site(mini: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the pages of the graph of one trial."""
    return mini.pages(tmp_path_factory.mktemp("pages") / "site").folder


@pytest.fixture(scope="session")
def biolink() -> Toolkit:
    """Return the Biolink Model of the installed package: no network."""
    from bmt import Toolkit

    schema = files("biolink_model") / "schema" / "biolink_model.yaml"
    return Toolkit(str(schema), predicate_map={"predicate mappings": []})


@pytest.fixture(autouse=True)
def _doctest_graph(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    """Let doctests use ``kg``, the curated graph."""
    if isinstance(request.node, pytest.DoctestItem):
        doctest_namespace["kg"] = request.getfixturevalue("kg")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag by which expected tables are written anew."""
    parser.addoption("--regenerate", action="store_true", help="Write the expected tables anew.")
