"""What speaks for an intervention and what against it, proposition by proposition.

Both sides stand together and the newest line first, whatever it says. Steps of a mechanism are
propositions too, but not about an effect on people, and are told by ``explain``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnd_kg.answers.certainty import Question, verdict
from mnd_kg.answers.effects import arm_result, effect
from mnd_kg.answers.labels import labels_about
from mnd_kg.answers.origin import origin
from mnd_kg.answers.pooling import pooled
from mnd_kg.answers.propositions import (
    Assessment,
    Case,
    ClaimMade,
    Downgrade,
    Evidence,
    Line,
    Relation,
)
from mnd_kg.answers.scope import forms, kin, narrower, wider
from mnd_kg.answers.searches import searches
from mnd_kg.answers.trials import trials_in, without_line
from mnd_kg.edtf import interval
from mnd_kg.errors import SettingError
from mnd_kg.findings import did_you_mean
from mnd_kg.resolve import resolve
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from mnd_kg.answers.propositions import Verdict
    from mnd_kg.statements import Statements
    from mnd_kg.store import BuiltGraph

_HARD = "survival"
_NUMBERS = ("EffectEstimate", "OutcomeResult", "PooledEstimate")


def evidence(
    graph: BuiltGraph, intervention: str, condition: str | None = None, domain: str | None = None
) -> Evidence:
    """Return the propositions on an intervention with their lines, verdicts and sources.

    Args:
        graph: the built graph.
        intervention: any name of it; its formulations are counted with it, and marked.
        condition: the condition, or all; broader and narrower ones are marked.
        domain: what the effect is on, such as `function` or `survival`; all if none.

    Raises:
        UnknownEntityError: if a name is unknown, or names something of another kind.
        SettingError: if there is no such domain.
    """
    said = graph.statements
    asked = _Asked(
        said,
        resolve(graph, intervention, "interventions"),
        "" if condition is None else resolve(graph, condition, "conditions"),
    )
    wanted = "" if domain is None else _domain(said, domain)
    drugs = forms(said, asked.drug)
    every = asked.propositions()
    cases = [
        asked.case(proposition)
        for proposition in every
        if asked.concerns(proposition) and wanted in ("", said.value(proposition, "domain"))
    ]
    empty = searches(said, asked.drug, asked.condition, ("trial", "publication"))
    basis = "searched-and-not-found" if empty else "no-record"
    short = vocabulary().contract
    return Evidence(
        graph=graph.version,
        intervention=short(asked.drug),
        condition=short(asked.condition),
        domain=wanted,
        basis="propositions" if cases else basis,
        propositions=tuple(sorted(cases, key=_distance)),
        searches=empty,
        elsewhere=() if cases else tuple(asked.conditions_of(every)),
        trials_without_line=without_line(said, drugs, trials_in(said, drugs, asked.condition)),
        labels=labels_about(said, [asked.drug], asked.condition) if asked.condition else (),
    )


def case(said: Statements, proposition: str) -> Case:
    """Return a proposition as it stands for itself, whoever asks."""
    drug, condition = (said.value(proposition, key) for key in ("intervention", "condition"))
    return _Asked(said, drug, condition).case(proposition)


def _domain(said: Statements, domain: str) -> str:
    known = {
        said.value(thing, "domain")
        for kind in ("Proposition", "OutcomeMeasure")
        for thing in said.of_class(kind)
    } - {""}
    if domain not in known:
        hint = did_you_mean(domain, known) or f" There are {', '.join(sorted(known))}."
        raise SettingError(f"`{domain}` is no domain of the graph.{hint}")
    return domain


@dataclass(frozen=True)
class _Asked:
    """What is asked: an intervention, and a condition or none."""

    said: Statements
    drug: str
    condition: str

    def propositions(self) -> list[str]:
        """Return the propositions on the intervention and its other forms, sorted."""
        return sorted(
            {
                proposition
                for drug in forms(self.said, self.drug)
                for proposition in self.said.users(drug, "intervention")
                if self.said.class_of(proposition) == "Proposition"
            }
        )

    def _forms(self) -> list[str]:
        return self.said.users(self.drug, "formulationOf")

    def concerns(self, proposition: str) -> bool:
        """Tell whether a proposition is on the condition asked for, or above or below it."""
        about = self.said.values(proposition, "condition")
        near = {*wider(self.said, self.condition), *narrower(self.said, self.condition)}
        return not self.condition or bool(near & set(about))

    def conditions_of(self, propositions: list[str]) -> list[str]:
        """Return the conditions that some propositions are on."""
        found = {c for p in propositions for c in self.said.values(p, "condition")}
        return sorted(map(vocabulary().contract, found))

    def case(self, proposition: str) -> Case:
        """Return a proposition with its lines and what follows from them."""
        said, short = self.said, vocabulary().contract
        lines = _newest_first(
            [line(said, part) for part in said.values(proposition, "evidenceLine")]
        )
        drug, condition = (said.value(proposition, key) for key in ("intervention", "condition"))
        judged = verdict(lines, _question(said, proposition))
        empty = searches(said, drug, condition, ("trial", "publication"))
        basis = "searched-and-not-found" if empty else "recorded-as-absent"
        return Case(
            id=short(proposition),
            label=said.label(proposition),
            intervention=short(drug),
            condition=short(condition),
            population=short(said.value(proposition, "population")),
            comparator=tuple(map(short, said.values(proposition, "comparator"))),
            domain=said.value(proposition, "domain"),
            measure=tuple(map(short, said.values(proposition, "measure"))),
            expects=said.value(proposition, "expects"),
            relations=tuple(self._relations(proposition)),
            basis="lines" if lines else basis,
            lines=lines,
            verdict=judged,
            assessments=tuple(
                _assessment(said, found, judged) for found in said.values(proposition, "assessment")
            ),
            claims=tuple(_claim(said, claim) for claim in said.users(proposition, "states")),
            extrapolations=tuple(map(short, said.users(proposition, "conclusion"))),
            searches=empty,
            note=" ".join(said.values(proposition, "note")),
            origin=origin(said, proposition),
        )

    def _relations(self, proposition: str) -> list[Relation]:
        said, found = self.said, []
        for drug in said.values(proposition, "intervention"):
            if drug != self.drug:
                kind = "formulation" if drug in self._forms() else "formulated-from"
                found.append((kind, drug))
        for about in said.values(proposition, "condition"):
            if self.condition and about != self.condition:
                below = about in narrower(said, self.condition)
                found.append(("narrower-condition" if below else "broader-condition", about))
        found += [("narrower-population", p) for p in said.values(proposition, "population")]
        found += [("narrower-proposition", p) for p in said.users(proposition, "narrower")]
        found += [("broader-proposition", p) for p in said.values(proposition, "narrower")]
        return [Relation(kind, vocabulary().contract(to)) for kind, to in found]


def _distance(case: Case) -> tuple[int, bool, str]:
    """Return how far a proposition lies from what was asked; those without a line come last."""
    far = [relation for relation in case.relations if relation.kind != "broader-proposition"]
    return len(far), not case.lines, case.id


def _question(said: Statements, proposition: str) -> Question:
    short = vocabulary().contract
    condition = said.value(proposition, "condition")
    hard = [m for m in said.of_class("OutcomeMeasure") if said.value(m, "domain") == _HARD]
    return Question(
        population=short(said.value(proposition, "population")),
        condition=short(condition),
        within=frozenset(map(short, narrower(said, condition))),
        kin=frozenset(map(short, kin(said, condition))),
        measures=frozenset(map(short, said.values(proposition, "measure"))),
        expects=said.value(proposition, "expects"),
        hard=frozenset(map(short, hard)),
    )


def line(said: Statements, line: str) -> Line:
    """Return the evidence line that has an IRI."""
    short = vocabulary().contract
    items = said.values(line, "item")
    kinds = {item: said.class_of(item) for item in items}
    effects = tuple(effect(said, item) for item in items if kinds[item] == "EffectEstimate")
    results = tuple(arm_result(said, item) for item in items if kinds[item] == "OutcomeResult")
    told = {short(item) for item, kind in kinds.items() if kind in _NUMBERS}
    date, dated_by, dating = _date(said, line, items)
    return Line(
        id=short(line),
        direction=said.value(line, "direction"),
        strength=said.value(line, "strength"),
        evidence_kind=said.value(line, "evidenceKind"),
        statement=" ".join(said.values(line, "statement")),
        date=date,
        dated_by=dated_by,
        dating=dating,
        effects=effects,
        results=results,
        pooled=tuple(pooled(said, item) for item in items if kinds[item] == "PooledEstimate"),
        documents=tuple(short(item) for item in items if short(item) not in told),
        origin=origin(said, line),
    )


def _date(said: Statements, line: str, items: list[str]) -> tuple[str, str, str]:
    """Return when a line became known: by the first publication of it, else by its trial."""
    short = vocabulary().contract
    cited = [*said.values(line, "cites"), *items]
    cited += [source for item in items for source in said.values(item, "cites")]
    dated = [(said.value(source, "date"), short(source)) for source in cited]
    if published := [found for found in dated if found[0]]:
        return (*min(published, key=lambda found: interval(found[0])), "publication")
    for item in items:
        trial = said.whole(item)
        for key, dating in (("completionDate", "trial-completion"), ("startDate", "trial-start")):
            if trial and (day := said.value(trial, key)):
                return day, short(trial), dating
    return "", "", ""


def _newest_first(lines: list[Line]) -> tuple[Line, ...]:
    dated = sorted((line for line in lines if line.date), key=lambda line: line.id)
    dated.sort(key=lambda line: interval(line.date), reverse=True)
    return (*dated, *sorted((line for line in lines if not line.date), key=lambda line: line.id))


def _assessment(said: Statements, part: str, judged: Verdict | None) -> Assessment:
    found = tuple(
        Downgrade(said.value(down, "factor"), 1, " ".join(said.values(down, "statement")))
        for down in said.values(part, "downgrade")
    )
    certainty = said.value(part, "certainty")
    by = said.value(part, "by")
    return Assessment(
        id=vocabulary().contract(part),
        certainty=certainty,
        downgrades=found,
        note=" ".join(said.values(part, "note")),
        by=by,
        on=said.value(part, "curatedOn"),
        differs=tuple(_differences(by, certainty, {down.factor for down in found}, judged)),
        origin=origin(said, part),
    )


def _differences(by: str, certainty: str, factors: set[str], judged: Verdict | None) -> list[str]:
    if judged is None:
        return ["the rule gives no verdict"]
    found = []
    if certainty != judged.certainty:
        found.append(f"the rule says {judged.certainty}, {by} {certainty}")
    by_rule = {down.factor for down in judged.downgrades}
    found += [f"only the rule lowers for {factor}" for factor in sorted(by_rule - factors)]
    found += [f"only {by} lowers for {factor}" for factor in sorted(factors - by_rule)]
    return found


def _claim(said: Statements, claim: str) -> ClaimMade:
    judged = [said.value(found, "verdict") for found in said.values(claim, "appraisal")]
    return ClaimMade(
        id=vocabulary().contract(claim),
        paraphrase=" ".join(said.values(claim, "paraphrase")),
        hedging=tuple(said.values(claim, "hedging")),
        appraisals=tuple(sorted(judged)),
        origin=origin(said, claim),
    )
