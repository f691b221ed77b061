"""What a question is about: the things that its names mean, and what lies above and below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mnd_kg.errors import UnknownEntityError
from mnd_kg.resolve import resolve
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.statements import Statements
    from mnd_kg.store import BuiltGraph


def named(graph: BuiltGraph, name: str, kind: str) -> str:
    """Return the IRI of the thing of a kind that has a name.

    Raises:
        UnknownEntityError: if the name is unknown, or names something of another kind.
    """
    words = vocabulary()
    iri = resolve(graph.store, name, words.folder_of(words.classes[kind]) or "")
    if iri not in graph.statements.of_class(kind):
        spaced = re.sub("(?<=[a-z])(?=[A-Z])", " ", kind).lower()
        raise UnknownEntityError(f"`{name}` is no {spaced}: give the name of one.")
    return iri


def wider(said: Statements, condition: str) -> list[str]:
    """Return a condition and all that it is a kind of, the nearest first."""
    found = [condition]
    for seen in found:
        found += [above for above in said.values(seen, "broader") if above not in found]
    return found


def narrower(said: Statements, condition: str) -> list[str]:
    """Return a condition and all its kinds, the nearest first."""
    found = [condition]
    for seen in found:
        found += [below for below in said.users(seen, "broader") if below not in found]
    return found


def kin(said: Statements, condition: str) -> list[str]:
    """Return the conditions under a common one: who has another of them does not have this."""
    return narrower(said, wider(said, condition)[-1])
