"""The dataset: every record of the data folder, each in its own named graph.

Sorted N-Quads are the truth of a built graph. They keep every number as it was written, which a
store does not (pyoxigraph's Store makes 1.50 into 1.5), and two builds give the same bytes.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from mnd_kg import mappings
from mnd_kg.errors import SettingError
from mnd_kg.findings import Finding, Severity, did_you_mean, errors
from mnd_kg.layout import ONTOLOGY
from mnd_kg.rdf import text, written
from mnd_kg.records import Record, make_statements, turtle
from mnd_kg.records import parse as parse_yaml
from mnd_kg.terminal import silent
from mnd_kg.vocabulary import BASE, NO_RECORDS, Vocabulary, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

_YAML = {".yaml"}


@dataclass
class Dataset:
    """Records by the named graph that holds them, and what is wrong with the files.

    ``other_quads`` are the statements that come from no file, such as the derived ones.
    """

    records: dict[str, Record] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    other_quads: list[Quad] = field(default_factory=list)

    def quads(self) -> Iterator[Quad]:
        """Give every statement, each in its named graph."""
        for record in self.records.values():
            yield from record.quads
        yield from self.other_quads

    def all_findings(self) -> list[Finding]:
        """Return what is wrong with the files and with each record, in order."""
        found = [finding for record in self.records.values() for finding in record.findings]
        return sorted([*self.findings, *found])

    def broken(self) -> set[str]:
        """Return the IRIs of the records that cannot be read, so that nothing is said of them."""
        return {
            BASE
            + (record.id or f"{record.path.parent.name}:{record.path.stem}").replace(":", "/", 1)
            for record in self.records.values()
            if errors(record.findings)
        }

    @cached_property
    def home(self) -> dict[str, Record]:
        """The record in which each node is described."""
        return {
            node: record
            for record in self.records.values()
            for quad in record.quads
            if (node := text(quad.subject)).partition("#")[0] == record.iri
        }

    def where(self, node: str, predicate: str, value: str) -> tuple[Record, int] | None:
        """Return the record and the line of a statement, or of the node that it is about.

        What a mapping set says of a thing stands there, and not in the record of the thing.
        """
        for record in self.records.values():
            if record.class_name == mappings.CLASS and (
                line := record.positions.get((node, predicate, value))
            ):
                return record, line
        home = self.home.get(node)
        return None if home is None else (home, home.line(node, predicate, value) or 1)


def background(folder: Path = ONTOLOGY) -> list[Quad]:
    """Return what stands beside the records, whichever they are.

    That is the ontology, what its terms are in other models, and what other vocabularies say of the
    terms that ours are mapped to.

    Args:
        folder: where these are written; the project's own, or that of a past state.
    """
    words = vocabulary() if folder == ONTOLOGY else Vocabulary(folder)
    return [*words.ontology, *mappings.read_alignments(folder).record.quads, *words.terms]


def read_data(folder: Path, progress: Callable[[str, int, int], None] = silent) -> Dataset:
    """Return the dataset in a folder of records; what is no record is a finding.

    Args:
        folder: the data folder, with one folder a kind of record.
        progress: is told the stage, how many files are read, and of how many.
    """
    dataset = Dataset()
    read_files(dataset, folder, [folder / name for name in record_files(folder)], progress)
    return dataset


def record_files(folder: Path) -> dict[str, os.DirEntry[str]]:
    """Return the files of a data folder by their names in it, in order."""
    return dict(sorted(_files(folder)))


def _files(folder: str | Path, inside: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    # Entries of folders, and not paths, for which ten thousand files take ten times as long.
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _files(entry.path, f"{inside}{entry.name}/")
        elif entry.is_file() and not (entry.name.startswith(".") and not _is_yaml(entry.name)):
            yield inside + entry.name, entry


def _is_yaml(name: str) -> bool:
    return name.endswith(tuple(_YAML))


def read_files(
    dataset: Dataset,
    folder: Path,
    paths: Collection[Path],
    progress: Callable[[str, int, int], None] = silent,
) -> None:
    """Put the records of some files of a data folder into a dataset."""
    names: dict[str, str] = {}
    read = []
    for done, path in enumerate(paths, 1):
        shown = path.as_posix()
        progress("reading records", done, len(paths))
        record = read_record(path, shown)
        if record is None:
            message = "This is no record: move it out of the data folder, or end it in .yaml."
            dataset.findings.append(Finding(shown, 1, Severity.ERROR, path.name, message))
            continue
        expected = f"{path.parent.name}:{path.name.removesuffix(record.suffix)}"
        if record.id and (record.id != expected or path.parent.parent != folder):
            home = record.id.replace(":", "/", 1) + record.suffix
            message = f"The record {record.id} belongs in the file {home}."
            record.findings.append(Finding(shown, 1, Severity.ERROR, record.id, message))
            record.quads = []
            dataset.records[shown] = record
            continue
        # Some file systems know no difference between small letters and capitals.
        twin = names.setdefault((record.id or shown).casefold(), shown)
        if twin != shown:
            message = f"The file {twin} has the same name or id: keep one of them."
            dataset.findings.append(Finding(shown, 1, Severity.ERROR, record.id, message))
            continue
        dataset.records[record.id or shown] = record
        read.append(record)
    make_statements(read)


def read_record(path: Path, shown: str | None = None) -> Record | None:
    """Return the record in one file, or None where the file's name says that it is none.

    A YAML-LD record is yet without its statements: see `make_statements`.
    """
    shown = shown or path.as_posix()
    if path.suffix in _YAML:
        return parse_yaml(path.read_bytes(), path, shown)
    if path.suffix in turtle.FORMATS:
        return turtle.read(path, shown)
    if path.name.endswith(mappings.SUFFIX):
        return mappings.read(path, shown).record
    return None


def replace_records(dataset: Dataset, paths: Iterable[Path]) -> list[Record]:
    """Put the records of some files in the place of those with the same id, and return them.

    Raises:
        SettingError: if a path is no file, or no record by its name.
    """
    replaced = []
    for path in paths:
        if not path.is_file():
            raise SettingError(f"{path} is not a file: name the records to be checked.")
        record = read_record(path)
        if record is None:
            raise SettingError(
                f"{path} is no record: its name must end in .yaml, .ttl, .trig or .sssom.tsv."
            )
        dataset.records[record.id or record.shown_path] = record
        replaced.append(record)
    make_statements(replaced)
    return replaced


def dangling_references(dataset: Dataset, elsewhere: Collection[str] = ()) -> list[Finding]:
    """Find the references to records, or to parts of records, that nobody describes.

    Args:
        dataset: the records that refer.
        elsewhere: what is described by records that are not in the dataset.
    """
    known = set(dataset.home)
    broken = dataset.broken()
    words = vocabulary()
    found = []
    for record in dataset.records.values():
        for quad in record.quads:
            target = quad.object
            if not isinstance(target, NamedNode) or target.value in known:
                continue
            if not target.value.startswith(BASE) or target.value.startswith(NO_RECORDS):
                continue
            if target.value.partition("#")[0] in broken or target.value in elsewhere:
                continue
            curie = words.contract(target.value)
            folder = curie.partition(":")[0] + ":"
            near = (words.contract(iri) for iri in (*known, *elsewhere))
            hint = did_you_mean(curie, (name for name in near if name.startswith(folder)))
            line = record.line(text(quad.subject), quad.predicate.value, target.value)
            message = f"There is no `{curie}`: mend the id, or add its record.{hint}"
            found.append(Finding(record.shown_path, line or 1, Severity.ERROR, record.id, message))
    return found


def to_nquads(quads: Iterable[Quad]) -> bytes:
    """Return the statements as N-Quads, sorted, each once.

    >>> to_nquads([])
    b''
    """
    lines = set(written(quads, RdfFormat.N_QUADS).splitlines(keepends=True))
    return b"".join(sorted(lines))


def union_ntriples(quads: Iterable[Quad]) -> bytes:
    """Return the union of the named graphs as sorted N-Triples, each triple once."""
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    lines = set(written(triples, RdfFormat.N_TRIPLES).splitlines(keepends=True))
    return b"".join(sorted(lines))
