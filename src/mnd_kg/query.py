"""Queries: SPARQL on a built graph, and answers as rows, tables and the W3C formats."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse_query_results,
)

from mnd_kg import formats, queryfile
from mnd_kg.errors import QueryError, SettingError, UnknownQueryError
from mnd_kg.findings import did_you_mean
from mnd_kg.layout import QUERIES
from mnd_kg.rdf import prefixed, written
from mnd_kg.resolve import resolve
from mnd_kg.vocabulary import XSD, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pandas as pd
    from pyoxigraph import Store

    from mnd_kg.queryfile import QueryFile
    from mnd_kg.store import BuiltGraph

_PYTHON: dict[str, Callable[[str], Any]] = {
    XSD + "integer": int,
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "boolean": lambda text: text in ("true", "1"),
    XSD + "date": date.fromisoformat,
}


_STRING = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')(?P<kind>(?:@|\^\^).*)?""")
_BOOLEAN = re.compile("true|false")
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")


@dataclass(frozen=True)
class Rows:
    """The answer of a SELECT: rows of Python values.

    An identifier is its CURIE, an enumerated value its notation, a decimal a Decimal, a date a
    date, and what is unbound is None. Numbers are the store's: 3.50 in a record is 3.5 here.
    """

    results: bytes
    """The answer as SPARQL results in JSON, with the RDF terms."""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(variable.value for variable in _solutions(self.results).variables)

    @cached_property
    def rows(self) -> list[tuple[Any, ...]]:
        """The rows."""
        return [
            tuple(_python(solution[name]) for name in self.columns)
            for solution in _solutions(self.results)
        ]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Give each row as a dict by column."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas DataFrame.

        Raises:
            SettingError: if pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise SettingError("pandas is not installed: pip install pandas.") from error
        return pd.DataFrame(self.rows, columns=list(self.columns))

    def texts(self) -> list[list[str]]:
        """Return the rows as texts for people."""
        return [["" if value is None else _shown(value) for value in row] for row in self.rows]

    def serialize(self, format: str = "json") -> bytes:
        """Return the rows in a W3C format: csv, tsv, json or xml."""
        return _w3c(self.results, format)


@dataclass(frozen=True)
class Truth:
    """The answer of an ASK."""

    results: bytes
    """The answer as SPARQL results in JSON."""

    def __bool__(self) -> bool:
        """Return the answer."""
        return bool(parse_query_results(self.results, format=QueryResultsFormat.JSON))

    def serialize(self, format: str = "json") -> bytes:
        """Return the answer in a W3C format: csv, tsv, json or xml."""
        return _w3c(self.results, format)


@dataclass(frozen=True)
class Triples:
    """The answer of a CONSTRUCT or DESCRIBE."""

    triples: tuple[Triple, ...]

    def __iter__(self) -> Iterator[Triple]:
        """Give each triple."""
        return iter(self.triples)

    def __len__(self) -> int:
        """Return how many triples there are."""
        return len(self.triples)

    def serialize(self, format: str = "turtle") -> bytes:
        """Return the triples as turtle, ntriples, rdfxml or jsonld."""
        form = formats.named(format, formats.RDF)
        if form in (RdfFormat.TURTLE, RdfFormat.RDF_XML):
            return prefixed(self.triples, form)
        return written(self.triples, form)


Answer = Rows | Truth | Triples


SERVICE_REFUSED = (
    "SERVICE would send the query to another server, and is refused: allow it with --allow-service."
)
_MERGE_REFUSED = (
    "Of several FROM the engine gives a triple once for each graph that holds it: leave them out,"
    " as the default graph is the union of all, or ask with GRAPH."
)


def named_queries(folder: Path = QUERIES) -> dict[str, QueryFile]:
    """Return the named queries: the questions that the graph is there to answer."""
    return queryfile.read_folder(folder)


def joined_queries(folder: Path = QUERIES) -> dict[str, QueryFile]:
    """Return the questions that need data of others beside ours: their header says which."""
    return queryfile.read_folder(folder / "joined")


def find(name: str, folder: Path = QUERIES) -> QueryFile:
    """Return the query of a name or in a file.

    Raises:
        UnknownQueryError: if there is none.
    """
    path = Path(name)
    if path.suffix == ".rq" or path.parent != Path():
        if path.is_file():
            return queryfile.read(path)
        raise UnknownQueryError(f"There is no query file {name}.")
    queries = named_queries(folder) | joined_queries(folder)
    if name not in queries:
        hint = did_you_mean(name, queries) or " `mnd-kg query` lists them."
        raise UnknownQueryError(f"There is no named query `{name}`.{hint}")
    return queries[name]


def ask(
    graph: BuiltGraph, query: QueryFile, given: Mapping[str, object], *, network: bool = False
) -> Answer:
    """Return the answer to a query with parameters.

    Args:
        graph: the graph.
        query: the query.
        given: values by parameter: where the default is an entity, any name of another one.
        network: whether SERVICE may send parts of the query to other servers.
    """
    return run(graph.store, filled(graph, query, given), network=network)


def filled(graph: BuiltGraph, query: QueryFile, given: Mapping[str, object]) -> str:
    """Return the SPARQL of a query with values in place of its defaults."""
    terms = {name: _term(graph, query.default(name), value) for name, value in given.items()}
    return query.with_parameters(terms)


def run(store: Store, sparql: str, *, network: bool = False) -> Answer:
    """Return the answer to SPARQL. The prefixes of the project are declared already.

    Args:
        store: the graph.
        sparql: the query.
        network: whether SERVICE may send parts of the query to other servers.

    Raises:
        QueryError: if it cannot be parsed, or reaches for the network and may not.
    """
    answer = solve(store, sparql, network=network)
    with _explained(sparql):
        if isinstance(answer, QueryTriples):
            return Triples(tuple(answer))
        results = cast("bytes", answer.serialize(format=QueryResultsFormat.JSON))
    return Rows(results) if isinstance(answer, QuerySolutions) else Truth(results)


def solve(
    store: Store, sparql: str, *, network: bool = False, **dataset: Any
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Return the answer to SPARQL as the engine gives it, solution by solution.

    Args:
        store: the graph.
        sparql: the query.
        network: whether SERVICE may send parts of the query to other servers.
        dataset: `default_graph` and `named_graphs`, as pyoxigraph takes them.

    Raises:
        QueryError: if it cannot be parsed, reaches for the network and may not, or would count
            triples more than once.
    """
    if not network and queryfile.reaches_network(sparql):
        raise QueryError(SERVICE_REFUSED)
    if not dataset and queryfile.merges_graphs(sparql):
        raise QueryError(_MERGE_REFUSED)
    with _explained(sparql):
        return store.query(sparql, prefixes=vocabulary().prefixes, **dataset)


def _solutions(results: bytes) -> QuerySolutions:
    return cast("QuerySolutions", parse_query_results(results, format=QueryResultsFormat.JSON))


def _w3c(results: bytes, format: str) -> bytes:
    form = formats.named(format, formats.RESULTS)
    answer = parse_query_results(results, format=QueryResultsFormat.JSON)
    return cast("bytes", answer.serialize(format=form))


@contextmanager
def _explained(sparql: str) -> Iterator[None]:
    """Say of what the engine refuses where in the query it stands."""
    try:
        yield
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(_problem(str(error), sparql)) from error


def _problem(error: str, sparql: str) -> str:
    """Return what is wrong with a query, without the grammar's list of all that could follow."""
    place = re.search(r"error at (\d+):(\d+): (.*)", error)
    if place is None:
        return f"The query cannot be run: {error}"
    line, column = int(place[1]), int(place[2])
    text = [*sparql.splitlines(), ""][min(line, sparql.count("\n") + 1) - 1]
    hint = ", a prefix that is not declared" if "Prefix not found" in error else ""
    return f"The query cannot be read at line {line}, column {column}{hint}: {text.strip()}"


def _term(graph: BuiltGraph, default: str, given: object) -> str:
    """Return a value as a SPARQL term of the kind of the default, or of one of several."""
    value = str(given)
    if string := _STRING.fullmatch(default):
        return str(Literal(value)) + (string["kind"] or "")
    if _NUMBER.fullmatch(default) or default in ("true", "false"):
        fits = _NUMBER if default[0] not in "tf" else _BOOLEAN
        if not fits.fullmatch(value):
            raise SettingError(f"`{value}` does not fit: give a value such as {default}.")
        return value
    prefixes = [curie.partition(":")[0] for curie in default.split()]
    kinds = [prefix for prefix in prefixes if prefix in vocabulary().folders]
    return str(NamedNode(resolve(graph, value, *kinds)))


def _python(term: Any) -> Any:
    if isinstance(term, NamedNode):
        return vocabulary().term(term.value)
    if isinstance(term, Literal):
        try:
            return _PYTHON.get(term.datatype.value, str)(term.value)
        except (ValueError, ArithmeticError):
            # SPARQL lets an ill-typed literal pass; Python's types do not.
            return term.value
    return None if term is None else str(term)


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
