"""Prefixes and the namespaces that they stand for: from a CURIE to an IRI, and back."""

from __future__ import annotations

from bisect import bisect_left

from pyoxigraph import NamedNode


class Namespaces:
    """A map of prefixes."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self.prefixes = prefixes
        self._names = {iri: name for name, iri in prefixes.items()}
        self._namespaces = sorted(["", *self._names])
        self._wider: dict[str, str] = {}
        for namespace in sorted(self._names):
            self._wider[namespace] = self._namespace(namespace)

    def expand(self, curie: str) -> str:
        """Return the IRI of a CURIE.

        >>> Namespaces({"CHEBI": "http://purl.obolibrary.org/obo/CHEBI_"}).expand("CHEBI:28115")
        'http://purl.obolibrary.org/obo/CHEBI_28115'

        Raises:
            KeyError: if no such prefix is known.
        """
        prefix, _, rest = curie.partition(":")
        return self.prefixes[prefix] + rest

    def contract(self, iri: str) -> str:
        """Return the CURIE of an IRI, or the IRI itself where no prefix fits.

        >>> omim = {"omim": "https://omim.org/MIM:", "omim.ps": "https://omim.org/MIM:PS"}
        >>> Namespaces(omim).contract("https://omim.org/MIM:PS105400")
        'omim.ps:105400'
        """
        namespace = self._namespace(iri)
        return f"{self._names[namespace]}:{iri[len(namespace) :]}" if namespace else iri

    def _namespace(self, iri: str) -> str:
        """Return the longest namespace that an IRI goes on from, or an empty text.

        That of pubmed goes on from another one of its host. By the alphabet, whatever stands
        between a namespace and an IRI in it begins with that namespace too, so the next before the
        IRI is the one that is looked for, or goes on from it.
        """
        found = self._namespaces[bisect_left(self._namespaces, iri) - 1]
        while not iri.startswith(found):
            found = self._wider[found]
        return found


def is_legal_iri(text: str) -> bool:
    """Tell whether a text holds only characters that RFC 3987 allows in an IRI.

    >>> is_legal_iri("https://example.org/a b")
    False
    """
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
