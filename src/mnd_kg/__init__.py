"""A knowledge graph of interventions for ALS and PLS in which every claim can be questioned."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # A name that is imported as itself is one of the package's own to a type checker (PEP 484).
    from mnd_kg.build import Built as Built
    from mnd_kg.build import build as build
    from mnd_kg.build import format as format
    from mnd_kg.build import validate as validate
    from mnd_kg.diff import Difference as Difference
    from mnd_kg.diff import diff as diff
    from mnd_kg.errors import InvalidDataError as InvalidDataError
    from mnd_kg.errors import MndKgError as MndKgError
    from mnd_kg.findings import Finding as Finding
    from mnd_kg.imports import import_drugmechdb as import_drugmechdb
    from mnd_kg.imports import import_sssom as import_sssom
    from mnd_kg.knowledge_graph import KnowledgeGraph as KnowledgeGraph
    from mnd_kg.knowledge_graph import load as load
    from mnd_kg.new import new_trial as new_trial
    from mnd_kg.release import Released as Released
    from mnd_kg.release import release as release

# Each name is imported when it is first asked for: no command needs them all.
_HOMES = {
    "build": ("Built", "build", "format", "validate"),
    "diff": ("Difference", "diff"),
    "errors": ("InvalidDataError", "MndKgError"),
    "findings": ("Finding",),
    "imports": ("import_drugmechdb", "import_sssom"),
    "knowledge_graph": ("KnowledgeGraph", "load"),
    "new": ("new_trial",),
    "release": ("Released", "release"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}
if not TYPE_CHECKING:
    __all__ = sorted(_HOME)


class _Package(ModuleType):
    """The package, in which a function goes before the module that has its name."""

    def __getattr__(self, name: str) -> Any:
        if name not in _HOME:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{self.__name__}.{_HOME[name]}"), name)

    def __setattr__(self, name: str, value: object) -> None:
        # Importing the module `build` would put it in the place of the function.
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_HOME})


sys.modules[__name__].__class__ = _Package
