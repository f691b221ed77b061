"""Write the page of the ontology in HTML, with pyLODE: make ontology-page.

It is for releases, and stands in no repository, for it says nothing that mnd.ttl does not.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from mnd_kg.layout import ONTOLOGY
from mnd_kg.rdf import text
from mnd_kg.vocabulary import MND, vocabulary


def main(out: Path) -> None:
    """Write the page."""
    from pylode import OntPub

    logging.disable(logging.INFO)
    out.parent.mkdir(parents=True, exist_ok=True)
    page = OntPub(ontology=str(ONTOLOGY / "mnd.ttl"))
    # A term stands under the end of its IRI, so that the rules of docs/w3id lead to it.
    terms = {text(quad.subject) for quad in vocabulary().ontology}
    page.fids.update({iri: iri.removeprefix(MND) for iri in terms if iri.startswith(MND)})
    page.make_html(destination=str(out))
    print(out.as_posix())


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/ontology.html"))
