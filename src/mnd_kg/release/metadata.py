"""How a release is cited, deposited and licensed, in the forms that others read."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

from mnd_kg.licences import CC_BY
from mnd_kg.release.facts import CITATION
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg.release.facts import Facts
    from mnd_kg.statements import Statements

NOT_RECORDED = "not recorded"


def write(facts: Facts, said: Statements, folder: Path) -> None:
    """Write the citation, the metadata for a deposit, and the licences of the sources."""
    _text(folder / CITATION, citation(facts))
    _json(folder / ".zenodo.json", zenodo(facts))
    _json(folder / "datacite.json", datacite(facts))
    _text(folder / "licences.csv", licences(said))


def citation(facts: Facts) -> str:
    """Return the citation file with the version and the day of the release."""
    text = re.sub(r"(?m)^version: .*$", f"version: {facts.version}", facts.citation)
    return re.sub(r"(?m)^date-released: .*$", f"date-released: {facts.day}", text)


def zenodo(facts: Facts) -> dict[str, Any]:
    """Return the metadata with which Zenodo fills in a deposit. The deposit gives the DOI."""
    return {
        "title": facts.title,
        "description": facts.description,
        "upload_type": "dataset",
        "access_right": "open",
        "license": "cc-by-4.0",
        "language": "eng",
        "version": facts.version,
        "publication_date": facts.day.isoformat(),
        "creators": [{"name": name} for name in facts.authors],
        "keywords": facts.keywords,
    }


def datacite(facts: Facts) -> dict[str, Any]:
    """Return the metadata by the schema of DataCite, without the DOI, which the deposit gives."""
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Knowledge graph"},
        "titles": [{"title": facts.title, "lang": "en"}],
        "creators": [{"name": name, "nameType": "Organizational"} for name in facts.authors],
        "publisher": {"name": facts.authors[0]},
        "publicationYear": str(facts.day.year),
        "dates": [{"date": facts.day.isoformat(), "dateType": "Issued"}],
        "language": "en",
        "version": facts.version,
        "subjects": [{"subject": word} for word in facts.keywords],
        "rightsList": [
            {
                "rights": "Creative Commons Attribution 4.0 International",
                "rightsUri": CC_BY,
                "rightsIdentifier": "CC-BY-4.0",
                "rightsIdentifierScheme": "SPDX",
            }
        ],
        "descriptions": [{"description": facts.description, "descriptionType": "Abstract"}],
        "formats": ["application/n-quads", "text/turtle", "application/ld+json", "text/csv"],
    }


def licences(said: Statements) -> str:
    """Return every source with its licence as CSV; where none is recorded, that is said."""
    found = io.StringIO()
    rows = csv.writer(found, lineterminator="\n")
    rows.writerow(["source", "label", "kind", "publisher", "page", "read on", "licence"])
    for source in said.of_class("Source"):
        texts = [
            said.value(source, key) for key in ("sourceKind", "publisher", "homepage", "readOn")
        ]
        licence = "; ".join(said.values(source, "licence")) or NOT_RECORDED
        rows.writerow([vocabulary().contract(source), said.label(source), *texts, licence])
    return found.getvalue()


def _text(path: Path, content: str) -> None:
    path.write_bytes(content.encode())


def _json(path: Path, content: Any) -> None:
    _text(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
