"""Writes the pages of the project: ``python scripts/pages.py FOLDER``.

They are the page of the ontology, with the files behind it, the description of the last built
graph, and the schemas of what commands give as JSON, as the rules of docs/w3id expect them.
"""

from __future__ import annotations

import shutil
import sys
from html import escape
from pathlib import Path

import mnd_kg
from mnd_kg.files import whole
from mnd_kg.release.pages import ontology_page

ROOT = Path(__file__).parents[1]
_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>mnd-kg</title></head>
<body>
<h1>mnd-kg</h1>
<p>A knowledge graph of interventions for ALS and PLS in which every claim can be questioned.
It is not medical advice.</p>
<ul>
{items}
</ul>
</body>
</html>
"""


def main() -> None:
    """Write the pages into a folder that is made anew."""
    folder = Path(sys.argv[1])
    folder.parent.mkdir(parents=True, exist_ok=True)
    old = {p.relative_to(folder).as_posix() for p in folder.rglob("*")} if folder.exists() else ()
    with whole(folder, folder=True, replaceable=old) as site:
        (site / "ontology.html").write_bytes(ontology_page())
        shutil.copyfile(ROOT / "ontology" / "mnd.ttl", site / "ontology.ttl")
        for name in ("shapes.ttl", "context.jsonld", "prefixes.jsonld", "alignments.sssom.tsv"):
            shutil.copyfile(ROOT / "ontology" / name, site / name)
        (site / "void.ttl").write_bytes(mnd_kg.load().describe().serialize())
        shutil.copytree(ROOT / "docs" / "schemas", site / "schemas")
        names = sorted(p.relative_to(site).as_posix() for p in site.rglob("*.*"))
        items = "\n".join(f'<li><a href="{escape(n)}">{escape(n)}</a></li>' for n in names)
        (site / "index.html").write_bytes(_PAGE.format(items=items).encode())
    print(f"{folder.as_posix()}: {len(names)} pages and files")


if __name__ == "__main__":
    main()
