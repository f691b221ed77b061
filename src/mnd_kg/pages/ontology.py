"""The page of the ontology, for people: each term with its definition, as pyLODE writes it."""

from __future__ import annotations

import logging
import warnings

from mnd_kg.errors import SettingError
from mnd_kg.layout import ONTOLOGY
from mnd_kg.rdf import text
from mnd_kg.vocabulary import MND, vocabulary

# What the package leaves out: it sets fixed widths, and does not tell phones theirs.
_FOR_NARROW_SCREENS = """<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
@media screen and (max-width: 60rem) {
  body, #content { margin: 0; padding: 0 .5rem; width: auto; overflow-wrap: anywhere; }
  #toc { position: static; width: auto; height: auto; }
  pre, table { display: block; max-width: 100%; overflow-x: auto; }
  th { min-width: 6rem; }
  #pylode { display: none; }
}
</style>
"""


def ontology_page() -> bytes:
    """Return the page of the ontology as HTML that needs nothing from elsewhere.

    Raises:
        SettingError: if the package that writes it is not installed.
    """
    # The package turns on logging for the whole program when it is imported, if nobody has.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        from pylode.profiles.ontpub import OntPub
    except ImportError as error:
        needed = 'pip install "mnd-kg[pages]"'
        raise SettingError(f"The page of the ontology needs more packages: {needed}.") from error
    with warnings.catch_warnings():
        # It leaves the files that it reads to be closed by themselves.
        warnings.simplefilter("ignore", ResourceWarning)
        # From 3.12 on Python warns of how it asks whether an event loop runs.
        warnings.simplefilter("ignore", DeprecationWarning)
        page = OntPub(ontology=str(ONTOLOGY / "mnd.ttl"))
        # A term stands under the end of its IRI, so that the rules of docs/w3id lead to it.
        terms = {text(quad.subject) for quad in vocabulary().ontology}
        page.fids.update({iri: iri.removeprefix(MND) for iri in terms if iri.startswith(MND)})
        html: str = page.make_html()
    html = html.replace("<html>", '<html lang="en">', 1)
    return html.replace("</head>", _FOR_NARROW_SCREENS + "</head>", 1).encode()
