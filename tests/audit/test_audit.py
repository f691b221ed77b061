"""The audit of the whole graph: what it reaches, what it leaves in the graph, what was judged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from pyoxigraph import Literal, Quad

from mnd_kg.audit import REMAINDER, RULES, audit
from mnd_kg.audit.graph import checks_of, quads
from mnd_kg.dataset import read_data, to_nquads
from mnd_kg.rdf import text
from mnd_kg.statements import Statements
from mnd_kg.vocabulary import XSD, vocabulary

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph

ROOT = Path(__file__).parents[2]
JUDGEMENTS = yaml.safe_load((ROOT / "docs/audit-judgements.yaml").read_text(encoding="utf-8"))
NUMERIC = {XSD + "decimal", XSD + "integer"}
# What makes a result a number; ranges of quantities have low and high.
NUMBERS = {
    "EffectEstimate": ("value", "ciLow", "pValue", "posteriorProbability"),
    "OutcomeResult": ("value",),
    "AdverseEventResult": ("affected", "percentage"),
    "ChangeRate": ("value",),
    "Quantity": ("value", "low"),
}


@pytest.mark.parametrize("name", sorted(NUMBERS))
def test_every_numeric_result_has_a_verdict(kg: KnowledgeGraph, name: str) -> None:
    said = kg.statements
    numeric = [
        part for part in said.of_class(name) if any(said.values(part, k) for k in NUMBERS[name])
    ]
    assert numeric
    assert [part for part in numeric if not said.users(part, "checks")] == []


def test_every_check_that_is_not_checkable_says_why(kg: KnowledgeGraph) -> None:
    checks = checks_of(kg.store)
    assert [c.id for c in checks if c.verdict == "not-checkable" and not c.reason] == []


def test_every_other_check_tells_its_arithmetic_in_one_line(kg: KnowledgeGraph) -> None:
    told = [c for c in checks_of(kg.store) if c.verdict != "not-checkable"]
    assert [c.id for c in told if not (c.computed and c.reported and c.inputs)] == []
    assert [c.id for c in told if "\n" in str(c)] == []


def test_every_rule_is_defined_and_every_definition_has_a_rule() -> None:
    words = vocabulary().rules
    assert [name for name, said in words.items() if not all(vars(said).values())] == []
    assert words.keys() == {rule.id for rule in RULES} | {REMAINDER}


def test_every_rule_but_few_binds_something_in_the_graph(kg: KnowledgeGraph) -> None:
    used = {check.rule for check in checks_of(kg.store)}
    assert {rule.id for rule in RULES} - used == set()


def test_a_check_is_named_by_its_rule_and_target_alone(kg: KnowledgeGraph) -> None:
    said = Statements(kg.quads())
    checks = audit(said)
    assert len({check.id for check in checks}) == len(checks)
    assert {check.id for check in checks} == {check.id for check in checks_of(kg.store)}


def test_two_audits_give_the_same_bytes(kg: KnowledgeGraph) -> None:
    said = Statements(kg.quads())
    first, second = (to_nquads(quads(audit(said), said)) for _ in range(2))
    assert first == second
    assert first.count(b"prov#used") > 1000


def test_a_change_of_an_input_changes_the_digest_and_not_the_name(kg: KnowledgeGraph) -> None:
    said = Statements(kg.quads())
    (check,) = (
        c
        for c in audit(said)
        if c.target.endswith("#PLS-decline-in-16-weeks-value") and c.rule == "rate-times-time"
    )
    from dataclasses import replace

    other = replace(check, inputs=check.inputs[:-1])
    assert (other.id, other.input_hash == check.input_hash) == (check.id, False)


def test_each_record_alone_is_audited_without_a_failure() -> None:
    for record in read_data(ROOT / "data").records.values():
        audit(Statements(record.quads))


def inconsistent(kg: KnowledgeGraph) -> set[str]:
    """Return the checks of trials, studies and decisions that came out inconsistent."""
    short = vocabulary().contract
    return {
        short(check.id)
        for check in checks_of(kg.store)
        if check.verdict == "inconsistent" and not short(check.target).startswith("documents:")
    }


def test_every_inconsistent_check_of_a_trial_is_judged_and_no_judgement_is_stale(
    kg: KnowledgeGraph,
) -> None:
    assert {j["check"] for j in JUDGEMENTS if j["wrong"] == "theirs"} == inconsistent(kg)


def test_what_was_ours_is_mended_and_no_rule_stayed_wrong(kg: KnowledgeGraph) -> None:
    ours = {j["check"] for j in JUDGEMENTS if j["wrong"] == "ours"}
    assert ours
    assert ours & inconsistent(kg) == set()
    assert {j["wrong"] for j in JUDGEMENTS} <= {"theirs", "ours"}


@pytest.mark.parametrize("judgement", JUDGEMENTS, ids=lambda judgement: str(judgement["check"]))
def test_a_judgement_is_of_a_thing_in_the_graph_and_names_its_source(
    kg: KnowledgeGraph, judgement: dict[str, str]
) -> None:
    rule, _, path = judgement["check"].removeprefix("check:").partition("#")
    folder, slug, *part = path.split("/")
    assert rule in vocabulary().rules
    assert kg.resolve(f"{folder}:{slug}" + "".join(f"#{name}" for name in part))
    assert judgement["statement"].endswith(".")
    assert vocabulary().expand(judgement["source"])


def test_no_number_can_stop_the_audit() -> None:
    """A build must not fall over a zero, a minus or a number that nobody would report."""
    examples: dict[tuple[str, str], tuple[list[Quad], Quad]] = {}
    for record in read_data(ROOT / "data").records.values():
        said = Statements(record.quads)
        for quad in record.quads:
            if isinstance(quad.object, Literal) and quad.object.datatype.value in NUMERIC:
                own = said.class_of(text(quad.subject)), quad.predicate.value
                examples.setdefault(own, (record.quads, quad))
    assert len(examples) > 30
    for quads_of, old in examples.values():
        assert isinstance(old.object, Literal)
        for silly in ("0", "-1", "99999"):
            value = Literal(silly, datatype=old.object.datatype)
            new = Quad(old.subject, old.predicate, value, old.graph_name)
            audit(Statements([*(quad for quad in quads_of if quad != old), new]))
