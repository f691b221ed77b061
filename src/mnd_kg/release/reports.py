"""What a release says of its own quality."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from mnd_kg.stats import stats
from mnd_kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mnd_kg.findings import Finding
    from mnd_kg.store import BuiltGraph


def quality_report(graph: BuiltGraph, findings: Sequence[Finding], folder: Path) -> None:
    """Write what validation found, and how much the graph holds, how far checked, what it lacks."""
    lines = "".join(f"{finding}\n" for finding in findings)
    (folder / "validation.txt").write_bytes(lines.encode())
    counted = Counter(str(finding.severity) for finding in findings)
    found = {
        "findings": dict(sorted(counted.items())),
        **stats(graph.store, graph.version).as_json(),
    }
    _json(folder / "quality.json", found)


def audit_report(graph: BuiltGraph, folder: Path) -> None:
    """Write every check of the audit with its verdict."""
    said = graph.statements
    checks = [_check(graph, check) for check in said.of_class("Check")]
    verdicts = Counter(check["verdict"] for check in checks)
    _json(folder / "audit.json", {"verdicts": dict(sorted(verdicts.items())), "checks": checks})


def _check(graph: BuiltGraph, check: str) -> dict[str, Any]:
    """Return a check with what it found, numbers as they were written."""
    said, short = graph.statements, vocabulary().contract
    texts = ("rule", "ruleVersion", "verdict", "reported", "computed", "tolerance", "reason")
    return {
        "id": short(check),
        "checks": [short(thing) for thing in said.values(check, "checks")],
        **{key: said.value(check, key) for key in texts},
    }


def _json(path: Path, content: Any) -> None:
    path.write_bytes((json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode())
