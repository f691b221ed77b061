"""The wheel by itself: outside the checkout, with a home that nobody can write to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

import mnd_kg

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of a new environment into which the wheel is installed, and no checkout."""
    source = tmp_path_factory.mktemp("source")
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    for name in names:
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, source / name)
    mnd_kg.build(source / "data", source / "build")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist"]
    subprocess.run(build, cwd=source, check=True, capture_output=True)
    (wheel,) = (source / "dist").glob("*.whl")
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    paths = sysconfig.get_paths(vars={"base": str(home), "platbase": str(home)})
    site = Path(paths["purelib"])
    shutil.unpack_archive(wheel, site, format="zip")
    # The libraries come from this environment by path; its editable install of the checkout
    # hangs on a .pth file, which Python reads only in a site directory.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


def run(python: Path, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(python), *arguments],
        cwd=home,
        env={"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    tmp_path.chmod(0o555)
    return tmp_path


def test_load_answers_from_the_wheel_as_the_checkout_does(
    installed: Path, home: Path, kg: mnd_kg.KnowledgeGraph
) -> None:
    code = (
        "import mnd_kg; kg = mnd_kg.load(); print(mnd_kg.__file__); print(kg.version);"
        "print(len(kg.query('SELECT ?t { ?t a mnd:ClinicalTrial }')))"
    )
    done = run(installed, "-c", code, home=home)
    assert done.stderr == ""
    place, version, trials = done.stdout.split()
    assert not Path(place).is_relative_to(ROOT)
    assert version == kg.version
    assert int(trials) == len(kg.query("SELECT ?t { ?t a mnd:ClinicalTrial }"))


def test_named_queries_are_in_the_wheel(installed: Path, home: Path) -> None:
    done = run(installed, "-m", "mnd_kg", "query", "expected-decline", home=home)
    assert done.returncode == 0
    assert "studies:paganoni-2020" in done.stdout


def test_building_without_data_says_what_is_missing(installed: Path, home: Path) -> None:
    done = run(installed, "-m", "mnd_kg", "build", home=home)
    assert done.returncode == 2
    assert done.stderr == (
        "mnd-kg: No data folder here: work in a checkout, or name one with --data.\n"
    )


def test_the_wheel_holds_no_tests_and_no_records(installed: Path) -> None:
    code = "import mnd_kg; print(mnd_kg.__file__)"
    package = Path(run(installed, "-c", code, home=installed.parent).stdout.strip()).parent
    folders = {path.name for path in package.iterdir() if path.is_dir()} - {"__pycache__"}
    source = {path.parent.name for path in (ROOT / "src" / "mnd_kg").glob("*/__init__.py")}
    assert folders == source | {"graph", "ontology", "queries", "schemas"}


def test_what_pages_are_made_of_is_in_the_wheel(installed: Path, home: Path) -> None:
    code = (
        "from mnd_kg.layout import SCHEMAS; from mnd_kg.pages.environment import environment;"
        "from mnd_kg.pages.site import STATIC; print(*sorted(p.name for p in STATIC.iterdir()));"
        "print((SCHEMAS / 'show.schema.json').is_file());"
        "environment(None).get_template('base.html')"
    )
    done = run(installed, "-c", code, home=home)
    assert (done.stdout.split(), done.stderr) == (["filter.js", "site.css", "True"], "")
