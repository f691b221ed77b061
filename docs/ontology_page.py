"""Write the page of the ontology in HTML: make ontology-page.

It is for releases, and stands in no repository, for it says nothing that mnd.ttl does not.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mnd_kg.pages.ontology import ontology_page


def main(out: Path) -> None:
    """Write the page."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(ontology_page())
    print(out.as_posix())


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/ontology.html"))
