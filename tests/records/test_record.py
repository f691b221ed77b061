"""Records: what is refused, on which line, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from mnd_kg.findings import Finding, Severity
from mnd_kg.rdf import text
from mnd_kg.records import Record, read, read_text
from mnd_kg.vocabulary import vocabulary

HEAD = "id: trials:T\ntype: ClinicalTrial\n"


def record(source: str) -> Record:
    return read_text(source.encode(), Path("trials/T.yaml"), "trials/T.yaml")


def refused(source: str) -> list[tuple[int, str]]:
    found = record(source)
    assert found.quads == []
    return [(finding.line, finding.message) for finding in found.findings]


FOLDERS = ", ".join(sorted(vocabulary().folders))
NO_RECORD_ID = (
    "`{}` cannot be the id of a record: write folder, colon and a name of letters, digits, dots "
    f"and hyphens; the folders are {FOLDERS}."
)
NO_IDENTIFIER = (
    "`{}` cannot be an identifier: an IRI has no spaces, quotes or brackets. `cites` takes an id "
    "such as conditions:ALS."
)
TAKES = "`cites` takes an id such as conditions:ALS."
ARM = 'arm:\n- id: "#a"\n  type: Arm\n'
REFUSALS = [
    ("type: Arm\n", 1, "The record has no `id`: write one such as trials:NCT0…."),
    ("id: foo:T\n", 1, NO_RECORD_ID.format("foo:T")),
    ("id: trials:a b\n", 1, NO_RECORD_ID.format("trials:a b")),
    ("id: trials:T#a\n", 1, NO_RECORD_ID.format("trials:T#a")),
    ("id: trials:T\n", 1, "Give it a `type:`, such as ClinicalTrial or Arm."),
    ("id: trials:T\ntype: [Arm, Regimen]\n", 2, "`type` takes one class."),
    (
        "id: trials:T\ntype: ClinicalTrail\n",
        2,
        "There is no class `ClinicalTrail`. Did you mean `ClinicalTrial`?",
    ),
    (
        "type: ClinicalTrial\nid: conditions:T\n",
        2,
        "`conditions:T` does not fit: a record of ClinicalTrial is named trials:T.",
    ),
    (HEAD + "pahse: NA\n", 3, "The key `pahse` is not known. Did you mean `phase`?"),
    (HEAD + "xyz: NA\n", 3, "The key `xyz` is not known."),
    (HEAD + "<<: {label: x}\n", 3, "The key `<<` is not known."),
    (HEAD + "phase: PHASE33\n", 3, "`PHASE33` is not a value of `phase`. Did you mean `PHASE3`?"),
    (
        HEAD + "allocation: no\n",
        3,
        "`no` is not a value of `allocation`. It takes RANDOMIZED, NON_RANDOMIZED, NA.",
    ),
    (
        HEAD + "confirmed: lable\n",
        3,
        "`confirmed` names keys, and `lable` is none. Did you mean `label`?",
    ),
    (HEAD + "label: {a: b}\n", 3, "`label` takes a text, not keys and values."),
    (HEAD + "label: ' x'\n", 3, "`label` begins or ends with a space: take it away."),
    (HEAD + "cites: oki\n", 3, f"`oki` is no id. {TAKES}"),
    (
        HEAD + "cites: pubmd:1\n",
        3,
        f"The prefix `pubmd` is not known. Did you mean `pubmed`? {TAKES}",
    ),
    (
        HEAD + "cites: https://w3id.org/mnd-kg/publications/oki\n",
        3,
        "Write `publications:oki` for `https://w3id.org/mnd-kg/publications/oki`.",
    ),
    *(
        (HEAD + f"cites: '{iri}'\n", 3, NO_IDENTIFIER.format(iri))
        for iri in (
            "pubmed:1 2",
            "pubmed:<1>",
            'pubmed:"1"',
            "pubmed:{1}",
            "https://example.org/a|b",
            "pubmed:1^2",
            "pubmed:`1`",
            "pubmed:1\\2",
        )
    ),
    (HEAD + "arm:\n- type: Arm\n", 4, 'Give the arm an id of its own: id: "#name".'),
    (
        HEAD + "arm:\n- id: placebo\n  type: Arm\n",
        4,
        "`placebo` cannot be the id of a part: write # and letters, digits, dots or hyphens, in "
        'quotes, such as "#placebo".',
    ),
    (HEAD + 'arm:\n- id: "#a"\n', 4, "Give it a `type:`, such as ClinicalTrial or Arm."),
    (HEAD + ARM + '- id: "#a"\n  type: Arm\n', 6, "The id `#a` is taken: see line 4."),
    (
        HEAD
        + ARM.replace("#a", "#active")
        + 'outcome:\n  id: "#o"\n  type: OutcomeResult\n  ofArm: "#actve"\n',
        9,
        "No part of this record has the id `#actve`. Did you mean `#active`?",
    ),
]
WHOLE, DAY = (
    "`participants` is a whole number, such as 65, not `{}`.",
    "`statusReadOn` is a day such as 2024-09-24, not `{}`.",
)
REFUSALS += [
    *(
        (HEAD + f"participants: {v}\n", 3, WHOLE.format(v))
        for v in ("065", "1e3", "1.0", "+5", "1_000", "0x1F", "~5", "٥")
    ),
    *(
        (HEAD + f"statusReadOn: {v}\n", 3, DAY.format(v))
        for v in ("2024-13-01", "2023-02-29", "2024", "20240924")
    ),
    *(
        (
            HEAD
            + f'arm:\n  id: "#a"\n  type: Arm\n  regimen: {{id: "#r", type: Regimen, dose: {v}}}\n',
            6,
            f"`dose` is a number, such as 1.97, not `{v}`.",
        )
        for v in ("050", "5e1", ".5", "5.", "+5", "NaN")
    ),
    *(
        (
            HEAD + f'effect:\n  id: "#e"\n  type: EffectEstimate\n  met: {v}\n',
            6,
            f"`met` is true or false, not `{v}`.",
        )
        for v in ("NO", "yes", "True", "1")
    ),
    (
        HEAD + "startDate: 2024-9\n",
        3,
        "`startDate` cannot be read: `2024-9` is not a date of the form 2024-09-24, 2022-05, "
        "2016, 197X or 19XX.",
    ),
]


@pytest.mark.parametrize(("source", "line", "message"), REFUSALS, ids=[r[2] for r in REFUSALS])
def test_what_json_ld_would_drop_or_guess_is_refused(source: str, line: int, message: str) -> None:
    assert refused(source) == [(line, message)]


def test_a_day_that_does_not_exist_is_refused() -> None:
    ((line, message),) = refused(HEAD + "startDate: 2024-13-01\n")
    assert (line, message.partition(":")[0]) == (3, "`startDate` cannot be read")


def test_all_findings_of_a_record_are_reported_at_once() -> None:
    assert [line for line, _ in refused(HEAD + "pahse: NA\nlabel:\nparticipants: 065\n")] == [
        4,
        3,
        5,
    ]


def test_a_finding_names_the_file_and_the_record(tmp_path: Path) -> None:
    path = tmp_path / "T.yaml"
    path.write_text(HEAD + "xyz: a\n", encoding="utf-8")
    message = "The key `xyz` is not known."
    expected = [Finding("shown", 3, Severity.ERROR, "trials:T", message)]
    assert read(path, "shown").findings == expected


def test_a_country_code_that_yaml_takes_for_false_stays_a_text() -> None:
    source = "id: jurisdictions:NO\ntype: Jurisdiction\ncountryCode: NO\n"
    quads = record(source).quads
    assert {text(q.object) for q in quads if "countryCode" in text(q.predicate)} == {"NO"}


@pytest.mark.parametrize("value", ["[trials:T, trials:U]", "{a: b}"])
def test_a_record_whose_id_is_no_text_is_refused(value: str) -> None:
    assert [line for line, _ in refused(f"id: {value}\ntype: ClinicalTrial\n")] == [1]


@pytest.mark.parametrize("value", ['["#a", "#b"]', "{a: b}"])
def test_a_part_whose_id_is_no_text_is_refused(value: str) -> None:
    assert [line for line, _ in refused(HEAD + f"arm:\n- id: {value}\n  type: Arm\n")] == [4]


@pytest.mark.parametrize(
    "iri",
    [
        "https://[",
        "http://a:b:c",
        "doi:10.1/%zz",
        "publications:a#b#c",
        "pubmed:\ue000",
        "pubmed:[",
    ],
)
def test_an_identifier_that_the_processor_would_drop_is_refused(iri: str) -> None:
    assert [line for line, _ in refused(HEAD + f"cites: '{iri}'\n")] == [3]


@pytest.mark.parametrize("line", ["participants: 6５", "startDate: ２０１６"])
def test_digits_of_other_scripts_are_refused(line: str) -> None:
    assert [number for number, _ in refused(f"{HEAD}{line}\n")] == [3]


def test_a_prefix_with_nothing_behind_it_is_not_called_unknown() -> None:
    ((_, message),) = refused(HEAD + 'cites: "pubmed:"\n')
    assert "is not known" not in message
