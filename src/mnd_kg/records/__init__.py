"""Records: one YAML-LD file each, read with the line of every value, and written in one form."""

from mnd_kg.records.canonical import canonical, written
from mnd_kg.records.reader import literal_problem, parse, read, read_text
from mnd_kg.records.record import Record, graph_of, make_statements

__all__ = [
    "Record",
    "canonical",
    "graph_of",
    "literal_problem",
    "make_statements",
    "parse",
    "read",
    "read_text",
    "written",
]
