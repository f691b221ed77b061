"""The view `entities`: what the field speaks of, and what is said of it, folded into edges.

Nodes are interventions, conditions, targets, processes, biomarkers, trials, studies and outcome
measures. A proposition becomes one edge with its evidence counted for, against and neutral; a step
of a mechanism, a trial, a decision and an extrapolation become edges too. No edge says that
something treats something: that would be a conclusion, and nobody has drawn it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg.network.elements import Edge, Node
from mnd_kg.network.folding import Folded, evidence, sources
from mnd_kg.network.trials import study_edges, trial_edges
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from mnd_kg.network.elements import View
    from mnd_kg.statements import Statements

KINDS = (
    "Intervention",
    "Condition",
    "Target",
    "BiologicalProcess",
    "Biomarker",
    "ClinicalTrial",
    "NaturalHistoryStudy",
    "OutcomeMeasure",
)
_TEXTS = (
    "definition",
    "checkedAgainst",
    "acronym",
    "title",
    "status",
    "statusReadOn",
    "whyStopped",
    "allocation",
    "masking",
    "startDate",
    "completionDate",
    "betterWhen",
)
_LISTS = (
    "altLabel",
    "brandName",
    "researchCode",
    "registryId",
    "phase",
    "sponsor",
    "domain",
    "exactMatch",
    "closeMatch",
    "broadMatch",
    "narrowMatch",
    "relatedMatch",
    "cites",
)
_NUMBERS = ("participants", "plannedParticipants")


def entities(said: Statements, records: Container[str] | None = None) -> View:
    """Give every node, sorted by id, and then every edge, sorted by id.

    Args:
        said: what the graph says.
        records: only these records, each with its edges and with what these lead to.
    """
    things = {thing for kind in KINDS for thing in said.of_class(kind) if "#" not in thing}
    edges = {
        edge.id: edge for edge in _edges(said, records) if {edge.source, edge.target} <= things
    }
    ends = {end for edge in edges.values() for end in (edge.source, edge.target)}
    shown = {thing for thing in things if records is None or thing in records} | ends
    for record in sorted(shown, key=vocabulary().contract):
        yield _node(said, record)
    for name in sorted(edges):
        yield _short(edges[name])


def _node(said: Statements, record: str) -> Node:
    folded = Folded(said, record)
    folded.texts(*_TEXTS)
    folded.lists(*_LISTS)
    folded.numbers(*_NUMBERS)
    return Node(
        vocabulary().contract(record), said.class_of(record), said.label(record), folded.attributes
    )


def _short(edge: Edge) -> Edge:
    short = vocabulary().contract
    return edge._replace(source=short(edge.source), target=short(edge.target))


def _edges(said: Statements, records: Container[str] | None) -> Iterator[Edge]:
    """Give every edge that some records say, with IRIs at its ends."""
    for kind, edges_of in _SAYING.items():
        for part in said.of_class(kind):
            if records is None or part.partition("#")[0] in records:
                yield from edges_of(said, part)


def _mechanism_step(said: Statements, step: str) -> Iterator[Edge]:
    folded = Folded(said, step)
    folded.texts("basis", "hedging", "checkedAgainst")
    folded.lists("species", "evidenceKind", "requires", "cites")
    folded.numbers("sign")
    folded.add(evidence(said, step))
    yield from folded.between(
        said.values(step, "from"), said.value(step, "relation"), said.values(step, "to")
    )


def _proposition(said: Statements, proposition: str) -> Iterator[Edge]:
    if said.class_of(proposition) != "Proposition":
        return
    folded = Folded(said, proposition)
    folded.texts("expects")
    folded.lists("domain", "comparator", "measure", "population")
    folded.attributes["says"] = said.label(proposition)
    levels = [said.value(view, "certainty") for view in said.values(proposition, "assessment")]
    if any(levels):
        folded.attributes["certainty"] = tuple(sorted(filter(None, levels)))
    folded.add(evidence(said, proposition))
    yield from folded.between(
        said.values(proposition, "intervention"),
        "studied-for",
        said.values(proposition, "condition"),
    )


def _decision(said: Statements, event: str) -> Iterator[Edge]:
    """Give a regulatory event. The state on a day follows from all of them, and from searches."""
    folded = Folded(said, event)
    kind = said.value(event, "kind")
    folded.texts("date", "checkedAgainst", "product", "indicationText")
    folded.lists("jurisdiction", "decidedBy", "reviewedBy", "cites")
    folded.attributes["event"] = kind
    if state := vocabulary().leads_to.get(kind):
        folded.attributes["leadsTo"] = state
    yield from folded.between(
        said.values(event, "intervention"), "regulatory-event", said.values(event, "indication")
    )


def _extrapolation(said: Statements, inference: str) -> Iterator[Edge]:
    folded = Folded(said, inference)
    folded.lists("premise", "conclusion")
    for key in ("warrant", "defeater"):
        folded.attributes[f"{key}s"] = len(said.values(inference, key))
    folded.attributes["cites"] = sources(
        said, [inference, *said.values(inference, "warrant"), *said.values(inference, "defeater")]
    )
    for premise in said.values(inference, "premise"):
        for conclusion in said.values(inference, "conclusion"):
            yield from folded.between(
                said.values(premise, "intervention"),
                "extrapolated-to",
                said.values(conclusion, "condition"),
            )


def _proposed_path(said: Statements, path: str) -> Iterator[Edge]:
    """Give a chain of steps that a record names, as one edge from its intervention."""
    folded = Folded(said, path)
    signs = [said.value(step, "sign") for step in said.values(path, "edge")]
    folded.texts("hedging", "checkedAgainst")
    folded.lists("edge", "cites")
    if all(signs):
        folded.attributes["sign"] = -1 if signs.count("-1") % 2 else 1
    yield from folded.between(
        said.users(path, "path"), "proposed-mechanism", said.values(path, "condition")
    )


def _condition(said: Statements, condition: str) -> Iterator[Edge]:
    yield from _plain(said, condition, "broader")
    yield from _plain(said, condition, "subtypeGene")


def _formulation(said: Statements, intervention: str) -> Iterator[Edge]:
    yield from _plain(said, intervention, "formulationOf")


def _ingredients(said: Statements, combination: str) -> Iterator[Edge]:
    yield from _plain(said, combination, "ingredient")


def _plain(said: Statements, record: str, key: str) -> Iterator[Edge]:
    folded = Folded(said, record)
    folded.lists("cites")
    for target in said.values(record, key):
        yield folded.edge(record, key, target)


_SAYING = {
    "MechanismEdge": _mechanism_step,
    "Proposition": _proposition,
    "ClinicalTrial": trial_edges,
    "NaturalHistoryStudy": study_edges,
    "RegulatoryEvent": _decision,
    "Extrapolation": _extrapolation,
    "MechanismPath": _proposed_path,
    "Condition": _condition,
    "CombinationProduct": _ingredients,
    "Intervention": _formulation,
}
"""What says something that is an edge."""
