"""Which media type is sent, by what a request wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mimeparse

from mnd_kg.server.protocol import RefusedError

if TYPE_CHECKING:
    from collections.abc import Collection


def chosen(accept: str, offered: Collection[str]) -> str:
    """Return which of some media types is wanted most.

    >>> chosen("text/csv, */*;q=0.1", ["text/csv", "application/json"])
    'text/csv'

    Args:
        accept: the header of HTTP; anything is wanted if it is empty.
        offered: the media types; what stands last is given to whoever takes any.

    Raises:
        RefusedError: if none is wanted.
    """
    try:
        found: str = mimeparse.best_match(list(offered), accept or "*/*")
    except mimeparse.MimeTypeParseException as error:
        raise RefusedError(400, f"The header Accept cannot be read: {error}") from error
    if not found:
        raise RefusedError(406, f"This can be had as {', '.join(reversed([*offered]))}.")
    return found
