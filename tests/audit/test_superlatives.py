"""Rules of first, only and greatest."""

from __future__ import annotations

import pytest

from tests.audit.world import checks, verdicts

CLAIM = """id: documents:page
type: DocumentSection
claim:
- id: "#c"
  type: Claim
  states: {{id: "#s", type: Superlative, condition: conditions:C, {}}}
"""
DRUGS = (
    "id: interventions:old\ntype: SmallMolecule\nlabel: old\n",
    "id: interventions:old-oral\ntype: SmallMolecule\nformulationOf: interventions:old\n",
    "id: interventions:new\ntype: SmallMolecule\nlabel: new\n",
)


def history(*events: str) -> str:
    lines = [
        f'- {{id: "#e{n}", type: RegulatoryEvent, indication: conditions:C, {event}}}'
        for n, event in enumerate(events)
    ]
    return "id: decisions:D\ntype: RegulatoryHistory\nevent:\n" + "\n".join(lines) + "\n"


def approval(kind: str, date: str, drug: str, place: str) -> str:
    where = f"intervention: interventions:{drug}, jurisdiction: jurisdictions:{place}"
    return f"kind: {kind}, date: {date}, {where}"


NEW = approval("approval", "2024-09-24", "new", "JP")
OLD = approval("approval", "2015-06", "old", "JP")
FORM = approval("new-form", "2022-12", "old-oral", "JP")
ELSEWHERE = approval("approval", "2023", "new", "US")


@pytest.mark.parametrize(
    ("scope", "events", "verdict"),
    [
        ("rank: first, jurisdiction: jurisdictions:JP", (NEW,), "consistent"),
        ("rank: first, jurisdiction: jurisdictions:JP", (NEW, OLD), "inconsistent"),
        ("rank: first, jurisdiction: jurisdictions:JP", (NEW, ELSEWHERE), "consistent"),
        ("rank: first, since: decisions:D#e1", (NEW, OLD), "consistent"),
        ("rank: first, since: decisions:D#e1", (NEW, OLD, FORM), "true-with-qualifier"),
        ("rank: first, intervention: interventions:new", (NEW, OLD), "consistent"),
        ("rank: first, intervention: interventions:new", (NEW, ELSEWHERE), "inconsistent"),
        ("rank: only, intervention: interventions:new", (NEW, OLD), "consistent"),
        ("rank: only, intervention: interventions:new", (NEW, ELSEWHERE), "inconsistent"),
    ],
)
def test_first_and_only_are_held_against_all_approvals(
    scope: str, events: tuple[str, ...], verdict: str
) -> None:
    claim = CLAIM.format(f"subject: decisions:D#e0, {scope}")
    assert verdicts("first-or-only", claim, history(*events), *DRUGS) == [verdict]


def test_what_would_refute_a_superlative_is_told() -> None:
    claim = CLAIM.format("subject: decisions:D#e0, rank: first, intervention: interventions:new")
    (check,) = checks("first-or-only", claim, history(NEW), *DRUGS)
    assert check.reason == (
        "an approval of new for conditions:C elsewhere before that would refute it; "
        "the graph has none"
    )


def test_only_approvals_are_the_first_of_approvals() -> None:
    claim = CLAIM.format("subject: trials:T, rank: first")
    assert verdicts("first-or-only", claim) == ["not-checkable"]


def trial(slug: str, drug: str, value: str, days: str, met: str = "true") -> str:
    return f"""id: trials:{slug}
type: ClinicalTrial
label: {slug}
allocation: RANDOMIZED
participants: {days}
population:
- {{id: "#p", type: AnalysisPopulation, condition: conditions:C}}
arm:
- id: "#a"
  type: Arm
  regimen: {{id: "#r", type: Regimen, intervention: interventions:{drug}}}
effect:
- {{id: "#e", type: EffectEstimate, measure: measures:M, unit: "{{points}}", value: {value},
  statistic: mean-difference, betterWhen: higher, timeDays: {days}, met: {met},
  treatedArm: trials:{slug}#a, analysisPopulation: trials:{slug}#p}}
"""


@pytest.mark.parametrize(
    ("drug", "value", "days", "met", "verdict"),
    [
        ("old", "3.0", "112", "true", "inconsistent"),
        ("old", "1.0", "112", "true", "consistent"),
        ("old", "3.0", "336", "true", "consistent"),  # a third of it in a month
        ("old", "3.0", "112", "false", "consistent"),
        ("old", "-3.0", "112", "true", "consistent"),
        ("new", "3.0", "112", "true", "consistent"),
    ],
)
def test_the_greatest_effect_has_none_of_like_size(
    drug: str, value: str, days: str, met: str, verdict: str
) -> None:
    claim = CLAIM.format("subject: trials:A#e, rank: greatest")
    others = (trial("A", "new", "1.97", "112"), trial("B", drug, value, days, met))
    assert verdicts("greatest-effect", claim, *others, *DRUGS) == [verdict]


def test_an_effect_without_size_is_not_checkable() -> None:
    claim = CLAIM.format("subject: trials:A#e, rank: greatest")
    bare = "id: trials:A\ntype: ClinicalTrial\neffect:\n- {id: '#e', type: EffectEstimate}\n"
    assert verdicts("greatest-effect", claim, bare) == ["not-checkable"]


def proposition(slug: str, drug: str, *trials: str) -> str:
    lines = "".join(
        f'- {{id: "#{t}", type: EvidenceLine, direction: supports, item: trials:{t}#e}}\n'
        for t in trials
    )
    head = (
        f"id: propositions:{slug}\ntype: Proposition\nexpects: benefit\ncondition: conditions:C\n"
    )
    return f"{head}intervention: interventions:{drug}\nevidenceLine:\n{lines}"


@pytest.mark.parametrize(
    ("own", "rival", "verdict"),
    [
        (("A",), ("B", "C"), "inconsistent"),
        (("A",), ("B",), "consistent"),
        (("A", "B"), ("C",), "consistent"),
    ],
)
def test_the_greatest_evidence_has_the_most_trials_and_people(
    own: tuple[str, ...], rival: tuple[str, ...], verdict: str
) -> None:
    claim = CLAIM.format("subject: propositions:own, rank: greatest")
    trials = [trial(slug, "new", "1", "100") for slug in "ABC"]
    stakes = (proposition("own", "new", *own), proposition("rival", "old", *rival))
    assert verdicts("greatest-evidence", claim, *stakes, *trials, *DRUGS) == [verdict]


ABSENCE = """id: documents:page
type: DocumentSection
claim:
- {{id: "#c", type: Claim, asOf: 2026, states: decisions:D#s}}
"""
SEARCH = """id: decisions:D
type: RegulatoryHistory
search:
- {{id: "#s", type: Search, searchedOn: {}, found: {}, searched: sources:R}}
"""


@pytest.mark.parametrize(
    ("day", "found", "verdict"),
    [
        ("2025-06-11", "0", "not-checkable"),
        ("2026-02-01", "0", "consistent"),
        ("2025-06-11", "1", "inconsistent"),
    ],
)
def test_absence_is_known_up_to_the_day_of_the_search(day: str, found: str, verdict: str) -> None:
    assert verdicts("absence-as-of", ABSENCE.format(), SEARCH.format(day, found)) == [verdict]
