"""The one form in which a record is written, so that a change in a file is a change in meaning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from mnd_kg.errors import RecordError
from mnd_kg.records.yaml_text import Mapping, Scalar
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.records.record import Record

_STR, _MAP, _SEQ = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "map", "seq"))
_WIDTH = 100
# What YAML 1.2, or another reader of YAML 1.1, takes for a number or a truth value.
_MISREAD = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|[yYnN]")


class _Dumper(
    yaml.emitter.Emitter, yaml.serializer.Serializer, yaml.resolver.BaseResolver
):  # every scalar is text, so no resolver may ask for quotes
    def __init__(self, stream: Any, **settings: object) -> None:
        yaml.emitter.Emitter.__init__(self, stream, width=_WIDTH, allow_unicode=True)
        yaml.serializer.Serializer.__init__(self)
        yaml.resolver.BaseResolver.__init__(self)

    # PyYAML asks its dumpers for this where a representer would be.
    def dispose(self) -> None:
        yaml.emitter.Emitter.dispose(self)


def canonical(record: Record) -> bytes:
    """Return the canonical form of a record.

    Keys stand in the order of the context; lists keep their order, and a list of one is written
    without one. Text that another YAML reader could take for a number, a date or a truth value
    is quoted, while numbers and dates are not.

    Raises:
        RecordError: if the record has findings, for what cannot be read cannot be kept.
    """
    if record.findings or record.tree is None:
        first = min(record.findings)
        raise RecordError(record.path, first.line, f"not rewritten: {first.message}")
    return written(record.tree)


def written(tree: Mapping) -> bytes:
    """Return a tree of keys and values in the canonical form."""
    text: str = yaml.serialize(_mapping(tree), Dumper=_Dumper)
    return text.encode("utf-8")


def _mapping(mapping: Mapping) -> MappingNode:
    return MappingNode(
        _MAP,
        [
            (ScalarNode(_STR, name), _values(name, mapping.values[name]))
            for name in sorted(mapping.values, key=vocabulary().order.__getitem__)
        ],
        flow_style=False,
    )


def _values(name: str, values: list[Scalar | Mapping]) -> Node:
    nodes = [
        _mapping(value) if isinstance(value, Mapping) else _scalar(name, value.text)
        for value in values
    ]
    return nodes[0] if len(nodes) == 1 else SequenceNode(_SEQ, nodes, flow_style=False)


def _scalar(name: str, text: str) -> ScalarNode:
    key = vocabulary().keys.get(name)
    typed = key is not None and key.datatype is not None
    misread = yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], [])
    quoted = (
        text.startswith("#")
        or "\x85" in text
        or (
            not typed
            and (
                _MISREAD.fullmatch(text) is not None
                or any(pattern.match(text) for _, pattern in misread)
            )
        )
    )
    return ScalarNode(_STR, text, style='"' if quoted else None)
