"""The columns of a mapping set, and the property of RDF that each stands for.

The names are those of SSSOM, in its order; the last are extensions that hold what records have in
checkedAgainst, checkedPage and checkedOn. The properties are SSSOM's own choice for each slot.
"""

from __future__ import annotations

from typing import NamedTuple

CLASS = "MappingSet"
SUFFIX = ".sssom.tsv"


class Column(NamedTuple):
    """A column: its property, what kind of value it takes, and whether every row needs one."""

    name: str
    property: str
    kind: str
    """``id``, ``text``, ``xsd:date``, ``xsd:double``, ``Not``, or the key of a record."""
    required: bool = False
    seldom: bool = False
    """Whether a table has it only where a row fills it."""


COLUMNS = {
    column.name: column
    for column in (
        Column("subject_id", "owl:annotatedSource", "id", required=True),
        Column("subject_label", "sssom:subject_label", "text", required=True),
        Column("predicate_id", "owl:annotatedProperty", "id", required=True),
        Column("predicate_modifier", "sssom:predicate_modifier", "Not"),
        Column("object_id", "owl:annotatedTarget", "id", required=True),
        Column("object_label", "sssom:object_label", "text"),
        Column("mapping_justification", "sssom:mapping_justification", "id", required=True),
        Column("object_source", "sssom:object_source", "id"),
        Column("object_source_version", "sssom:object_source_version", "text"),
        Column("mapping_date", "pav:authoredOn", "xsd:date", required=True),
        Column("confidence", "sssom:confidence", "xsd:double", required=True),
        Column("other", "sssom:other", "text", seldom=True),
        Column("comment", "rdfs:comment", "text"),
        Column("checked_against", "mnd:checkedAgainst", "checkedAgainst", required=True),
        Column("checked_page", "mnd:checkedPage", "checkedPage"),
        Column("checked_on", "mnd:checkedOn", "checkedOn"),
    )
}
EXTENSIONS = [column for column in COLUMNS.values() if column.property.startswith("mnd:")]
PREDICATES = (
    "skos:exactMatch",
    "skos:closeMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "skos:relatedMatch",
)
# Their owners give the identifiers away, and not the names.
WITHOUT_LABELS = {"drugbank", "meddra", "snomedct", "umls"}
