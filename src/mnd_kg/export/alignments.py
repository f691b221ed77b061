"""Our terms in the vocabularies of others, as ``ontology/alignments.sssom.tsv`` has them."""

from __future__ import annotations

import csv
from functools import cache

from mnd_kg.layout import ONTOLOGY
from mnd_kg.vocabulary import MND, vocabulary


@cache
def alignments(prefix: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows that lead to a vocabulary, by our term without its prefix.

    >>> [row["object_id"] for row in alignments("schema")["ClinicalTrial"]]
    ['schema:MedicalTrial']
    """
    found: dict[str, list[dict[str, str]]] = {}
    with (ONTOLOGY / "alignments.sssom.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader((line for line in stream if line[0] != "#"), delimiter="\t"):
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
