"""YAML as records use it: every scalar is text, and every value knows its line.

The subset is small on purpose. Dates, numbers and ``NO`` stay as they are written, for the
context alone says what they mean. Anchors, tags and comments are refused: the graph could not
hold what they say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from mnd_kg.records.refused import RefusedError, decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yaml.nodes import Node

    from mnd_kg.findings import Finding

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"
_DEEPEST = 40


@dataclass(frozen=True)
class Scalar:
    """A text, with the line on which it begins."""

    text: str
    line: int


@dataclass
class Mapping:
    """Keys with their values; ``key_lines`` has the line of each key."""

    line: int
    values: dict[str, list[Scalar | Mapping]] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)


Value = Scalar | Mapping


class _Start(NamedTuple):
    line: int
    column: int


def parse(
    source: bytes, finding: Callable[[int, str], Finding]
) -> tuple[Mapping | None, list[Finding]]:
    """Return the mapping that a file holds, and what is wrong with its YAML.

    Args:
        source: the bytes of the file.
        finding: makes a finding of a line and a message.

    The mapping is None where the text cannot be read at all.
    """
    found: list[Finding] = []

    def report(line: int, message: str) -> None:
        found.append(finding(line, message))

    mapping = None
    comments: dict[int, str] = {}
    try:
        text = decoded(source)
        root = _root(text)
        comments = dict(_comments(text, root))
        mapping = _Reader(report, comments, text).mapping(root)
    except RefusedError as refused:
        report(refused.line, refused.message)
    for line, comment in comments.items():
        report(
            line,
            f"The graph cannot hold the comment `{comment}`: write it as `note:`, or put quotes "
            "round it if it is a value.",
        )
    return mapping, found


def _root(text: str) -> yaml.MappingNode:
    """Return what a text holds, before its values are read.

    Raises:
        RefusedError: if it is not YAML, or no keys and values.
    """
    try:
        if deep := _too_deep(text):
            message = "This is nested too deeply to be a record: take a level out."
            raise RefusedError(deep, message)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "it cannot be read"
        line = min(mark.line, text.count("\n")) + 1 if mark else 1
        message = f"This is not YAML: {problem}. Mend the line or the one above it."
        raise RefusedError(line, message) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, int(error.position)) + 1
        message = f"This is not YAML: a character that is not allowed ({error.reason})."
        raise RefusedError(line, message) from error
    if not isinstance(root, yaml.MappingNode):
        what = "The file is empty" if root is None else "The file does not hold keys and values"
        raise RefusedError(1, f"{what}: write a record, beginning with `id:` and `type:`.")
    return root


class _Reader:
    def __init__(
        self, report: Callable[[int, str], None], comments: dict[int, str], text: str
    ) -> None:
        self._text = text
        self._report = report
        self._comments = comments
        self._seen: set[int] = set()

    def mapping(self, node: yaml.MappingNode) -> Mapping:
        result = Mapping(_line(node))
        for key_node, value_node in node.value:
            line = _line(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(line, "A key must be a plain word.")
                continue
            key = key_node.value
            if key in result.values:
                self._report(
                    line,
                    f"The key `{key}` stands twice, first on line {result.key_lines[key]}: "
                    "give both values in one list.",
                )
                continue
            result.key_lines[key] = line
            result.values[key] = list(self._values(key, value_node))
        return result

    def _values(self, key: str, node: Node, *, in_list: bool = False) -> Iterator[Value]:
        self._check_tag(node)
        if isinstance(node, yaml.MappingNode):
            yield self.mapping(node)
        elif isinstance(node, yaml.SequenceNode):
            if in_list or not node.value:
                what = "a list in a list" if in_list else "an empty list"
                self._report(_line(node), f"`{key}` holds {what}: write the values, or leave out.")
            for item in node.value:
                yield from self._values(key, item, in_list=True)
        else:
            line = _line(node)
            empty = not node.value.strip() or (
                node.tag == _NULL and isinstance(node, yaml.ScalarNode) and not node.style
            )
            if not empty:
                # A block of text ends with a line break that is no part of what it says.
                block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
                yield Scalar(node.value.rstrip("\n") if block else node.value, line)
            elif comment := self._comments.pop(line, None):
                self._report(
                    line,
                    f"`{key}` is empty, for `{comment}` is read as a comment: write it in quotes.",
                )
            else:
                self._report(line, f"`{key}` is empty: give it a value, or leave the key out.")

    def _check_tag(self, node: Node) -> None:
        sign = self._text[node.start_mark.index : node.start_mark.index + 1]
        if id(node) in self._seen or sign == "&":
            message = "Anchors and aliases are not read: write the value again."
            raise RefusedError(_line(node), message)
        self._seen.add(id(node))
        if sign == "!" or not node.tag.startswith("tag:yaml.org,2002:"):
            self._report(_line(node), f"The tag {node.tag} is not read: write the plain value.")


def _too_deep(text: str) -> int:
    """Return the line on which a text is nested deeper than any record is, or 0."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                return _line(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return 0


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1


def _comments(text: str, root: Node) -> Iterator[tuple[int, str]]:
    """Find the comments: what begins with # outside every scalar."""
    # What stands on the lines that may hold one, to be left blank where a scalar is.
    lines = {n: list(line) for n, line in enumerate(text.splitlines()) if "#" in line}
    for node in _scalars(root, set()) if lines else ():
        start, end = node.start_mark, node.end_mark
        if node.style in ("|", ">"):
            # A comment may stand behind the sign of a block of text.
            if line := lines.get(start.line):
                sign = re.match(r"[^#]*", "".join(line[start.column :]))
                width = sign.end() if sign else 0
                line[start.column : start.column + width] = " " * width
            start = _Start(start.line + 1, 0)
        for number in range(start.line, end.line + 1):
            if line := lines.get(number):
                first = start.column if number == start.line else 0
                last = end.column if number == end.line else len(line)
                line[first:last] = " " * len(line[first:last])
    for number, line in lines.items():
        if match := re.search(r"(?:^|\s)(#.*)", "".join(line)):
            yield number + 1, match[1].strip()


def _scalars(node: Node, seen: set[int]) -> Iterator[yaml.ScalarNode]:
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item, seen)
    else:
        for key, value in node.value:
            yield from _scalars(key, seen)
            yield from _scalars(value, seen)
