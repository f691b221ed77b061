"""How an intervention stands with the regulators on a day.

A state belongs to a product, an indication and a jurisdiction. Each kind of event says in the
ontology which state it leads to. An approval ends only by a withdrawal, revocation or expiry: a
later filing or refusal concerns something else. An event that names no product concerns all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mnd_kg.answers.origin import origin
from mnd_kg.answers.scope import wider
from mnd_kg.answers.standing import Item, OtherApproval, Standing, State, Status
from mnd_kg.resolve import resolve
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnd_kg.statements import Statements
    from mnd_kg.store import BuiltGraph

# The most favourable first.
_STATES = (
    "approved",
    "conditionally-approved",
    "under-review",
    "withdrawn",
    "application-withdrawn",
    "refused",
    "not-approved",
    "unknown",
)
_HELD = _STATES[:2]
_ENDED = "withdrawn"


def status(
    graph: BuiltGraph,
    intervention: str,
    condition: str | None = None,
    jurisdiction: str | None = None,
    on: date | None = None,
) -> Status:
    """Return how an intervention stands on a day.

    Args:
        graph: the built graph.
        intervention: any name of it; its formulations are counted with it.
        condition: the condition, or all; an approval for a wider one covers it.
        jurisdiction: one, or all that have an event, a search or a way of access.
        on: the day; today if none.

    Raises:
        UnknownEntityError: if a name is unknown, or names something of another kind.
    """
    said = graph.statements
    place = "" if jurisdiction is None else resolve(graph, jurisdiction, "jurisdictions")
    day = on or date.today()
    case = RegulatoryCase.of(graph, intervention, condition, day)
    places = [place] if place else said.of_class("Jurisdiction")
    standings = [case.standing(where) for where in places]
    if not place:
        standings = [found for found in standings if found.basis != "no-record" or found.access]
    short = vocabulary().contract
    return Status(
        graph=graph.version,
        intervention=short(case.drug),
        condition=short(case.condition),
        on=day,
        asked=short(place),
        standings=tuple(standings),
        labels=case.labels(),
        other_approvals=tuple(
            found
            for where in (case.unions(place) if place else places)
            for found in case.other_approvals(where)
        ),
    )


@dataclass(frozen=True)
class RegulatoryCase:
    """What is asked: an intervention, a condition or none, and a day."""

    said: Statements
    drug: str
    condition: str
    day: str

    @classmethod
    def of(
        cls, graph: BuiltGraph, intervention: str, condition: str | None, day: date
    ) -> RegulatoryCase:
        """Return the case of an intervention, and a condition or none, by any of their names."""
        drug = resolve(graph, intervention, "interventions")
        wanted = "" if condition is None else resolve(graph, condition, "conditions")
        return cls(graph.statements, drug, wanted, day.isoformat())

    def standing(self, place: str) -> Standing:
        """Return how the intervention stands in a jurisdiction."""
        states = tuple(
            self._state(chain, *use, place)
            for use, chain in self._chains(place).items()
            if self.concerns(use[0])
        )
        searches = self.searches(place)
        told = tuple(self._search(search) for search in searches)
        short = vocabulary().contract(place)
        ways = tuple(self._item(way, "statement") for way in self._access(place))
        if states:
            best = min(states, key=lambda found: (_STATES.index(found.state), found.covers))
            head = (short, best.state, best.certain, best.covers, "events")
            return Standing(*head, states, told, ways)
        if not searches:
            return Standing(short, "unknown", True, "all", "no-record", access=ways)
        speaking = [
            search for search in searches if self.day <= self.said.value(search, "searchedOn")
        ]
        state = "not-approved" if speaking else "unknown"
        covers = "all" if any(map(self._answers, speaking or searches)) else "part"
        basis = "searched-and-not-found"
        return Standing(short, state, True, covers, basis, searches=told, access=ways)

    def other_approvals(self, place: str) -> Iterator[OtherApproval]:
        """Give the approvals that a jurisdiction itself gave for quite another condition."""
        for (indication, product), chain in self._chains(place).items():
            if self.concerns(indication) or not self._own(chain, place):
                continue
            state = self._state(chain, indication, product, place)
            if state.state in _HELD:
                first = self._held_from(chain)
                since, short = self.said.value(first, "date"), vocabulary().contract(place)
                yield OtherApproval(since, short, state, origin(self.said, first))

    def labels(self) -> tuple[Item, ...]:
        """Return what the labels of the intervention say of the condition."""
        above = wider(self.said, self.condition) if self.condition else []
        return tuple(
            self._item(label, "statement")
            for drug in self.drugs()
            for label in self.said.values(drug, "labelStatement")
            if set(self.said.values(label, "condition")) & set(above)
        )

    def drugs(self) -> list[str]:
        """Return the intervention and its formulations."""
        return [self.drug, *self.said.users(self.drug, "formulationOf")]

    def _covers(self, indication: str) -> bool:
        return not self.condition or indication in wider(self.said, self.condition)

    def concerns(self, indication: str) -> bool:
        """Tell whether an indication covers the condition, or a part of it."""
        return self._covers(indication) or self.condition in wider(self.said, indication)

    def unions(self, place: str) -> list[str]:
        """Return the jurisdiction and those to which it belongs on the day."""
        found = [place]
        for member in self.said.values(place, "membership"):
            first = self.said.value(member, "mnd:validFromNotBefore") or self.day
            last = self.said.value(member, "mnd:validThroughNotAfter") or self.day
            if first <= self.day <= last:
                found += self.said.values(member, "memberOf")
        return found

    def _events(self, place: str) -> list[str]:
        """Return what may have happened by the day, in order."""
        unions = set(self.unions(place))
        found = [
            event
            for drug in self.drugs()
            for event in self.said.users(drug, "intervention")
            if self.said.class_of(event) == "RegulatoryEvent"
            and unions & set(self.said.values(event, "jurisdiction"))
            and self.bound(event, "notBefore") <= self.day
        ]
        return sorted(
            found, key=lambda event: (self.bound(event, "notBefore"), self.bound(event), event)
        )

    def bound(self, event: str, which: str = "notAfter") -> str:
        """Return the last day, or the first (`notBefore`), on which an event can have been."""
        return self.said.value(event, f"mnd:{which}")

    def _chains(self, place: str) -> dict[tuple[str, str], list[str]]:
        """Return the events that lead to a state, by indication and product."""
        groups: dict[tuple[str, str], list[str]] = {}
        events = [event for event in self._events(place) if self._leads_to(event)]
        for event in events:
            for indication in self.said.values(event, "indication"):
                for product in self.said.values(event, "product") or [""]:
                    groups.setdefault((indication, product), []).append(event)
        found = {}
        for (indication, product), own in sorted(groups.items()):
            shared = [] if not product else groups.get((indication, ""), [])
            named = any(other == indication and brand for other, brand in groups)
            if product or not named:
                chain = [event for event in events if event in own or event in shared]
                found[indication, product] = chain
        return found

    def _state(self, chain: list[str], indication: str, product: str, place: str) -> State:
        sure = [event for event in chain if self.bound(event) <= self.day]
        late = sorted(sure, key=lambda event: (self.bound(event), event))
        readings = [self._run(sure), self._run(late), self._run(chain)]
        return State(
            state=readings[0],
            certain=len(set(readings)) == 1,
            covers="all" if self._covers(indication) else "part",
            indication=vocabulary().contract(indication),
            product=product,
            events=tuple(
                Item(self._event(event, place), origin(self.said, event)) for event in chain
            ),
        )

    def _run(self, events: list[str]) -> str:
        state = "unknown"
        for event in events:
            after = self._leads_to(event)
            if state not in _HELD or after in _HELD or after == _ENDED:
                state = after
        return state

    def _held_from(self, chain: list[str]) -> str:
        """Return the event from which on an approval has been held."""
        first = ""
        for place, event in enumerate(chain, 1):
            first = (first or event) if self._run(chain[:place]) in _HELD else ""
        return first

    def _own(self, chain: list[str], place: str) -> bool:
        return any(place in self.said.values(event, "jurisdiction") for event in chain)

    def _leads_to(self, event: str) -> str:
        return vocabulary().leads_to.get(self.said.value(event, "kind"), "")

    def _event(self, event: str, place: str) -> str:
        """Tell an event, and where it was if it holds for a place as a member of a union."""
        values = [self.said.value(event, key) for key in ("date", "kind", "product")]
        where = self.said.values(event, "jurisdiction")
        if place not in where:
            values += ["in", *(vocabulary().contract(union).partition(":")[2] for union in where)]
        return " ".join(value for value in values if value)

    def searches(self, place: str) -> list[str]:
        """Return the searches for an approval that found nothing, the last one last.

        One for a narrower condition, or for a formulation, answers for that part only.
        """
        found = [
            search
            for drug in (*self.drugs(), *self.said.values(self.drug, "formulationOf"))
            for search in self.said.users(drug, "intervention")
            if self.said.class_of(search) == "Search"
            and place in self.said.values(search, "jurisdiction")
            and self.said.value(search, "lookedFor") == "approval"
            and self.said.value(search, "found") == "0"
            and any(map(self.concerns, self._searched_for(search)))
        ]
        return sorted(found, key=lambda search: (self.said.value(search, "searchedOn"), search))

    def _searched_for(self, search: str) -> list[str]:
        """Return the conditions of a search; without any it was for every use."""
        return self.said.values(search, "condition") or [self.condition]

    def _answers(self, search: str) -> bool:
        """Tell whether a search answers for the whole substance and the whole of what is asked."""
        whole = {self.drug, *self.said.values(self.drug, "formulationOf")}
        if not whole & set(self.said.values(search, "intervention")):
            return False
        named_uses = self.said.values(search, "condition")
        return not named_uses or bool(set(named_uses) & set(wider(self.said, self.condition)))

    def _search(self, search: str) -> Item:
        values = {key: self.said.value(search, key) for key in ("searchedOn", "searched")}
        said = f"{values['searchedOn']} nothing found in {self.said.label(values['searched'])}"
        if not self._answers(search):
            about = (*self.said.values(search, "intervention"), *self._searched_for(search))
            said += f", searched for {' and '.join(vocabulary().contract(what) for what in about)}"
        return Item(said, origin(self.said, search))

    def _access(self, place: str) -> list[str]:
        return [
            way
            for way in self.said.users(self.drug, "intervention")
            if self.said.class_of(way) == "AccessPathway"
            and place in self.said.values(way, "jurisdiction")
            and (not self.condition or self.condition in self.said.values(way, "condition"))
        ]

    def _item(self, thing: str, key: str) -> Item:
        return Item(self.said.value(thing, key), origin(self.said, thing))
