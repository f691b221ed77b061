"""Checks as statements of the graph, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from mnd_kg.audit.rule import NOT_CHECKABLE, VERDICTS, Check, check_id
from mnd_kg.rdf import text
from mnd_kg.vocabulary import BASE, GRAPH, MND, RDF_TYPE, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Store

    from mnd_kg.statements import Statements


DOCUMENTS = BASE + "documents/"


def quads(checks: Iterable[Check], said: Statements) -> Iterator[Quad]:
    """Give the statements of each check, in the named graph of its rule.

    A check of what a claim states is a check of the claim too. In the terms of PROV-O a check is an
    activity: it used its inputs, and the rule was the agent.
    """
    words = vocabulary()
    used, agent = words.expand("prov:used"), words.expand("prov:wasAssociatedWith")
    for check in checks:
        graph, node = NamedNode(f"{GRAPH}derived/{check.rule}"), NamedNode(check.id)
        rule = f"{MND}rule-{check.rule}"
        inputs = sorted({given.subject for given in check.inputs})
        things = [
            (RDF_TYPE, MND + "Check"),
            (words.keys["rule"].iri, rule),
            (agent, rule),
            (words.keys["verdict"].iri, f"{MND}verdict-{check.verdict}"),
            *((words.keys["checks"].iri, iri) for iri in (check.target, *claims(said, check))),
            *((prop, iri) for iri in inputs for prop in (words.keys["input"].iri, used)),
        ]
        for prop, iri in things:
            yield Quad(node, NamedNode(prop), NamedNode(iri), graph)
        for key, written in _texts(check).items():
            if written:
                yield Quad(node, NamedNode(words.keys[key].iri), Literal(written), graph)


def _texts(check: Check) -> dict[str, str]:
    return {
        "ruleVersion": check.version,
        "reported": check.reported,
        "computed": check.computed,
        "reason": check.reason,
        "tolerance": vocabulary().rules[check.rule].tolerance,
        "inputHash": check.input_hash,
    }


def claims(said: Statements, check: Check) -> list[str]:
    """Return the claims that state the target of a check in the record of the target."""
    record = check.target.partition("#")[0]
    found = {user for key in ("states", "quantity") for user in said.users(check.target, key)}
    return sorted(claim for claim in found if claim.partition("#")[0] == record)


@dataclass(frozen=True)
class Checked:
    """A check as a built graph holds it; things are IRIs."""

    id: str
    rule: str
    version: str
    target: str
    claims: tuple[str, ...]
    verdict: str
    reported: str
    computed: str
    tolerance: str
    reason: str
    inputs: tuple[str, ...]
    input_hash: str

    def __str__(self) -> str:
        """Return the arithmetic and the verdict in one line that a person can follow."""
        if self.verdict == NOT_CHECKABLE:
            computed = f" [{self.computed}]" if self.computed else ""
            said = f"{self.reported}: " if self.reported else ""
            return f"{said}not checkable: {self.reason}{computed}"
        speaker = "the page says" if self.target.startswith(DOCUMENTS) else "reported"
        remark = f" ({self.reason})" if self.reason else ""
        return f"{self.computed}; {speaker} {self.reported}: {self.verdict}{remark}"

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands in an order that has the worst verdict first."""
        return VERDICTS.index(self.verdict), self.id

    def as_json(self) -> dict[str, Any]:
        """Return the check as it stands in ``--format json``."""
        short = vocabulary().contract
        return {
            "id": short(self.id),
            "rule": self.rule,
            "ruleVersion": self.version,
            "checks": short(self.target),
            "claims": [short(claim) for claim in self.claims],
            "verdict": self.verdict,
            "line": str(self),
            "reported": self.reported,
            "computed": self.computed,
            "tolerance": self.tolerance,
            "reason": self.reason,
            "inputs": [short(given) for given in self.inputs],
            "inputHash": self.input_hash,
        }


def checks_of(store: Store, parts: Iterable[str] | None = None) -> list[Checked]:
    """Return the checks of some parts, or all of a graph, the worst verdict first."""
    if parts is None:
        found = store.quads_for_pattern(
            None, NamedNode(RDF_TYPE), NamedNode(MND + "Check"), DefaultGraph()
        )
    else:
        checks = NamedNode(vocabulary().keys["checks"].iri)
        found = (
            quad
            for part in parts
            for quad in store.quads_for_pattern(None, checks, NamedNode(part), DefaultGraph())
        )
    nodes = {quad.subject for quad in found if isinstance(quad.subject, NamedNode)}
    return sorted((_read(store, node) for node in nodes), key=lambda check: check.place)


def _read(store: Store, node: NamedNode) -> Checked:
    words = vocabulary()
    values: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(node, None, None, DefaultGraph()):
        key = words.key_names.get(quad.predicate.value, "")
        values.setdefault(key, []).append(text(quad.object))

    def one(key: str) -> str:
        return words.term(values[key][0]) if key in values else ""

    rule, checked = one("rule"), sorted(values["checks"])
    target = next(iri for iri in checked if check_id(rule, iri) == node.value)
    return Checked(
        id=node.value,
        rule=rule,
        version=one("ruleVersion"),
        target=target,
        claims=tuple(iri for iri in checked if iri != target),
        verdict=one("verdict"),
        reported=one("reported"),
        computed=one("computed"),
        tolerance=one("tolerance"),
        reason=one("reason"),
        inputs=tuple(sorted(values.get("input", ()))),
        input_hash=one("inputHash"),
    )
