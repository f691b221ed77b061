"""What rests on publications that were retracted or corrected, or are under concern.

``graph/derived/doubts`` says of each thing on which such publications it rests, however far away,
so that every query, answer and export can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from mnd_kg.rdf import text
from mnd_kg.vocabulary import GRAPH, MND, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mnd_kg.statements import Statements

DOUBTFUL = ("retracted", "expression-of-concern", "corrected")
RESTS_ON_DOUBTFUL = MND + "restsOnDoubtful"
DOUBTS = GRAPH + "derived/doubts"
_KEY = "mnd:restsOnDoubtful"
# By which keys a thing names what it rests on. What a document states is as doubtful as that.
_RESTS_ON = (
    *("item", "evidenceLine", "input", "derivation", "quantity", "states", "restates"),
    *("edge", "basedOn", "premise", "warrant", "defeater", "restsOn"),
)
# By which a part says where it has been read: for itself and for its parts that say nothing else.
_READ_IN = ("cites", "checkedPage")


def doubts(said: Statements, checks: Iterable[Quad] = ()) -> Iterator[Quad]:
    """Give what rests on each doubtful publication.

    Args:
        said: what the records say.
        checks: the checks that were derived; each rests on what it checks and uses.
    """
    uses = {NamedNode(vocabulary().keys[key].iri) for key in ("checks", "input")}
    used = [(text(q.object), text(q.subject)) for q in checks if q.predicate in uses]
    for publication in said.of_class("Publication"):
        if said.value(publication, "publicationStatus") in DOUBTFUL:
            resting = _resting(said, publication)
            resting |= {check for thing, check in used if thing in resting}
            for thing in sorted(resting):
                yield Quad(
                    NamedNode(thing),
                    NamedNode(RESTS_ON_DOUBTFUL),
                    NamedNode(publication),
                    NamedNode(DOUBTS),
                )


def doubts_about(said: Statements, thing: str) -> list[tuple[str, str]]:
    """Return the doubtful publications on which a thing rests, each with its state."""
    return [(found, said.value(found, "publicationStatus")) for found in said.values(thing, _KEY)]


def _resting(said: Statements, publication: str) -> set[str]:
    found = _reading(said, publication)
    waiting = [publication, *found]
    while waiting:
        thing = waiting.pop()
        users = {user for key in _RESTS_ON for user in said.users(thing, key)}
        # What somebody concludes about a proposition rests on what the proposition rests on.
        users |= set(said.values(thing, "assessment"))
        waiting += users - found
        found |= users
    return found


def _reading(said: Statements, publication: str) -> set[str]:
    """Return the parts and records that were read in a publication, by any of its names."""
    names = {publication, *said.values(publication, "exactMatch")}
    found = set()
    for key in _READ_IN:
        holders = {user for name in names for user in said.users(name, key)} - {publication}
        parts = {part for holder in holders for part in said.inside(holder)}
        found |= {part for part in parts if names & set(said.nearest(part, key))}
    return {part for part in found if not part.startswith(publication + "#")}
