"""The slice of other vocabularies, as `scripts/terms.py` makes it of six terms of DOID.

`tests/data/README.md` has the origin and the licence of the cut.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest
from conftest import MINI, ROOT

from mnd_kg.layout import ONTOLOGY
from mnd_kg.vocabulary import Vocabulary, reading_with

if TYPE_CHECKING:
    from pathlib import Path

DOID = ROOT / "tests" / "data" / "link" / "doid.obo"
ALS = 'DOID:332 rdfs:label "amyotrophic lateral sclerosis" .'
ALS1 = """DOID:0060193 rdfs:label "amyotrophic lateral sclerosis type 1" ;
    rdfs:subClassOf DOID:332 ."""
OBSOLETE = """DOID:0050786 rdfs:label "obsolete iridogoniodysgenesis syndrome" ;
    owl:deprecated true ;
    dcterms:isReplacedBy DOID:0060648 ."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a checkout with the ontology, no slice, and ALS mapped to two terms of the cut."""
    shutil.copytree(ONTOLOGY, tmp_path / "ontology", ignore=shutil.ignore_patterns("terms.ttl"))
    mapped = tmp_path / "data" / "mappings" / "conditions.sssom.tsv"
    mapped.parent.mkdir(parents=True)
    *head, row = (MINI / "mappings" / mapped.name).read_text("utf-8").splitlines()
    head[1] = "#  DOID: http://purl.obolibrary.org/obo/DOID_"
    rows = [row.replace("MONDO:0004976", f"DOID:{number}") for number in ("332", "0050786")]
    mapped.write_text("\n".join([*head, *rows]) + "\n", "utf-8")
    return tmp_path


@pytest.fixture
def cut(place: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what runs the script there, and gives the sources and the terms of the slice."""
    spec = importlib.util.spec_from_file_location("terms", ROOT / "scripts" / "terms.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "terms", script)
    spec.loader.exec_module(script)
    out = place / "ontology" / "terms.ttl"
    monkeypatch.setattr(script, "ROOT", place)
    monkeypatch.setattr(script, "OUT", out)

    def run(*arguments: str | Path) -> tuple[list[str], str]:
        monkeypatch.setattr(
            "sys.argv", ["terms.py", "--version", "2026-11-29", *map(str, arguments)]
        )
        with reading_with(Vocabulary(place / "ontology")):
            script.main()
        head, _, terms = out.read_text("utf-8").partition("licenses/by/4.0/> .\n\n")
        sources = [line.split('"')[1] for line in head.splitlines() if "dcterms:source" in line]
        return sources, terms

    return run


def test_a_slice_holds_what_ours_are_mapped_to_and_no_more(cut: Any) -> None:
    sources, terms = cut(DOID, "--source", "doid=2026-07-31, CC0 1.0")
    assert sources == ["doid 2026-07-31, CC0 1.0"]
    assert terms == f"{OBSOLETE}\n{ALS}\n"


def test_beside_a_graph_its_terms_below_ours_are_taken_too(cut: Any, place: Path) -> None:
    doid = "http://purl.obolibrary.org/obo/DOID_"
    named = [f"<e:p{n}> <e:p> <{doid}{n}> <e:g> .\n" for n in ("0060193", "230", "681")]
    (place / "imported.nq").write_text("".join(named), "utf-8")
    assert cut(DOID, "--beside", place / "imported.nq")[1] == f"{OBSOLETE}\n{ALS1}\n{ALS}\n"
    # Which graph it was need not be said again.
    assert cut(DOID, "--extend")[1] == f"{OBSOLETE}\n{ALS1}\n{ALS}\n"


def test_to_extend_a_slice_keeps_what_the_files_say_nothing_of(cut: Any, place: Path) -> None:
    cut(DOID, "--source", "doid=2026-07-31, CC0 1.0", "--source", "hgnc=July 2024, CC0 1.0")
    (place / "new.tsv").write_text("id\tlabel\nDOID:332\tCharcot disease\n", "utf-8")
    sources, terms = cut(place / "new.tsv", "--extend", "--source", "doid=2026-08-31, CC0 1.0")
    assert sources == ["doid 2026-08-31, CC0 1.0", "hgnc July 2024, CC0 1.0"]
    assert terms == f'{OBSOLETE}\nDOID:332 rdfs:label "Charcot disease" .\n'


def test_to_extend_a_slice_by_its_own_file_changes_nothing(cut: Any) -> None:
    made = cut(DOID, "--source", "doid=2026-07-31, CC0 1.0")
    assert cut(DOID, "--extend") == made


def test_without_extend_nothing_of_the_slice_that_stands_is_kept(cut: Any, place: Path) -> None:
    cut(DOID, "--source", "doid=2026-07-31, CC0 1.0")
    (place / "new.tsv").write_text("id\tlabel\nDOID:332\tCharcot disease\n", "utf-8")
    assert cut(place / "new.tsv") == ([], 'DOID:332 rdfs:label "Charcot disease" .\n')
