"""The canonical form: before and after, and that it loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mnd_kg.dataset import to_nquads
from mnd_kg.errors import RecordError
from mnd_kg.records import Record, canonical, read_text

HEAD = "id: trials:T\ntype: ClinicalTrial\n"
PATH = Path("trials/T.yaml")
PATIENT = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def record(source: str) -> Record:
    return read_text(source.encode(), PATH, "trials/T.yaml")


def formatted(source: str) -> str:
    return canonical(record(source)).decode()


LONG = "so long " * 12 + "that it goes on"
BEFORE_AND_AFTER = {
    "keys stand in the order of the context": (
        "phase: NA\ntype: ClinicalTrial\nlabel: x\nid: trials:T\n",
        f"{HEAD}label: x\nphase: NA\n",
    ),
    "a list of one is written without one": (f"{HEAD}phase: [NA]\n", f"{HEAD}phase: NA\n"),
    "a list keeps its order": (
        f"{HEAD}altLabel: [b, a]\n",
        f"{HEAD}altLabel:\n- b\n- a\n",
    ),
    "a value keeps the form of its number or date": (
        f"{HEAD}statusReadOn: '2026-11-01'\nstartDate: \"2017\"\nparticipants: '130'\n",
        f"{HEAD}statusReadOn: 2026-11-01\nstartDate: 2017\nparticipants: 130\n",
    ),
    "a part has its id in quotes": (
        f"{HEAD}arm: {{type: Arm, id: '#a', label: x}}\n",
        f'{HEAD}arm:\n  id: "#a"\n  type: Arm\n  label: x\n',
    ),
    "text that looks like something else has quotes": (
        f"{HEAD}label: 'NO'\naltLabel: ['065', '~', 2024-09-24, 12:30:45, 1.5, 'a: b', '=']\n",
        f'{HEAD}label: "NO"\naltLabel:\n- "065"\n- "~"\n- "2024-09-24"\n- "12:30:45"\n- "1.5"\n'
        "- 'a: b'\n- \"=\"\n",
    ),
    "quotes that are not needed go": (f'{HEAD}label: "a b"\n', f"{HEAD}label: a b\n"),
    "a long line is broken": (
        f"{HEAD}note: {LONG}\n",
        f"{HEAD}note: {LONG.removesuffix(' that it goes on')}\n  that it goes on\n",
    ),
    "other scripts stay as they are": (f'{HEAD}label: "\\u795e\\u7d4c"\n', f"{HEAD}label: 神経\n"),
    "line ends, byte order mark and document marks go": (
        f"\ufeff---\r\n{HEAD}label: x\r\n...\r\n",
        f"{HEAD}label: x\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), BEFORE_AND_AFTER.values(), ids=BEFORE_AND_AFTER)
def test_a_record_has_one_form(before: str, after: str) -> None:
    assert formatted(before) == after
    assert formatted(after) == after


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        (HEAD + "label: x # remark\n", 3, "The graph cannot hold the comment `# remark`"),
        (HEAD + "pahse: NA\n", 3, "The key `pahse` is not known. Did you mean `phase`?"),
        ("- a\n", 1, "The file does not hold keys and values"),
    ],
)
def test_a_record_with_findings_is_not_rewritten(source: str, line: int, message: str) -> None:
    with pytest.raises(RecordError) as error:
        formatted(source)
    assert (error.value.path, error.value.line) == (PATH, line)
    assert str(error.value).startswith(f"trials/T.yaml:{line}: not rewritten: {message}")


# The line break U+0085 has a test of its own, below.
AWKWARD = [
    "# hash",
    "#x",
    "NO",
    "yes",
    "null",
    "~",
    "065",
    "0x1F",
    "1_000",
    "12:30:45",
    "2024-09-24",
    "1.970",
    "true",
    "=",
    "<<",
    "a: b",
    "a:",
    ":",
    "a #b",
    "- item",
    "-",
    "? a",
    "!tag",
    "&a",
    "*a",
    "%x",
    "@x",
    "`x`",
    "{points}/a",
    "[0.44, 3.50]",
    "it's",
    '"quoted"',
    "\\",
    "|",
    "> folded",
    "---",
    "...",
    ">=0.05",
    "a\nb",
    "a\n\nb",
    "a\n  b",
    "a\n# b",
    "a\tb",
    "é",
    "神経",
    "\U0001f600",
    "words " * 30 + "end",
    "x" * 200,
]
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")
TEXTS = st.one_of(st.sampled_from(AWKWARD), st.text(LETTERS, min_size=1)).filter(
    lambda text: text == text.strip() != ""
)
NUMBERS = st.from_regex(r"-?(0|[1-9][0-9]{0,3})\.[0-9]{1,3}", fullmatch=True)
Tree = dict[str, object]


def some(values: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(values, min_size=1, max_size=3)


def part(class_name: str, **values: st.SearchStrategy[object]) -> st.SearchStrategy[Tree]:
    named = st.fixed_dictionaries({"type": st.just(class_name)}, optional=values)
    return named.map(lambda tree: {**tree, "id": "#part"})


def numbered(parts: list[Tree]) -> list[Tree]:
    return [{**part, "id": f"#part-{number}"} for number, part in enumerate(parts)]


RECORDS = st.fixed_dictionaries(
    {"type": st.just("ClinicalTrial"), "id": st.just("trials:T")},
    optional={
        "label": TEXTS,
        "altLabel": some(TEXTS),
        "note": some(TEXTS),
        "sponsor": some(TEXTS),
        "cites": some(st.sampled_from(["pubmed:1", "publications:oki", "https://example.org/#a"])),
        "checkedOn": st.dates().map(str),
        "startDate": st.sampled_from(["2017", "2017-10", "2017-10-31", "197X"]),
        "participants": st.integers(0).map(str),
        "phase": st.sampled_from(["NA", "PHASE3"]),
        "confirmed": some(st.sampled_from(["label", "phase"])),
        "effect": st.lists(
            part(
                "EffectEstimate",
                label=TEXTS,
                value=NUMBERS,
                unit=TEXTS,
                met=st.sampled_from(["true", "false"]),
            ),
            min_size=1,
            max_size=3,
        ).map(numbered),
    },
)


def as_yaml(value: object) -> str:
    """Write a tree as YAML in braces, with every text in quotes and escaped."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    plain = (c if c.isascii() and c.isalnum() else f"\\U{ord(c):08X}" for c in str(value))
    return f'"{"".join(plain)}"'


@PATIENT
@given(RECORDS)
def test_the_canonical_form_says_the_same_and_is_its_own_canonical_form(tree: Tree) -> None:
    first = record(as_yaml(tree))
    assert first.findings == []
    form = canonical(first)
    again = read_text(form, PATH, "trials/T.yaml")
    assert again.findings == []
    assert to_nquads(again.quads) == to_nquads(first.quads)
    assert canonical(again) == form


@PATIENT
@given(st.dictionaries(st.sampled_from(["label", "note", "sponsor"]), TEXTS, min_size=1))
def test_a_text_is_a_text_for_other_yaml_readers_too(texts: dict[str, str]) -> None:
    form = formatted(as_yaml({"id": "trials:T", "type": "ClinicalTrial", **texts}))
    assert yaml.safe_load(form) == {"id": "trials:T", "type": "ClinicalTrial", **texts}


def test_the_line_break_of_latin_1_is_kept() -> None:
    first = record(as_yaml({"id": "trials:T", "type": "ClinicalTrial", "label": "a\x85b"}))
    again = read_text(canonical(first), PATH, "trials/T.yaml")
    assert to_nquads(again.quads) == to_nquads(first.quads)


@pytest.mark.parametrize("text", ["1e3", "0o17", "y", "N"])
def test_text_that_yaml_1_2_takes_for_a_number_or_truth_has_quotes(text: str) -> None:
    assert formatted(f"{HEAD}label: '{text}'\n") == f'{HEAD}label: "{text}"\n'
