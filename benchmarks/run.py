"""Measures ours beside the naive stack: ``python -m benchmarks.run [curated] [SIZE...]``.

Every job runs in a process of its own, one after another, so that the peak of its memory is its
own. CPU time (user and system, all threads) is compared, for the machine may have other work; the
seconds on the clock stand beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import mnd_kg
from benchmarks import generate
from benchmarks.jobs import CURATED, JOBS, Files, memory_works, naive_works

if TYPE_CHECKING:
    from collections.abc import Callable

    Measured = dict[str, float]

SMALL = 200_000
"""So many statements pySHACL validates in minutes: a million take most of an hour."""
LARGE = 2_000_000
"""Above this ours is measured alone, from disk and once: all else would take hours."""
REPEATS = 3
PATIENCE = 10
"""After so many seconds nothing is done once more."""
_PACKAGES = ("pyoxigraph", "shacl", "rdflib", "pyshacl", "networkx")
# What is done one after another with the graph in memory.
_SERIES = {"naive": naive_works, "memory": memory_works}


def pairs(files: Files, triples: int) -> dict[str, tuple[str, list[str]]]:
    """Return what is compared: for each work what the naive stack does, and our job."""
    found = {"load: built graph": ("load", ["ours-load"])}
    if triples <= LARGE:
        found["load: N-Triples into memory"] = ("load", ["ours-triples"])
        found["load: N-Quads and their union into memory"] = ("load", ["ours-memory"])
    found["import into a store on disk"] = ("load", ["ours-import"])
    found |= {
        f"query on disk: {name}": (f"query {name}", ["ours-query", name])
        for name in files.queries()
    }
    if triples <= SMALL:
        found["validate"] = ("shacl", ["ours-shacl"])
    if triples <= SMALL and not files.curated:
        found["validate one record among 10,000"] = ("shacl", ["ours-revalidate"])
    found |= {
        f"export: {name}": (name, ["ours-export", name])
        for name in ("ntriples", "jsonld", "graphml")
    }
    return found


def measure(size: str, folder: Path) -> dict[str, Any]:
    """Return what every work takes at one size; the naive side is None where it is not run."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Files(folder)
    if files.curated:
        shutil.copyfile(mnd_kg.build(out=folder / "own").folder / "graph.nq", files.nquads)
        count = files.nquads.read_bytes().count(b"\n")
    else:
        count = generate.write(int(size), files.nquads)
    files.prepare()
    naive: dict[str, Measured] = {}
    memory: dict[str, Measured] = {}
    if count <= LARGE:
        naive = _in_a_process([str(folder), "naive"])
        memory = _in_a_process([str(folder), "memory"])
    if count <= SMALL:
        naive["shacl"] = _in_a_process([str(folder), "1", "naive-shacl"])
    repeats = str(REPEATS if count <= LARGE else 1)
    works = {
        work: {"naive": naive.get(theirs), "ours": _in_a_process([str(folder), repeats, *job])}
        for work, (theirs, job) in pairs(files, count).items()
    }
    works |= {
        f"query in memory: {name.removeprefix('query ')}": {"naive": naive[name], "ours": ours}
        for name, ours in memory.items()
    }
    return {"size": size, "triples": count, "works": works}


def _in_a_process(job: list[str]) -> Any:
    """Return what a job tells, run in a process of its own."""
    asked = [sys.executable, "-m", "benchmarks.run", "--job", json.dumps(job)]
    done = subprocess.run(asked, stdout=subprocess.PIPE, text=True, check=True)
    print(" ".join(job), done.stdout.strip(), file=sys.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def run_job(folder: str, first: str, *job: str) -> Any:
    """Do the works of a series, or one job so many times, here."""
    files = Files(Path(folder))
    if first in _SERIES:
        return {name: _timed(work, REPEATS) for name, work in _SERIES[first](files)}
    name, *arguments = job
    return _timed(JOBS[name](files, *arguments), int(first))


def _timed(work: Callable[[], object], repeats: int) -> Measured:
    cpu: list[float] = []
    clock: list[float] = []
    while len(clock) < repeats and sum(clock) < PATIENCE:
        begun, ticks = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - ticks)
    return {"cpu": median(cpu), "clock": median(clock), "megabytes": _peak()}


def _peak() -> float:
    """Return the most memory that this process had, in MB.

    Linux hands the peak that getrusage tells down from the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (row for row in status.read_text().splitlines() if row.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def machine() -> dict[str, Any]:
    """Return what it was measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": os.cpu_count(),
        "memory": f"{memory:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
    }


def main() -> None:
    """Measure the sizes that are asked for, and write what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=[CURATED], type=_size)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results.json")
    parser.add_argument("--scratch", type=Path, default=Path("build") / "benchmarks")
    parser.add_argument("--job", help="For the processes that this one starts.")
    given = parser.parse_args()
    if given.job:
        print(json.dumps(run_job(*json.loads(given.job))))
        return
    for size in given.sizes:
        _keep(given.out, measure(size, given.scratch / size))


def _size(text: str) -> str:
    return text if text == CURATED else str(int(text))


def _keep(out: Path, measured: dict[str, Any]) -> None:
    """Write what came out at one size, beside what was measured before at others."""
    before = json.loads(out.read_text(encoding="utf-8"))["sizes"] if out.is_file() else []
    others = [size for size in before if size["size"] != measured["size"]]
    sizes = sorted([*others, measured], key=lambda size: size["triples"])
    results = {"machine": machine(), "sizes": sizes}
    out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
