"""Query files: SPARQL with a header that says what is asked, why, and what each column means.

    # title: Trial facts
    # why: The facts that one looks up first.
    # column trial: the trial
    # parameter trial: the trial that is asked about
    SELECT ?trial WHERE { VALUES ?trial { trials:NCT03548311 } ?trial a mnd:ClinicalTrial }

A parameter is a VALUES block of one variable. What stands in it is the default, so each file is
SPARQL that runs as it is, given the prefixes of ``ontology/prefixes.jsonld``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mnd_kg.errors import QueryError, UnknownQueryError

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = re.compile(r"#\s*(?P<field>[a-z]+)(?:\s+(?P<name>\w+))?:\s*(?P<text>.*)")
_CONTINUED = re.compile(r"#\s{3,}(?P<text>\S.*)")
# What cannot be the keyword SERVICE, by the grammar of SPARQL 1.1: strings, IRIs, comments,
# variables, language tags, prefixed names. Whatever else says "service" is taken for the keyword,
# for the engine would send the query out.
_QUIET = re.compile(
    r"""'''(?:[^\\]|\\.)*?'''|\"\"\"(?:[^\\]|\\.)*?\"\"\"|'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*"
    |<[^<>"{}|^`\\\x00-\x20]*>|\#[^\n\r]*|[?$]\w+|@[a-z]+(?:-\w+)*
    |(?<![\w.-])(?![\w.-]*SERVICE[\w.-]*:)(?:[^\W\d_][\w.-]*)?:(?:[\w.:-]|%[0-9a-f]{2}|\\.)*""",
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)

_FROM = re.compile(r"\bFROM\b(?!\s+NAMED\b)", re.IGNORECASE)


@dataclass(frozen=True)
class QueryFile:
    """A query file."""

    name: str
    text: str
    title: str = ""
    why: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    other: dict[str, str] = field(default_factory=dict)
    """Further fields of the header, such as the severity of a quality query."""

    def default(self, parameter: str) -> str:
        """Return the default of a parameter as it stands in the query.

        Raises:
            UnknownQueryError: if the query has no such parameter.
        """
        match = _block(parameter).search(self.text)
        if parameter in self.parameters and match is None:
            raise UnknownQueryError(
                f"{self.name} has no parameter `{parameter}`: it has no VALUES ?{parameter}."
            )
        if parameter not in self.parameters or match is None:
            known = ", ".join(sorted(self.parameters)) or "none"
            raise UnknownQueryError(
                f"{self.name} has no parameter `{parameter}`; its parameters: {known}."
            )
        return match["default"].strip()

    def with_parameters(self, terms: dict[str, str]) -> str:
        """Return the SPARQL with other values in place of the defaults.

        Args:
            terms: SPARQL terms by parameter.
        """
        text = self.text
        for name, term in terms.items():
            self.default(name)
            block = f"VALUES ?{name} {{ {term} }}"
            text = _block(name).sub(block.replace("\\", r"\\"), text)
        return text


def read(path: Path) -> QueryFile:
    """Return the query in a file.

    Raises:
        QueryError: if it is not UTF-8 text.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{path} is not UTF-8 text: save it with the encoding UTF-8.") from error
    plain: dict[str, str] = {}
    named: dict[str, dict[str, str]] = {"column": {}, "parameter": {}}
    last: tuple[dict[str, str], str] | None = None
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if (more := _CONTINUED.match(line)) and last:
            last[0][last[1]] += " " + more["text"].strip()
        elif match := _HEADER.match(line):
            target = named.get(match["field"]) if match["name"] else plain
            if target is not None:
                last = (target, match["name"] or match["field"])
                target[last[1]] = match["text"].strip()
    title, why = plain.pop("title", ""), plain.pop("why", "")
    return QueryFile(path.stem, text, title, why, named["column"], named["parameter"], plain)


def read_folder(folder: Path) -> dict[str, QueryFile]:
    """Return the queries of a folder by name."""
    return {path.stem: read(path) for path in sorted(folder.glob("*.rq"))}


def reaches_network(sparql: str) -> bool:
    """Tell whether a query has a SERVICE clause, which would send it to another server.

    >>> reaches_network("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }")
    True
    >>> reaches_network('SELECT ?service { ?service a "SERVICE" } # SERVICE')
    False
    """
    return "service" in _QUIET.sub(" ", sparql).lower()


def merges_graphs(sparql: str) -> bool:
    """Tell whether a query has several FROM clauses, whose graphs are to be merged.

    >>> merges_graphs("SELECT * FROM <https://a.org> FROM <https://b.org> { ?s ?p ?o }")
    True
    >>> merges_graphs("SELECT * FROM <https://a.org> FROM NAMED <https://b.org> { ?s ?p ?o }")
    False
    """
    return len(_FROM.findall(_QUIET.sub(" ", sparql))) > 1


def _block(parameter: str) -> re.Pattern[str]:
    return re.compile(
        rf"VALUES\s+\?{re.escape(parameter)}\s*\{{(?P<default>(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|<[^>]*>|[^}}\"'<])*)\}}",
        re.IGNORECASE,
    )
