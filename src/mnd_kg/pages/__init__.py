"""The graph as pages for people, each with the same in Turtle and JSON-LD for machines beside it.

The pages need nothing from elsewhere, and the permanent IRIs are to lead to them (docs/w3id).
"""
