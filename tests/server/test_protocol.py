"""What a request asks, by the SPARQL 1.1 Protocol."""

from __future__ import annotations

import pytest

from mnd_kg.server.protocol import LONGEST, Asked, RefusedError, asked

FORM = "application/x-www-form-urlencoded; charset=UTF-8"
DIRECT = "application/sparql-query"


def test_the_three_ways_of_the_protocol_ask_the_same() -> None:
    graphs = "default-graph-uri=http%3A%2F%2Fa%2F&named-graph-uri=http%3A%2F%2Fb%2F"
    expected = Asked("ASK {}", ("http://a/",), ("http://b/",))
    assert asked("GET", f"query=ASK%20%7B%7D&{graphs}", "", b"") == expected
    assert asked("POST", "", FORM, f"query=ASK+%7B%7D&{graphs}".encode()) == expected
    assert asked("POST", graphs, DIRECT, b"ASK {}") == expected


def test_several_graphs_of_a_kind_are_kept_in_order() -> None:
    body = b"named-graph-uri=http://b/&query=ASK{}&named-graph-uri=http://a/"
    assert asked("POST", "", FORM, body) == Asked("ASK{}", (), ("http://b/", "http://a/"))


def test_who_asks_nothing_is_told_apart() -> None:
    assert asked("GET", "", "", b"") is None
    assert asked("HEAD", "", "", b"") is None


@pytest.mark.parametrize(
    ("parameters", "content_type", "body", "status", "message"),
    [
        ("", FORM, b"", 400, "Give one `query`, not 0"),
        ("", FORM, b"query=ASK{}&query=ASK{}", 400, "not 2"),
        ("query=ASK{}", DIRECT, b"ASK {}", 400, "not 2"),
        ("", FORM, b"query=%ff", 400, "not UTF-8"),
        ("", DIRECT, b"\xff", 400, "not UTF-8"),
        ("default-graph-uri=a b", DIRECT, b"ASK {}", 400, "`a b` names no graph"),
        ("", FORM, b"update=CLEAR ALL", 403, "can only be read"),
        ("", FORM, b"query=ASK{}&using-graph-uri=http://a/", 403, "can only be read"),
        ("", "application/sparql-update", b"CLEAR ALL", 415, "not as application/sparql-update"),
        ("", "", b"ASK {}", 415, "not as nothing"),
        ("", DIRECT, b"#" * (LONGEST + 1), 413, "at most"),
    ],
)
def test_what_is_no_query_is_refused(
    parameters: str, content_type: str, body: bytes, status: int, message: str
) -> None:
    with pytest.raises(RefusedError, match=message) as refused:
        asked("POST", parameters, content_type, body)
    assert refused.value.status == status


def test_a_get_that_has_other_parameters_only_is_refused() -> None:
    with pytest.raises(RefusedError, match="not 0"):
        asked("GET", "format=json", "", b"")
