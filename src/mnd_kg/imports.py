"""Imports: data of others as N-Quads beside ours, for queries over both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg.dataset import to_nquads
from mnd_kg.files import write_whole
from mnd_kg.importers import drugmechdb, sssom

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg.importers.imported import ImportedGraph


def import_drugmechdb(file: Path, out: Path | None = None, version: str = "") -> ImportedGraph:
    """Return the mechanism paths of DrugMechDB as a graph.

    Args:
        file: a path or a list of paths in YAML, a folder, or a .tar.gz of such files.
        out: where to write the graph as sorted N-Quads.
        version: the release or commit, which the files do not name.

    Raises:
        SourceError: if a file holds no path of DrugMechDB.
    """
    return _written(drugmechdb.read_paths(file, version), out)


def import_sssom(file: Path, out: Path | None = None) -> ImportedGraph:
    """Return a mapping set as a graph: SKOS triples, and a node for each negative mapping.

    Args:
        file: the mapping set, in SSSOM.
        out: where to write the graph as sorted N-Quads.

    Raises:
        SourceError: if it is not valid SSSOM.
    """
    return _written(sssom.read_mappings(file), out)


def _written(graph: ImportedGraph, out: Path | None) -> ImportedGraph:
    if out is not None:
        write_whole(out, to_nquads(graph.quads))
    return graph
