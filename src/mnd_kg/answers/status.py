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
from mnd_kg.answers.standing import Item, Standing, State, Status
from mnd_kg.errors import UnknownEntityError
from mnd_kg.resolve import resolve
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
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
        jurisdiction: one, or all that have an event or a search.
        on: the day; today if none.

    Raises:
        UnknownEntityError: if a name is unknown, or names something of another kind.
    """
    said = graph.statements
    drug = _named(graph, intervention, "Intervention", "interventions")
    wanted = _named(graph, condition, "Condition", "conditions") if condition else ""
    place = _named(graph, jurisdiction, "Jurisdiction", "jurisdictions") if jurisdiction else ""
    day = on or date.today()
    case = _Case(said, drug, wanted, day.isoformat())
    places = [place] if place else said.of_class("Jurisdiction")
    standings = [case.standing(where) for where in places]
    if not place:
        standings = [found for found in standings if found.basis != "no-record"]
    short = vocabulary().contract
    return Status(
        graph=graph.version,
        intervention=short(drug),
        condition=short(wanted),
        on=day,
        asked=short(place),
        standings=tuple(standings),
        labels=case.labels(),
    )


def _named(graph: BuiltGraph, name: str, kind: str, folder: str) -> str:
    iri = resolve(graph.store, name, folder)
    if iri not in graph.statements.of_class(kind):
        raise UnknownEntityError(f"`{name}` is no {kind.lower()}: give the name of one.")
    return iri


@dataclass(frozen=True)
class _Case:
    """What is asked: an intervention, a condition or none, and a day."""

    said: Statements
    drug: str
    condition: str
    day: str

    def standing(self, place: str) -> Standing:
        """Return how the intervention stands in a jurisdiction."""
        states = self._states(place)
        searches = self._searches(place)
        short = vocabulary().contract(place)
        ways = tuple(self._item(way, "statement") for way in self._access(place))
        if states:
            best = min(states, key=lambda found: (_STATES.index(found.state), found.covers))
            head = (short, best.state, best.certain, best.covers, "events")
            return Standing(*head, states, self._told(searches), ways)
        if not searches:
            return Standing(short, "unknown", True, "all", "no-record", access=ways)
        speaks = self.day <= self.said.value(searches[-1], "searchedOn")
        state = "not-approved" if speaks else "unknown"
        basis = "searched-and-not-found"
        return Standing(
            short, state, True, "all", basis, searches=self._told(searches), access=ways
        )

    def labels(self) -> tuple[Item, ...]:
        """Return what the labels of the intervention say of the condition."""
        wider = self._wider(self.condition) if self.condition else []
        return tuple(
            self._item(label, "statement")
            for drug in self._drugs()
            for label in self.said.values(drug, "labelStatement")
            if set(self.said.values(label, "condition")) & set(wider)
        )

    def _drugs(self) -> list[str]:
        return [self.drug, *self.said.users(self.drug, "formulationOf")]

    def _wider(self, condition: str) -> list[str]:
        found = [condition]
        for seen in found:
            found += [above for above in self.said.values(seen, "broader") if above not in found]
        return found

    def _covers(self, indication: str) -> bool:
        return not self.condition or indication in self._wider(self.condition)

    def _concerns(self, indication: str) -> bool:
        """Tell whether an indication covers the condition, or a part of it."""
        return self._covers(indication) or self.condition in self._wider(indication)

    def _unions(self, place: str) -> list[str]:
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
        unions = set(self._unions(place))
        found = [
            event
            for drug in self._drugs()
            for event in self.said.users(drug, "intervention")
            if self.said.class_of(event) == "RegulatoryEvent"
            and unions & set(self.said.values(event, "jurisdiction"))
            and self._bound(event, "notBefore") <= self.day
        ]
        return sorted(
            found, key=lambda event: (self._bound(event, "notBefore"), self._bound(event), event)
        )

    def _bound(self, event: str, which: str = "notAfter") -> str:
        return self.said.value(event, f"mnd:{which}")

    def _states(self, place: str) -> tuple[State, ...]:
        groups: dict[tuple[str, str], list[str]] = {}
        events = [event for event in self._events(place) if self._leads_to(event)]
        for event in events:
            for indication in self.said.values(event, "indication"):
                if self._concerns(indication):
                    for product in self.said.values(event, "product") or [""]:
                        groups.setdefault((indication, product), []).append(event)
        found = []
        for (indication, product), own in sorted(groups.items()):
            shared = [] if not product else groups.get((indication, ""), [])
            named = any(other == indication and brand for other, brand in groups)
            if product or not named:
                chain = [event for event in events if event in own or event in shared]
                found.append(self._state(chain, indication, product))
        return tuple(found)

    def _state(self, chain: list[str], indication: str, product: str) -> State:
        sure = [event for event in chain if self._bound(event) <= self.day]
        late = sorted(sure, key=lambda event: (self._bound(event), event))
        readings = [self._run(sure), self._run(late), self._run(chain)]
        return State(
            state=readings[0],
            certain=len(set(readings)) == 1,
            covers="all" if self._covers(indication) else "part",
            indication=vocabulary().contract(indication),
            product=product,
            events=tuple(Item(self._event(event), origin(self.said, event)) for event in chain),
        )

    def _run(self, events: list[str]) -> str:
        state = "unknown"
        for event in events:
            after = self._leads_to(event)
            if state not in _HELD or after in _HELD or after == _ENDED:
                state = after
        return state

    def _leads_to(self, event: str) -> str:
        return vocabulary().leads_to.get(self.said.value(event, "kind"), "")

    def _event(self, event: str) -> str:
        values = [self.said.value(event, key) for key in ("date", "kind", "product")]
        return " ".join(value for value in values if value)

    def _searches(self, place: str) -> list[str]:
        """Return the searches for an approval that found nothing, the last one last."""
        found = [
            search
            for search in self.said.users(self.drug, "intervention")
            if self.said.class_of(search) == "Search"
            and place in self.said.values(search, "jurisdiction")
            and self.said.value(search, "lookedFor") == "approval"
            and self.said.value(search, "found") == "0"
            and (not self.condition or self.condition in self.said.values(search, "condition"))
        ]
        return sorted(found, key=lambda search: (self.said.value(search, "searchedOn"), search))

    def _told(self, searches: list[str]) -> tuple[Item, ...]:
        return tuple(
            Item(
                f"{self.said.value(search, 'searchedOn')} nothing found in "
                f"{self.said.label(self.said.value(search, 'searched'))}",
                origin(self.said, search),
            )
            for search in searches
        )

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
