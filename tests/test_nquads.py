"""N-Quads read as text say what a parser reads in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from mnd_kg.dataset import to_nquads
from mnd_kg.nquads import by_subject, iri, is_literal, kind_of, literal, once, statement
from mnd_kg.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg import KnowledgeGraph


def test_the_terms_of_a_line_are_those_of_a_parser(kg: KnowledgeGraph) -> None:
    with kg.nquads.open("rb") as lines:
        for line, quad in zip(lines, kg.quads(), strict=True):
            assert Quad(*map(term, statement(line))) == quad  # type: ignore[arg-type]


def test_what_a_literal_escapes_is_read_as_it_was() -> None:
    text = "".join(map(chr, range(0x100))) + '\\\\" \\u0041 <e:p> \U0001f9e0'
    said = Quad(NamedNode("e:s"), NamedNode("e:p"), Literal(text, language="la"), NamedNode("e:g"))
    assert literal(statement(to_nquads([said]))[2]) == (text, "@la")


def test_a_node_without_a_name_keeps_its_label() -> None:
    said = Quad(BlankNode("b"), NamedNode("e:p"), BlankNode("c"), NamedNode("e:g"))
    subject, _, value, _ = statement(to_nquads([said]))
    assert (iri(subject), is_literal(value), iri(value)) == ("_:b", False, "_:c")


def test_lines_are_read_one_after_another() -> None:
    """A writer takes memory for one subject, however long the file."""
    read = []

    def lines() -> Iterator[bytes]:
        for number in range(3):
            read.append(number)
            yield f"<e:{number}> <e:p> <e:o> <e:g> .\n".encode()

    subjects = by_subject(lines())
    assert next(subjects)[0] == "<e:0>"
    assert read == [0, 1]


def test_what_two_graphs_say_is_said_once() -> None:
    said = [("<e:s>", "<e:p>", value, graph) for value in "ab" for graph in "gh"]
    assert once(said) == [("<e:s>", "<e:p>", "a", "g"), ("<e:s>", "<e:p>", "b", "g")]


def term(written: str) -> NamedNode | Literal:
    if not is_literal(written):
        return NamedNode(iri(written))
    text, kind = literal(written)
    datatype = kind.removeprefix("^^<").removesuffix(">")
    assert not kind or kind == kind_of(datatype)
    return Literal(text, datatype=NamedNode(datatype or XSD + "string"))
