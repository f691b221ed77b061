"""What is measured side by side is the same on both sides, and all of it is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from benchmarks.run import pairs, run_job

from benchmarks import generate, jobs

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> jobs.Files:
    found = jobs.Files(tmp_path_factory.mktemp("benchmarks"))
    generate.write(5000, found.nquads)
    found.prepare()
    return found


@pytest.fixture(scope="module")
def naive(files: jobs.Files) -> Mapping[str, Any]:
    return {name: work() for name, work in jobs.naive_works(files)}


def test_every_query_has_as_many_rows_in_rdflib_as_in_our_stores(
    files: jobs.Files, naive: Mapping[str, Any]
) -> None:
    memory: dict[str, Any] = {name: work() for name, work in jobs.memory_works(files)}
    disk: dict[str, Any] = {
        f"query {name}": jobs.ours_query(files, name)() for name in files.queries()
    }
    counts = [{name: len(side[name]) for name in memory} for side in (naive, memory, disk)]
    assert counts[0] == counts[1] == counts[2]
    assert sorted(memory) == sorted(f"query {name}" for name in jobs.QUERIES)


def test_both_sides_export_the_same_triples(files: jobs.Files, naive: Mapping[str, Any]) -> None:
    jobs.ours_export(files, "ntriples")()
    theirs, ours = (
        {line for line in path.read_text(encoding="utf-8").splitlines() if line}
        for path in (files.out / "naive.nt", files.out / "ours.ntriples")
    )
    assert theirs == ours


def test_a_job_tells_its_time_and_its_memory(files: jobs.Files) -> None:
    told = run_job(str(files.nquads.parent), "2", "ours-export", "jsonld")
    assert sorted(told) == ["clock", "cpu", "megabytes"]
    assert min(told.values()) > 0
    assert json.loads(Path(files.out / "ours.jsonld").read_text(encoding="utf-8"))["@graph"]


def test_every_work_has_a_job_and_something_to_stand_beside(
    files: jobs.Files, naive: Mapping[str, Any]
) -> None:
    works = pairs(files, 5000)
    assert {job for _, (job, *_) in works.values()} == set(jobs.JOBS) - {"naive-shacl"}
    assert {theirs for theirs, _ in works.values()} == set(naive) | {"shacl"}


def test_of_the_curated_graph_all_its_questions_are_asked(tmp_path: Path) -> None:
    questions = jobs.Files(tmp_path / jobs.CURATED).queries()
    assert {"arm-results", "decisions", "extrapolation"} < set(questions)
    assert questions.keys().isdisjoint(jobs.QUERIES)
