"""A property graph as a stream: nodes and edges with attributes, before any format.

A view is an iterator of these, always in the same order, so that a writer need hold none of them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Value: TypeAlias = str | int | bool | Decimal | tuple[str, ...]
"""What an attribute can hold. A Decimal keeps the digits of its source, as 3.50."""


class Node(NamedTuple):
    """A thing, with the id that records use for it."""

    id: str
    type: str
    """Its class in the ontology."""
    label: str
    attributes: Mapping[str, Value]


class Edge(NamedTuple):
    """What is said of two things."""

    id: str
    type: str
    """The class of what says it, such as MechanismEdge or Proposition."""
    source: str
    relation: str
    target: str
    attributes: Mapping[str, Value]


View: TypeAlias = "Iterator[Node | Edge]"
