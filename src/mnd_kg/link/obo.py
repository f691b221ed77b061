"""OBO 1.2 and 1.4: stanzas of tags, read line by line.

See https://owlcollab.github.io/oboformat/doc/obo-syntax.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mnd_kg.errors import SourceError
from mnd_kg.identifiers import identifier
from mnd_kg.link.terms import Synonym, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mnd_kg.link.terms import Scope, Term

_SYNONYM = re.compile(r'"((?:[^"\\]|\\.)*)"\s*([A-Z]*)')
_TRAILING = re.compile(r"\s+(?:(?<!\\)\{[^{}]*\})?\s*(?:(?<!\\)!.*)?$")
_ESCAPED = re.compile(r"\\(.)")
_SCOPES: dict[str, Scope] = {"BROAD": "broad", "NARROW": "narrow", "RELATED": "related"}


def read_obo(path: Path, lines: Iterable[str]) -> Terms:
    """Return the terms of an OBO file.

    Raises:
        SourceError: if it has no header of OBO, or a tag without a value.
    """
    found = Terms(path)
    header: dict[str, str] = {}
    stanza, term = "", None
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text.startswith("!"):
            continue
        if text.startswith("["):
            stanza, term = text, None
            continue
        tag, colon, value = text.partition(":")
        if not colon:
            raise SourceError(f"{path}:{number}: `{text}` is no tag of OBO with its value.")
        value = value.strip()
        if not stanza:
            header.setdefault(tag, value)
        elif stanza == "[Term]" and tag == "id":
            term = found.term(identifier(_plain(value)))
        elif term is not None:
            _take(found, term, tag, value)
    if "format-version" not in header:
        raise SourceError(f"{path}: this is no OBO file, for it has no format-version.")
    found.name = header.get("ontology", "")
    found.version = header.get("data-version", header.get("date", ""))
    found.whole = "subset" not in f"{found.name} {found.version}"
    return found


def _take(found: Terms, term: Term, tag: str, value: str) -> None:
    """Note what one tag says of a term."""
    if tag == "name":
        term.label = _plain(value)
    elif tag == "synonym" and (match := _SYNONYM.match(value)):
        text = _ESCAPED.sub(r"\1", match[1])
        # The specification makes a synonym without a scope a related one.
        scope = "exact" if match[2] == "EXACT" else _SCOPES.get(match[2], "related")
        term.synonyms.append(Synonym(text, scope))
    elif tag == "is_obsolete":
        term.obsolete = value.startswith("true")
    elif tag == "replaced_by":
        term.replaced_by.append(identifier(_plain(value)))
    elif tag == "alt_id":
        found.retire(identifier(_plain(value)), term.id)
    elif tag == "xref":
        term.xrefs.append(identifier(_plain(value).partition(" ")[0]))


def _plain(value: str) -> str:
    """Return a value without qualifiers, comment and escapes."""
    return _ESCAPED.sub(r"\1", _TRAILING.sub("", value))
