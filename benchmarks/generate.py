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
import shutil
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
OWN = {
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
_IN_RECORDS = {
    "NCT03548311": "NCT{:08d}",
    "CHEBI:28115": "CHEBI:9{:08d}",
    "jamaneurol.2022.0901": "generated.{:08d}",
    "pubmed:35532908": "pubmed:9{:08d}",
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
    own = {name: found for name, found in records.items() if name.removeprefix("graph/") in OWN}
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


def write_records(copies: int, folder: Path) -> int:
    """Write so many copies as records into a new data folder, and return how many files it has."""
    shutil.copytree(MINI, folder)
    ids = {old.replace("/", ":"): new.replace("/", ":") for old, new in OWN.items()}
    texts = {name: (folder / f"{name}.yaml").read_text(encoding="utf-8") for name in OWN}
    mappings = folder / "mappings" / "interventions.sssom.tsv"
    mapped = mappings.read_text(encoding="utf-8")
    (row,) = re.findall(r"^interventions:mecobalamin\t.*\n", mapped, re.MULTILINE)
    for name in texts:
        (folder / f"{name}.yaml").unlink()
    rows = []
    for number in range(1, copies + 1):
        for name, text in texts.items():
            path = folder / f"{OWN[name].format(number)}.yaml"
            path.write_text(_with_ids(text, ids, number), encoding="utf-8")
        rows.append(_with_ids(row, ids, number))
    mappings.write_text(mapped.replace(row, "".join(rows)), encoding="utf-8")
    return sum(path.is_file() for path in folder.rglob("*"))


def _with_ids(text: str, ids: dict[str, str], number: int) -> str:
    for old, new in (*ids.items(), *_IN_RECORDS.items()):
        text = text.replace(old, new.format(number))
    return text


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
    for old, new in (*OWN.items(), *_IDENTIFIERS.items()):
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
