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
class Stats:
    """The counts of a graph."""

    version: str
    kinds: tuple[Kind, ...]
    lacking: dict[str, int]

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
    return Stats(version, kinds, lacking)
