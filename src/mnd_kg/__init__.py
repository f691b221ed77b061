"""A knowledge graph of interventions for ALS and PLS in which every claim can be questioned."""

from mnd_kg.build import Built, build, format, validate
from mnd_kg.diff import Difference, diff
from mnd_kg.errors import InvalidDataError, MndKgError
from mnd_kg.findings import Finding
from mnd_kg.imports import import_drugmechdb, import_sssom
from mnd_kg.knowledge_graph import KnowledgeGraph, load
from mnd_kg.new import new_trial
from mnd_kg.release import Released, release

__all__ = [
    "Built",
    "Difference",
    "Finding",
    "InvalidDataError",
    "KnowledgeGraph",
    "MndKgError",
    "Released",
    "build",
    "diff",
    "format",
    "import_drugmechdb",
    "import_sssom",
    "load",
    "new_trial",
    "release",
    "validate",
]
