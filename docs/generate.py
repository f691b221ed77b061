"""Fills the tables of the documents from the graph: ``python docs/generate.py [--check]``.

A table stands between two comments, of which the first names the query and its parameters:

    <!-- query: claims-by-section document=jetals-page -->
    <!-- end -->

or one of the tables of ``mnd-kg stats``: ``<!-- stats: kinds -->`` or ``<!-- stats: lacking -->``,
or the formats of ``mnd-kg export``: ``<!-- export: formats -->``.
``<!-- analysis: central 12 -->`` is one of those of ``docs/analysis.md``, which has pictures too,
and ``<!-- benchmarks: 1000000 -->`` what ``make bench`` measured at a size.
After ``<!-- command: evidence AMX0035 -->`` stands what that command answers, and after
``<!-- rules: all -->`` or ``<!-- rules: judgements -->`` what ``docs/rules.py`` tells of the audit.
"""

from __future__ import annotations

import re
import shlex
import sys
from dataclasses import astuple
from pathlib import Path

from typer.testing import CliRunner

import mnd_kg
from mnd_kg.cli import app
from mnd_kg.export.write import listed
from mnd_kg.stats import MAPPED_COLUMNS, MAPPING_COLUMNS

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS))
import analysis  # noqa: E402
import performance  # noqa: E402
import rules  # noqa: E402

_PLACE = re.compile(r"(<!-- (?P<what>\w+): (?P<ask>[^>]+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(text: str, kg: mnd_kg.KnowledgeGraph) -> str:
    """Return the text of a document with its tables as the graph has them."""

    def table(match: re.Match[str]) -> str:
        if match["what"] == "command":
            return f"{match[1]}```text\n{_answer(kg, match['ask'])}```\n{match[4]}"
        if match["what"] == "rules":
            return match[1] + rules.text(kg, match["ask"]) + match[4]
        columns, rows = _TABLES[match["what"]](kg, match["ask"])
        cells = [columns, ["---"] * len(columns), *rows]
        lines = (
            "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells
        )
        return match[1] + "\n".join(lines) + "\n" + match[4]

    return _PLACE.sub(table, text)


def _answer(kg: mnd_kg.KnowledgeGraph, ask: str) -> str:
    """Return what a command answers, without the spaces at the ends of lines."""
    asked = [*shlex.split(ask), "--graph", str(kg.nquads.parent)]
    answer = CliRunner().invoke(app, asked, catch_exceptions=False).stdout
    return "".join(f"{line.rstrip()}\n" for line in answer.splitlines())


def _query(kg: mnd_kg.KnowledgeGraph, ask: str) -> tuple[list[str], list[list[str]]]:
    name, *pairs = ask.split()
    rows = kg.query(name, **dict(pair.split("=", 1) for pair in pairs))
    return list(rows.columns), rows.texts()


def _stats(kg: mnd_kg.KnowledgeGraph, ask: str) -> tuple[list[str], list[list[str]]]:
    counts = kg.stats()
    if ask == "lacking":
        return ["what is missing", "count"], [[w, str(n)] for w, n in counts.lacking.items()]
    if ask == "mapped":
        return MAPPED_COLUMNS, [kind.row() for kind in counts.mapped]
    if ask == "mappings":
        return MAPPING_COLUMNS, [[*map(str, astuple(count))] for count in counts.mappings]
    columns = ["kind", "records", "statements", "checked primary", "secondary", "not yet checked"]
    rows = [[k.kind, *map(str, astuple(k)[1:])] for k in counts.kinds]
    return columns, rows


def _export(_: mnd_kg.KnowledgeGraph, __: str) -> tuple[list[str], list[list[str]]]:
    formats = listed()
    return list(formats[0]), [list(row.values()) for row in formats]


def _benchmarks(_: mnd_kg.KnowledgeGraph, ask: str) -> tuple[list[str], list[list[str]]]:
    return performance.table(ask)


_TABLES = {
    "query": _query,
    "stats": _stats,
    "export": _export,
    "analysis": analysis.table,
    "benchmarks": _benchmarks,
}


def main() -> None:
    """Write the tables, or with --check only say which documents are not up to date."""
    kg = mnd_kg.load()
    stale = []
    for path in sorted(DOCS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if (new := filled(text, kg)) != text:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(new, encoding="utf-8", newline="\n")
    if "--check" not in sys.argv:
        analysis.write_pictures(kg, DOCS / "pictures")
    print("\n".join(stale) or "The tables are up to date.")
    sys.exit(1 if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
