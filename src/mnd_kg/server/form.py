"""The page of the endpoint: a query to write, and its answer as a table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from mnd_kg.pages.environment import environment
from mnd_kg.pages.links import Links
from mnd_kg.query import Rows, Truth, named_queries
from mnd_kg.vocabulary import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg.server.worker import Served
    from mnd_kg.store import BuiltGraph

_SHOWN = 1000
"""The rows that a page has; other formats have all."""
_FIRST = "SELECT ?trial ?name WHERE {\n  ?trial a mnd:ClinicalTrial ; rdfs:label ?name\n} LIMIT 20"


class Form:
    """The page of the endpoint, for one graph and the site of its pages."""

    def __init__(self, graph: BuiltGraph, site: Path) -> None:
        pages = (path.relative_to(site).as_posix() for path in site.glob("*/*.html"))
        anchors: dict[str, set[str]] = {BASE + page.removesuffix(".html"): set() for page in pages}
        self._template = environment(Links(graph.statements, anchors)).get_template("sparql.html")
        self._version = graph.version
        self._questions = [
            (one.title, f"sparql?{urlencode({'query': one.text})}")
            for one in named_queries().values()
        ]

    def page(self, query: str, served: Served | None, problem: str) -> str:
        """Return the page as HTML.

        Args:
            query: the query that was asked, or an empty text.
            served: its answer: SPARQL results in JSON, or Turtle.
            problem: why there is none.
        """
        rows = truth = triples = None
        if served is not None and served.media_type == "text/turtle":
            triples = served.body.decode("utf-8")
        elif served is not None:
            is_truth = "boolean" in json.loads(served.body)
            truth = Truth(served.body) if is_truth else None
            rows = None if is_truth else Rows(served.body)
        return self._template.render(
            root="",
            endpoint=True,
            day=None,
            version=self._version,
            title="SPARQL",
            query=query or _FIRST,
            questions=self._questions,
            problem=problem,
            columns=rows.columns if rows is not None else (),
            rows=rows.texts()[:_SHOWN] if rows is not None else None,
            count=len(rows) if rows is not None else 0,
            truth=None if truth is None else bool(truth),
            triples=triples,
        )
