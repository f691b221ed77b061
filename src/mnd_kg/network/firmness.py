"""How firmly a step of a mechanism is known: what steps are ordered by, the weakest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

IN_PEOPLE = ("human-genetics", "human-observation", "non-randomised-trial", "randomised-trial")
"""The kinds of evidence that are a study in people, the weakest first."""
POOLS = "systematic-review"
"""The kind of evidence that takes trials together, and is none beside them."""
# Of each list the weakest first; what is not said is weaker than all.
_BASES = ("inferred", "measured")
_KINDS = (
    "expert-statement",
    "review",
    "curated-database",
    "biochemical-assay",
    "cell-experiment",
    "animal-experiment",
    *IN_PEOPLE,
    POOLS,
)
_HEDGINGS = ("caveat", "extrapolated", "proposed", "asserted")
_HUMAN = "NCBITaxon:9606"

Firmness = tuple[int, int, int, int, int]


def firmness(
    basis: str, species: Collection[str], kinds: Collection[str], hedging: str, against: int
) -> Firmness:
    """Return how firmly a step is known; the weaker of two steps is the smaller.

    First the basis, then whether it is known in people or their cells, the kind of evidence, how
    firmly it is said, and how much disputes it.

    >>> firmness("inferred", (), ("review",), "asserted", 0) < firmness(
    ...     "measured", ("NCBITaxon:9606",), ("cell-experiment",), "proposed", 2
    ... )
    True
    """
    return (
        _rank(_BASES, basis),
        int(_HUMAN in species),
        max((_rank(_KINDS, kind) for kind in kinds), default=-1),
        _rank(_HEDGINGS, hedging),
        -against,
    )


def _rank(order: tuple[str, ...], value: str) -> int:
    return order.index(value) if value in order else -1
