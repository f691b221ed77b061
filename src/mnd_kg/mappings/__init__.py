"""Mapping sets: which things elsewhere are the same as ours or near, each said once, in SSSOM.

See https://mapping-commons.github.io/sssom/ for the format.
"""

from mnd_kg.mappings.canonical import canonical
from mnd_kg.mappings.columns import CLASS, COLUMNS, PREDICATES, SUFFIX
from mnd_kg.mappings.reader import read, read_alignments
from mnd_kg.mappings.table import Row

__all__ = [
    "CLASS",
    "COLUMNS",
    "PREDICATES",
    "SUFFIX",
    "Row",
    "canonical",
    "read",
    "read_alignments",
]
