"""Writing the pages: whole or not at all, and the same bytes from the same graph."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mnd_kg.audit import VERDICTS
from mnd_kg.audit.rule import CHECKS
from mnd_kg.errors import SettingError
from mnd_kg.export.schemaorg import CONTEXT, dataset, of_record
from mnd_kg.files import whole
from mnd_kg.mappings.of_graph import rows_of
from mnd_kg.mappings.reader import fragment
from mnd_kg.pages.cards import card
from mnd_kg.pages.downloads import FILES, write_downloads
from mnd_kg.pages.environment import environment
from mnd_kg.pages.held import MAPPINGS, HeldGraph, folder_of, folder_title, parts
from mnd_kg.pages.links import Links
from mnd_kg.pages.listing import Row, kinds, questions, row, values
from mnd_kg.pages.machines import write_for_machines, write_sssom
from mnd_kg.pages.questions import answered
from mnd_kg.pages.told import Teller
from mnd_kg.rdf import text
from mnd_kg.terminal import silent
from mnd_kg.vocabulary import BASE, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mnd_kg.show import Fact
    from mnd_kg.store import BuiltGraph

STATIC = Path(__file__).parent / "static"
_STYLE = "site.css"


@dataclass(frozen=True)
class Pages:
    """The pages that were written."""

    folder: Path
    records: int
    files: int


def pages(
    graph: BuiltGraph,
    out: Path,
    progress: Callable[[str, int, int], None] = silent,
    *,
    endpoint: bool = False,
) -> Pages:
    """Write a page for each record, lists of them, a start page, and the files for machines.

    Args:
        graph: the built graph.
        out: the folder, which is written whole or not at all.
        progress: is told what is being done.
        endpoint: whether a SPARQL endpoint is served beside the pages, which then lead to it.

    Raises:
        SettingError: if the folder holds other files, or packages are missing.
    """
    old = _replaceable(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with whole(out, folder=True, replaceable=old) as folder:
        held = HeldGraph(graph.nquads, graph.store, graph.in_order)
        Site(held, progress, endpoint=endpoint).write(folder, progress)
        files = sum(path.is_file() for path in folder.rglob("*"))
    return Pages(out, len(held.records), files)


def _replaceable(folder: Path) -> set[str]:
    """Return the files of older pages, so that others are refused before the work is done."""
    inside = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    if inside and _STYLE not in inside:
        raise SettingError(f"{folder} holds other files, such as {min(inside)}: name a new folder.")
    return inside


class Site:
    """The pages of one graph, each on demand."""

    def __init__(
        self,
        held: HeldGraph,
        progress: Callable[[str, int, int], None] = silent,
        *,
        endpoint: bool = False,
    ) -> None:
        self._graph = held
        self._endpoint = endpoint
        self._descriptions = held.descriptions(progress)
        self._teller = Teller(held)
        self._links = Links(held.statements, self._anchors())
        self._templates = environment(self._links)

    def write(self, folder: Path, progress: Callable[[str, int, int], None]) -> None:
        """Write all pages and files into a folder."""
        shutil.copytree(STATIC, folder, dirs_exist_ok=True)
        write_downloads(self._graph, folder)
        records = self._graph.records
        for number, (iri, quads) in enumerate(records.items(), 1):
            progress("writing pages", number, len(records))
            stem = folder / iri.removeprefix(BASE)
            stem.parent.mkdir(exist_ok=True)
            write_for_machines(iri, quads, stem)
            if iri.startswith(MAPPINGS):
                write_sssom(self._graph.statements, iri, stem)
            _write(folder / f"{iri.removeprefix(BASE)}.html", self.page(iri))
        for path, html in self.lists(sorted(p.name for p in (folder / "schemas").iterdir())):
            _write(folder / path, html)

    def page(self, iri: str) -> str:
        """Return the page of a record, a mapping set or a rule of the audit as HTML."""
        if iri.startswith(CHECKS):
            template, said = "rule.html", self._rule(iri)
        elif iri.startswith(MAPPINGS):
            template, said = "mappings.html", self._mappings(iri)
        else:
            template, said = "record.html", self._record(iri)
        shown = {"iri": iri, "folder": folder_of(iri), "title": self._links.name(iri)}
        path = f"{iri.removeprefix(BASE)}.html"
        _, html = self._at(path, template, file=iri.rpartition("/")[2], **shown | said)
        return html

    def lists(self, schemas: list[str]) -> Iterator[tuple[str, str]]:
        """Give the pages that are of no one record, each with its path: lists, answers, values."""
        groups: dict[str, list[Row]] = {}
        for iri in self._graph.records:
            groups.setdefault(folder_of(iri), []).append(row(self._links, iri))
        counts = {folder: len(rows) for folder, rows in groups.items()}
        yield from self._lists(groups)
        yield from self._questions()
        yield self._at("values.html", "values.html", title="Values", values=values())
        yield self._at("schemas/index.html", "files.html", title="Schemas", names=schemas)
        yield self._at(
            "index.html",
            "start.html",
            title="Start",
            schemaorg={"@context": CONTEXT, **dataset(self._graph)},
            counts=counts,
            questions=questions(self._graph.records),
            files=FILES,
            base=BASE,
        )

    def _lists(self, groups: dict[str, list[Row]]) -> Iterator[tuple[str, str]]:
        yield self._at("records.html", "kind.html", title="Records", kinds=[], groups=groups)
        for folder, rows in groups.items():
            title, said = folder_title(folder), kinds(folder)
            path = f"{folder}/index.html"
            yield self._at(path, "kind.html", title=title, kinds=said, groups={"": rows})

    def _questions(self) -> Iterator[tuple[str, str]]:
        asked = list(answered(self._graph.store))
        yield self._at("questions/index.html", "questions.html", title="Questions", asked=asked)
        for one in asked:
            path = f"questions/{one.query.name}.html"
            yield self._at(path, "question.html", title=one.query.title, asked=one)

    def _anchors(self) -> dict[str, set[str]]:
        """Return the ends of IRIs that each page will show."""
        shown = {
            iri: {text(quad.subject).partition("#")[2] for quad in quads}
            for iri, quads in self._graph.records.items()
        }
        described = {
            iri: {part.id.partition("#")[2] for part in parts(found)}
            for iri, found in self._descriptions.items()
        }
        return shown | described

    def _record(self, iri: str) -> dict[str, Any]:
        found = self._descriptions[iri]
        counts = Counter(check.verdict for check in found.checks)
        return {
            "card": card(self._graph.statements, found),
            "schemaorg": of_record(self._graph, iri),
            "sections": found.inside,
            "checks": found.checks,
            "verdicts": {verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]},
            "referring": _by_folder(found.referred_by),
            **self._teller.about(iri),
        }

    def _rule(self, iri: str) -> dict[str, Any]:
        rule = iri.removeprefix(CHECKS)
        words = vocabulary().rules[rule]
        return {"title": words.label, "rule": words, "checks": self._graph.checks[rule]}

    def _mappings(self, iri: str) -> dict[str, Any]:
        rows = rows_of(self._graph.statements, iri)
        return {"rows": [(fragment(row).removeprefix("#"), row) for row in rows]}

    def _at(self, path: str, template: str, **said: Any) -> tuple[str, str]:
        """Return a path and the page that stands there, from its template."""
        root = "../" * path.count("/")
        about: dict[str, Any] = {
            "root": root,
            "endpoint": self._endpoint,
            "day": self._graph.day,
            "version": self._graph.version,
        }
        html = self._templates.get_template(template).render(**about, **said)
        lines = (line.rstrip() for line in html.splitlines())
        return path, "\n".join(line for line in lines if line) + "\n"


def _write(path: Path, html: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(html.encode())


def _by_folder(found: list[Fact]) -> dict[str, list[Fact]]:
    """Return what refers to a record by the folder that it stands in."""
    groups: dict[str, list[Fact]] = {}
    for fact in found:
        groups.setdefault(folder_of(fact.iri), []).append(fact)
    return groups
