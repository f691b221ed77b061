"""What the audit says of the claims of one page, by the claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mnd_kg import KnowledgeGraph

PAGE = "documents:jetals-page-"
# Each claim with the rule that decides on it.
INCONSISTENT = {
    "limitations#PLS-decline-in-16-weeks": "rate-times-time",
    "primary-outcome#ALS-rate": "rate-in-natural-history",
    "limitations#rates-again": "rate-in-natural-history",
    "trial-design#acronym": "acronym-expansion",
    "header#byline": "cited-byline",
    "citation#author-list": "cited-byline",
    "citation#group-author": "statement-in-record",
    "regulatory-milestone#approved-by-PMDA": "deciding-body",
    "primary-outcome#significance": "significance-without-numbers",
    "header#page-heading": "years-of-trial",
    "secondary-outcomes#insufficient-substrate": "statement-in-record",
    "primary-outcome#no-comparable-drug": "greatest-effect",
    "implications-for-PLS#strongest-evidence": "greatest-evidence",
    "limitations#four-years": "criteria-duration",
}
CONSISTENT = {
    "primary-outcome#43-per-cent": "relative-reduction",
    "primary-outcome#difference-at-week-16": "difference-of-arms",
    "primary-outcome#placebo-decline": "direction-word",
    "primary-outcome#methylcobalamin-decline": "number-in-record",
    "primary-outcome#PLS-rate": "rate-in-natural-history",
    "trial-design#times-the-requirement": "dose-multiple",
    "trial-design#methylcobalamin-arm": "dose-of-regimen",
    "trial-design#ALSFRS-R-48-points": "number-in-record",
    "header#journal-and-pages": "statement-in-record",
    "citation#doi": "statement-in-record",
    "regulatory-milestone#first-in-the-world": "first-or-only",
}
QUALIFIED = {"regulatory-milestone#first-since-edaravone": "first-or-only"}
NOT_CHECKABLE = {"regulatory-milestone#not-FDA-not-EMA": "absence-as-of"}


@pytest.fixture(scope="module")
def found(kg: KnowledgeGraph) -> dict[tuple[str, str], set[str]]:
    """Return the verdicts of each claim by each rule."""
    verdicts: dict[tuple[str, str], set[str]] = {}
    for check in kg.audit("documents:jetals-page").as_json()["checks"]:
        for claim in check["claims"] or [check["checks"]]:
            own = claim.removeprefix(PAGE), check["rule"]
            verdicts.setdefault(own, set()).add(check["verdict"])
    return verdicts


@pytest.mark.parametrize(
    ("claim", "rule", "verdict"),
    [
        *((claim, rule, "inconsistent") for claim, rule in INCONSISTENT.items()),
        *((claim, rule, "consistent") for claim, rule in CONSISTENT.items()),
        *((claim, rule, "true-with-qualifier") for claim, rule in QUALIFIED.items()),
        *((claim, rule, "not-checkable") for claim, rule in NOT_CHECKABLE.items()),
    ],
)
def test_claim(found: dict[tuple[str, str], set[str]], claim: str, rule: str, verdict: str) -> None:
    assert verdict in found[claim, rule]


def test_nothing_else_on_the_page_is_inconsistent(
    found: dict[tuple[str, str], set[str]],
) -> None:
    claims = {claim for (claim, _), verdicts in found.items() if "inconsistent" in verdicts}
    assert claims == set(INCONSISTENT)


def test_the_qualifier_and_the_approval_that_asks_for_it_are_named(kg: KnowledgeGraph) -> None:
    (check,) = (
        verdict.check
        for verdict in kg.audit("documents:jetals-page-regulatory-milestone").verdicts
        if verdict.check.verdict == "true-with-qualifier"
    )
    assert check.reason == "true of new active substances only"
    assert "RADICUT Oral Suspension 2.1% in Japan, 2022-12-23" in check.computed


def test_what_a_person_judged_stands_apart(kg: KnowledgeGraph) -> None:
    answer = kg.audit("documents:jetals-page").as_json()
    omissions = [a for a in answer["appraisals"] if a["verdict"] == "omission"]
    assert len(omissions) > 5
    assert all(a["by"] == "curator" for a in answer["appraisals"])
    assert not any(check["verdict"] == "omission" for check in answer["checks"])
