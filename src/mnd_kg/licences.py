"""The licences of Creative Commons: their IRIs, and what people call them."""

from __future__ import annotations

import re

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of the graph."""
CC_ZERO = "https://creativecommons.org/publicdomain/zero/1.0/"
_LICENCE = re.compile(
    r"https?://creativecommons\.org/"
    r"(?:licenses/(?P<kind>[a-z-]+)|publicdomain/zero)/(?P<version>[\d.]+)/?"
)


def licence_name(iri: str) -> str:
    """Return what people call a licence, or its IRI where it is not of Creative Commons.

    >>> licence_name("https://creativecommons.org/licenses/by-sa/3.0/")
    'CC BY-SA 3.0'
    >>> licence_name(CC_ZERO)
    'CC0 1.0'
    """
    found = _LICENCE.fullmatch(iri)
    if not found:
        return iri
    kind = f"CC {found['kind'].upper()}" if found["kind"] else "CC0"
    return f"{kind} {found['version']}"
