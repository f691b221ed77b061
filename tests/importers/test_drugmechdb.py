"""Mechanism paths of DrugMechDB as a graph."""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path

import pytest

import mnd_kg
from mnd_kg.dataset import to_nquads
from mnd_kg.errors import SourceError
from mnd_kg.importers.drugmechdb import read_paths

DATA = Path(__file__).parents[1] / "data" / "drugmechdb"
GRAPH = "https://w3id.org/mnd-kg/graph/imported/drugmechdb"
BETAINE = "DB06756_MESH_D006712_1"


def test_a_path_keeps_its_ends_its_links_and_its_words() -> None:
    lines = to_nquads(read_paths(DATA / f"{BETAINE}.yaml").quads).decode().splitlines()
    whole, graph = f"<{GRAPH}/{BETAINE}", f"<{GRAPH}> ."
    biolink, rdf = (
        "<https://w3id.org/biolink/vocab/",
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    )
    mesh = "<http://id.nlm.nih.gov/mesh/"
    assert [line for line in lines if line.startswith(f"{whole}#link-1>")] == [
        f"{whole}#link-1> {rdf}object> {mesh}D006710> {graph}",
        f"{whole}#link-1> {rdf}subject> {mesh}D001622> {graph}",
        f"{whole}#link-1> {rdf}type> {rdf}Statement> {graph}",
        f'{whole}#link-1> {biolink}original_predicate> "decreases abundance of" {graph}',
    ]
    ends = [line for line in lines if line.startswith(f"{whole}> {biolink}")]
    assert ends == [
        f"{whole}> {biolink}object> {mesh}D006712> {graph}",
        f"{whole}> {biolink}subject> {mesh}D001622> {graph}",
        f"{whole}> {biolink}subject> <https://go.drugbank.com/drugs/DB06756> {graph}",
    ]


def test_the_graph_says_whose_it_is() -> None:
    lines = to_nquads(read_paths(DATA, "b83cc5d").quads).decode().splitlines()
    said = [line.split(" ", 2)[2] for line in lines if line.startswith(f"<{GRAPH}> ")]
    assert said == [
        f"<https://creativecommons.org/publicdomain/zero/1.0/> <{GRAPH}> .",
        f"<https://github.com/SuLab/DrugMechDB-agentic> <{GRAPH}> .",
        f'"DrugMechDB" <{GRAPH}> .',
        f"<http://www.w3.org/ns/prov#Entity> <{GRAPH}> .",
        f'"b83cc5d" <{GRAPH}> .',
    ]


def test_a_folder_an_archive_and_a_list_give_the_same(tmp_path: Path) -> None:
    archive = tmp_path / "paths.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(DATA, "kb/paths")
    several = tmp_path / "paths.yaml"
    texts = [path.read_text("utf-8") for path in sorted(DATA.glob("*.yaml"))]
    several.write_text(
        "".join("- " + text.replace("\n", "\n  ").rstrip(" ") for text in texts), encoding="utf-8"
    )
    wanted = to_nquads(read_paths(DATA).quads)
    assert to_nquads(read_paths(archive).quads) == wanted
    assert to_nquads(read_paths(several).quads) == wanted


def test_the_imported_graph_is_written_sorted_and_the_same_again(tmp_path: Path) -> None:
    mnd_kg.import_drugmechdb(DATA, tmp_path / "a.nq")
    mnd_kg.import_drugmechdb(DATA, tmp_path / "b.nq")
    content = (tmp_path / "a.nq").read_bytes()
    assert content == (tmp_path / "b.nq").read_bytes()
    assert content.splitlines() == sorted(content.splitlines())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("nodes: []\n", "this is no path of DrugMechDB, with graph, nodes and links."),
        ("a: [\n", "this is not YAML"),
        ("text", "this is no path of DrugMechDB"),
    ],
)
def test_what_is_no_path_is_refused(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=message):
        read_paths(path)


def test_an_unknown_prefix_is_refused(tmp_path: Path) -> None:
    path = Path(shutil.copy(DATA / f"{BETAINE}.yaml", tmp_path))
    path.write_text(path.read_text("utf-8").replace("MESH:D006710", "XYZ:1"), encoding="utf-8")
    with pytest.raises(SourceError, match="`XYZ:1` is no identifier with a prefix of DrugMechDB"):
        read_paths(path)
