"""Exports: the graph, or some of its records, in the formats that others read."""
