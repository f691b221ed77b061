"""The one form in which a mapping set is written: sorted rows, fixed columns, the prefixes it uses.

sssom-pydantic writes it, so that it is SSSOM as others read it.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mnd_kg.errors import RecordError
from mnd_kg.licences import CC_BY
from mnd_kg.mappings.columns import COLUMNS, EXTENSIONS
from mnd_kg.mappings.table import in_order
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mnd_kg.mappings.reader import MappingSet
    from mnd_kg.mappings.table import Row


def canonical(mappings: MappingSet) -> bytes:
    """Return the canonical form of a mapping set.

    Raises:
        RecordError: if it has findings, for what cannot be read cannot be kept.
    """
    record = mappings.record
    if grave := [found for found in record.findings if found.severity == "error"]:
        first = min(grave)
        raise RecordError(record.path, first.line, f"not rewritten: {first.message}")
    return written(mappings.iri, mappings.title, mappings.rows)


def written(set_iri: str, title: str, rows: Iterable[Row]) -> bytes:
    """Return rows as the SSSOM of a set."""
    import curies
    from sssom_pydantic.api import MappingSetRecord, row_to_record
    from sssom_pydantic.io import write_unprocessed

    ordered = in_order(rows)
    converter = curies.Converter.from_prefix_map(
        {p: vocabulary().prefixes[p] for p in _used(ordered)}
    )
    header = MappingSetRecord.model_validate(
        {
            "mapping_set_id": set_iri,
            "mapping_set_title": title,
            "license": CC_BY,
            "extension_definitions": [
                {"slot_name": column.name, "property": column.property} for column in EXTENSIONS
            ],
        }
    )
    definitions = header.process(converter).extension_definitions
    records = [
        row_to_record(dict(row.cells), converter=converter, extension_definitions=definitions)
        for row in ordered
    ]
    columns = [name for name, c in COLUMNS.items() if not c.seldom or any(r[name] for r in ordered)]
    text = io.StringIO()
    write_unprocessed(
        records, text, metadata=header, converter=converter, columns=columns, condense=False
    )
    return text.getvalue().replace("\r\n", "\n").encode("utf-8")


def _used(rows: Iterable[Row]) -> list[str]:
    """Return the prefixes of the rows, and those that the header needs."""
    used = {"mnd", "semapv", "skos"}
    for row in rows:
        ids = [row[name] for name, column in COLUMNS.items() if column.kind == "id" and row[name]]
        used |= {curie.partition(":")[0] for curie in [*ids, *row.pages]}
    return sorted(used)
