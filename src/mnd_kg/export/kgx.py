"""KGX: nodes and edges in the terms of the Biolink Model 4, as TSV or as JSON Lines.

https://github.com/biolink/kgx/blob/master/specification/kgx-format.md

Biolink has edges and no propositions. So what supports a proposition or a step becomes one edge,
and what disputes it another, which is negated: who merges the graph gets both. Nothing becomes
`treats`: an approval, a path and an extrapolation have no predicate that says no more than they do.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mnd_kg.export.biolink import SAID_OF_EDGE, SAID_OF_NODE, Biolink, identifier, phase
from mnd_kg.export.views import elements
from mnd_kg.network import Node
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection
    from mnd_kg.network import Edge

    Row = dict[str, Any]

NODE_COLUMNS = (
    "id",
    "category",
    "name",
    "description",
    "xref",
    "synonym",
    "iri",
    "provided_by",
    "clinical_trial_phase",
    "doubts",
    "record",
    "type",
)
EDGE_COLUMNS = (
    "id",
    "subject",
    "predicate",
    "object",
    "category",
    "qualified_predicate",
    "object_aspect_qualifier",
    "object_direction_qualifier",
    "species_context_qualifier",
    "disease_context_qualifier",
    "negated",
    "knowledge_level",
    "agent_type",
    "primary_knowledge_source",
    "publications",
    "evidence_count",
    "original_predicate",
    "clinical_trials",
    "primary_endpoint",
    "endpoint_domain",
    "certainty",
    "supports",
    "disputes",
    "neutral",
    "doubts",
    "record",
)
SOURCE = "infores:mnd-kg"
_NO_PREDICATE = "Biolink has no predicate that says no more than this does"
_WITHOUT_PREDICATE = {"regulatory-event", "extrapolated-to", "proposed-mechanism"}
_TO_CONDITION = {"benefit": "decreased", "harm": "increased"}
_SIGNED = {"biolink:causes", "biolink:contributes_to"}
_BY_SIGN = {1: "increased", -1: "decreased"}


def kgx(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write the entities as `nodes.tsv` and `edges.tsv`; items of a list stand between bars."""

    def line(columns: tuple[str, ...], row: Row) -> str:
        return "\t".join(_cell(row.get(column, ""), ledger) for column in columns) + "\n"

    heads = ["\t".join(columns) + "\n" for columns in (NODE_COLUMNS, EDGE_COLUMNS)]
    _write(selection, out, ledger, "tsv", heads, line)


def kgx_jsonl(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write the entities as `nodes.jsonl` and `edges.jsonl`, an object a line."""

    def line(columns: tuple[str, ...], row: Row) -> str:
        return json.dumps(row, ensure_ascii=False) + "\n"

    _write(selection, out, ledger, "jsonl", ["", ""], line)


def _write(
    selection: Selection,
    out: Path,
    ledger: Ledger,
    ending: str,
    heads: list[str],
    line: Callable[[tuple[str, ...], Row], str],
) -> None:
    words = _Translation(selection, ledger)
    with (
        (out / f"nodes.{ending}").open("w", encoding="utf-8", newline="") as nodes,
        (out / f"edges.{ending}").open("w", encoding="utf-8", newline="") as edges,
    ):
        nodes.write(heads[0])
        edges.write(heads[1])
        for element in elements(selection, ledger):
            if isinstance(element, Node):
                nodes.write(line(NODE_COLUMNS, words.node(element)))
            else:
                edges.writelines(line(EDGE_COLUMNS, row) for row in words.edges(element))


def _cell(value: Any, ledger: Ledger) -> str:
    if isinstance(value, list):
        if any("|" in item for item in value):
            ledger.lose("a bar in an item of a list", "a bar sets items off")
        return "|".join(_cell(item.replace("|", "/"), ledger) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    spaced = " ".join(text.split())
    if spaced != text:
        ledger.lose("tabs, ends of lines and wide spaces in a text", "a TSV cell has single spaces")
    return spaced


def _list(element: Node | Edge, key: str) -> list[str]:
    value = element.attributes.get(key, ())
    return list(value) if isinstance(value, tuple) else [str(value)]


class _Translation:
    """Says nodes and edges of the view `entities` in the terms of Biolink."""

    def __init__(self, selection: Selection, ledger: Ledger) -> None:
        self._said = selection.graph.statements
        self._ledger = ledger
        self._biolink = Biolink()
        self._ids: dict[str, str] = {}

    def node(self, node: Node) -> Row:
        """Return a node. Its id is the first of its exact matches that Biolink prefers."""
        same = [*_list(node, "exactMatch"), *_list(node, "registryId")]
        own, others = identifier(node.id, same)
        self._ids[node.id] = own
        row: Row = {
            "id": own,
            "category": self._biolink.categories(node.type, own),
            "name": node.label,
            "description": node.attributes.get("definition", ""),
            "xref": others,
            "synonym": _list(node, "altLabel"),
            "doubts": _list(node, "doubts"),
            "iri": vocabulary().expand(node.id),
            "provided_by": [SOURCE],
            "record": node.id,
            "type": f"mnd:{node.type}",
        }
        if phases := _list(node, "phase"):
            row["clinical_trial_phase"] = phase("_".join(phases))
        for key in node.attributes.keys() - SAID_OF_NODE:
            self._ledger.lose(key, "a node of KGX is written without it")
        return {key: value for key, value in row.items() if value}

    def edges(self, edge: Edge) -> Iterator[Row]:
        """Give the Biolink edges that an edge amounts to: none, one, or one for each side."""
        if edge.relation in _WITHOUT_PREDICATE:
            self._ledger.lose(edge.relation, _NO_PREDICATE)
            return
        if edge.type == "MechanismEdge":
            yield from self._step(edge)
        elif edge.type == "Proposition":
            yield from self._proposition(edge)
        elif edge.relation == "in-trial-for":
            yield self._trial(edge)
        else:
            predicate = self._biolink.predicate(edge.relation)[0]
            yield self._row(edge, predicate, "knowledge_assertion", _list(edge, "cites"))
        for key in edge.attributes.keys() - SAID_OF_EDGE:
            self._ledger.lose(key, "an edge of KGX is written without it")

    def _step(self, edge: Edge) -> Iterator[Row]:
        predicate, qualifiers = self._biolink.predicate(f"relation-{edge.relation}")
        if edge.target.startswith("processes:"):
            qualifiers.pop("object_aspect_qualifier", None)
        sign = edge.attributes.get("sign")
        if predicate == "biolink:affects" and isinstance(sign, int):
            qualifiers.setdefault("object_direction_qualifier", _BY_SIGN[sign])
        elif sign is not None and predicate not in _SIGNED:
            self._ledger.lose("sign", "the predicate of Biolink has none")
        firm = edge.attributes["basis"] == "measured" and edge.attributes["hedging"] == "asserted"
        level = "knowledge_assertion" if firm else "prediction"
        context = {
            "species_context_qualifier": _list(edge, "species"),
            "disease_context_qualifier": [
                self._ids.get(need, need) for need in _list(edge, "requires")
            ],
        }
        extra = qualifiers | {key: value[0] for key, value in context.items() if value}
        for key, value in context.items():
            self._ledger.lose(key, "a qualifier has one value", len(value[1:]))
        own = [*_list(edge, "cites"), *_list(edge, "supportedBy")]
        yield self._row(edge, predicate, level, own, **extra)
        if edge.attributes["disputes"]:
            yield self._against(edge, predicate, level, **extra)

    def _proposition(self, edge: Edge) -> Iterator[Row]:
        direction = _TO_CONDITION.get(str(edge.attributes.get("expects")))
        if direction is None or set(_list(edge, "domain")) & {"biomarker", "safety"}:
            self._ledger.lose("propositions on other than benefit or harm", _NO_PREDICATE)
            return
        level = "statistical_association" if "trials" in edge.attributes else "knowledge_assertion"
        extra = {"object_direction_qualifier": direction}
        if edge.attributes["supports"]:
            cited = _list(edge, "supportedBy")
            count = edge.attributes["supports"]
            yield self._row(edge, "biolink:affects", level, cited, evidence_count=count, **extra)
        if edge.attributes["disputes"]:
            yield self._against(edge, "biolink:affects", level, **extra)
        if not edge.attributes["supports"] and not edge.attributes["disputes"]:
            self._ledger.lose("propositions without evidence on either side", _NO_PREDICATE)

    def _against(self, edge: Edge, predicate: str, level: str, **extra: Any) -> Row:
        cited = _list(edge, "disputedBy")
        count = edge.attributes["disputes"]
        row = self._row(edge, predicate, level, cited, evidence_count=count, **extra)
        return {**row, "id": f"{row['id']}--disputed", "negated": True}

    def _trial(self, edge: Edge) -> Row:
        row = self._row(
            edge,
            "biolink:in_clinical_trials_for",
            "knowledge_assertion",
            _list(edge, "cites"),
        )
        trial = str(edge.attributes["trial"])
        registered = self._ids.get(trial) or self._registered(trial)
        outcome = edge.attributes["primaryEndpoint"]
        return {**row, "clinical_trials": [registered], "primary_endpoint": outcome}

    def _registered(self, trial: str) -> str:
        found = self._said.values(vocabulary().expand(trial), "registryId")
        return identifier(trial, [vocabulary().contract(name) for name in found])[0]

    def _row(self, edge: Edge, predicate: str, level: str, cited: list[str], **extra: Any) -> Row:
        shared = {
            "endpoint_domain": _list(edge, "domain"),
            "certainty": _list(edge, "certainty"),
            "doubts": _list(edge, "doubts"),
            "clinical_trials": [self._registered(trial) for trial in _list(edge, "trials")],
            **{side: edge.attributes.get(side) for side in ("supports", "disputes", "neutral")},
        }
        row = {
            "id": edge.id,
            "subject": self._ids[edge.source],
            "predicate": predicate,
            "object": self._ids[edge.target],
            "category": ["biolink:Association"],
            "negated": False,
            "knowledge_level": level,
            "agent_type": "manual_agent",
            "primary_knowledge_source": SOURCE,
            "publications": self._publications(cited),
            "original_predicate": f"mnd:{edge.relation}",
            "record": edge.id.partition("--")[0],
            **shared,
            **extra,
        }
        if "object_direction_qualifier" in row:
            row["qualified_predicate"] = "biolink:causes"
        return {key: value for key, value in row.items() if value not in (None, [], "")}

    def _publications(self, cited: list[str]) -> list[str]:
        found = {}
        for name in cited:
            iri = vocabulary().expand(name)
            short = vocabulary().contract
            matches = [short(match) for match in self._said.values(iri, "exactMatch")]
            pages = self._said.values(iri, "homepage")
            found[identifier(name, [*matches, *pages])[0]] = True
        return sorted(found)
