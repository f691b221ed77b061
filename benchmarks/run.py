"""Measures ours beside the naive stack: ``python -m benchmarks.run SIZE...``.

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
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks import generate
from benchmarks.jobs import JOBS, QUERIES, Files, memory_works, naive_works

if TYPE_CHECKING:
    from collections.abc import Callable

    Measured = dict[str, float]

SMALL = 100_000
"""The size at which pySHACL is measured: at a million triples it takes most of an hour."""
LARGE = 1_000_000
"""Above this size ours is measured alone, from disk and once: all else would take hours."""
REPEATS = 3
_PACKAGES = ("pyoxigraph", "shacl", "rdflib", "pyshacl", "networkx")
# What is done one after another with the graph in memory: the works, and how often each.
_SERIES = {"naive": (naive_works, 1), "memory": (memory_works, REPEATS)}


def pairs(triples: int) -> dict[str, tuple[str, list[str]]]:
    """Return what is compared: for each work what the naive stack does, and our job."""
    found = {"load: built graph": ("load", ["ours-load"])}
    if triples <= LARGE:
        found["load: N-Triples into memory"] = ("load", ["ours-triples"])
        found["load: N-Quads and their union into memory"] = ("load", ["ours-memory"])
    found["import into a store on disk"] = ("load", ["ours-import"])
    found |= {f"query on disk: {name}": (f"query {name}", ["ours-query", name]) for name in QUERIES}
    if triples <= SMALL:
        found["validate"] = ("shacl", ["ours-shacl"])
        found["validate one record among 10,000"] = ("shacl", ["ours-revalidate"])
    found |= {
        f"export: {name}": (name, ["ours-export", name])
        for name in ("ntriples", "jsonld", "graphml")
    }
    return found


def measure(triples: int, folder: Path) -> dict[str, Any]:
    """Return what every work takes at one size; the naive side is None where it is not run."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Files(folder)
    count = generate.write(triples, files.nquads)
    files.prepare()
    naive: dict[str, Measured] = {}
    memory: dict[str, Measured] = {}
    if triples <= LARGE:
        naive = _in_a_process([str(folder), "naive"])
        memory = _in_a_process([str(folder), "memory"])
    if triples <= SMALL:
        naive["shacl"] = _in_a_process([str(folder), "1", "naive-shacl"])
    repeats = str(REPEATS if triples <= LARGE else 1)
    works = {
        work: {"naive": naive.get(theirs), "ours": _in_a_process([str(folder), repeats, *job])}
        for work, (theirs, job) in pairs(triples).items()
    }
    works |= {
        f"query in memory: {name.removeprefix('query ')}": {"naive": naive[name], "ours": ours}
        for name, ours in memory.items()
    }
    return {"size": triples, "triples": count, "works": works}


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
        works, repeats = _SERIES[first]
        return {name: _timed(work, repeats) for name, work in works(files)}
    name, *arguments = job
    return _timed(JOBS[name](files, *arguments), int(first))


def _timed(work: Callable[[], object], repeats: int) -> Measured:
    cpu, clock = [], []
    for _ in range(repeats):
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
    parser.add_argument("sizes", type=int, nargs="*", default=[SMALL])
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results.json")
    parser.add_argument("--scratch", type=Path, default=Path("build") / "benchmarks")
    parser.add_argument("--job", help="For the processes that this one starts.")
    given = parser.parse_args()
    if given.job:
        print(json.dumps(run_job(*json.loads(given.job))))
        return
    for size in given.sizes:
        _keep(given.out, measure(size, given.scratch / str(size)))


def _keep(out: Path, measured: dict[str, Any]) -> None:
    """Write what came out at one size, beside what was measured before at others."""
    before = json.loads(out.read_text(encoding="utf-8"))["sizes"] if out.is_file() else []
    others = [size for size in before if size["size"] != measured["size"]]
    sizes = sorted([*others, measured], key=lambda size: size["size"])
    results = {"machine": machine(), "sizes": sizes}
    out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
