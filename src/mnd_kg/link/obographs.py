"""OBO graphs in JSON.

See https://github.com/geneontology/obographs
"""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from mnd_kg.errors import SourceError
from mnd_kg.identifiers import identifier
from mnd_kg.link.owl import ALTERNATIVE_ID, SYNONYMS, note
from mnd_kg.link.terms import Synonym, Terms

if TYPE_CHECKING:
    from pathlib import Path

_SYNONYMS = {prop.rpartition("#")[2]: scope for prop, scope in SYNONYMS.items()}


def read_obographs(path: Path, stream: IO[bytes]) -> Terms:
    """Return the terms of a document of OBO graphs.

    Raises:
        SourceError: if it is none.
    """
    try:
        document = json.load(stream)
        graphs = document["graphs"]
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: this is not UTF-8 text.") from error
    except json.JSONDecodeError as error:
        raise SourceError(f"{path}:{error.lineno}: this is not JSON: {error.msg}.") from error
    except (KeyError, TypeError) as error:
        raise SourceError(f"{path}: this is no document of OBO graphs, with `graphs`.") from error
    found = Terms(path, whole=True)
    for graph in graphs:
        found.name = found.name or graph.get("id", "")
        found.version = found.version or graph.get("meta", {}).get("version", "")
        for node in graph.get("nodes", ()):
            if node.get("type", "CLASS") != "PROPERTY":
                _take(found, node)
    return found


def _take(found: Terms, node: dict[str, Any]) -> None:
    meta = node.get("meta", {})
    term = found.term(identifier(node["id"]))
    term.label = node.get("lbl", "")
    term.obsolete = bool(meta.get("deprecated"))
    term.xrefs += [identifier(xref["val"]) for xref in meta.get("xrefs", ())]
    for synonym in meta.get("synonyms", ()):
        scope = _SYNONYMS.get(synonym["pred"].rpartition("#")[2], "related")
        term.synonyms.append(Synonym(synonym["val"], scope))
    for value in meta.get("basicPropertyValues", ()):
        if value["pred"] == ALTERNATIVE_ID:
            found.retire(identifier(value["val"]), term.id)
        else:
            note(term, value["pred"], value["val"])
