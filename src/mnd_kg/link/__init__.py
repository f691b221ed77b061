"""Links to the vocabularies of others: what a file of theirs offers, and whether ours hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mnd_kg.errors import SettingError
from mnd_kg.layout import data_folder
from mnd_kg.link.answer import COLUMNS, Links, Proposal, Standing
from mnd_kg.link.check import check
from mnd_kg.link.ours import entities, place_in
from mnd_kg.link.propose import propose
from mnd_kg.link.reader import read_terms
from mnd_kg.terminal import silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnd_kg.findings import Finding
    from mnd_kg.link.terms import Progress
    from mnd_kg.store import BuiltGraph

__all__ = ["COLUMNS", "Links", "Proposal", "Standing", "check_links", "link", "read_terms"]


def link(
    graph: BuiltGraph,
    file: Path,
    kind: str | None = None,
    negative: Sequence[Path] = (),
    progress: Progress = silent,
) -> Links:
    """Return what a vocabulary on disk offers for the entities of a graph.

    Args:
        graph: the graph.
        file: the vocabulary, in a format of :func:`read_terms`.
        kind: the folder of the records that are linked; all kinds that have terms if none.
        negative: mapping sets whose negative mappings are heeded.
        progress: is told the stage, how far it is, and of how much.

    Raises:
        SourceError: if a file is not what its name says.
        SettingError: if there is no such kind, or rapidfuzz is not installed.
    """
    ours = entities(graph.statements, kind)
    denying = [read_terms(path, progress) for path in negative]
    return propose(ours, read_terms(file, progress), denying, progress)


def check_links(
    graph: BuiltGraph,
    files: Sequence[Path],
    data: Path | None = None,
    progress: Progress = silent,
) -> list[Finding]:
    """Return what is wrong with the mappings of a graph, as far as some files can tell.

    Args:
        graph: the graph.
        files: vocabularies and mapping sets.
        data: the folder of records, in which the mappings have their lines.
        progress: is told the stage, how far it is, and of how much.

    Raises:
        SourceError: if a file is not what its name says.
    """
    try:
        folder = data_folder(data)
    except SettingError:
        # A graph from a wheel has no data folder: findings name the files without their lines.
        if data is not None:
            raise
        folder = Path("data")
    sources = [read_terms(path, progress) for path in files]
    return check(entities(graph.statements), sources, place_in(folder), progress)
