"""What the answer about the state of an intervention is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from mnd_kg.answers.origin import Origin


@dataclass(frozen=True)
class Item:
    """An event, a search, a way of access or a label statement, with where it comes from."""

    said: str
    origin: Origin

    def as_json(self) -> dict[str, Any]:
        """Return the item as it stands in ``--format json``."""
        return {"said": self.said, "origin": self.origin.as_json()}


@dataclass(frozen=True)
class State:
    """The state of one product for one indication, with the events behind it."""

    state: str
    certain: bool
    covers: str
    """`all` of the condition that was asked for, or `part`, as an approval for one subtype."""
    indication: str
    product: str
    events: tuple[Item, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the state as it stands in ``--format json``."""
        return {**vars(self), "events": [event.as_json() for event in self.events]}


@dataclass(frozen=True)
class Standing:
    """How an intervention stands in one jurisdiction: the most favourable state, and all."""

    jurisdiction: str
    state: str
    certain: bool
    covers: str
    basis: str
    """`events`, `searched-and-not-found`, or `no-record`."""
    states: tuple[State, ...] = ()
    searches: tuple[Item, ...] = ()
    access: tuple[Item, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the standing as it stands in ``--format json``."""
        return {
            **vars(self),
            "states": [state.as_json() for state in self.states],
            "searches": [search.as_json() for search in self.searches],
            "access": [way.as_json() for way in self.access],
        }


@dataclass(frozen=True)
class OtherApproval:
    """An approval for another condition, which is none for the one that was asked for.

    An indication that covers the condition, or a part of it, is a state of it, and never this.
    """

    since: str
    """The date of the event from which on it has been held, as written."""
    jurisdiction: str
    state: State
    origin: Origin

    def said(self, asked: str) -> str:
        """Return the approval in one line, with what it cites."""
        names = (self.state.indication, asked, self.jurisdiction)
        what, this, where = (name.partition(":")[2] for name in names)
        how = ", ".join(filter(None, [self.state.product, self.state.state]))
        how += "" if self.state.certain else ", not certain on this day"
        return f"{what}, not {this}, in {where} since {self.since} ({how}) {self.origin}"

    def as_json(self) -> dict[str, Any]:
        """Return the approval as it stands in ``--format json``."""
        return {
            **vars(self),
            "state": self.state.as_json(),
            "origin": self.origin.as_json(),
        }


@dataclass(frozen=True)
class Status:
    """The answer: how an intervention stands, by jurisdiction."""

    graph: str
    intervention: str
    condition: str
    on: date
    asked: str
    """The one jurisdiction that was asked for, or an empty text."""
    standings: tuple[Standing, ...]
    labels: tuple[Item, ...] = ()
    """What labels say of the condition that was asked for."""
    other_approvals: tuple[OtherApproval, ...] = ()
    """What the intervention is approved for elsewhere, where a condition was asked for."""

    def rows(self) -> list[list[str]]:
        """Return the answer as rows for people: one a state, or one where there is none."""
        found = []
        for place in self.standings:
            for state in place.states:
                remarks = [] if state.certain else ["not certain on this day"]
                remarks += ["for a part of it only"] if state.covers == "part" else []
                head = [place.jurisdiction, state.state, ", ".join(remarks), state.indication]
                found.append([*head, *_told(state.events)])
            if not place.states:
                known = "no record" if place.basis == "no-record" else "searched and not found"
                known += ", for a part of it only" if place.covers == "part" else ""
                head = [place.jurisdiction, place.state, known, self.condition]
                found.append([*head, *_told(place.searches)])
        return found

    def as_json(self) -> dict[str, Any]:
        """Return the answer as it stands in ``--format json``."""
        found: dict[str, Any] = {
            "graph": self.graph,
            "intervention": self.intervention,
            "condition": self.condition,
            "on": self.on.isoformat(),
        }
        if self.asked:
            found |= self.standings[0].as_json()
        else:
            found["jurisdictions"] = [standing.as_json() for standing in self.standings]
        found["labels"] = [label.as_json() for label in self.labels]
        found["otherApprovals"] = [other.as_json() for other in self.other_approvals]
        return found


def _told(items: tuple[Item, ...]) -> list[str]:
    """Return what some items say, and what they cite, each source once, with what is doubtful."""
    cited = dict.fromkeys(source for item in items for source in item.origin.cites)
    doubts = dict.fromkeys(
        f"{publication} is {state}" for item in items for publication, state in item.origin.doubts
    )
    return ["; ".join(item.said for item in items), "; ".join([", ".join(cited), *doubts])]
