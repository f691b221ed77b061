"""What was looked for and not found, which is not the same as never having been looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg.answers.origin import origin
from mnd_kg.answers.standing import Item

if TYPE_CHECKING:
    from mnd_kg.statements import Statements

_ABOUT = ("intervention", "condition")


def searches(
    said: Statements, intervention: str, condition: str, kinds: tuple[str, ...]
) -> tuple[Item, ...]:
    """Return the searches of some kinds that found nothing, the last one first.

    Args:
        said: the statements of the graph.
        intervention: what was looked for, or an empty text for any.
        condition: in what, or an empty text for any.
        kinds: `trial`, `publication` and so on.
    """
    found = [
        search
        for search in said.of_class("Search")
        if said.value(search, "found") == "0"
        and said.value(search, "lookedFor") in kinds
        and (not intervention or intervention in said.values(search, "intervention"))
        and (not condition or condition in said.values(search, "condition"))
    ]
    found.sort(key=lambda search: (said.value(search, "searchedOn"), search), reverse=True)
    return tuple(Item(_told(said, search), origin(said, search)) for search in found)


def _told(said: Statements, search: str) -> str:
    where = ", ".join(said.label(source) for source in said.values(search, "searched"))
    kind, on = said.value(search, "lookedFor"), said.value(search, "searchedOn")
    about = [said.label(t) for key in _ABOUT for t in said.values(search, key)]
    typed = said.value(search, "queryText")
    of = f" of {', '.join(about)}" if about else ""
    return f"up to {on} no {kind}{of} found in {where}" + (f" ({typed})" if typed else "")
