"""The graph on HTTP: queries by the SPARQL 1.1 Protocol, pages, and IRIs that lead to them.

It only reads. A query runs in a process of its own, which is ended when it takes too long.
"""
