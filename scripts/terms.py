r"""Writes ontology/terms.ttl: what other vocabularies say of the terms that ours are mapped to.

    python scripts/terms.py --version 2026-11-25 \
        --source 'mondo=2026-08-04' --source 'gene-ontology=2024-07' ... FILE...

The files lie on disk, and nothing is fetched. They are read for labels, obsolete terms and what
replaces them in any format that ``mnd-kg link`` takes, and for the hierarchy as

- ``.obo``: ``is_a`` and ``relationship: part_of``;
- ``.tsv`` or ``.tsv.gz`` with the columns subject, predicate and object, as KGX writes edges, the
  predicate being ``biolink:subclass_of`` or ``biolink:part_of``;
- ``.json`` with a list of terms: ``id``, ``name``, ``alt_ids``, and ``relations`` with ``is_a`` and
  ``part_of``.

The slice holds the terms of ``data/mappings`` and of the alignments, and what MONDO, the Disease
Ontology, GO, ChEBI and ECO place above them. Of other vocabularies it holds the labels. Those of
OMIM, of the ICDs and of what is not free are left out.

``--beside drugmechdb.nq`` names a graph that ``mnd-kg import`` made. Its terms that stand below one
of ours are taken too, so that questions over both find them as narrower ones. ``--extend`` keeps
what the slice that stands says beside the files, and its sources, so that only the files with
something new are needed.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse

from mnd_kg import mappings
from mnd_kg.identifiers import identifier
from mnd_kg.link.reader import read_terms
from mnd_kg.rdf import text
from mnd_kg.vocabulary import RDFS_LABEL, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]
OUT = ROOT / "ontology" / "terms.ttl"
PARTS = {"is_a": "rdfs:subClassOf", "part_of": "BFO:0000050"}
KGX = {"biolink:subclass_of": "is_a", "biolink:part_of": "part_of"}
HIERARCHIES = {"MONDO", "DOID", "GO", "CHEBI", "ECO"}
LABELS = HIERARCHIES | {"EC", "EFO", "HP", "hgnc", "IAO", "mesh", "NCIT", "OBI", "ORPHA", "SEPIO"}
# Whose term is obsolete says so in the label too.
OBSOLETE = re.compile(r"obsolete\b", re.IGNORECASE)
PREFIXES = ("owl", "rdfs", "dcterms", "BFO")


@dataclass
class Slice:
    """What the files say: labels, obsolete terms with what replaces them, and the hierarchy."""

    sources: dict[str, str] = field(default_factory=dict)
    """The version and the licence of each source."""

    labels: dict[str, str] = field(default_factory=dict)
    obsolete: set[str] = field(default_factory=set)
    replaced: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    above: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def name(self, curie: str, label: str) -> None:
        """Note the label of a term; that of the first file stands."""
        if label:
            self.labels.setdefault(curie, label)
        if OBSOLETE.match(label):
            self.obsolete.add(curie)

    @classmethod
    def standing(cls) -> Slice:
        """Return the slice as it stands."""
        words, found = vocabulary(), cls()
        props = {words.expand(prop): how for how, prop in PARTS.items()}
        for quad in words.terms:
            curie, prop = words.contract(text(quad.subject)), quad.predicate.value
            if prop == RDFS_LABEL:
                found.labels[curie] = text(quad.object)
            elif prop == words.expand("owl:deprecated"):
                found.obsolete.add(curie)
            elif prop == words.expand("dcterms:isReplacedBy"):
                found.replaced[curie].append(words.contract(text(quad.object)))
            elif prop == words.expand("dcterms:source"):
                name, _, of = text(quad.object).partition(" ")
                found.sources[name] = of
            elif prop in props:
                found.above[curie, props[prop]].add(words.contract(text(quad.object)))
        return found

    def beside(self, other: Slice) -> Slice:
        """Return this slice with what another says of all of which nothing is said here."""
        return Slice(
            other.sources | self.sources,
            other.labels | self.labels,
            self.obsolete | (other.obsolete - self.labels.keys()),
            other.replaced | self.replaced,
            other.above | self.above,
        )

    def ancestors(self, curies: Iterable[str]) -> set[str]:
        """Return terms with all that stand above them, each in its own vocabulary."""
        found: set[str] = set()
        waiting = set(curies)
        while waiting:
            found |= waiting
            waiting = {
                other
                for curie in waiting
                for how in PARTS
                for other in self.above[curie, how]
                if curie.partition(":")[0] in HIERARCHIES
            } - found
        return found


def read(paths: Iterable[Path], found: Slice) -> None:
    """Add what some files say to a slice."""
    for path in paths:
        edges = list(_edges(path))
        for below, how, other in edges:
            found.above[below, how].add(other)
        if path.suffix == ".json":
            for term in json.loads(path.read_bytes()):
                found.name(identifier(term["id"]), term["name"] or "")
                for old in term.get("alt_ids", ()):
                    found.obsolete.add(identifier(old))
                    found.replaced[identifier(old)].append(identifier(term["id"]))
        elif not edges or path.suffix == ".obo":
            for curie, term in read_terms(path).terms.items():
                found.name(curie, term.label)
                if term.obsolete:
                    found.obsolete.add(curie)
                    found.replaced[curie] += term.replaced_by


def _edges(path: Path) -> Iterator[tuple[str, str, str]]:
    if path.suffix == ".json":
        for term in json.loads(path.read_bytes()):
            for how in PARTS:
                for other in term.get("relations", {}).get(how, ()):
                    yield identifier(term["id"]), how, identifier(other)
    elif path.suffix == ".obo":
        current = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            tag, _, rest = line.partition(": ")
            value = rest.partition(" !")[0].partition(" {")[0].strip()
            if line.startswith("["):
                current = ""
            elif tag == "id":
                current = identifier(value)
            elif current and (tag == "is_a" or value.startswith("part_of ")):
                yield current, "is_a" if tag == "is_a" else "part_of", identifier(value.split()[-1])
    elif path.name.endswith((".tsv", ".tsv.gz")) and not path.name.endswith(mappings.SUFFIX):
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                if row.get("predicate") in KGX:
                    yield (
                        identifier(row["subject"]),
                        KGX[row["predicate"]],
                        identifier(row["object"]),
                    )


def wanted() -> set[str]:
    """Return the terms that ours are mapped to, or are said not to be."""
    rows = [*_rows(), *mappings.read_alignments(ROOT / "ontology").rows]
    return {row["object_id"] for row in rows}


def below(found: Slice, named: Iterable[str]) -> set[str]:
    """Return those of some terms that stand below one that ours are mapped to."""
    ours = {
        row["object_id"]
        for row in _rows()
        if row["predicate_id"] in ("skos:exactMatch", "skos:closeMatch") and not row.negative
    }
    return {curie for curie in named if (found.ancestors({curie}) - {curie}) & ours}


def _named(graph: Path) -> set[str]:
    """Return what an imported graph names."""
    words, quads = vocabulary(), parse(path=graph, format=RdfFormat.N_QUADS)
    return {words.contract(q.object.value) for q in quads if isinstance(q.object, NamedNode)}


def _rows() -> list[mappings.Row]:
    sets = sorted((ROOT / "data" / "mappings").glob("*" + mappings.SUFFIX))
    return [row for path in sets for row in mappings.read(path).rows]


def written(found: Slice, further: set[str], version: str) -> str:
    """Return the slice as Turtle."""
    words = vocabulary()
    terms = sorted(
        curie
        for curie in found.ancestors(wanted() | further)
        if curie.partition(":")[0] in LABELS and (curie in found.labels or curie in found.obsolete)
    )
    used = {*PREFIXES, *(curie.partition(":")[0] for curie in terms)}
    lines = [f"@prefix {name}: <{words.prefixes[name]}> ." for name in sorted(used)]
    lines += ["", "<https://w3id.org/mnd-kg/ontology/terms> a owl:Ontology ;"]
    lines.append(
        '    dcterms:title "Terms of other vocabularies to which those of mnd-kg are mapped" ;'
    )
    lines.append(f'    owl:versionInfo "{version}" ;')
    lines += [f'    dcterms:source "{name} {of}" ;' for name, of in found.sources.items()]
    lines.append("    dcterms:license <https://creativecommons.org/licenses/by/4.0/> .")
    lines += [""] + [_term(curie, found) for curie in terms]
    return "\n".join(lines) + "\n"


def _term(curie: str, found: Slice) -> str:
    said = [f"rdfs:label {json.dumps(found.labels[curie], ensure_ascii=False)}"] * (
        curie in found.labels
    )
    if curie in found.obsolete:
        said.append("owl:deprecated true")
        said += [f"dcterms:isReplacedBy {_name(other)}" for other in found.replaced[curie]]
    if curie.partition(":")[0] in HIERARCHIES:
        said += [
            f"{prop} " + ", ".join(map(_name, sorted(found.above[curie, how])))
            for how, prop in PARTS.items()
            if found.above[curie, how]
        ]
    return f"{_name(curie)} " + " ;\n    ".join(said) + " ."


def _name(curie: str) -> str:
    """Return a CURIE as Turtle writes it: some local names have signs that need a backslash."""
    prefix, _, rest = curie.partition(":")
    return f"{prefix}:{re.sub(r'([/.-])', lambda m: chr(92) + m[1], rest)}"


def main() -> None:
    """Write the slice."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("files", nargs="+", type=Path)
    asked.add_argument("--version", required=True, help="the day of the slice")
    asked.add_argument("--source", action="append", default=[], help="NAME=VERSION (LICENCE)")
    asked.add_argument("--extend", action="store_true", help="keep the slice that stands")
    asked.add_argument("--beside", type=Path, help="a graph whose terms below ours are taken too")
    given = asked.parse_args()
    found = Slice(dict(source.split("=", 1) for source in given.source))
    read(given.files, found)
    named = _named(given.beside) if given.beside else set()
    if given.extend:
        standing = Slice.standing()
        found = found.beside(standing)
        named |= standing.labels.keys()
    turtle = written(found, below(found, named), given.version)
    OUT.write_text(turtle, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
