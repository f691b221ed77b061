"""The research object: what each file of a release is, as RO-Crate says it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mnd_kg.errors import SettingError
from mnd_kg.licences import CC_BY

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg.release.facts import Facts

NAME = "ro-crate-metadata.json"
_MEDIA_TYPES = {
    ".nq": "application/n-quads",
    ".ttl": "text/turtle",
    ".trig": "application/trig",
    ".jsonld": "application/ld+json",
    ".json": "application/json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".graphml": "application/graphml+xml",
    ".rq": "application/sparql-query",
    ".yaml": "application/yaml",
    ".cff": "application/yaml",
    ".html": "text/html",
    ".md": "text/markdown",
}
_PLAIN = "text/plain"


def write(facts: Facts, described: dict[str, str], folder: Path) -> None:
    """Write the metadata of a research object for a folder.

    Args:
        facts: what the release is.
        described: what each file or folder at the top is, by its name.
        folder: the release.

    Raises:
        SettingError: if the package that writes it is not installed.
    """
    try:
        from rocrate.rocrate import ROCrate
    except ImportError as error:
        raise SettingError(
            'A release needs more packages: pip install "mnd-kg[release]".'
        ) from error
    crate = ROCrate()
    crate.name = facts.title
    crate.description = facts.description
    crate.license = CC_BY
    crate.keywords = ", ".join(facts.keywords)
    # Otherwise the package says now.
    crate.datePublished = facts.day.isoformat()
    crate.root_dataset["version"] = facts.version
    crate.root_dataset["author"] = [
        crate.add_jsonld({"@id": f"#author-{number}", "@type": "Organization", "name": name})
        for number, name in enumerate(facts.authors, 1)
    ]
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        about = {"name": described[name]} if name in described else {}
        if path.is_dir():
            crate.add_directory(path, name, properties=about)
        else:
            media_type = _MEDIA_TYPES.get(path.suffix, _PLAIN)
            size = str(path.stat().st_size)
            properties = {"encodingFormat": media_type, "contentSize": size, **about}
            crate.add_file(path, name, properties=properties)
    content = crate.metadata.generate()
    content["@graph"] = sorted(content["@graph"], key=lambda node: str(node["@id"]))
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (folder / NAME).write_bytes(text.encode())
