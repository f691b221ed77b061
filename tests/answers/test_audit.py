"""The answer of the audit, and its command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from mnd_kg.cli import app
from mnd_kg.errors import UnknownEntityError

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph


def run(kg: KnowledgeGraph, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["audit", *arguments, "--graph", str(kg.nquads.parent)])
    return done.exit_code, done.stdout


def test_the_worst_verdicts_come_first(kg: KnowledgeGraph) -> None:
    verdicts = [verdict.check.verdict for verdict in kg.audit().verdicts]
    order = ["inconsistent", "true-with-qualifier", "not-checkable", "consistent"]
    assert list(dict.fromkeys(verdicts)) == order


def test_the_arithmetic_stands_in_one_line_that_a_person_can_follow(kg: KnowledgeGraph) -> None:
    lines = [row[3] for row in kg.audit("documents:jetals-page").rows()]
    assert (
        "1.6 ± 0.05 points a year × 112/365.25 years = 0.475 to 0.506; "
        "the page says 0.6 (0.55 to 0.65): inconsistent"
    ) in lines


def test_a_thing_comes_with_all_its_parts_and_what_belongs_to_it(kg: KnowledgeGraph) -> None:
    def records(name: str) -> set[str]:
        found = {v.check.as_json()["checks"].partition("#")[0] for v in kg.audit(name).verdicts}
        return {record.partition(":")[0] for record in found}

    assert records("documents:jetals-page") == {"documents"}
    assert records("JETALS") == {"trials"}
    assert {"interventions", "decisions", "trials"} <= records("methylcobalamin")
    assert "trials" in records("publications:oki-2022")
    assert kg.audit("trials:NCT03548311#placebo").verdicts


def test_a_thing_without_checks_has_none(kg: KnowledgeGraph) -> None:
    answer = kg.audit("conditions:PLS")
    assert (answer.verdicts, answer.judgements) == ((), ())


def test_strict_fails_only_where_something_is_inconsistent(kg: KnowledgeGraph) -> None:
    assert run(kg, "documents:jetals-page", "--strict")[0] == 1
    assert run(kg, "trials:NCT01492686", "--strict")[0] == 0
    assert run(kg, "documents:jetals-page")[0] == 0


def test_json_is_the_answer(kg: KnowledgeGraph) -> None:
    _, written = run(kg, "JETALS", "--format", "json")
    assert json.loads(written) == kg.audit("JETALS").as_json()


def test_a_name_that_nothing_has_is_said(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownEntityError, match="nothing by the name"):
        kg.audit("JETALX")
    with pytest.raises(UnknownEntityError):
        kg.audit("")


def test_show_has_the_checks_of_a_thing(kg: KnowledgeGraph) -> None:
    description = kg.show("documents:jetals-page-limitations")
    text = "\n".join(description.lines())
    assert "audit: 3 inconsistent" in text
    assert "1.6 ± 0.05 points a year" in text
    assert description.as_json()["checks"][0]["verdict"] == "inconsistent"


def test_an_answer_that_rests_on_a_part_names_its_checks(kg: KnowledgeGraph) -> None:
    from mnd_kg.answers.origin import origin

    effect = "https://w3id.org/mnd-kg/trials/NCT03548311#alsfrs-r-difference-w16"
    checks = dict(origin(kg.statements, effect).checks)
    assert checks["check:difference-of-arms#trials/NCT03548311/alsfrs-r-difference-w16"] == (
        "consistent"
    )


def test_the_mini_graph_is_audited_too(mini: KnowledgeGraph) -> None:
    assert mini.audit().inconsistent == ()
    assert mini.audit("JETALS").verdicts


def test_a_check_is_shown_as_other_things_are(kg: KnowledgeGraph) -> None:
    check = "check:difference-of-arms#trials/NCT03548311/alsfrs-r-difference-w16"
    facts = {fact.key: str(fact) for fact in kg.show(check).facts}
    assert facts["computed"] == "-2.66 − (-4.63) = 1.96 to 1.98"
    assert facts["verdict"] == "consistent"
