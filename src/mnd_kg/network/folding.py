"""How the parts of a record become the attributes of one edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg.doubts import doubts_about
from mnd_kg.network.elements import Edge
from mnd_kg.network.firmness import POOLS
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mnd_kg.network.elements import Value
    from mnd_kg.statements import Statements

DIRECTIONS = ("supports", "disputes", "neutral")


class Folded:
    """The attributes of a node or an edge, gathered from a record or a part."""

    def __init__(self, said: Statements, part: str) -> None:
        self._said = said
        self._part = part
        self.attributes: dict[str, Value] = {}
        self.doubts(part)

    def texts(self, *keys: str) -> None:
        """Take over keys that have one value; of several, all stand, set off by semicolons."""
        for key in keys:
            if values := self._values(key):
                self.attributes[key] = "; ".join(values)

    def lists(self, *keys: str) -> None:
        """Take over keys that may have several values."""
        for key in keys:
            if values := self._values(key):
                self.attributes[key] = tuple(values)

    def numbers(self, *keys: str) -> None:
        """Take over keys that have one whole number."""
        for key in keys:
            if value := self._said.value(self._part, key):
                self.attributes[key] = int(value)

    def doubts(self, *parts: str) -> None:
        """Say on which publications that were retracted, corrected or doubted some parts rest."""
        short = vocabulary().contract
        about = {doubt for part in parts for doubt in doubts_about(self._said, part)}
        if about:
            self.attributes["doubts"] = tuple(sorted(f"{short(p)} ({state})" for p, state in about))

    def add(self, attributes: Mapping[str, Value]) -> None:
        """Take over attributes as they are."""
        self.attributes.update(attributes)

    def between(self, sources: list[str], relation: str, targets: list[str]) -> Iterator[Edge]:
        """Give the edges that the part itself is: its id is theirs, if there is only one."""
        only = len(sources) * len(targets) == 1
        for source in sources:
            for target in targets:
                edge = self.edge(source, relation, target)
                own = vocabulary().contract(self._part)
                yield edge._replace(id=own if only else f"{own}--{edge.id}")

    def edge(self, source: str, relation: str, target: str) -> Edge:
        """Return one of the edges that the part gives rise to."""
        short = vocabulary().contract
        return Edge(
            f"{short(source)}--{relation}--{short(target)}",
            self._said.class_of(self._part),
            source,
            relation,
            target,
            dict(sorted(self.attributes.items())),
        )

    def _values(self, key: str) -> list[str]:
        return sorted(map(vocabulary().contract, self._said.values(self._part, key)))


def evidence(said: Statements, proposition: str) -> dict[str, Value]:
    """Return the evidence lines of a proposition, counted for each direction, with their sources.

    What pools trials is listed and not counted, for its trials are.
    `claims` are the passages of documents that say the same; they are no evidence.
    """
    short = vocabulary().contract
    lines = said.values(proposition, "evidenceLine")
    found: dict[str, Value] = {
        direction: sum(
            said.value(line, "direction") == direction
            and POOLS not in said.values(line, "evidenceKind")
            for line in lines
        )
        for direction in DIRECTIONS
    }
    items = {line: said.values(line, "item") for line in lines}
    by_side = {
        side: [
            part
            for line in lines
            if said.value(line, "direction") == side
            for part in (line, *items[line])
        ]
        for side in ("supports", "disputes")
    }
    shown = [item for found in items.values() for item in found]
    lists = {
        "evidence": tuple(sorted(map(short, lines))),
        "trials": tuple(sorted({short(t) for t in map(_record, shown) if _is_trial(said, t)})),
        "sources": sources(said, [proposition, *lines, *shown]),
        "supportedBy": sources(said, by_side["supports"]),
        "disputedBy": sources(said, by_side["disputes"]),
        "claims": tuple(sorted(map(short, said.users(proposition, "states")))),
    }
    return found | {key: values for key, values in lists.items() if values}


def sources(said: Statements, parts: Iterable[str]) -> tuple[str, ...]:
    """Return what some parts cite, or are themselves where they are publications or sources."""
    cited: set[str] = set()
    for part in parts:
        itself = said.class_of(part) in ("Publication", "Source")
        cited |= {part} if itself else set(said.nearest(part, "cites"))
    return tuple(sorted(map(vocabulary().contract, cited)))


def _record(part: str) -> str:
    return part.partition("#")[0]


def _is_trial(said: Statements, record: str) -> bool:
    return said.class_of(record) == "ClinicalTrial"
