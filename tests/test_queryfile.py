"""Query files: the header, the parameters, and what reaches other servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mnd_kg.errors import QueryError, UnknownQueryError
from mnd_kg.queryfile import QueryFile, merges_graphs, reaches_network, read, read_folder

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
# title: Trials
# why: One looks them up,
#      and then again.
# severity: error
# column trial: the trial
# column label: its
#   name
# parameter trial: the trial asked about
SELECT ?trial ?label WHERE {
  # column late: no part of the header
  VALUES ?trial { trials:T }
  ?trial rdfs:label ?label
}
"""


def query(text: str, *parameters: str) -> QueryFile:
    return QueryFile("q", text, parameters=dict.fromkeys(parameters, ""))


def test_a_query_is_read_with_its_header(tmp_path: Path) -> None:
    path = tmp_path / "trials.rq"
    path.write_text(TEXT, encoding="utf-8")
    expected = QueryFile(
        "trials",
        TEXT,
        "Trials",
        "One looks them up, and then again.",
        {"trial": "the trial", "label": "its name"},
        {"trial": "the trial asked about"},
        {"severity": "error"},
    )
    assert read(path) == expected
    assert read_folder(tmp_path) == {"trials": expected}


def test_a_query_without_a_header_is_a_query(tmp_path: Path) -> None:
    path = tmp_path / "plain.rq"
    path.write_text("ASK {}\n", encoding="utf-8")
    assert read(path) == QueryFile("plain", "ASK {}\n")


def test_line_ends_and_byte_order_mark_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_bytes(b"\xef\xbb\xbf# title: T\r\nASK {}\r\n")
    assert (read(path).title, read(path).text) == ("T", "# title: T\nASK {}\n")


def test_a_query_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_bytes(b"# title: n\xe9\n")
    with pytest.raises(QueryError) as error:
        read(path)
    assert str(error.value) == f"{path} is not UTF-8 text: save it with the encoding UTF-8."


def test_a_default_is_what_stands_in_the_block() -> None:
    asked = query(
        "SELECT * { VALUES ?drug { interventions:a <b> } values  ?x\n{ 1.970 } }", "drug", "x"
    )
    assert (asked.default("drug"), asked.default("x")) == ("interventions:a <b>", "1.970")


def test_a_parameter_is_replaced_everywhere_and_others_stay() -> None:
    text = (
        "SELECT * { { VALUES ?a { 1 } } UNION { values ?a{2} } VALUES ?ab { 3 } VALUES ?b { 4 } }"
    )
    expected = (
        "SELECT * { { VALUES ?a { <x> } } UNION { VALUES ?a { <x> } } VALUES ?ab { 3 } "
        "VALUES ?b { 5 6 } }"
    )
    assert query(text, "a", "b").with_parameters({"a": "<x>", "b": "5 6"}) == expected


@pytest.mark.parametrize("term", [r'"a\\b"', r'"a\"b"', r'"\1 \g<0>"', '"a\nb"'])
def test_a_value_stands_in_the_query_as_it_was_given(term: str) -> None:
    found = query("SELECT * { VALUES ?a { 1 } }", "a").with_parameters({"a": term})
    assert found == f"SELECT * {{ VALUES ?a {{ {term} }} }}"


@pytest.mark.parametrize(
    ("text", "parameters", "known"),
    [
        ("SELECT * { VALUES ?a { 1 } }", ["a"], "a"),
        ("SELECT * { VALUES ?a { 1 } VALUES ?x { 2 } }", ["b", "a"], "a, b"),
        ("SELECT * { ?x ?y ?z }", [], "none"),
    ],
)
def test_what_is_no_parameter_is_refused(text: str, parameters: list[str], known: str) -> None:
    with pytest.raises(UnknownQueryError) as error:
        query(text, *parameters).with_parameters({"x": "<y>"})
    assert str(error.value) == f"q has no parameter `x`; its parameters: {known}."


def test_a_parameter_that_is_declared_and_has_no_default_says_so() -> None:
    with pytest.raises(UnknownQueryError, match=r"no parameter `x`: it has no VALUES \?x"):
        query("SELECT * { ?x ?y ?z }", "x").with_parameters({"x": "<y>"})


def test_a_default_may_hold_a_brace() -> None:
    asked = query('SELECT * { VALUES ?unit { "{points}/a" } }', "unit")
    assert asked.with_parameters({"unit": '"mg"'}) == 'SELECT * { VALUES ?unit { "mg" } }'


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }",
        "SELECT * { service silent <https://example.org/> { ?s ?p ?o } }",
        "SELECT * {SERVICE?x{ ?s ?p ?o }}",
        "SELECT * { ?s ?p 'a' . SERVICE <x> { } }",
        "SELECT * { ?s ?p ?o .SERVICE <x> { } }",
        "SELECT * { # remark\nSERVICE <x> { } }",
        'SELECT * { ?s ?p "it\'s" SERVICE <x> { ?s ?p "it\'s" } }',
        "SELECT * { ?s ?p '''a'b''' SERVICE <x> { } }",
        'SELECT * { ?s ?p "\\"" SERVICE <x> { ?s ?p "\\"" } }',
        "SELECT * { ?s <a#b> ?o SERVICE <x> { } }",
        "SELECT * { FILTER (?a < 3) SERVICE <x> { } FILTER (?b > 3) }",
        "SELECT * { SERVICE ex:service { } }",
    ],
)
def test_a_service_clause_reaches_the_network(sparql: str) -> None:
    assert reaches_network(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?s ?p ?o FILTER(?o<3)SERVICE?x{?s?p?o}FILTER(2>1) }",
        "SELECT * { ?s ?p ?o FILTER(?o<3)SERVICE:x{ ?s ?p ?o }FILTER(2>1) }",
        "SELECT * { SERVICE:x{ ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<https://example.org/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE<https://example.org/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<https://example.org/>{ ?s ?p ?o } }",
        "SELECT * { ?s :a\\#b ?o SERVICE <https://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o # remark\rSERVICE <https://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''a\\'''' SERVICE <https://example.org/> { ?s ?p 'b' } }",
    ],
)
def test_a_service_clause_in_disguise_reaches_the_network(sparql: str) -> None:
    # pyoxigraph's grammar wants no space round the word. That was tried by hand: it dials out.
    assert reaches_network(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?s ?p ?o } # SERVICE <x> { }",
        "SELECT * { ?s ?p 'SERVICE <x> { }' }",
        'SELECT * { ?s ?p "a \\" SERVICE <x> { }" }',
        'SELECT * { ?s ?p """a\n" SERVICE <x> { }""" }',
        "SELECT * { ?s ?p '''a\n' SERVICE <x> { }''' }",
        "SELECT * { ?s ?p <https://example.org/SERVICE/> }",
        "SELECT ?service $SERVICE { ?service ?p $SERVICE }",
        "SELECT * { ?s ex:service ?o ; ex:SERVICE ?x }",
        "SELECT * { ?s ?p ?selfservice ; ex:serviced ?o }",
        "SELECT * { ?s ex:a.service ?o }",
        "SELECT * { ?s ex:self-service ?o }",
        "SELECT * { ?s ?p 'a'@service }",
    ],
)
def test_the_word_service_elsewhere_does_not(sparql: str) -> None:
    assert not reaches_network(sparql)


@pytest.mark.parametrize(
    ("sparql", "several"),
    [
        ("SELECT * FROM <https://a.org> FROM <https://b.org> { ?s ?p ?o }", True),
        ("ASK from graph:a\nfrom<https://b.org>{ ?s ?p ?o }", True),
        ("SELECT * FROM <https://a.org> FROM NAMED <https://b.org> { ?s ?p ?o }", False),
        ("SELECT * FROM NAMED graph:a FROM NAMED graph:b { ?s ?p ?o }", False),
        ("SELECT ?from { ?from a 'FROM FROM' } # FROM FROM", False),
        ("SELECT * { <https://a.org/FROM> ?p <https://a.org/FROM> }", False),
    ],
)
def test_several_from_are_told_from_one_and_from_named(sparql: str, several: bool) -> None:
    assert merges_graphs(sparql) is several
