"""YAML as records use it: what is refused with its line, and what stays as it was written."""

from __future__ import annotations

import pytest

from mnd_kg.findings import Finding, Severity
from mnd_kg.records.yaml_text import Mapping, Scalar, parse

COMMENT = (
    "The graph cannot hold the comment `{}`: write it as `note:`, or put quotes round it if it is "
    "a value."
)
NOT_READ = "Anchors and aliases are not read: write the value again."
BEGIN = ": write a record, beginning with `id:` and `type:`."
MEND = ". Mend the line or the one above it."


def finding(line: int, message: str) -> Finding:
    return Finding("trials/T.yaml", line, Severity.ERROR, "trials:T", message)


def refused(source: bytes) -> list[tuple[int, str]]:
    _, found = parse(source, finding)
    return [(f.line, f.message) for f in found]


def read(source: bytes) -> Mapping:
    tree, found = parse(source, finding)
    assert found == []
    assert tree is not None
    return tree


def texts(source: bytes) -> dict[str, list[str]]:
    return {
        key: [value.text for value in values if isinstance(value, Scalar)]
        for key, values in read(source).values.items()
    }


def test_a_tree_has_the_line_of_every_key_and_value() -> None:
    source = b"id: trials:T\narm:\n- id: '#a'\n  altLabel:\n  - x\n  - y\n"
    part = Mapping(
        3,
        {"id": [Scalar("#a", 3)], "altLabel": [Scalar("x", 5), Scalar("y", 6)]},
        {"id": 3, "altLabel": 4},
    )
    root = Mapping(1, {"id": [Scalar("trials:T", 1)], "arm": [part]}, {"id": 1, "arm": 2})
    assert read(source) == root


@pytest.mark.parametrize(
    "text", ["NO", "yes", "065", "1e3", "1.970", "2024-09-24", "12:30:45", "0x1F", "true", "1_000"]
)
def test_a_scalar_stays_the_text_that_was_written(text: str) -> None:
    assert texts(f"label: {text}\n".encode()) == {"label": [text]}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (b"label: x\nphase: A\nlabel: y\n", (3, "The key `label` stands twice, first on line 1")),
        (b"arm:\n- id: a\n  id: b\n", (3, "The key `id` stands twice, first on line 2")),
    ],
)
def test_a_key_that_stands_twice_is_refused(source: bytes, found: tuple[int, str]) -> None:
    line, message = found
    assert refused(source) == [(line, f"{message}: give both values in one list.")]


@pytest.mark.parametrize("value", [b"", b"''", b'""', b"~", b"null", b"'  '", b"|"])
def test_an_empty_value_is_refused(value: bytes) -> None:
    message = "`label` is empty: give it a value, or leave the key out."
    assert refused(b"id: x\nlabel: " + value + b"\n") == [(2, message)]


def test_a_null_in_quotes_is_a_text() -> None:
    assert texts(b"label: '~'\nnote: 'null'\n") == {"label": ["~"], "note": ["null"]}


@pytest.mark.parametrize(
    ("value", "what"), [("[]", "an empty list"), ("[a, [b]]", "a list in a list")]
)
def test_a_list_that_is_empty_or_in_a_list_is_refused(value: str, what: str) -> None:
    message = f"`label` holds {what}: write the values, or leave out."
    assert refused(f"label: {value}\n".encode()) == [(1, message)]


def test_an_id_that_yaml_takes_for_a_comment_is_refused_once() -> None:
    source = b"arm:\n- id: #placebo\n  type: Arm\n"
    message = "`id` is empty, for `#placebo` is read as a comment: write it in quotes."
    assert refused(source) == [(2, message)]


@pytest.mark.parametrize(
    ("source", "line", "comment"),
    [
        (b"# remark\nlabel: x\n", 1, "# remark"),
        (b"label: x # remark\n", 1, "# remark"),
        (b"label: x\t#remark\n", 1, "#remark"),
        (b"label: 'x' # remark: a\n", 1, "# remark: a"),
        (b"label: x\r\nnote: y # remark\r\n", 2, "# remark"),
        ("label: '\U0001f600' # remark\n".encode(), 1, "# remark"),
        (b"label: text\n  goes # remark\nnote: y\n", 2, "# remark"),
        (b"label: [a, # remark\n b]\n", 1, "# remark"),
        (b"label:\n- a\n# remark\n- b\n", 3, "# remark"),
        (b"note: |-\n  text # inside\n# remark\n", 3, "# remark"),
        (b"label: x\n\n# remark", 3, "# remark"),
        (b"--- # remark\nlabel: x\n", 1, "# remark"),
        (b"label: x\n... # remark\n", 2, "# remark"),
        (b"note: |- # remark\n  text\n", 1, "# remark"),
    ],
)
def test_a_comment_is_refused(source: bytes, line: int, comment: str) -> None:
    assert refused(source) == [(line, COMMENT.format(comment))]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (b'label: "a # b"\n', "a # b"),
        (b"label: '#a'\n", "#a"),
        (b"label: a#b\n", "a#b"),
        (b'label: "a\n  # b"\n', "a # b"),
        (b"label: |-\n  a # b\n  # c\n", "a # b\n# c"),
    ],
)
def test_a_hash_inside_a_value_is_no_comment(source: bytes, text: str) -> None:
    assert texts(source) == {"label": [text]}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (b"label: &a x\nnote: *a\n", (1, NOT_READ)),
        (b"arm:\n- &a {id: b}\n- *a\n", (2, NOT_READ)),
        (b"label: !mg 50\n", (1, "The tag !mg is not read: write the plain value.")),
        (b"label: x\n? {a: b}\n: c\n", (2, "A key must be a plain word.")),
        (b"label: x\n? [a]\n: c\n", (2, "A key must be a plain word.")),
    ],
)
def test_anchors_tags_and_complex_keys_are_refused(source: bytes, found: tuple[int, str]) -> None:
    assert refused(source) == [found]


@pytest.mark.parametrize("source", [b"label: &a x\n", b"label: !!str x\n", b"label: !!int 5\n"])
def test_an_anchor_or_a_standard_tag_is_refused_even_if_it_changes_nothing(source: bytes) -> None:
    assert [line for line, _ in refused(source)] == [1]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (b"", (1, "The file is empty" + BEGIN)),
        (b"\n# nothing\n", (1, "The file is empty" + BEGIN)),
        (b"- a\n- b\n", (1, "The file does not hold keys and values" + BEGIN)),
        (b"text\n", (1, "The file does not hold keys and values" + BEGIN)),
        (
            b"a: b\nlabel: n\xe9\n",
            (2, "This is not UTF-8 text: save the file with the encoding UTF-8."),
        ),
        (
            b"a: b\nlabel: a\x07b\n",
            (
                2,
                "This is not YAML: a character that is not allowed "
                "(control characters are not allowed).",
            ),
        ),
        (
            b"a: b\nlabel: c: d\n",
            (2, "This is not YAML: mapping values are not allowed in this context" + MEND),
        ),
        (b"a: b\n---\nc: d\n", (2, "This is not YAML: but found another document" + MEND)),
        (
            b"a:\n\t- b\n",
            (2, "This is not YAML: found character that cannot start any token" + MEND),
        ),
        (b"note: *b\nlabel: x\n", (1, "This is not YAML: found undefined alias" + MEND)),
        (
            b'a: "\\ud800"\n',
            (1, "This is not YAML: found invalid Unicode character escape code" + MEND),
        ),
    ],
)
def test_a_text_that_cannot_be_read_is_one_finding(source: bytes, found: tuple[int, str]) -> None:
    assert parse(source, finding) == (None, [finding(*found)])


def test_a_quote_that_is_never_closed_is_found_on_a_line_of_the_file() -> None:
    ((line, message),) = refused(b"a: b\nlabel: 'c\nphase: d\n")
    assert (line, message.partition(":")[0]) == (4, "This is not YAML")


@pytest.mark.parametrize(
    "source",
    [
        b"label: x\nnote: y\n",
        b"label: x\r\nnote: y\r\n",
        b"\xef\xbb\xbflabel: x\nnote: y\n",
        b"label:\tx\nnote:\ty\n",
        b"---\nlabel: x\nnote: y\n...\n",
        b"{label: x, note: y}",
    ],
)
def test_line_ends_byte_order_mark_tabs_and_layout_say_nothing(source: bytes) -> None:
    assert texts(source) == {"label": ["x"], "note": ["y"]}
