"""Our terms in the vocabularies of others, as the alignments of the ontology have them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mnd_kg.mappings import read_alignments
from mnd_kg.vocabulary import MND, vocabulary

if TYPE_CHECKING:
    from mnd_kg.mappings import Row


@cache
def alignments(prefix: str) -> dict[str, list[Row]]:
    """Return the rows that lead to a vocabulary, by our term without its prefix.

    >>> [row["object_id"] for row in alignments("schema")["ClinicalTrial"]]
    ['schema:MedicalTrial']
    """
    found: dict[str, list[Row]] = {}
    for row in read_alignments().rows:
        if row["object_id"].startswith(f"{prefix}:"):
            found.setdefault(row["subject_id"].removeprefix("mnd:"), []).append(row)
    return found


@cache
def nearest(class_name: str, prefix: str) -> str:
    """Return what a class is in a vocabulary, or the nearest class above it; else an empty text.

    >>> nearest("Oligonucleotide", "schema"), nearest("Proposition", "schema")
    ('Drug', '')
    """
    words = vocabulary()
    above = words.classes.get(class_name, "")
    while above:
        for row in alignments(prefix).get(above.removeprefix(MND), ()):
            return row["object_id"].removeprefix(f"{prefix}:")
        above = words.parents.get(above, "")
    return ""
