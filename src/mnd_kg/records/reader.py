"""Reading a YAML-LD file into a record.

JSON-LD drops what it does not know and guesses at what it half knows, so everything that it would
drop or guess is refused first: see `_Reader`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from mnd_kg import edtf
from mnd_kg.findings import Finding, Severity, did_you_mean
from mnd_kg.namespaces import is_legal_iri
from mnd_kg.records import yaml_text
from mnd_kg.records.record import Record, is_record_id, make_statements
from mnd_kg.records.yaml_text import Mapping, Scalar
from mnd_kg.vocabulary import BASE, EDTF, RDF_TYPE, XSD, Key, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_FRAGMENT = re.compile(r"#[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_ABSOLUTE = re.compile(r"https?://\S+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LONGEST_NUMBER = 18
_LEXICAL = {
    XSD + "integer": (re.compile(r"-?(0|[1-9][0-9]*)"), "a whole number, such as 65"),
    XSD + "decimal": (re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"), "a number, such as 1.97"),
    XSD + "boolean": (re.compile(r"true|false"), "true or false"),
}


def read(path: Path, shown_path: str | None = None) -> Record:
    """Return the record in a YAML-LD file, with its statements and its findings."""
    return read_text(path.read_bytes(), path, shown_path or path.as_posix())


def read_text(source: bytes, path: Path, shown_path: str) -> Record:
    """Return the record in the bytes of a YAML-LD file, with its statements and its findings."""
    record = parse(source, path, shown_path)
    make_statements([record])
    return record


def parse(source: bytes, path: Path, shown_path: str) -> Record:
    """Return the record in the bytes of a YAML-LD file, yet without its statements."""
    record = Record(path, shown_path, id="")

    def finding(line: int, message: str) -> Finding:
        return Finding(shown_path, line, Severity.ERROR, record.id or path.stem, message)

    tree, findings = yaml_text.parse(source, finding)
    record.findings = findings
    record.tree = tree
    if tree is None:
        return record
    record.document = _Reader(record, finding).document(tree)
    if record.id:
        record.findings = [replace(found, record=record.id) for found in record.findings]
    return record


class _Reader:
    """Turns the tree of a file into JSON-LD, and refuses what JSON-LD would drop or guess."""

    def __init__(self, record: Record, finding: Callable[[int, str], Finding]) -> None:
        self._record = record
        self._finding = finding
        self._words = vocabulary()
        self._parts: dict[str, int] = {}
        self._local_references: list[tuple[str, int]] = []
        self._lost_a_part = False

    def document(self, tree: Mapping) -> dict[str, Any]:
        ids = tree.values.get("id", [])
        if not (len(ids) == 1 and isinstance(ids[0], Scalar)):
            if "id" not in tree.values:
                self._refuse(tree.line, "The record has no `id`: write one such as trials:NCT0….")
            elif ids:
                self._refuse(tree.key_lines["id"], "`id` takes one text.")
            return {}
        curie = ids[0].text
        folder, _, slug = curie.partition(":")
        if not is_record_id(curie):
            folders = ", ".join(sorted(self._words.folders))
            self._refuse(
                ids[0].line,
                f"`{curie}` cannot be the id of a record: write folder, colon and a name of "
                f"letters, digits, dots and hyphens; the folders are {folders}.",
            )
            return {}
        self._record.id = curie
        document = self._node(tree, self._record.iri)
        expected = self._words.folder_of(self._words.classes.get(self._record.class_name, ""))
        if self._record.class_name and expected != folder:
            home = f"is named {expected}:{slug}" if expected else "is a part of another record"
            self._refuse(
                ids[0].line,
                f"`{curie}` does not fit: a record of {self._record.class_name} {home}.",
            )
        for reference, line in self._local_references:
            # The part that is meant may be the one whose id cannot be read.
            if reference not in self._parts and not self._lost_a_part:
                hint = did_you_mean(reference, self._parts)
                self._refuse(line, f"No part of this record has the id `{reference}`.{hint}")
        return document

    def _node(self, mapping: Mapping, iri: str) -> dict[str, Any]:
        self._record.positions[(iri,)] = mapping.line
        json_node: dict[str, Any] = {"id": iri}
        class_name = self._type(mapping, iri)
        if class_name:
            json_node["type"] = class_name
            if iri == self._record.iri:
                self._record.class_name = class_name
        for name, values in mapping.values.items():
            line = mapping.key_lines[name]
            if name in ("id", "type"):
                continue
            key = self._words.keys.get(name)
            if key is None:
                hint = did_you_mean(name, self._words.keys)
                self._refuse(line, f"The key `{name}` is not known.{hint}")
                continue
            self._record.positions[(iri, key.iri)] = line
            json_node[name] = [self._value(key, value, iri) for value in values]
        return json_node

    def _type(self, mapping: Mapping, iri: str) -> str | None:
        if "type" not in mapping.values:
            self._refuse(mapping.line, "Give it a `type:`, such as ClinicalTrial or Arm.")
            return None
        values = mapping.values["type"]
        line = mapping.key_lines["type"]
        self._record.positions[(iri, RDF_TYPE)] = line
        if len(values) != 1 or not isinstance(values[0], Scalar):
            if values:
                self._refuse(line, "`type` takes one class.")
            return None
        name = values[0].text
        if name not in self._words.classes:
            hint = did_you_mean(name, self._words.classes)
            self._refuse(line, f"There is no class `{name}`.{hint}")
            return None
        self._record.positions[(iri, RDF_TYPE, self._words.classes[name])] = line
        return name

    def _value(self, key: Key, value: Scalar | Mapping, subject: str) -> Any:
        if isinstance(value, Mapping):
            return self._part(key, value, subject)
        text = value.text
        if key.values:
            meant = key.stem + text
            if text not in key.values:
                choice = did_you_mean(text, key.values) or f" It takes {', '.join(key.values)}."
                self._refuse(value.line, f"`{text}` is not a value of `{key.name}`.{choice}")
        elif key.names_keys:
            named = self._words.keys.get(text)
            meant = named.iri if named else ""
            if named is None:
                hint = did_you_mean(text, self._words.keys)
                self._refuse(value.line, f"`{key.name}` names keys, and `{text}` is none.{hint}")
        elif key.refers:
            meant = text = self._reference(key, value)
        else:
            meant = text
            self._check_literal(key, value)
        self._record.positions[(subject, key.iri, meant)] = value.line
        return text

    def _part(self, key: Key, mapping: Mapping, subject: str) -> dict[str, Any] | None:
        if not key.refers:
            self._refuse(mapping.line, f"`{key.name}` takes a text, not keys and values.")
            return None
        ids = mapping.values.get("id", [])
        if len(ids) != 1 or not isinstance(ids[0], Scalar):
            self._lost_a_part = True
            if "id" not in mapping.values:
                self._refuse(mapping.line, f'Give the {key.name} an id of its own: id: "#name".')
            elif ids:
                self._refuse(mapping.key_lines["id"], "`id` takes one text.")
            return None
        fragment = ids[0].text
        if not _FRAGMENT.fullmatch(fragment):
            self._refuse(
                ids[0].line,
                f"`{fragment}` cannot be the id of a part: write # and letters, digits, dots "
                'or hyphens, in quotes, such as "#placebo".',
            )
            return None
        if fragment in self._parts:
            first = self._parts[fragment]
            self._refuse(ids[0].line, f"The id `{fragment}` is taken: see line {first}.")
            return None
        self._parts[fragment] = ids[0].line
        iri = self._record.iri + fragment
        self._record.positions[(subject, key.iri, iri)] = mapping.line
        return self._node(mapping, iri)

    def _reference(self, key: Key, value: Scalar) -> str:
        text = value.text
        if text.startswith("#"):
            self._local_references.append((text, value.line))
            return self._record.iri + text
        prefix, colon, rest = text.partition(":")
        known = prefix in self._words.prefixes
        meant = self._words.expand(text) if known else text
        if not is_legal_iri(meant if _ABSOLUTE.fullmatch(meant) else f"x:{text}"):
            self._refuse(
                value.line,
                f"`{text}` cannot be an identifier: an IRI has no spaces, quotes or brackets. "
                f"`{key.name}` takes an id such as conditions:ALS.",
            )
            return ""
        if _ABSOLUTE.fullmatch(text):
            if text.startswith(BASE):
                self._refuse(value.line, f"Write `{self._words.contract(text)}` for `{text}`.")
            return text
        if colon and rest and known:
            return meant
        hint = did_you_mean(prefix, self._words.prefixes)
        what = (
            f"The prefix `{prefix}` is not known.{hint}"
            if colon and not known
            else f"`{text}` is no id."
        )
        self._refuse(value.line, f"{what} `{key.name}` takes an id such as conditions:ALS.")
        return ""

    def _check_literal(self, key: Key, value: Scalar) -> None:
        if problem := literal_problem(key, value.text):
            self._refuse(value.line, problem)

    def _refuse(self, line: int, message: str) -> None:
        self._record.findings.append(self._finding(line, message))


def literal_problem(key: Key, text: str) -> str:
    """Return what is wrong with a text, number or date as the value of a key, or nothing."""
    if text != text.strip():
        return f"`{key.name}` begins or ends with a space: take it away."
    if _CONTROL.search(text):
        return f"`{key.name}` holds a control character: take it out."
    if key.datatype in _LEXICAL:
        pattern, wanted = _LEXICAL[key.datatype]
        if not pattern.fullmatch(text) or len(text) > _LONGEST_NUMBER:
            return f"`{key.name}` is {wanted}, not `{text[:40]}`."
    elif key.datatype == XSD + "date":
        if not _is_day(text):
            return f"`{key.name}` is a day such as 2024-09-24, not `{text}`."
    elif key.datatype == EDTF:
        try:
            edtf.interval(text)
        except ValueError as error:
            return f"`{key.name}` cannot be read: {error}."
    return ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
