"""Multiplies the mini graph: ``python -m benchmarks.generate TRIPLES OUT.nq``.

Each copy is a trial with its drug, decisions, proposition, paper and source; conditions, measures
and regulators are shared. Identifiers are counted up and stand for nothing. Phases, states and
effects differ from copy to copy, by a fixed seed, so that two runs give the same bytes. Lines come
out sorted, as in a build, and the memory does not grow with their number.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import mnd_kg
from mnd_kg.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

MINI = Path(__file__).parents[1] / "tests" / "data" / "mini"
SEED = 9
# What each copy has of its own, by how the mini graph writes it.
_OWN = {
    "trials/NCT03548311": "trials/NCT{:08d}",
    "interventions/mecobalamin": "interventions/drug-{:08d}",
    "decisions/mecobalamin": "decisions/drug-{:08d}",
    "propositions/mecobalamin-function-ALS": "propositions/drug-{:08d}-function-ALS",
    "publications/oki-2022": "publications/paper-{:08d}",
    "sources/eisai-2024-approval": "sources/approval-{:08d}",
}
_IDENTIFIERS = {
    "study/NCT03548311": "study/NCT{:08d}",
    "CHEBI_28115": "CHEBI_9{:08d}",
    "jamaneurol.2022.0901": "generated.{:08d}",
    "pubmed.ncbi.nlm.nih.gov/35532908": "pubmed.ncbi.nlm.nih.gov/9{:08d}",
}
_CHOICES = {
    "phase-PHASE3>": ("phase-PHASE2>", "phase-PHASE2_PHASE3>", "phase-PHASE3>"),
    "status-COMPLETED>": ("status-COMPLETED>", "status-TERMINATED>", "status-RECRUITING>"),
}
_SHIFTED = re.compile(r'(ontology/(?:value|ciLow|ciHigh)> ")(-?[\d.]+)(")')


def write(triples: int, out: Path, seed: int = SEED) -> int:
    """Write at least so many statements about copies, and return how many lines there are."""
    count = 0
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        for line in lines(triples, seed):
            stream.write(line)
            count += 1
    return count


def lines(triples: int, seed: int = SEED) -> Iterator[str]:
    """Give the sorted N-Quads of a generated graph."""
    records = _mini()
    own = {name: found for name, found in records.items() if name.removeprefix("graph/") in _OWN}
    a_copy = sum(map(len, own.values()))
    copies = -(-triples // a_copy)
    for name, found in sorted(records.items(), key=lambda record: _order(record[1])):
        if name not in own:
            # Statements about other things may be about copies, and these come in their place.
            yield from sorted(_renamed(line, 1) for line in found)
            continue
        for number in range(1, copies + 1):
            chance = random.Random(f"{seed} {name} {number}")
            yield from sorted(_copied(line, number, chance) for line in found)


def _mini() -> dict[str, list[str]]:
    """Return the lines of the mini graph by the record, or the subject elsewhere, that they say."""
    with tempfile.TemporaryDirectory() as folder:
        built = mnd_kg.build(MINI, folder).folder
        text = (built / "graph.nq").read_text(encoding="utf-8")
    records: dict[str, list[str]] = {}
    for line in text.splitlines(keepends=True):
        subject = line[1 : line.index("> ")]
        records.setdefault(subject.removeprefix(BASE).partition("#")[0], []).append(line)
    return records


def _order(found: list[str]) -> str:
    """Return what the lines of a record are sorted by: the first of them, in its first copy."""
    return min(_renamed(line, 1) for line in found)


def _renamed(line: str, number: int) -> str:
    for old, new in (*_OWN.items(), *_IDENTIFIERS.items()):
        line = line.replace(old, new.format(number))
    return line


def _copied(line: str, number: int, chance: random.Random) -> str:
    line = _renamed(line, number)
    for old, values in _CHOICES.items():
        if old in line:
            line = line.replace(old, chance.choice(values))
    # Of one effect all three numbers move alike, or the estimate would leave its interval.
    shift = Decimal(number * 37 % 200) / 100
    return _SHIFTED.sub(lambda found: f"{found[1]}{Decimal(found[2]) + shift}{found[3]}", line)


def main() -> None:
    """Write a graph and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("triples", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    print(f"{write(given.triples, given.out, given.seed)} statements in {given.out}")


if __name__ == "__main__":
    main()
