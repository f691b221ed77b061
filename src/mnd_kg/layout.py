"""Where the ontology, the queries, the data and the built graph lie.

In a checkout they stand at its root. In an installed package the ontology, the queries, the
schemas of answers and one built graph stand beside the modules, and there is no data folder.
"""

from __future__ import annotations

from pathlib import Path

from mnd_kg.errors import SettingError

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parents[1]
_INSTALLED = (_PACKAGE / "ontology").is_dir()

ONTOLOGY = (_PACKAGE if _INSTALLED else _CHECKOUT) / "ontology"
QUERIES = (_PACKAGE if _INSTALLED else _CHECKOUT) / "queries"
SCHEMAS = _PACKAGE / "schemas" if _INSTALLED else _CHECKOUT / "docs" / "schemas"
PACKAGED_GRAPH = _PACKAGE / "graph"


def data_folder(given: Path | None = None) -> Path:
    """Return the folder of records: the one given, the working folder's, or the checkout's.

    Raises:
        SettingError: if there is none.
    """
    if given is not None:
        if not given.is_dir():
            raise SettingError(f"{given} is not a folder: name the folder that holds the records.")
        return given
    for root in _roots():
        if (root / "data").is_dir():
            return root / "data"
    raise SettingError("No data folder here: work in a checkout, or name one with --data.")


def build_folder(given: Path | None = None) -> Path:
    """Return the folder into which graphs are built: the one given, or beside the data."""
    if given is not None:
        return given
    homes = [root for root in _roots() if (root / "data").is_dir()]
    return homes[0] / "build" if homes else Path("build")


def build_folders() -> list[Path]:
    """Return the folders in which a built graph is looked for, in order."""
    return [root / "build" for root in _roots()]


def _roots() -> tuple[Path, ...]:
    return (Path(),) if _INSTALLED else (Path(), _CHECKOUT)
