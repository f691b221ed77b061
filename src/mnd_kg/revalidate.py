"""Validation of what a change may have broken, against the last good graph.

Whether a node is well described depends on its own statements and on few others: the classes of
what it refers to, which parts its record has, what lies above a condition, what else is the same
thing elsewhere. A graph that was built has no error. So whatever is wrong now is wrong with a node
whose statements changed, with one that refers to it, or with one that is bound to it in such a way,
and the others need not be judged again. Where nothing is known of them, all are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from mnd_kg import manifest
from mnd_kg.dataset import Dataset, read_files, replace_records
from mnd_kg.derive import dates, files
from mnd_kg.findings import Severity, errors
from mnd_kg.mappings import CLASS, SUFFIX
from mnd_kg.present import Present
from mnd_kg.rdf import text
from mnd_kg.records import graph_of
from mnd_kg.store import open_graph
from mnd_kg.validate import judge
from mnd_kg.vocabulary import BASE, MND, RDFS_LABEL, XSD, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from mnd_kg.findings import Finding
    from mnd_kg.validate import Engine

_EDGE = MND + "edge"
_MAPPINGS = BASE + "mappings/"


def revalidate(
    paths: Sequence[Path], home: Path, engine: Engine | None = None
) -> list[Finding] | None:
    """Return what is wrong with some files, or with any other record by their change.

    These are the findings that a validation of the whole folder has in the files, and its errors
    everywhere; so are those of other files that changed since the graph was built.

    Args:
        paths: files, each to be checked in the place of the record with its id.
        home: the data folder.
        engine: the SHACL engine.

    Returns:
        None where nothing is known of the unchanged records, so that all must be validated.
    """
    known = manifest.last(home)
    if known is None:
        return None
    changed = known.changed(home)
    there = [*known.files.keys() - changed, *(name for name in changed if (home / name).is_file())]
    if len({_record_of(name).casefold() for name in there}) < len(there):
        # Two files are of one name, and which is to go is told by their order in the whole folder.
        return None
    change = _Change(home, known, changed, paths)
    found = change.findings(engine)
    if unread := change.files_of(finding.record for finding in errors(found)):
        # The lines of what is wrong elsewhere are in files that nobody had to read before.
        change.read(unread)
        found = change.findings(engine)
    shown = {record.shown_path for record in change.replaced}
    return [f for f in found if f.path in shown or f.severity is Severity.ERROR]


class _Change:
    """The records that changed, and what they touch."""

    def __init__(
        self, home: Path, known: manifest.Manifest, changed: list[str], paths: Sequence[Path]
    ) -> None:
        self._home = home
        self._files = {_record_of(name): name for name in known.files.keys() - changed}
        self._dataset = Dataset()
        self.read(name for name in changed if (home / name).is_file())
        self.replaced = replace_records(self._dataset, paths)
        stale = {graph_of(curie) for curie in (*map(_record_of, changed), *self._dataset.records)}
        now = list(self._dataset.quads())
        self._present = Present(open_graph(known.graph), stale, [*now, *dates(now)])
        self._before = list(self._present.before())
        self._difference = set(self._before) ^ set(now)
        self.read(self.files_of(map(vocabulary().contract, self._left_alone())))

    def read(self, names: Iterable[str]) -> None:
        """Read more records from the data folder."""
        read_files(self._dataset, self._home, [self._home / name for name in names])

    def files_of(self, curies: Iterable[str]) -> list[str]:
        """Return the files that describe or map some nodes and have not been read, sorted."""
        records = {curie.partition("#")[0] for curie in curies}
        records |= {f"mappings:{record.partition(':')[0]}" for record in records}
        unread = (records & self._files.keys()) - self._dataset.records.keys()
        return sorted(self._files[record] for record in unread)

    def findings(self, engine: Engine | None) -> list[Finding]:
        """Return what is wrong with the nodes on which the change bears."""
        nodes = self._affected()
        dataset = Dataset(self._dataset.records, self._dataset.findings)
        derived = [*dates(dataset.quads()), *files(dataset)]
        dataset.other_quads = [*derived, *self._around(nodes)]
        return judge(dataset, engine, self._present, nodes)

    def _left_alone(self) -> Iterator[str]:
        """Give what refers to a node that is no longer described."""
        broken = self._dataset.broken()
        there = {text(quad.subject) for quad in self._dataset.quads()}
        for node in {text(quad.subject) for quad in self._before} - there:
            if node.startswith(BASE) and node.partition("#")[0] not in broken:
                yield from self._present.users(node)

    def _affected(self) -> set[str]:
        """Return the nodes whose findings may differ from those of the graph as it was built.

        No shape and no query looks at a text of another node but its label; they may look at the
        rest.
        """
        changed = {text(quad.subject) for quad in self._difference}
        bearing = {text(q.subject) for q in self._difference if not _is_text(q)}
        parts = {iri for iri in _objects(self._difference) if iri.startswith(BASE) and "#" in iri}
        found = changed | parts | self._own()
        for node in bearing | parts:
            found |= self._present.users(node)
        for node in list(found):
            found |= self._present.users(node, _EDGE)
        return found | self._above(bearing) | self._same_elsewhere(bearing)

    def _own(self) -> set[str]:
        """Return the nodes of what was read; of a mapping set that is not asked for, no row."""
        read = self._dataset.records.values()
        whole = [r for r in read if r.class_name != CLASS or r in self.replaced]
        return {text(quad.subject) for record in whole for quad in record.quads}

    def _above(self, nodes: set[str]) -> set[str]:
        """Return what stands above some nodes, in which a circle would run."""
        broader, found = vocabulary().expand("skos:broader"), list(nodes)
        for node in found:
            said = self._present.of(node)
            above = [text(quad.object) for quad in said if quad.predicate.value == broader]
            found += [node for node in above if node not in found]
        return set(found)

    def _same_elsewhere(self, nodes: set[str]) -> set[str]:
        """Return what is exactly the same elsewhere as one of some nodes."""
        same = vocabulary().expand("skos:exactMatch")
        values = {
            text(quad.object)
            for node in nodes
            for quad in self._present.of(node)
            if quad.predicate.value == same
        }
        return {user for value in values for user in self._present.users(value, same)}

    def _around(self, nodes: set[str]) -> Iterator[Quad]:
        """Give what shapes and queries look at when they judge some nodes."""
        near = set(nodes)
        for node in nodes:
            naming = self._present.naming(node)
            near |= _objects(self._present.of(node))
            # Of what refers to a record only that it does is looked at, but for its mappings.
            users = map(text, (quad.subject for quad in naming))
            near |= {user for user in users if "#" in node or user.startswith(_MAPPINGS)}
            yield from naming
        far: set[str] = set()
        for node in near:
            said = self._present.of(node)
            far |= _objects(said)
            yield from said
        for node in far - near:
            yield from self._present.type_of(node)


def _objects(quads: Iterable[Quad]) -> set[str]:
    return {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}


def _is_text(quad: Quad) -> bool:
    said = quad.object
    plain = isinstance(said, Literal) and said.datatype.value == XSD + "string"
    return plain and quad.predicate.value != RDFS_LABEL


def _record_of(name: str) -> str:
    """Return the id of the record in a file of the data folder."""
    folder, _, file = name.rpartition("/")
    stem = file.removesuffix(SUFFIX) if file.endswith(SUFFIX) else file.rpartition(".")[0]
    return f"{folder}:{stem}"
