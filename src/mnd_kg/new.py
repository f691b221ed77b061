"""New records: begun from what a registry holds, for a curator to finish."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mnd_kg.errors import NoGraphError, SettingError, UnknownEntityError
from mnd_kg.importers.clinicaltrials_gov import hints, read_study, skeleton
from mnd_kg.records import written
from mnd_kg.resolve import resolve
from mnd_kg.store import open_graph
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from pathlib import Path


class NewTrial(NamedTuple):
    """The beginning of a record, and what to look at next."""

    nct_id: str
    text: bytes
    hints: tuple[str, ...]


def new_trial(
    file: Path, nct_id: str | None = None, read_on: str | None = None, graph: Path | None = None
) -> NewTrial:
    """Begin the record of a trial from its ClinicalTrials.gov record.

    Args:
        file: a study, or a page of studies, as the API v2 gives it.
        nct_id: which study, where the file holds several.
        read_on: the day on which it was read in the registry, as YYYY-MM-DD; then its facts count
            as checked against the registry.
        graph: the built graph in which conditions, interventions and countries are looked up by
            name; the last build if none is given.

    Raises:
        SourceError: if the file holds no study of ClinicalTrials.gov.
        SettingError: if it holds several and none is named, or the day is none.
    """
    if read_on is not None:
        try:
            read_on = date.fromisoformat(read_on).isoformat()
        except ValueError as error:
            raise SettingError(f"`{read_on}` is no day such as 2026-11-22.") from error
    study = read_study(file, nct_id)
    try:
        built = open_graph(graph)
    except NoGraphError:
        built = None

    def named(name: str) -> str | None:
        if built is None:
            return None
        try:
            return vocabulary().contract(resolve(built, name))
        except UnknownEntityError:
            return None

    text = written(skeleton(study, named, read_on))
    found: str = study["protocolSection"]["identificationModule"]["nctId"]
    return NewTrial(found, text, tuple(hints(study)))
