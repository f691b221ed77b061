"""GraphML and GEXF: property graphs in XML, streamed.

A list is written as a JSON array, for neither format has lists that its readers read. Numbers stand
with the digits of their source.
"""

from __future__ import annotations

import json
import re
import shutil
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from mnd_kg.export.views import Columns, apart, elements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection
    from mnd_kg.network import Edge, Node
    from mnd_kg.network.elements import Value

_TYPES = {bool: "boolean", int: "long", Decimal: "double"}
_DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Most texts have none of these, and need no second look.
_SPECIAL = re.compile('[&<>"\x00-\x1f\ufffe\uffff]')
_ENTITIES = {"\r": "&#13;"}


def graphml(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write a view as GraphML."""
    _write(_GraphML(ledger), selection, out, ledger)


def gexf(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write a view as GEXF 1.2."""
    _write(_Gexf(ledger), selection, out, ledger)


def _write(form: _GraphML | _Gexf, selection: Selection, out: Path, ledger: Ledger) -> None:
    with (
        apart(elements(selection, ledger), out.parent, form.node, form.edge) as (nodes, edges),
        out.open("w", encoding="utf-8", newline="") as stream,
    ):
        stream.write(_DECLARATION)
        stream.writelines(form.head())
        shutil.copyfileobj(nodes, stream)
        stream.write(form.between)
        shutil.copyfileobj(edges, stream)
        stream.write(form.end)


class _Elements:
    """Elements in XML, with their columns, and with the characters noted that XML cannot hold."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._nodes, self._edges = Columns(), Columns()

    def _columns(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Give what has attributes, node and edge, with the type of each."""
        for domain, columns in (("node", self._nodes), ("edge", self._edges)):
            types = columns.types().items()
            yield domain, {key: _TYPES.get(kind, "string") for key, kind in types}

    def _escaped(self, value: Value) -> str:
        """Return a value as the content of an element."""
        text = value if isinstance(value, str) else written(value)
        return escape(self._legal(text), _ENTITIES) if _SPECIAL.search(text) else text

    def _quoted(self, value: Value) -> str:
        """Return a value as an attribute, with its quotes."""
        text = value if isinstance(value, str) else written(value)
        return quoteattr(self._legal(text), _ENTITIES) if _SPECIAL.search(text) else f'"{text}"'

    def _ends(self, edge: Edge) -> str:
        """Return the id of an edge and whence and whereto it leads, as attributes."""
        ends = f"source={self._quoted(edge.source)} target={self._quoted(edge.target)}"
        return f"id={self._quoted(edge.id)} {ends}"

    def _legal(self, text: str) -> str:
        if _FORBIDDEN.search(text):
            self._ledger.lose("control characters of a text", "XML cannot hold them")
            return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
        return text


class _Tags(dict[str, str]):
    """What opens the value of each attribute, made when the attribute is first met."""

    def __init__(self, tag: Callable[[str], str]) -> None:
        super().__init__()
        self._tag = tag

    def __missing__(self, key: str) -> str:
        return self.setdefault(key, self._tag(key))


class _GraphML(_Elements):
    between = ""
    end = "</graph>\n</graphml>\n"

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger)
        self._of_nodes, self._of_edges = self._tags("n"), self._tags("e")

    def _tags(self, domain: str) -> _Tags:
        return _Tags(lambda key: f"<data key={self._quoted(f'{domain}:{key}')}>")

    def head(self) -> Iterator[str]:
        yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        for domain, columns in self._columns():
            for key, kind in columns.items():
                named = f'id={self._quoted(f"{domain[0]}:{key}")} for="{domain}"'
                yield f'<key {named} attr.name={self._quoted(key)} attr.type="{kind}"/>\n'
        yield '<graph edgedefault="directed">\n'

    def node(self, node: Node) -> str:
        values = {"type": node.type, "label": node.label, **node.attributes}
        self._nodes.meet(values)
        return f"<node id={self._quoted(node.id)}>{self._data(self._of_nodes, values)}</node>\n"

    def edge(self, edge: Edge) -> str:
        values = {"type": edge.type, "relation": edge.relation, **edge.attributes}
        self._edges.meet(values)
        return f"<edge {self._ends(edge)}>{self._data(self._of_edges, values)}</edge>\n"

    def _data(self, tags: _Tags, values: dict[str, Value]) -> str:
        found = [f"{tags[key]}{self._escaped(value)}</data>" for key, value in values.items()]
        return "".join(found)


class _Gexf(_Elements):
    between = "</nodes>\n<edges>\n"
    end = "</edges>\n</graph>\n</gexf>\n"

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger)
        self._tags = _Tags(lambda key: f"<attvalue for={self._quoted(key)} value=")

    def head(self) -> Iterator[str]:
        yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
        yield '<graph defaultedgetype="directed" mode="static">\n'
        for domain, columns in self._columns():
            yield f'<attributes class="{domain}" mode="static">\n'
            for key, kind in columns.items():
                named = f"id={self._quoted(key)} title={self._quoted(key)}"
                yield f'<attribute {named} type="{kind}"/>\n'
            yield "</attributes>\n"
        yield "<nodes>\n"

    def node(self, node: Node) -> str:
        values = {"type": node.type, **node.attributes}
        self._nodes.meet(values)
        named = f"id={self._quoted(node.id)} label={self._quoted(node.label)}"
        return f"<node {named}>{self._data(values)}</node>\n"

    def edge(self, edge: Edge) -> str:
        values = {"type": edge.type, "relation": edge.relation, **edge.attributes}
        self._edges.meet(values)
        return f"<edge {self._ends(edge)}>{self._data(values)}</edge>\n"

    def _data(self, values: dict[str, Value]) -> str:
        found = [f"{self._tags[key]}{self._quoted(value)}/>" for key, value in values.items()]
        return f"<attvalues>{''.join(found)}</attvalues>"


def written(value: Value) -> str:
    """Return a value as text: a list as a JSON array, a truth as `true` or `false`.

    >>> written(("ALS", "PLS")), written(True), written(Decimal("0.00000010"))
    ('["ALS", "PLS"]', 'true', '0.00000010')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
