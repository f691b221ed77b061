"""Identifiers stay the same across builds, proved over the project's own history.

Records of the past are read with today's code. What had an identifier then has it now, and no
identifier has come to mean another thing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT

from mnd_kg.diff.side import Side, side
from mnd_kg.diff.things import stated
from mnd_kg.errors import SettingError
from mnd_kg.vocabulary import BASE, NO_RECORDS

if TYPE_CHECKING:
    from mnd_kg.diff.things import Facts

# So many revisions are read, from the first to the last, beside those that were released.
_SAMPLE = 4
# A mapping is named by what it says, so one that says another thing is another one.
_MAPPING = f"{BASE}mappings/"
# Identifiers that were in the data and are not any more, each with the one that stands for it now.
# A record is retired, not deleted, so only the id of a part may come to stand here.
RENAMED: dict[str, str] = {}
# Identifiers that stood for another thing in a few revisions before the first release, and stand
# again for what they did at first.
RESTORED = {
    f"documents/jetals-page-{claim}"
    for claim in (
        "implications-for-PLS#strongest",
        "practical-access#sole-country",
        "primary-outcome#no-comparator",
        "regulatory-milestone#first-anywhere",
        "regulatory-milestone#first-since-2015",
    )
}


def git(*arguments: str) -> list[str]:
    """Return the lines that git says, or none where there is no git or no repository."""
    if shutil.which("git") is None:
        return []
    done = subprocess.run(["git", "-C", ROOT, *arguments], capture_output=True, text=True)
    return done.stdout.split() if done.returncode == 0 else []


@pytest.fixture(scope="module")
def past() -> list[Side]:
    """Return states of the data from the whole history, those that today's code can read."""
    whole = git("rev-parse", "--is-shallow-repository") == ["false"]
    revisions = git("log", "--first-parent", "--format=%H", "--", "data")
    if not whole or len(revisions) < _SAMPLE:
        message = "The history is not here: identifiers were not compared with those of the past."
        # There the workflow fetches all of it.
        if os.environ.get("GITHUB_ACTIONS"):
            pytest.fail(f"{message} Clone all of it.")
        pytest.skip(message)
    chosen = [*revisions[:: -(-len(revisions) // _SAMPLE)], revisions[-1], *git("tag", "-l", "v*")]
    found = []
    for revision in dict.fromkeys(chosen):
        # Here and there is a revision whose records did not fit their own keys.
        with suppress(SettingError):
            found.append(side(revision))
    assert len(found) >= _SAMPLE // 2
    return found


@pytest.fixture(scope="module")
def present() -> Side:
    return side(str(ROOT / "data"))


def things(state: Side) -> dict[str, Facts]:
    """Return what is stated of records and their parts, by IRI."""
    return {
        thing: facts
        for thing, facts in stated(state.quads).items()
        if thing.startswith(BASE) and not thing.startswith((*NO_RECORDS, _MAPPING))
    }


def test_what_had_an_identifier_still_has_it(past: list[Side], present: Side) -> None:
    now = things(present)
    for state in past:
        gone = {thing.removeprefix(BASE) for thing in things(state).keys() - now.keys()}
        assert gone <= RENAMED.keys(), f"since {state.name}"
    assert {new for new in RENAMED.values() if BASE + new not in now} == set()


def test_no_identifier_has_come_to_mean_another_thing(past: list[Side], present: Side) -> None:
    now = things(present)
    for state in past:
        before = things(state)
        common = before.keys() & now.keys()
        assert len(common) > 1000
        other = {
            thing.removeprefix(BASE)
            for thing in common
            if before[thing]["type"] != now[thing]["type"]
        }
        assert other <= RESTORED, f"since {state.name}"


def test_a_check_is_named_by_its_rule_and_by_what_it_checks(
    past: list[Side], present: Side
) -> None:
    def checks(state: Side) -> dict[str, tuple[str, ...]]:
        said = state.statements
        return {
            check: (said.value(check, "rule"), *said.values(check, "checks"))
            for check in said.of_class("Check")
        }

    now = checks(present)
    for state in past:
        before = checks(state)
        common = before.keys() & now.keys()
        assert {c for c in common if before[c][0] != now[c][0]} == set(), f"since {state.name}"
        assert {c for c in common if not {*before[c]} & {*now[c][1:]}} == set()
