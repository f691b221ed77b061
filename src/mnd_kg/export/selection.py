"""What is exported: the whole graph, or whole records that fit criteria.

- ``kind``: the folder of the record, such as trials.
- ``condition``: the record, or a part of it, refers to the condition or to a narrower one.
- ``licence``: the record cites something, and all that it cites is a source under that licence.
- ``certainty``: the record holds an assessment of that GRADE certainty.

Several values of one criterion are alternatives, and several criteria must all be met. A selected
record comes with all its parts, the checks of them and the grounds of its mappings. The ontology
comes with the whole graph only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from mnd_kg.errors import SettingError
from mnd_kg.findings import did_you_mean
from mnd_kg.licences import licence_name
from mnd_kg.nquads import iri, is_literal, statement
from mnd_kg.rdf import select as rows
from mnd_kg.rdf import text
from mnd_kg.resolve import resolve
from mnd_kg.vocabulary import BASE, GRAPH, NO_RECORDS, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Quad, Triple

    from mnd_kg.store import BuiltGraph

MAPPINGS = BASE + "mappings/"
_BESIDE = "SELECT ?beside ?part { ?beside mnd:checks|owl:annotatedSource ?part }"
_RECORDS = "SELECT ?record { ?graph mnd:inFile ?file ; schema:about ?record }"
_ABOUT = """SELECT DISTINCT ?part {
  { ?part skos:broader* <%s> } UNION { ?condition skos:broader* <%s> . ?part ?refers ?condition }
}"""
_CITED = """SELECT ?part ?licence {
  { ?part mnd:cites ?source } UNION { ?part a mnd:Source BIND (?part AS ?source) }
  OPTIONAL { ?source dcterms:license ?licence }
}"""
_ASSESSED = "SELECT ?part ?certainty { ?part mnd:certainty ?certainty }"


@dataclass(frozen=True)
class Selection:
    """The records that are exported, in the order of the sorted N-Quads."""

    graph: BuiltGraph
    criteria: dict[str, tuple[str, ...]] = field(default_factory=dict)
    records: frozenset[str] | None = None
    """The IRIs of the records, and of what tells of them, or None for the whole graph."""
    view: str = ""
    """The property-graph view, for the formats that have views."""

    def lines(self) -> Iterator[bytes]:
        """Give the N-Quads of the records, sorted, each once, with numbers as they were written."""
        return chain.from_iterable(self.batches())

    def quads(self) -> Iterator[Quad]:
        """Give the statements of the records in their named graphs."""
        for batch in self.batches():
            yield from parse(b"".join(batch), format=RdfFormat.N_QUADS)

    def triples(self) -> Iterator[Triple]:
        """Give the union of the named graphs, each triple once."""
        for batch in self.triple_batches():
            for quad in parse(b"".join(batch), format=RdfFormat.N_TRIPLES):
                yield quad.triple

    @cached_property
    def size(self) -> int:
        """How many statements there are, each in its named graph."""
        return sum(map(len, self.batches()))

    def batches(self) -> Iterator[list[bytes]]:
        """Give the lines, some thousands at a time, so that memory does not grow with the graph."""
        whole = self.graph.batches()
        return whole if self.records is None else map(self._kept, whole)

    def triple_batches(self) -> Iterator[Iterable[bytes]]:
        """Give the union of the named graphs as N-Triples, each once, some thousands at a time."""
        last = b""
        for batch in self.batches():
            # Statements that differ only in their graph stand side by side.
            # The last space but the one before the dot: a graph may be without a name too.
            triples = dict.fromkeys([line[: line.rindex(b" ", 0, -3)] + b" .\n" for line in batch])
            triples.pop(last, None)
            last = next(reversed(triples), last)
            yield triples

    def references_outside(self) -> int:
        """Return how many statements refer to a record that was not selected."""
        if self.records is None:
            return 0
        things = (term for _, _, term, _ in map(statement, self.lines()) if not is_literal(term))
        return sum(bool(record_of(iri(thing))) and not self.has(thing) for thing in things)

    def has(self, thing: str) -> bool:
        """Tell whether a thing, or what it is a part or the named graph of, is selected."""
        if self.records is None:
            return True
        name = iri(thing)
        if name.startswith(GRAPH):
            name = BASE + name.removeprefix(GRAPH)
        return name in self.records or record_of(name) in self.records

    def _kept(self, lines: list[bytes]) -> list[bytes]:
        by_subject = groupby(lines, key=lambda line: line[: line.index(b" ")])
        return [line for subject, said in by_subject if self.has(subject.decode()) for line in said]


def record_of(iri: str) -> str:
    """Return the record that describes a thing, or an empty text for what has none here.

    >>> record_of("https://w3id.org/mnd-kg/trials/NCT03548311#placebo")
    'https://w3id.org/mnd-kg/trials/NCT03548311'
    """
    if not iri.startswith(BASE) or iri.startswith(NO_RECORDS):
        return ""
    return iri.partition("#")[0]


def select(
    graph: BuiltGraph, criteria: Mapping[str, str | Sequence[str]], view: str = ""
) -> Selection:
    """Return the records that fit criteria; the whole graph if there are none.

    Raises:
        SettingError: if a criterion or its value is unknown, or nothing fits.
    """
    wanted = {
        name.replace("license", "licence"): (values,) if isinstance(values, str) else tuple(values)
        for name, values in criteria.items()
    }
    if not wanted:
        return Selection(graph, view=view)
    found = {text(row["record"]) for row in rows(graph.store, _RECORDS)}
    for name, values in wanted.items():
        if name not in _CRITERIA:
            hint = did_you_mean(name, _CRITERIA) or f" There are {', '.join(_CRITERIA)}."
            raise SettingError(f"There is no criterion `{name}` to select by.{hint}")
        found &= _CRITERIA[name](graph, found, values)
    if "kind" not in wanted:
        # A set of mappings refers to whatever it maps, but is about the mappings.
        found = {record for record in found if not record.startswith(MAPPINGS)}
    if not found:
        said = ", ".join(f"{name}={value}" for name in wanted for value in wanted[name])
        raise SettingError(f"No record fits {said}: nothing was written.")
    # Checks and the grounds of mappings stand beside the records that they tell of.
    beside = {
        text(row["beside"])
        for row in rows(graph.store, _BESIDE)
        if record_of(text(row["part"])) in found
    }
    return Selection(graph, wanted, frozenset(found | beside), view)


def _of_kind(_: BuiltGraph, records: set[str], values: Sequence[str]) -> set[str]:
    folders = vocabulary().folders.keys() | {record.split("/")[-2] for record in records}
    for value in values:
        _check("kind", value, folders)
    return {record for record in records if record.split("/")[-2] in values}


def _of_condition(graph: BuiltGraph, _: set[str], values: Sequence[str]) -> set[str]:
    found = set()
    for value in values:
        iri = resolve(graph, value, "conditions")
        found |= {record_of(text(row["part"])) for row in rows(graph.store, _ABOUT % (iri, iri))}
    return found


def _of_licence(graph: BuiltGraph, _: set[str], values: Sequence[str]) -> set[str]:
    stated: dict[str, set[str]] = {}
    for row in rows(graph.store, _CITED):
        licence = licence_name(text(row["licence"]))
        stated.setdefault(record_of(text(row["part"])), set()).add(licence)
    names = sorted({name for found in stated.values() for name in found} - {""})
    known = {_spelt(name): name for name in names}
    for value in values:
        if _spelt(value) not in known:
            raise SettingError(
                f"No source states the licence `{value}`; stated are {', '.join(names)}."
            )
    wanted = {known[_spelt(value)] for value in values}
    return {record for record, found in stated.items() if found <= wanted}


def _spelt(licence: str) -> str:
    """Return a licence apart from how its name is punctuated, as CC-BY-4.0 or cc:by/4.0/."""
    name = licence_name(licence).casefold()
    return "".join(letter for letter in name if letter.isalnum())


def _of_certainty(graph: BuiltGraph, _: set[str], values: Sequence[str]) -> set[str]:
    key = vocabulary().keys["certainty"]
    for value in values:
        _check("certainty", value, key.values)
    return {
        record_of(text(row["part"]))
        for row in rows(graph.store, _ASSESSED)
        if text(row["certainty"]).removeprefix(key.stem) in values
    }


def _check(name: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        hint = did_you_mean(value, known) or f" There are {', '.join(sorted(known))}."
        raise SettingError(f"`{value}` is no {name}.{hint}")


_CRITERIA: dict[str, Callable[[BuiltGraph, set[str], Sequence[str]], set[str]]] = {
    "kind": _of_kind,
    "condition": _of_condition,
    "licence": _of_licence,
    "certainty": _of_certainty,
}
