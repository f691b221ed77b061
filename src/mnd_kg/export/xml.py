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
    text = _Text(ledger)
    nodes, edges = Columns(), Columns()

    def node(element: Node) -> str:
        values = {"type": element.type, "label": element.label, **element.attributes}
        nodes.meet(values)
        return f"<node id={text.quoted(element.id)}>{data('n', values)}</node>\n"

    def edge(element: Edge) -> str:
        values = {"type": element.type, "relation": element.relation, **element.attributes}
        edges.meet(values)
        ends = f"source={text.quoted(element.source)} target={text.quoted(element.target)}"
        return f"<edge id={text.quoted(element.id)} {ends}>{data('e', values)}</edge>\n"

    def data(domain: str, values: dict[str, Value]) -> str:
        found = [
            f"<data key={text.quoted(f'{domain}:{key}')}>{text.escaped(value)}</data>"
            for key, value in values.items()
        ]
        return "".join(found)

    with (
        apart(elements(selection, ledger), out.parent, node, edge) as (first, second),
        out.open("w", encoding="utf-8", newline="") as stream,
    ):
        stream.write(_DECLARATION)
        stream.write('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for domain, columns in (("node", nodes), ("edge", edges)):
            for key, kind in columns.types().items():
                named = f"id={text.quoted(f'{domain[0]}:{key}')} for={text.quoted(domain)}"
                typed = f'attr.type="{_TYPES.get(kind, "string")}"'
                stream.write(f"<key {named} attr.name={text.quoted(key)} {typed}/>\n")
        stream.write('<graph edgedefault="directed">\n')
        shutil.copyfileobj(first, stream)
        shutil.copyfileobj(second, stream)
        stream.write("</graph>\n</graphml>\n")


def gexf(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write a view as GEXF 1.2."""
    text = _Text(ledger)
    nodes, edges = Columns(), Columns()

    def node(element: Node) -> str:
        values = {"type": element.type, **element.attributes}
        nodes.meet(values)
        named = f"id={text.quoted(element.id)} label={text.quoted(element.label)}"
        return f"<node {named}>{data(values)}</node>\n"

    def edge(element: Edge) -> str:
        values = {"type": element.type, "relation": element.relation, **element.attributes}
        edges.meet(values)
        ends = f"source={text.quoted(element.source)} target={text.quoted(element.target)}"
        return f"<edge id={text.quoted(element.id)} {ends}>{data(values)}</edge>\n"

    def data(values: dict[str, Value]) -> str:
        found = [
            f"<attvalue for={text.quoted(key)} value={text.quoted(value)}/>"
            for key, value in values.items()
        ]
        return f"<attvalues>{''.join(found)}</attvalues>"

    with (
        apart(elements(selection, ledger), out.parent, node, edge) as (first, second),
        out.open("w", encoding="utf-8", newline="") as stream,
    ):
        stream.write(_DECLARATION)
        stream.write('<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n')
        stream.write('<graph defaultedgetype="directed" mode="static">\n')
        for domain, columns in (("node", nodes), ("edge", edges)):
            stream.write(f'<attributes class="{domain}" mode="static">\n')
            for key, kind in columns.types().items():
                named = f"id={text.quoted(key)} title={text.quoted(key)}"
                stream.write(f'<attribute {named} type="{_TYPES.get(kind, "string")}"/>\n')
            stream.write("</attributes>\n")
        stream.write("<nodes>\n")
        shutil.copyfileobj(first, stream)
        stream.write("</nodes>\n<edges>\n")
        shutil.copyfileobj(second, stream)
        stream.write("</edges>\n</graph>\n</gexf>\n")


class _Text:
    """Writes values for XML, and notes the characters that XML cannot hold."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def escaped(self, value: Value) -> str:
        """Return a value as the content of an element."""
        text = value if isinstance(value, str) else written(value)
        return escape(self._legal(text), _ENTITIES) if _SPECIAL.search(text) else text

    def quoted(self, value: Value) -> str:
        """Return a value as an attribute, with its quotes."""
        text = value if isinstance(value, str) else written(value)
        return quoteattr(self._legal(text), _ENTITIES) if _SPECIAL.search(text) else f'"{text}"'

    def _legal(self, text: str) -> str:
        if _FORBIDDEN.search(text):
            self._ledger.lose("control characters of a text", "XML cannot hold them")
            return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
        return text


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
