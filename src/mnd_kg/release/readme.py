"""The first page of a release: what it is, what lies where, how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnd_kg import checksums

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg.diff.side import Side
    from mnd_kg.release.facts import Facts
    from mnd_kg.store import BuiltGraph

_WHAT = {
    "graph.nq": "the graph, a statement a line, sorted, each in the named graph of its record",
    "data": "the records from which the graph was built, one file each",
    "formats": "the graph in other formats, each with a ledger of what it cannot carry",
    "ontology": "the terms, with a page for people, what a record must have, the keys of records",
    "queries": "the questions that the graph answers, as SPARQL",
    "reports": "what validation and audit found, and how far records were checked",
    "CHANGES.md": "what changed since the last release",
    "changes.json": "the same for machines",
    "licences.csv": "every source with its licence, where one is recorded",
    "void.ttl": "what is in the graph and whereto it links (VoID)",
    "dcat.ttl": "what the release is and where its files lie, for catalogues (DCAT)",
    "CITATION.cff": "how to cite it",
    "datacite.json": "metadata for a deposit by the schema of DataCite",
    ".zenodo.json": "metadata for a deposit at Zenodo",
    "LICENSE": "the licence of the code",
    "LICENSE-DATA": "the licence of records, ontology and queries",
    "README.md": "this page",
    "ro-crate-metadata.json": "what each file is, as RO-Crate has it",
    "SHA256SUMS": "the checksums of all files",
}


def write(facts: Facts, graph: BuiltGraph, last: Side | None, folder: Path) -> dict[str, str]:
    """Write the page, and return what each file and folder of the release is."""
    later = ("README.md", "ro-crate-metadata.json", checksums.NAME)
    here = {name: what for name, what in _WHAT.items() if (folder / name).exists() or name in later}
    rows = "\n".join(f"| `{name}` | {what} |" for name, what in here.items())
    since = f"`CHANGES.md` says what changed since {last.name}." if last else ""
    text = f"""# {facts.title}

Version {facts.version} of {facts.day}. {facts.description}

| file or folder | what it is |
|---|---|
{rows}

The graph is `{graph.version}` (SHA-256 of `graph.nq`). {since}

Records, ontology and queries are under CC BY 4.0 (`LICENSE-DATA`); facts are credited to the
sources that each record cites (`licences.csv`). To cite it, see `CITATION.cff`; cite the sources
of the facts that you use too.

`sha256sum -c {checksums.NAME}` checks that nothing was altered. `mnd-kg validate` of this folder
does so too, and checks the records. `mnd_kg.load()` and `--graph` take the folder as a graph.
"""
    (folder / "README.md").write_bytes(text.encode())
    return here
