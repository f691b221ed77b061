"""What the templates know beside the record: how things are called and where links lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mnd_kg.errors import SettingError
from mnd_kg.pages.held import class_label, folder_title
from mnd_kg.vocabulary import BASE, MND, vocabulary

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context

    from mnd_kg.pages.links import Links

# What was found stands before what follows from it.
_RESULTS = ("effect", "outcome", "rate", "pooled")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def environment(links: Links) -> Environment:
    """Return the templates. What records say is text, and never markup.

    Raises:
        SettingError: if the package that fills templates is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
    except ImportError as error:
        needed = 'pip install "mnd-kg[pages]"'
        raise SettingError(f"The pages need more packages: {needed}.") from error

    @pass_context
    def href(context: Context, thing: str) -> str:
        iri = expanded(thing)
        place = links.place(iri)
        return f"{context['root']}{place}" if place else links.outside(iri)

    templates = Environment(
        loader=PackageLoader("mnd_kg.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": False}
    templates.globals.update(
        href=href,
        name=lambda thing: links.name(expanded(thing)),
        is_record=lambda iri: iri.startswith(BASE) and not iri.startswith(MND),
        is_id=is_id,
        key_label=key_label,
        class_label=class_label,
        folder_title=folder_title,
        results=_RESULTS,
        words=words,
        definitions=vocabulary().definitions,
        term=vocabulary().term,
    )
    return templates


def expanded(thing: str) -> str:
    """Return the IRI of a CURIE; an IRI stays as it is."""
    prefix = thing.partition(":")[0]
    return vocabulary().expand(thing) if prefix in vocabulary().prefixes else thing


def is_id(text: str) -> bool:
    """Tell whether a text is a CURIE or an IRI of the web.

    >>> is_id("trials:NCT03548311"), is_id("result: none found")
    (True, False)
    """
    prefix, colon, rest = text.partition(":")
    known = prefix in vocabulary().prefixes or prefix in ("http", "https")
    return bool(colon and rest) and known and not any(map(str.isspace, text))


def key_label(key: str) -> str:
    """Return how people call a key.

    >>> key_label("ciLow"), key_label("not exactMatch"), key_label("owl:annotatedSource")
    ('lower confidence limit', 'not exact match', 'annotated source')
    """
    denied, _, name = key.rpartition(" ")
    known = vocabulary().keys.get(name)
    label = vocabulary().labels.get(known.iri, "") if known else ""
    label = label or _HUMP.sub(" ", name.rpartition(":")[2]).lower()
    return f"{denied} {label}".strip()


def words(notation: str) -> str:
    """Return a value of an enumeration as words.

    >>> words("searched-and-not-found"), words("ACTIVE_NOT_RECRUITING")
    ('searched and not found', 'active not recruiting')
    """
    spaced = notation.replace("-", " ")
    return spaced.replace("_", " ").lower() if spaced.isupper() else spaced
