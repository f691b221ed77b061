"""Mapping sets of others as graphs."""

from __future__ import annotations

from pathlib import Path

import pytest

import mnd_kg
from mnd_kg.dataset import to_nquads
from mnd_kg.errors import SourceError
from mnd_kg.importers.sssom import read_mappings

DATA = Path(__file__).parents[1] / "data" / "link"
SKOS = "<http://www.w3.org/2004/02/skos/core#"
GRAPH = "<https://w3id.org/mnd-kg/graph/imported/sssom/"


def lines_of(name: str) -> list[str]:
    return to_nquads(read_mappings(DATA / name).quads).decode().splitlines()


def test_a_mapping_is_a_skos_triple_between_our_forms_of_the_identifiers() -> None:
    mapped = [line for line in lines_of("mondo_exactmatch_mesh.sssom.tsv") if SKOS in line]
    assert mapped == [
        f"<http://purl.obolibrary.org/obo/MONDO_{mondo}> {SKOS}exactMatch>"
        f" <http://id.nlm.nih.gov/mesh/{mesh}> {GRAPH}mondo_exactmatch_mesh> ."
        for mondo, mesh in (("0004976", "D000690"), ("0020128", "D016472"))
    ]


def test_a_negative_mapping_is_a_node_and_no_triple() -> None:
    lines = lines_of("biomappings_negative.sssom.tsv")
    assert not [line for line in lines if f" {SKOS}exactMatch> <" in line and "#line-" not in line]
    (denied,) = [
        line for line in lines if "annotatedSource> <https://www.kegg.jp/pathway/map05014>" in line
    ]
    assert denied.startswith(f"{GRAPH}biomappings_negative#line-13> ")


def test_the_graph_says_its_licence_and_version_as_far_as_the_set_does() -> None:
    mondo = read_mappings(DATA / "mondo_exactmatch_mesh.sssom.tsv")
    assert mondo.licence == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert "2026-08-04" in mondo.version
    assert read_mappings(DATA / "biomappings_positive.sssom.tsv").licence == ""


def test_what_is_no_sssom_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.sssom.tsv"
    path.write_text("id\tlabel\n", encoding="utf-8")
    with pytest.raises(SourceError, match="not valid SSSOM: mapping_set_id: Field required"):
        mnd_kg.import_sssom(path)
