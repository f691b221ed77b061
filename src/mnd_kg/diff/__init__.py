"""What changed between two states of the graph: records, claims, answers, verdicts.

Not by triples alone: a curator reads which key of which claim said what before and says what now.
"""

from mnd_kg.diff.difference import Difference, diff

__all__ = ["Difference", "diff"]
