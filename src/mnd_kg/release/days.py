"""Days on which something is said to have been read that come after the day of the release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg.dataset import read_data
from mnd_kg.findings import Finding, Severity
from mnd_kg.rdf import select, text
from mnd_kg.validate import Result, traced
from mnd_kg.vocabulary import XSD, vocabulary

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mnd_kg.store import BuiltGraph


def read_later(graph: BuiltGraph, home: Path, day: date) -> list[Finding]:
    """Return the days in records that lie after a day, each as an error.

    A build knows no day, for it would not be the same tomorrow; a release has one.
    """
    words = vocabulary()
    read = [key.iri for key in words.keys.values() if key.datatype == XSD + "date"]
    paths = " ".join(f"<{iri}>" for iri in (*read, words.expand("pav:authoredOn")))
    late = f"""SELECT DISTINCT ?focus ?path ?value WHERE {{
      VALUES ?path {{ {paths} }}
      GRAPH ?record {{ ?focus ?path ?value }} ?record mnd:inFile ?file
      FILTER (?value > "{day}"^^xsd:date)
    }}"""
    results = [
        Result(
            Severity.ERROR,
            text(row["focus"]),
            text(row["path"]),
            text(row["value"]),
            f"{text(row['value'])} lies after the day of the release, {day}: "
            "look at the day again, or give a later --date.",
        )
        for row in select(graph.store, late)
    ]
    if not results:
        return []
    dataset = read_data(home)
    return sorted(traced(result, dataset) for result in results)
