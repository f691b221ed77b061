"""The selected records as they stand in their files, for formats that take some keys of some."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mnd_kg.export.by_record import by_record
from mnd_kg.export.jsonld import framed_nodes
from mnd_kg.export.selection import MAPPINGS, record_of
from mnd_kg.nquads import once
from mnd_kg.vocabulary import GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.export.by_record import Said
    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection

Node = dict[str, Any]


def records(selection: Selection, ledger: Ledger, why: str) -> Iterator[Node]:
    """Give each record as JSON-LD, with what is derived from it, and ids as CURIEs.

    Args:
        selection: the records.
        ledger: notes what is no such record: the terms of the ontology, and sets of mappings,
            which are tables in SSSOM. The mappings themselves are in the records.
        why: the reason why that is lost.
    """
    for iri, said in by_record(selection.lines()):
        if record_of(iri) and not iri.startswith(MAPPINGS):
            about = {subject: once(statements) for subject, statements in said.items()}
            ledger.lose(
                "which named graphs say it", "it is said once", _count(said) - _count(about)
            )
            yield from framed_nodes(iri, about)
        elif iri.startswith(GRAPH):
            ledger.lose("file and licence of a record", why, _count(said))
        elif iri.startswith(MAPPINGS):
            ledger.lose("mapping sets", why, _count(said))
        else:
            ledger.lose("the ontology", why, _count(said))


def take(node: Node, *keys: str) -> list[Any]:
    """Return the values of keys, and take them out, so that what remains is what is lost."""
    found: list[Any] = []
    for key in keys:
        value = node.pop(key, [])
        found += value if isinstance(value, list) else [value]
    return found


def lose_rest(node: Node, ledger: Ledger, why: str) -> None:
    """Note what remains of a node: each value of each key, and the parts inside."""
    for key, found in node.items():
        if key == "id":
            continue
        values = found if isinstance(found, list) else [found]
        ledger.lose(key, why, len(values))
        for value in values:
            if _is_node(value):
                lose_rest(value, ledger, why)


def size(node: Node) -> int:
    """Return how many statements make a node and the parts inside it."""
    counted = 0
    for key, found in node.items():
        if key != "id":
            values = found if isinstance(found, list) else [found]
            counted += len(values)
            counted += sum(size(value) for value in values if _is_node(value))
    return counted


def _is_node(value: Any) -> bool:
    return isinstance(value, dict) and "@value" not in value


def _count(said: Said) -> int:
    return sum(map(len, said.values()))
