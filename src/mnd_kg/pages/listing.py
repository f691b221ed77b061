"""The rows of lists of records, and what the start page begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnd_kg.pages.held import class_label, folder_of
from mnd_kg.rdf import text
from mnd_kg.vocabulary import BASE, MND, RDF_TYPE, vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection

    from mnd_kg.pages.links import Links

_NAMING = ("label", "altLabel", "title", "acronym", "brandName", "researchCode", "registryId")
_QUESTIONS = (
    ("How did the arms of JETALS do?", "trials/NCT03548311", "#on-outcome"),
    (
        "Who decided on methylcobalamin, where and when?",
        "interventions/mecobalamin",
        "#on-status",
    ),
    (
        "What speaks for carrying the result of JETALS over to PLS, and what against it?",
        "extrapolations/mecobalamin-function-ALS-to-PLS",
        "",
    ),
)


@dataclass(frozen=True)
class Row:
    """A record in a list."""

    iri: str
    title: str
    kind: str
    folder: str
    names: str
    """All its names and identifiers in small letters, to find it by."""


def row(links: Links, iri: str) -> Row:
    """Return a record as it stands in a list."""
    short, said = vocabulary().contract, links.said
    named = [short(value) for key in _NAMING for value in said.values(iri, key)]
    named += [short(value) for value in said.values(iri, "exactMatch")]
    title = links.name(iri)
    names = " ".join(dict.fromkeys([title, short(iri), *named])).lower()
    kind = class_label(said.class_of(iri))
    return Row(iri, title, kind, folder_of(iri), names)


def kinds(folder: str) -> list[tuple[str, str]]:
    """Return the classes of the records in a folder, each with its definition."""
    words = vocabulary()
    return [
        (name, words.definitions[iri])
        for name, iri in words.classes.items()
        if words.folder_of(iri) == folder and words.definitions.get(iri) and iri.startswith(MND)
    ]


def values() -> dict[str, list[str]]:
    """Return the values of each enumeration of the ontology, which its own page leaves out."""
    found: dict[str, list[str]] = {}
    for quad in vocabulary().ontology:
        value, kind = text(quad.subject), text(quad.object)
        if quad.predicate.value == RDF_TYPE and kind.startswith(MND) and "-" in value[len(MND) :]:
            found.setdefault(kind, []).append(value)
    return dict(sorted(found.items()))


def questions(records: Collection[str]) -> list[tuple[str, str, str]]:
    """Return the questions of the start page that the graph has the records for."""
    return [
        (asked, BASE + place, part) for asked, place, part in _QUESTIONS if BASE + place in records
    ]
