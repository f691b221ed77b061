"""Which interventions that were tried in one condition might be discussed for another.

A mechanism is followed edge by edge to the condition. Interventions of which none reaches it are
excluded with the place where each stops, those without a recorded mechanism are listed apart, and
so are those that were never tried. The rest is ranked by the score of ``score.py``.

This ranks interventions, for whoever decides what to discuss. Every single chain to the condition,
firmest first, and where a step is missing, is in ``mnd_kg.network.hypotheses``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mnd_kg.answers import score
from mnd_kg.answers.argument import extrapolations
from mnd_kg.answers.candidate import GROUPS, Candidate, Candidates, Inference
from mnd_kg.answers.evidence import case
from mnd_kg.answers.labels import labels_about, labels_of
from mnd_kg.answers.mechanisms import mechanisms
from mnd_kg.answers.scope import forms, narrower, wider
from mnd_kg.answers.score import Counted
from mnd_kg.answers.standing import Item
from mnd_kg.answers.status import RegulatoryCase
from mnd_kg.answers.steps import strength
from mnd_kg.answers.trials import trials_in, without_line
from mnd_kg.resolve import resolve
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mnd_kg.answers.labels import LabelAbout
    from mnd_kg.answers.mechanisms import Mechanisms
    from mnd_kg.answers.propositions import Line
    from mnd_kg.answers.score import Part
    from mnd_kg.answers.standing import Standing
    from mnd_kg.statements import Statements
    from mnd_kg.store import BuiltGraph

_BENEFIT, _SAFETY = "benefit", "safety"


def candidates(
    graph: BuiltGraph,
    condition: str,
    source: str = "conditions:ALS",
    weights: Mapping[str, float] | None = None,
    on: date | None = None,
) -> Candidates:
    """Return the interventions that might be discussed for a condition, ranked.

    Args:
        graph: the built graph.
        condition: any name of the condition.
        source: the condition in which the interventions were tried.
        weights: weights of parts of the score that differ from the usual ones.
        on: the day for which approvals hold; today if none.

    Raises:
        UnknownEntityError: if a name is unknown, or names something of another kind.
        SettingError: if there is no such part of the score.
    """
    day = on or date.today()
    weighted = score.weights(weights)
    aim = resolve(graph, condition, "conditions")
    start = resolve(graph, source, "conditions")
    judge = _Judge(graph.statements, aim, start, day.isoformat(), weighted)
    found = [judge.candidate(drug) for drug in judge.pool()]
    found.sort(key=lambda one: (GROUPS.index(one.group), -one.score, one.label))
    ranked = [one for one in found if one.group == "candidate"]
    short = vocabulary().contract
    return Candidates(
        graph=graph.version,
        condition=short(aim),
        source=short(start),
        on=day.isoformat(),
        weights=weighted,
        candidates=tuple(
            Candidate(**{**vars(one), "rank": rank}) for rank, one in enumerate(ranked, 1)
        ),
        others=tuple(one for one in found if one.group != "candidate"),
        labels=labels_about(graph.statements, [], aim),
    )


@dataclass(frozen=True)
class _Judge:
    said: Statements
    condition: str
    source: str
    day: str
    weights: dict[str, float]

    def pool(self) -> list[str]:
        """Return the interventions that were tried in the source, or may act in it."""
        placebos = set(self.said.of_class("Placebo"))
        return [
            drug
            for drug in self.said.of_class("Intervention")
            if drug not in placebos and not self.said.values(drug, "formulationOf")
            if self._tried(drug) or self._acts(drug)
        ]

    def _near(self) -> set[str]:
        """Return the source, its kinds, and what both the source and the aim are kinds of."""
        return {*narrower(self.said, self.source), *wider(self.said, self.source)}

    def _tried(self, drug: str) -> bool:
        """Tell whether a trial, a proposition or a decision is on the intervention there."""
        drugs = forms(self.said, drug)
        about = {
            where
            for one in drugs
            for user in self.said.users(one, "intervention")
            if self.said.class_of(user) in ("Proposition", "RegulatoryEvent")
            for key in ("condition", "indication")
            for where in self.said.values(user, key)
        }
        return bool(about & self._near() or trials_in(self.said, drugs, self.source))

    def _acts(self, drug: str) -> bool:
        ends = {
            end
            for path in self.said.values(drug, "path")
            for end in self.said.values(path, "condition")
        }
        return bool(ends & self._near())

    def candidate(self, drug: str) -> Candidate:
        """Return an intervention with its score and its group; ranks come later."""
        drugs = forms(self.said, drug)
        traced = mechanisms(self.said, drug, self.condition, subtypes=False)
        lines = self._lines(drugs)
        places = self._standings(drug)
        labels = labels_of(self.said, drugs, self.condition)
        trials = trials_in(self.said, drugs, self.source)
        parts = self._parts(lines, traced, places, labels)
        short = vocabulary().contract
        return Candidate(
            group=self._group(drug, traced),
            rank=0,
            intervention=short(drug),
            label=self.said.label(drug),
            formulations=tuple(map(short, self.said.users(drug, "formulationOf"))),
            score=round(sum(part.points for part in parts), 3),
            parts=parts,
            lines=tuple(lines),
            mechanisms=traced.reaching,
            bound=traced.bound,
            approvals=tuple(item for place in places for item in _states(place)),
            access=self._access(drug),
            labels=labels,
            inferences=tuple(
                Inference(one.id, len(one.warrants), len(one.defeaters))
                for one in extrapolations(self.said, drugs, self.condition)
            ),
            trials=tuple(one.id for one in trials),
            trials_without_line=tuple(one.id for one in without_line(self.said, drugs, trials)),
        )

    def _group(self, drug: str, traced: Mechanisms) -> str:
        if not traced.reaching:
            return "excluded" if traced.bound else "mechanism-not-recorded"
        if not self._tried(drug):
            return "not-tried"
        return "candidate"

    def _parts(
        self,
        lines: list[Counted],
        traced: Mechanisms,
        places: list[Standing],
        labels: tuple[LabelAbout, ...],
    ) -> tuple[Part, ...]:
        weight = self.weights
        return (
            score.evidence_part(weight["evidence"], lines, "supports"),
            score.evidence_part(weight["against"], lines, "disputes"),
            score.mechanism_part(weight["mechanism"], traced.reaching),
            score.approval_part(weight["approval"], places),
            score.label_part(weight["label"], labels),
        )

    def _lines(self, drugs: list[str]) -> list[Counted]:
        """Return the lines on benefit and harm in the source or the aim, each result counted once.

        Where several lines rest on one result, the weakest of them counts. That no harm was seen
        is no benefit, what a review pooled is no result beside those of its trials, and what
        somebody says of a trial is none.
        """
        cases = [case(self.said, proposition) for proposition in self._propositions(drugs)]
        found = [(about, line) for about in cases for line in about.lines if not line.pools]
        found.sort(key=lambda pair: (strength(pair[1]), pair[1].id))
        taken: set[tuple[str, tuple[str, ...]]] = set()
        counted = []
        for about, line in found:
            result = (line.direction, _result(line))
            harmless = about.domain == _SAFETY and line.direction == "supports"
            no_result = line.direction == "neutral" or not line.in_people
            silent = result in taken or harmless or no_result
            taken.add(result)
            counted.append(
                Counted(
                    id=line.id,
                    proposition=about.id,
                    domain=about.domain,
                    direction=line.direction,
                    strength=line.strength,
                    counts=0 if silent else strength(line),
                    statement=line.statement,
                    origin=line.origin,
                )
            )
        return sorted(counted, key=lambda line: (line.direction == "neutral", line.id))

    def _propositions(self, drugs: list[str]) -> list[str]:
        """Return the propositions on benefit or harm of some drugs in the source or the aim."""
        near = {*self._near(), *wider(self.said, self.condition)}
        return sorted(
            proposition
            for proposition in {p for drug in drugs for p in self.said.users(drug, "intervention")}
            if self.said.class_of(proposition) == "Proposition"
            and (
                self.said.value(proposition, "expects") == _BENEFIT
                or self.said.value(proposition, "domain") == _SAFETY
            )
            and near & set(self.said.values(proposition, "condition"))
        )

    def _standings(self, drug: str) -> list[Standing]:
        asked = RegulatoryCase(self.said, drug, self.source, self.day)
        places = [(place, asked.standing(place)) for place in self.said.of_class("Jurisdiction")]
        return [found for place, found in places if self._has_its_own(place, found)]

    def _has_its_own(self, place: str, found: Standing) -> bool:
        """Tell whether a state comes from the jurisdiction itself, and not from a union."""
        events = {event.origin.id for state in found.states for event in state.events}
        own = (self.said.values(vocabulary().expand(event), "jurisdiction") for event in events)
        return any(place in places for places in own)

    def _access(self, drug: str) -> tuple[Item, ...]:
        asked = RegulatoryCase(self.said, drug, self.condition, self.day)
        places = map(asked.standing, self.said.of_class("Jurisdiction"))
        return tuple(way for place in places for way in place.access)


def _result(line: Line) -> tuple[str, ...]:
    """Return what a line rests on; a document tells its results apart by proposition only."""
    measured = tuple(found.id for found in line.measured)
    return measured or (line.id,)


def _states(place: Standing) -> list[Item]:
    """Return the most favourable state of a jurisdiction, with the event that led to it."""
    best = next(found for found in place.states if found.state == place.state)
    where = place.jurisdiction.partition(":")[2]
    part = f" for {best.indication}" if best.covers == "part" else ""
    event = best.events[-1]
    return [Item(f"{best.state} in {where}{part} ({event.said})", event.origin)]
