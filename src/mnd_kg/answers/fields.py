"""The parts of an answer as JSON, under the names that properties have in the graph."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any


def fields_as_json(part: Any) -> dict[str, Any]:
    """Return a dataclass as JSON: ``ci_low`` is ``ciLow``, and parts in it go the same way."""
    return {_camel(field.name): _value(getattr(part, field.name)) for field in fields(part)}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    if hasattr(value, "as_json"):
        return value.as_json()
    return fields_as_json(value) if is_dataclass(value) else value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
