"""BibTeX: the publications, with their bylines in order and their DOI and PubMed identifiers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mnd_kg.export.framed import lose_rest, records, size, take

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg.export.framed import Node
    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection

_WHY = "a bibliography is of publications, and has no field for it"
# Where a key of ours is a field of BibTeX. Volume and the like are texts there too.
_FIELDS = {
    "title": "title",
    "journal": "journal",
    "volume": "volume",
    "issue": "number",
    "pages": "pages",
}
_IDENTIFIERS = {"doi": "doi", "pubmed": "pmid", "pmc": "pmcid"}
# PubMed writes initials without dots behind the family name: De Winter JM, Kordower J-H.
_INITIALS = re.compile(r"[^\W\d_](?:-?[^\W\d_]){0,3}")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV|2nd|3rd|4th")
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-\d{2})?)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A brace stands in BibTeX by pairs alone, also behind a backslash.
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "$": r"\$",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
    }
)


def bibtex(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write the publications as BibTeX. A key is the name of the record, the same in every release.

    What became of a publication, such as a retraction, is its note.
    """
    from pybtex.database import BibliographyData
    from pybtex.database.output.bibtex import Writer

    writer, between = Writer(), ""
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        for node in records(selection, ledger, _WHY):
            if node.get("type") == "Publication":
                key = node["id"].partition(":")[2]
                stream.write(between)
                writer.write_stream(BibliographyData({key: _entry(node)}), stream)
                between = "\n"
                lose_rest(node, ledger, _WHY)
            else:
                ledger.lose(str(node.get("type", "things without a class")), _WHY, size(node))


def _entry(node: Node) -> Any:
    from pybtex.database import Entry, Person

    take(node, "type")
    fields = {
        field: value.translate(_SPECIAL)
        for key, field in _FIELDS.items()
        for value in _texts(node, key)
    }
    if "title" in fields:
        # Within braces a style leaves capitals as they are: ALS, TDP-43.
        fields["title"] = f"{{{fields['title']}}}"
    fields["pages"] = fields["pages"].replace("-", "--") if "pages" in fields else ""
    fields |= _date(node) | _identifiers(node)
    (status,) = take(node, "publicationStatus") or [""]
    if status != "published":
        fields["note"] = status
    authors = sorted(take(node, "author"), key=lambda author: int(author.get("position", 0)))
    people = [person(name) for author in authors for name in _texts(author, "name")]
    for author in authors:
        take(author, "type", "position")
    people += [Person(last=f"{{{group}}}") for group in _texts(node, "groupAuthor")]
    kind = "article" if "journal" in fields else "misc"
    known = {field: value for field, value in fields.items() if value}
    return Entry(kind, fields=known, persons={"author": people} if people else {})


def _texts(node: Node, key: str) -> list[str]:
    """Return the values of a key, without the language or the datatype that one may have."""
    return [value["@value"] if isinstance(value, dict) else value for value in take(node, key)]


def person(name: str) -> Any:
    """Return an author of a byline as BibTeX has people.

    Bylines are written as PubMed or the paper has them. Without initials behind it or a comma, the
    last word, with a van or de before it, is taken for the family name.

    >>> [str(person(name)) for name in ("De Winter JM", "M Urushitani", "Monique C. de Waard")]
    ['De Winter, J. M.', 'Urushitani, M', 'de Waard, Monique C.']
    >>> str(person("Edward J. Armstrong III"))
    'Armstrong, III, Edward J.'
    """
    from pybtex.database import Person

    words = name.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if len(words) > 1 and words[-1].isupper() and _INITIALS.fullmatch(words[-1]):
        initials = re.sub(r"([^\W\d_])", r"\1. ", words.pop()).strip().replace(". -", ".-")
        return Person(first=initials, last=" ".join(words), lineage=suffix)
    parsed = Person(" ".join(words))
    if suffix:
        parsed.lineage_names.append(suffix)
    return parsed


def _date(node: Node) -> dict[str, str]:
    """Return year and month, for styles that know no date, beside the date as it is known."""
    fields: dict[str, str] = {}
    for date in _texts(node, "date"):
        fields["date"] = date
        if found := _DATE.fullmatch(date):
            fields["year"] = found["year"]
            if found["month"]:
                fields["month"] = _MONTHS[int(found["month"]) - 1]
    take(node, "mnd:notBefore", "mnd:notAfter")
    return fields


def _identifiers(node: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    matches = take(node, "exactMatch")
    for curie in matches:
        prefix, _, identifier = curie.partition(":")
        if prefix in _IDENTIFIERS:
            found[_IDENTIFIERS[prefix]] = identifier
    if others := [curie for curie in matches if curie.partition(":")[0] not in _IDENTIFIERS]:
        node["exactMatch"] = others
    return found
