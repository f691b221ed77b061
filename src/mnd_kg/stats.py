"""How much the graph holds, how far it was checked, and what it lacks. Honest numbers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from mnd_kg.rdf import select, text

if TYPE_CHECKING:
    from pyoxigraph import Store

_KINDS = """SELECT ?kind (COUNT(DISTINCT ?graph) AS ?records) (COUNT(*) AS ?triples) WHERE {
  ?graph mnd:inFile ?file .
  BIND (STRBEFORE(?file, "/") AS ?kind)
  GRAPH ?graph { ?s ?p ?o }
} GROUP BY ?kind ORDER BY ?kind"""
_CHECKED = """SELECT ?kind ?checked (COUNT(DISTINCT ?part) AS ?parts) WHERE {
  ?graph mnd:inFile ?file .
  BIND (STRBEFORE(?file, "/") AS ?kind)
  GRAPH ?graph { ?part mnd:checkedAgainst ?state }
  BIND (STRAFTER(STR(?state), "checkedAgainst-") AS ?checked)
} GROUP BY ?kind ?checked"""
_MAPPED = """SELECT ?kind (COUNT(DISTINCT ?thing) AS ?records)
  (SUM(IF(?matched, 1, 0)) AS ?mapped) (SUM(IF(?sought, 1, 0)) AS ?none)
  (SUM(IF(?matched || ?sought, 0, 1)) AS ?neither)
WHERE {
  VALUES ?kind { "conditions" "interventions" "targets" "processes" "biomarkers" "measures" }
  ?graph mnd:inFile ?file ; schema:about ?thing .
  FILTER (STRBEFORE(?file, "/") = ?kind)
  BIND (EXISTS {
    ?thing skos:exactMatch|skos:closeMatch|skos:broadMatch|skos:narrowMatch ?other
  } AS ?matched)
  BIND (EXISTS { ?thing mnd:noExternalTerm ?why } AS ?sought)
} GROUP BY ?kind ORDER BY ?kind"""
_MAPPINGS = """SELECT ?predicate ?checked (COUNT(DISTINCT ?mapping) AS ?rows) WHERE {
  ?graph mnd:inFile ?file FILTER (STRSTARTS(?file, "mappings/"))
  GRAPH ?graph { ?mapping owl:annotatedProperty ?how ; mnd:checkedAgainst ?state }
  BIND (STRAFTER(STR(?how), "#") AS ?named)
  BIND (EXISTS { ?mapping sssom:predicate_modifier ?not } AS ?denied)
  BIND (IF(?denied, CONCAT("not ", ?named), ?named) AS ?predicate)
  BIND (STRAFTER(STR(?state), "checkedAgainst-") AS ?checked)
} GROUP BY ?predicate ?checked ORDER BY ?predicate"""
_LACKS = {
    "trials without a numeric result": """?x a mnd:ClinicalTrial
        FILTER NOT EXISTS { ?x (mnd:outcome|mnd:effect)/mnd:value ?v }""",
    "interventions without an identifier elsewhere": """
        ?x a/rdfs:subClassOf* mnd:Intervention
        FILTER NOT EXISTS { ?x skos:exactMatch|skos:closeMatch|skos:broadMatch ?m }""",
    "propositions without an evidence line": """?x mnd:expects ?e
        FILTER NOT EXISTS { ?x mnd:evidenceLine ?l }""",
    "mechanism edges without a sign": """?x a mnd:MechanismEdge
        FILTER NOT EXISTS { ?x mnd:sign ?s }""",
    "parts with keys not yet checked": "?x mnd:unchecked ?key",
}


@dataclass(frozen=True)
class Kind:
    """How many records of one folder there are, and how many parts were checked how far."""

    kind: str
    records: int
    triples: int
    primary: int = 0
    secondary: int = 0
    none: int = 0


@dataclass(frozen=True)
class Mapped:
    """How many things of a kind are mapped, and how many were looked for elsewhere in vain."""

    kind: str
    records: int
    mapped: int
    searched: int
    neither: int

    def row(self) -> list[str]:
        """Return the counts with their shares, as people read them."""
        counts = (self.mapped, self.searched, self.neither)
        return [
            self.kind,
            str(self.records),
            *(f"{count} ({100 * count / self.records:.0f}%)" for count in counts),
        ]


@dataclass(frozen=True)
class MappingCount:
    """How many mappings of one predicate there are, and how many were checked how far."""

    predicate: str
    primary: int = 0
    secondary: int = 0
    none: int = 0


MAPPED_COLUMNS = ["kind", "records", "mapped elsewhere", "no external term", "neither"]
MAPPING_COLUMNS = ["mapping", "checked primary", "secondary", "not yet checked"]


@dataclass(frozen=True)
class Stats:
    """The counts of a graph."""

    version: str
    kinds: tuple[Kind, ...]
    lacking: dict[str, int]
    mapped: tuple[Mapped, ...] = ()
    mappings: tuple[MappingCount, ...] = ()

    @property
    def records(self) -> int:
        """How many records there are."""
        return sum(kind.records for kind in self.kinds)

    @property
    def triples(self) -> int:
        """How many statements the records make."""
        return sum(kind.triples for kind in self.kinds)

    def as_json(self) -> dict[str, Any]:
        """Return the counts as they stand in ``--format json``."""
        counts = asdict(self)
        graph = counts.pop("version")
        return {"graph": graph, **counts, "records": self.records, "triples": self.triples}


def stats(store: Store, version: str) -> Stats:
    """Return the counts of a graph."""
    checked: dict[str, dict[str, int]] = {}
    for row in select(store, _CHECKED):
        states = checked.setdefault(text(row["kind"]), {})
        states[text(row["checked"])] = int(text(row["parts"]))
    kinds = tuple(
        Kind(
            text(row["kind"]),
            int(text(row["records"])),
            int(text(row["triples"])),
            **checked.get(text(row["kind"]), {}),
        )
        for row in select(store, _KINDS)
    )
    lacking = {}
    for what, pattern in _LACKS.items():
        rows = select(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")
        lacking[what] = int(text(next(rows)["n"]))
    return Stats(version, kinds, lacking, _mapped(store), _mappings(store))


def _mapped(store: Store) -> tuple[Mapped, ...]:
    columns = ("records", "mapped", "none", "neither")
    return tuple(
        Mapped(text(row["kind"]), *(int(text(row[column])) for column in columns))
        for row in select(store, _MAPPED)
    )


def _mappings(store: Store) -> tuple[MappingCount, ...]:
    counts: dict[str, dict[str, int]] = {}
    for row in select(store, _MAPPINGS):
        states = counts.setdefault(text(row["predicate"]), {})
        states[text(row["checked"])] = int(text(row["rows"]))
    return tuple(MappingCount(predicate, **states) for predicate, states in counts.items())
