"""Our own entities as they are linked: their names, and the mappings that stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mnd_kg.errors import SettingError
from mnd_kg.findings import did_you_mean
from mnd_kg.mappings import PREDICATES
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mnd_kg.statements import Statements

_TOP = {
    "conditions": "Condition",
    "interventions": "Intervention",
    "targets": "Target",
    "processes": "BiologicalProcess",
    "biomarkers": "Biomarker",
    "measures": "OutcomeMeasure",
}
KINDS = tuple(_TOP)
_CELLS = re.compile(r"\s")
_NAMING = ("label", "altLabel", "brandName", "researchCode", "acronym")


class Name(NamedTuple):
    """A name of an entity, and the property that gives it, as a CURIE."""

    text: str
    field: str


@dataclass
class Entity:
    """An entity of ours with its names and mappings."""

    id: str
    label: str
    names: list[Name]
    matches: dict[str, str] = field(default_factory=dict)
    """The mappings that stand: the predicate by identifier."""
    object_labels: dict[str, str] = field(default_factory=dict)
    """The label there that a mapping notes, by identifier."""
    denied: set[str] = field(default_factory=set)
    """The identifiers of which our mappings say that they are something else."""

    @property
    def exact(self) -> list[str]:
        """The identifiers of the very same thing, sorted."""
        return sorted(curie for curie, how in self.matches.items() if how == "exactMatch")

    @property
    def related(self) -> set[str]:
        """The identifiers that others put to it, and that nobody has found out about."""
        return {curie for curie, how in self.matches.items() if how == "relatedMatch"}

    def considered(self, curie: str) -> bool:
        """Tell whether our mappings say how an identifier stands to the entity, or deny it."""
        return curie in self.matches or curie in self.denied


def entities(statements: Statements, kind: str | None = None) -> list[Entity]:
    """Return the entities of a kind, or of all kinds that are linked, in order.

    Args:
        statements: the graph.
        kind: the folder of the records, such as conditions.

    Raises:
        SettingError: if there is no such kind.
    """
    if kind is not None and kind not in KINDS:
        hint = did_you_mean(kind, KINDS) or f" They are {', '.join(KINDS)}."
        raise SettingError(f"There is no kind `{kind}` to link.{hint}")
    wanted = KINDS if kind is None else (kind,)
    return [
        _entity(statements, iri) for folder in wanted for iri in statements.of_class(_TOP[folder])
    ]


def place_in(folder: Path) -> Callable[[str, str], tuple[str, int]]:
    """Return a function that says in which file and line of a data folder a mapping stands.

    It is the row of a mapping set, else the line of the record; failing both, line 1 of the record.
    """

    def place(entity: str, curie: str) -> tuple[str, int]:
        kind, _, slug = entity.partition(":")
        table, record = folder / "mappings" / f"{kind}.sssom.tsv", folder / kind / f"{slug}.yaml"
        for path, words in ((table, {entity, curie}), (record, {curie})):
            if path.is_file():
                lines = path.read_text(encoding="utf-8").splitlines()
                for number, line in enumerate(lines, 1):
                    if words <= set(_CELLS.split(line)):
                        return path.as_posix(), number
        return record.as_posix(), 1

    return place


def _entity(statements: Statements, iri: str) -> Entity:
    words = vocabulary()
    names = [
        Name(text, words.contract(words.keys[key].iri))
        for key in _NAMING
        for text in statements.values(iri, key)
    ]
    entity = Entity(words.contract(iri), statements.label(iri), names)
    for predicate in PREDICATES:
        how = predicate.removeprefix("skos:")
        for match in statements.values(iri, how):
            entity.matches[words.contract(match)] = how
    for mapping in statements.users(iri, "owl:annotatedSource"):
        other = words.contract(statements.value(mapping, "owl:annotatedTarget"))
        if label := statements.value(mapping, "sssom:object_label"):
            entity.object_labels[other] = label
        if statements.value(mapping, "sssom:predicate_modifier"):
            entity.denied.add(other)
    return entity
