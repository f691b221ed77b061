"""Where each thing that a page speaks of leads, and how people call it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnd_kg.pages.held import class_label
from mnd_kg.vocabulary import BASE, MND, vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mnd_kg.statements import Statements

ALIGNMENTS = "alignments.sssom.tsv"
# The page of an identifier whose IRI is only a name, or gives data: as the Bioregistry has it.
WEB_PAGES = {
    "NCBIGene": "https://www.ncbi.nlm.nih.gov/gene/$1",
    "chembl.compound": "https://www.ebi.ac.uk/chembl/compound/inspect/$1",
    "hgnc": "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/$1",
    "icd10cm": "https://www.icd10data.com/search?s=$1",
    "icd11": "https://icd.who.int/browse/latest-release/foundation/en#$1",
    "mesh": "https://meshb.nlm.nih.gov/record/ui?ui=$1",
    "pubchem.compound": "https://pubchem.ncbi.nlm.nih.gov/compound/$1",
}


@dataclass(frozen=True)
class Links:
    """The pages there are, each with the parts that it shows."""

    said: Statements
    anchors: Mapping[str, Collection[str]]
    """The fragments on the page of each record, by the IRI of the record."""

    def place(self, iri: str) -> str:
        """Return where a thing of ours stands, from the start page, or an empty text."""
        if iri.startswith(MND):
            term = iri.removeprefix(MND)
            if term.startswith("alignments#"):
                return ALIGNMENTS
            return f"{'values' if '-' in term else 'ontology'}.html#{term}"
        record, _, part = iri.partition("#")
        if record not in self.anchors:
            return ""
        page = record.removeprefix(BASE) + ".html"
        return f"{page}#{part}" if part in self.anchors[record] else page

    def outside(self, iri: str) -> str:
        """Return the page of an identifier of others, or an empty text where the web has none."""
        if iri.startswith(BASE):
            return ""
        prefix, _, end = vocabulary().contract(iri).partition(":")
        if prefix in WEB_PAGES:
            return WEB_PAGES[prefix].replace("$1", end)
        return iri if iri.startswith(("http://", "https://")) else ""

    def name(self, iri: str) -> str:
        """Return how people call a thing: its label or title, else what it is a part of."""
        label = self.said.value(iri, "label") or self.said.value(iri, "title")
        if label or not iri.startswith(BASE):
            return label or vocabulary().contract(iri)
        record, _, part = iri.partition("#")
        if part:
            return f"{self.name(record)}: {part.replace('-', ' ')}"
        ends = [self.said.value(iri, key) for key in ("from", "to")]
        if all(ends):
            relation = self.said.value(iri, "relation").replace("-", " ")
            return f"{self.name(ends[0])} {relation} {self.name(ends[1])}"
        kind = class_label(self.said.class_of(iri))
        return f"{kind} {vocabulary().contract(iri).partition(':')[2]}".strip()
