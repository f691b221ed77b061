"""Names as they are compared: without case and punctuation, but abbreviations as they stand."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_POSSESSIVE = re.compile(r"['’]s\b")
_BETWEEN = re.compile(r"[^\w]+|_")
_ABBREVIATION = re.compile(r"(?=(?:.*[A-Z]){2})[A-Za-z0-9-]{2,7}")


def is_abbreviation(name: str) -> bool:
    """Tell whether a name is an abbreviation, which means nothing but itself as it is written.

    >>> [is_abbreviation(name) for name in ("ALS", "mTOR", "NfL", "Radicava", "als")]
    [True, True, True, False, False]
    """
    return bool(_ABBREVIATION.fullmatch(name.strip()))


@lru_cache(maxsize=1 << 20)
def normalised(name: str) -> str:
    """Return a name without case, accents, punctuation and possessives.

    >>> normalised("Lou Gehrig's disease"), normalised("alpha-2A adrenoceptor")
    ('lou gehrig disease', 'alpha 2a adrenoceptor')
    """
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name)).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_BETWEEN.sub(" ", plain).split())
