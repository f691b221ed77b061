"""Our classes, relations and identifiers in the terms of the Biolink Model."""

from __future__ import annotations

from mnd_kg.export.alignments import alignments
from mnd_kg.vocabulary import MND, vocabulary

# Biolink's spelling of prefixes, those first by which it would rather have a thing known.
_PREFIXES = {
    "MONDO": "MONDO",
    "CHEBI": "CHEBI",
    "uniprot": "UniProtKB",
    "GO": "GO",
    "clinicaltrials": "CLINICALTRIALS",
    "pubmed": "PMID",
    "unii": "UNII",
    "pubchem.compound": "PUBCHEM.COMPOUND",
    "chembl.compound": "CHEMBL.COMPOUND",
    "drugbank": "DRUGBANK",
    "DOID": "DOID",
    "HP": "HP",
    "NCIT": "NCIT",
    "mesh": "MESH",
    "EFO": "EFO",
    "doi": "doi",
    "pmc": "PMCID",
    "https": "https",
    "http": "http",
    "hgnc": "HGNC",
    "omim": "OMIM",
    "omim.ps": "OMIM.PS",
    "umls": "UMLS",
    "snomedct": "SNOMEDCT",
    "rxnorm": "RXCUI",
    "meddra": "MEDDRA",
    "loinc": "LOINC",
    "wikidata": "WIKIDATA",
}
_CLOSEST = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch")
_BY_IDENTIFIER = {
    "biolink:PhenotypicFeature": "HP:",
    "biolink:Protein": "UniProtKB:",
    "biolink:SmallMolecule": "CHEBI:",
}
"""The narrower categories that a thing has by the identifier that it goes by."""
_RELATED = "biolink:related_to"
SAID_OF_NODE = {"definition", "exactMatch", "registryId", "altLabel", "phase", "doubts"}
SAID_OF_EDGE = {
    "certainty",
    "cites",
    "disputedBy",
    "disputes",
    "domain",
    "doubts",
    "expects",
    "neutral",
    "primaryEndpoint",
    "requires",
    "sign",
    "species",
    "supportedBy",
    "supports",
    "trial",
    "trials",
}
"""The attributes of nodes and edges that a row has a column for, or says by other columns."""


def identifier(own: str, matches: list[str]) -> tuple[str, list[str]]:
    """Return the identifier by which Biolink would rather have a thing known, and the others.

    >>> identifier("conditions:PLS", ["mesh:D016472", "MONDO:0018155"])
    ('MONDO:0018155', ['MESH:D016472'])

    Args:
        own: its id in this graph, which stays where nobody else has one.
        matches: what is the very same thing elsewhere.
    """
    order = list(_PREFIXES)
    found = sorted(
        matches,
        key=lambda match: (
            order.index(prefix) if (prefix := match.partition(":")[0]) in _PREFIXES else len(order),
            match,
        ),
    )
    spelt = [_spelt(match) for match in found]
    if found and found[0].partition(":")[0] in _PREFIXES:
        return spelt[0], spelt[1:]
    return _spelt(own), spelt


def _spelt(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return f"{_PREFIXES.get(prefix, prefix)}:{local}"


def phase(name: str) -> str:
    """Return Biolink's name for a phase as ClinicalTrials.gov spells it.

    >>> phase("PHASE2_PHASE3")
    'clinical_trial_phase_2_to_3'
    """
    digits = [letter for letter in name if letter.isdigit()]
    return f"clinical_trial_phase_{'_to_'.join(digits)}" if digits else "not_provided"


class Biolink:
    """The alignments of `ontology/alignments.sssom.tsv` that lead to Biolink."""

    def __init__(self) -> None:
        self._rows = alignments("biolink")

    def categories(self, kind: str, identifier: str) -> list[str]:
        """Return the categories of a thing: those of its class, or of the nearest above it.

        A narrower category that its identifier shows goes before those of its class, and one
        that nothing shows stands where its class has none.

        Args:
            kind: its class in the ontology.
            identifier: that by which Biolink would rather have it known.
        """
        words = vocabulary()
        above = words.classes.get(kind, "")
        while above:
            rows = self._rows.get(above.removeprefix(MND), [])
            closest = [r["object_id"] for r in rows if r["predicate_id"] in _CLOSEST]
            narrower = [r["object_id"] for r in rows if r["object_id"] not in closest]
            shown = [
                name for name in narrower if identifier.startswith(_BY_IDENTIFIER.get(name, " "))
            ]
            others = [name for name in narrower if name not in _BY_IDENTIFIER]
            if found := shown or closest or others:
                return sorted(found)
            above = words.parents.get(above, "")
        return ["biolink:NamedThing"]

    def predicate(self, name: str) -> tuple[str, dict[str, str]]:
        """Return the predicate of a relation or key with its qualifiers, or the widest one."""
        rows = self._rows.get(name) or self._rows.get(f"skos:{name}")
        if not rows:
            return _RELATED, {}
        pairs = (pair.partition("=") for pair in rows[0]["other"].split("|") if pair)
        return rows[0]["object_id"], {key: value for key, _, value in pairs}
