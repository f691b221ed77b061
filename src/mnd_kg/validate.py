"""Validation: what the shapes and the quality queries find, traced to file and line.

Two SHACL engines stand behind one function. `shacl` checks every build. pySHACL, on an rdflib
graph in memory, is the judge: it must find the same, and takes over where `shacl` has no wheel.
pySHACL over a pyoxigraph store is never used, for its findings are wrong there.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from pyoxigraph import RdfFormat, Store

from mnd_kg import queryfile
from mnd_kg.dataset import background, dangling_references, union_ntriples
from mnd_kg.errors import SettingError
from mnd_kg.findings import Finding, Severity, errors
from mnd_kg.layout import ONTOLOGY, QUERIES
from mnd_kg.rdf import select, text
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    import rdflib
    from shacl import Shapes

    from mnd_kg.dataset import Dataset

Engine = Literal["shacl", "pyshacl"]

_SEVERITY = {
    "Violation": Severity.ERROR,
    "Warning": Severity.WARNING,
    "Info": Severity.INFO,
}


class Result(NamedTuple):
    """One result of a shape or a quality query: what is wrong where, as plain texts."""

    severity: Severity
    focus: str
    path: str
    value: str
    message: str


def default_engine() -> Engine:
    """Return the faster engine where it is installed, else the other."""
    return "shacl" if find_spec("shacl") else "pyshacl"


def judge(
    dataset: Dataset,
    engine: Engine | None = None,
    elsewhere: Collection[str] = (),
    about: Collection[str] | None = None,
) -> list[Finding]:
    """Return what is wrong with the files, the references and the statements of a dataset.

    A shape that stumbles over a mistake that is known already says it once more, and worse: what
    is found on a line that has a finding is left out.

    Args:
        dataset: the records, with what is derived from them.
        engine: the SHACL engine.
        elsewhere: what is described by records that are not in the dataset.
        about: the nodes whose statements are judged; all if none.
    """
    found = dataset.all_findings() + dangling_references(dataset, elsewhere)
    known = {(finding.path, finding.line) for finding in found}
    checked = check(dataset, engine, whole=not errors(found), about=about)
    found += [finding for finding in checked if (finding.path, finding.line) not in known]
    return sorted(found)


def check(
    dataset: Dataset,
    engine: Engine | None = None,
    *,
    whole: bool = True,
    about: Collection[str] | None = None,
) -> list[Finding]:
    """Return what the shapes and the queries that look for defects find in a dataset.

    Args:
        dataset: the records, with what is derived from them.
        engine: the SHACL engine.
        whole: whether every record could be read. What a curator has still to do is asked only
            of a whole dataset without errors: a broken record leaves others without their reason.
        about: the nodes to which findings are confined; all if none.
    """
    union = union_ntriples([*dataset.quads(), *background()])
    store = Store()
    store.bulk_load(union, format=RdfFormat.N_TRIPLES)
    broken = dataset.broken()
    results = {
        result
        for result in (
            *check_shapes(union, engine or default_engine()),
            *check_quality(store, QUERIES / "quality"),
        )
        if result.value.partition("#")[0] not in broken and (about is None or result.focus in about)
    }
    if whole and not any(result.severity is Severity.ERROR for result in results):
        results |= {
            result
            for result in check_quality(store, QUERIES / "curation")
            if about is None or result.focus in about
        }
    return sorted({traced(result, dataset) for result in results})


def check_shapes(
    ntriples: bytes, engine: Engine, shapes: Path = ONTOLOGY / "shapes.ttl"
) -> Iterator[Result]:
    """Give the results of the shapes on a graph.

    Args:
        ntriples: the graph as N-Triples, with the classes of the ontology.
        engine: `shacl` or `pyshacl`.
        shapes: the shapes, as Turtle.
    """
    if engine not in get_args(Engine):
        raise SettingError(f"There is no engine `{engine}`: take {' or '.join(get_args(Engine))}.")
    turtle = shapes.read_text(encoding="utf-8")
    if engine == "pyshacl":
        return _pyshacl_results(ntriples, turtle)
    if find_spec("shacl") is None:
        raise SettingError("The engine `shacl` has no wheel here: use --engine pyshacl.")
    return _shacl_results(ntriples, turtle)


@cache
def _for_shacl(turtle: str) -> Shapes:
    from shacl import Shapes

    return Shapes.from_turtle(turtle)


def _shacl_results(ntriples: bytes, shapes: str) -> Iterator[Result]:
    report = _for_shacl(shapes).validate_text(ntriples.decode("utf-8"), format="ntriples")
    for result in report.results:
        yield Result(
            _SEVERITY[result.severity],
            _plain(result.focus_node),
            _plain(result.path or ""),
            result.value_plain or "",
            result.message or "",
        )


@cache
def _for_pyshacl(turtle: str) -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(data=turtle, format="turtle")


def _pyshacl_results(ntriples: bytes, shapes: str) -> Iterator[Result]:
    import rdflib
    from pyshacl import validate
    from rdflib.namespace import SH

    data = rdflib.Graph().parse(data=ntriples, format="nt")
    _, report, _ = validate(data, shacl_graph=_for_pyshacl(shapes))
    if not isinstance(report, rdflib.Graph):
        raise SettingError(f"The shapes cannot be read: {report}")
    for result in report.objects(predicate=SH.result):
        severity = str(report.value(result, SH.resultSeverity)).rpartition("#")[2]
        yield Result(
            _SEVERITY[severity],
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultPath) or ""),
            _lexical(report.value(result, SH.value)),
            str(report.value(result, SH.resultMessage) or ""),
        )


def _lexical(value: object) -> str:
    return "" if value is None else str(value)


def _plain(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def check_quality(store: Store, folder: Path) -> Iterator[Result]:
    """Give the rows of the queries that look for defects: each row is something wrong.

    ``queries/quality`` has what makes the graph wrong, ``queries/curation`` what a curator has
    still to do. Such a query selects ?focus and, where it can, ?path and ?value. Its header has the
    severity and the message, in which {value} stands for the value.
    """
    words = vocabulary()
    for query in queryfile.read_folder(folder).values():
        rows = select(store, query.text)
        columns = {variable.value for variable in rows.variables}
        for row in rows:
            focus, path, value = (
                text(row[name]) if name in columns else "" for name in ("focus", "path", "value")
            )
            yield Result(
                Severity(query.other["severity"]),
                focus,
                path,
                value,
                query.other["message"].replace("{value}", words.contract(value)),
            )


def traced(result: Result, dataset: Dataset) -> Finding:
    """Return the finding with the file and the line of what it is about."""
    words = vocabulary()
    node = words.contract(result.focus)
    derived = {bound: prop for prop, bounds in words.dates.items() for bound in bounds}
    path = derived.get(result.path, result.path)
    where = dataset.where(result.focus, path, result.value)
    if where is None:
        return Finding("-", 1, result.severity, node, result.message)
    record, line = where
    return Finding(record.shown_path, line, result.severity, node, result.message)
