"""Every defect of a mapping set is one finding with its line, and every row becomes RDF."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sssom_pydantic
from conftest import MINI

import mnd_kg
from mnd_kg import mappings
from mnd_kg.dataset import read_data
from mnd_kg.errors import RecordError
from mnd_kg.rdf import text
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.mappings.reader import MappingSet

SET = "mappings/interventions.sssom.tsv"
DATA = Path(__file__).parents[2] / "data"
SETS = sorted((DATA / "mappings").glob("*.sssom.tsv"))
MECOBALAMIN = 19
DENIED = "interventions:placebo\tplacebo\tskos:exactMatch\tNot\tmesh:D015990"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINI, tmp_path / "data"))


def spoilt(path: Path, old: str, new: str) -> MappingSet:
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    return mappings.read(path)


# What is put in the place of what, the line of the one finding, and what it says.
DEFECTS = {
    "unknown prefix": (
        "CHEBI:28115",
        "CHEMI:28115",
        MECOBALAMIN,
        "The prefix `CHEMI` is not known. Did you mean `CHEBI`?",
    ),
    "prefix with another meaning": (
        "#  CHEBI: http://purl.obolibrary.org/obo/CHEBI_",
        "#  CHEBI: https://example.org/",
        2,
        "The prefix `CHEBI` is http://purl.obolibrary.org/obo/CHEBI_, not https://example.org/.",
    ),
    "another set's id": (
        "#mapping_set_id: https://w3id.org/mnd-kg/mappings/interventions",
        "#mapping_set_id: https://w3id.org/mnd-kg/mappings/targets",
        8,
        "mapping_set_id is https://w3id.org/mnd-kg/mappings/interventions, "
        "not https://w3id.org/mnd-kg/mappings/targets.",
    ),
    "header that is no YAML": ("#license: ", "#license: ]", 10, "The header is not YAML: "),
    "unknown column": (
        "object_label\tmapping",
        "objectlabel\tmapping",
        18,
        "The column `objectlabel` is not known. Did you mean `object_label`?",
    ),
    "missing column": ("\tconfidence\t", "\tcomment\t", 18, "The column `comment` stands twice"),
    "cell too few": ("\tmethylcobalamin\t", "\t", MECOBALAMIN, "The row has 14 cells"),
    "empty cell": (
        "\tsemapv:ManualMappingCuration\t",
        "\t\t",
        MECOBALAMIN,
        "`mapping_justification` is empty: fill it.",
    ),
    "no id": ("CHEBI:28115", "28115", MECOBALAMIN, "`28115` is no id: `object_id` takes one"),
    "space in an id": ("CHEBI:28115", "CHEBI:28 115", MECOBALAMIN, "cannot be an identifier"),
    "subject of another folder": (
        "interventions:mecobalamin",
        "conditions:ALS",
        MECOBALAMIN,
        "`conditions:ALS` is none of interventions: put it in its own set.",
    ),
    "predicate that is no match": (
        "skos:exactMatch",
        "owl:sameAs",
        MECOBALAMIN,
        "`owl:sameAs` is no predicate of mappings",
    ),
    "modifier that is none": (
        "skos:exactMatch\t",
        "skos:exactMatch\tno",
        MECOBALAMIN,
        "`predicate_modifier` is Not or empty, not `no`.",
    ),
    "confidence above one": ("\t0.8\t", "\t8\t", MECOBALAMIN, "is a number from 0 to 1, not `8`."),
    "day that is none": ("2026-11-22", "2026-11-32", MECOBALAMIN, "is a day such as 2024-09-24"),
    "unknown state of a check": (
        "\tsecondary\t",
        "\tsecondry\t",
        MECOBALAMIN,
        "`checked_against` is one of primary, secondary, none, not `secondry`.",
    ),
    "primary check without a page": (
        "\tsecondary\t",
        "\tprimary\t",
        MECOBALAMIN,
        "A primary check names the page and the day: checked_page, checked_on.",
    ),
    "name that is not free": (
        "CHEBI:28115",
        "drugbank:DB03614",
        MECOBALAMIN,
        "The names of drugbank are not free: leave object_label empty.",
    ),
}


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=DEFECTS)
def test_a_defect_is_one_finding_with_its_line(
    defect: tuple[str, str, int, str], data: Path
) -> None:
    old, new, line, message = defect
    found = spoilt(data / SET, old, new).record.findings
    assert [(finding.path, finding.line) for finding in found[:1]] == [
        ((data / SET).as_posix(), line)
    ]
    assert message in found[0].message


def test_a_mapping_that_stands_twice_is_found_also_where_one_denies_it(data: Path) -> None:
    path = data / SET
    row = path.read_text(encoding="utf-8").splitlines()[MECOBALAMIN - 1]
    for twin in (row, row.replace("skos:exactMatch\t", "skos:exactMatch\tNot")):
        copy = path.with_name("copy") / path.name
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8") + twin + "\n", encoding="utf-8")
        (finding,) = mappings.read(copy).record.findings
        assert finding.line == MECOBALAMIN + 2
        assert finding.message == "The mapping stands on line 19 already: keep one of them."


def test_one_bad_row_leaves_the_others_standing(data: Path) -> None:
    spoilt(data / SET, "mesh:D010919", "mech:D010919")
    found = sorted(mnd_kg.validate(data=data))
    assert [(Path(f.path).name, f.line) for f in found] == [
        ("placebo.yaml", 1),
        ("interventions.sssom.tsv", MECOBALAMIN + 1),
    ]


def test_a_subject_that_nobody_describes_is_found_on_its_line(data: Path) -> None:
    spoilt(data / SET, "interventions:mecobalamin", "interventions:mecobalamine")
    finding, lacking = sorted(mnd_kg.validate(data=data), reverse=True)
    assert lacking.message.startswith("Add its identifier elsewhere as a row of the mapping set")
    assert (finding.path, finding.line) == ((data / SET).as_posix(), MECOBALAMIN)
    assert finding.message == (
        "There is no `interventions:mecobalamine`: mend the id, or add its record. "
        "Did you mean `interventions:mecobalamin`?"
    )


def test_an_identifier_that_its_registry_could_not_have_given_is_found_on_its_line(
    data: Path,
) -> None:
    spoilt(data / SET, "CHEBI:28115", "CHEBI:x28115")
    (finding,) = mnd_kg.validate(data=data)
    assert (finding.path, finding.line) == ((data / SET).as_posix(), MECOBALAMIN)
    assert finding.message == (
        "CHEBI:x28115 does not have the form of its registry: look it up again."
    )


def test_a_match_in_a_record_is_sent_to_the_mapping_set(data: Path) -> None:
    path = data / "conditions/ALS.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "closeMatch: mesh:D000690\n")
    (finding,) = mnd_kg.validate(data=data)
    assert (finding.path, finding.line) == (path.as_posix(), 7)
    assert finding.message.startswith("Move mesh:D000690 into the mapping set of the folder")


def test_rows_out_of_order_are_a_warning_until_they_are_rewritten(data: Path) -> None:
    path = data / SET
    *header, first, second = path.read_bytes().splitlines(keepends=True)
    good = path.read_bytes()
    path.write_bytes(b"".join([*header, second, first]))
    (finding,) = mnd_kg.validate(data=data)
    assert (finding.severity, finding.line) == ("warning", MECOBALAMIN)
    assert mnd_kg.format(data=data) == [path]
    assert path.read_bytes() == good
    assert mnd_kg.validate(data=data) == []


def test_what_cannot_be_read_is_not_rewritten(data: Path) -> None:
    spoilt(data / SET, "CHEBI:28115", "CHEMI:28115")
    with pytest.raises(RecordError, match="not rewritten: The prefix `CHEMI`"):
        mnd_kg.format([data / SET])


def test_a_set_of_no_folder_is_refused(data: Path) -> None:
    (data / SET).rename(data / "mappings/drugs.sssom.tsv")
    (finding,) = mappings.read(data / "mappings/drugs.sssom.tsv").record.findings
    assert finding.message == "There is no folder drugs: name the file for a folder of records."


def test_a_row_that_affirms_makes_a_match_and_a_mapping_and_one_that_denies_only_a_mapping(
    data: Path,
) -> None:
    rest = "\tPlacebo Effect\tsemapv:ManualMappingCuration\t\t\t2026-11-22\t0.8\t\tsecondary\t\t\n"
    with (data / SET).open("a", encoding="utf-8") as lines:
        lines.write(DENIED + rest)
    record = mappings.read(data / SET).record
    words = vocabulary()
    said = {tuple(words.contract(text(t)) for t in quad.triple) for quad in record.quads}
    assert ("interventions:mecobalamin", "skos:exactMatch", "CHEBI:28115") in said
    assert ("interventions:placebo", "skos:exactMatch", "mesh:D015990") not in said
    mapping = "mappings:interventions#placebo-not-exactMatch-mesh-D015990"
    assert {(p, o) for s, p, o in said if s == mapping} == {
        ("rdf:type", "sssom:Mapping"),
        ("owl:annotatedSource", "interventions:placebo"),
        ("owl:annotatedProperty", "skos:exactMatch"),
        ("owl:annotatedTarget", "mesh:D015990"),
        ("sssom:predicate_modifier", "sssom:NegatedPredicate"),
        ("sssom:subject_label", "placebo"),
        ("sssom:object_label", "Placebo Effect"),
        ("sssom:mapping_justification", "semapv:ManualMappingCuration"),
        ("pav:authoredOn", "2026-11-22"),
        ("sssom:confidence", "0.8"),
        ("mnd:checkedAgainst", "mnd:checkedAgainst-secondary"),
    }


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_others_read_a_curated_set_as_we_do(path: Path) -> None:
    theirs = sssom_pydantic.read(path)
    ours = mappings.read(path)
    assert [
        (m.subject.curie, m.predicate.curie, m.object.curie, m.predicate_modifier or "")
        for m in theirs.mappings
    ] == [
        tuple(row[c] for c in ("subject_id", "predicate_id", "object_id", "predicate_modifier"))
        for row in ours.rows
    ]
    slots = [(m.extensions or {})["checked_against"] for m in theirs.mappings]
    assert {slot.predicate.curie for slot in slots} == {"mnd:checkedAgainst"}
    assert path.read_bytes() == mappings.canonical(ours), "run: mnd-kg format"


def test_every_mapping_names_its_owner_and_the_owner_is_a_source() -> None:
    records = read_data(DATA).records
    for path in SETS:
        for row in mappings.read(path).rows:
            assert row["object_source"] in records, row
