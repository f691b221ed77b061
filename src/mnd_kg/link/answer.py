"""What linking to a vocabulary answers: mappings that stand, and proposals for a curator."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from mnd_kg.licences import CC_BY
from mnd_kg.vocabulary import BASE, vocabulary

if TYPE_CHECKING:
    from sssom_pydantic import SemanticMapping

_FURTHER_PREFIXES = {
    "semapv": "https://w3id.org/semapv/vocab/",
    "oboInOwl": "http://www.geneontology.org/formats/oboInOwl#",
}
COLUMNS = ("kind", "ours", "label", "predicate", "theirs", "label there", "confidence", "remark")


@dataclass(frozen=True)
class Standing:
    """A mapping that stands already."""

    entity: str
    label: str
    predicate: str
    term: str
    term_label: str


@dataclass(frozen=True)
class Proposal:
    """A mapping that a curator may accept. Nothing accepts it by itself."""

    entity: str
    label: str
    predicate: str
    term: str
    term_label: str
    confidence: float
    exact: bool
    """Whether a name of ours is one of theirs, and not only like it."""
    match_string: str
    entity_field: str
    term_field: str
    similarity: float
    remark: str = ""


@dataclass(frozen=True)
class Links:
    """What a vocabulary offers for our entities."""

    source: str
    source_version: str
    terms: int
    standing: tuple[Standing, ...]
    proposals: tuple[Proposal, ...]
    withheld: tuple[tuple[str, str], ...]
    """Pairs of ours and theirs with like names, of which a mapping set says that they differ."""

    def as_json(self) -> dict[str, Any]:
        """Return the answer as it stands in ``--format json``."""
        return asdict(self)

    def rows(self) -> list[list[str]]:
        """Return a row for each mapping that stands, each proposal, and each pair withheld."""
        standing = [
            ["standing", s.entity, s.label, s.predicate, s.term, s.term_label, "", ""]
            for s in self.standing
        ]
        proposed = [
            [
                "exact" if p.exact else "candidate",
                *(p.entity, p.label, p.predicate, p.term, p.term_label),
                f"{p.confidence:.2f}",
                p.remark,
            ]
            for p in self.proposals
        ]
        withheld = [
            ["withheld", ours, "", "", theirs, "", "", "a mapping says that they differ"]
            for ours, theirs in self.withheld
        ]
        return [*standing, *proposed, *withheld]

    def sssom(self) -> str:
        """Return the proposals as SSSOM, for a curator to accept or refuse one by one."""
        import curies
        from sssom_pydantic import MappingSet, write

        known = vocabulary().prefixes | _FURTHER_PREFIXES
        for prefix in {proposal.term.partition(":")[0] for proposal in self.proposals}:
            known.setdefault(prefix, f"https://bioregistry.io/{prefix}:")
        converter = curies.Converter.from_prefix_map(known)
        metadata = MappingSet.model_validate(
            {
                "id": BASE + "mappings/proposals",
                "title": f"Proposals for {self.source}, none of them accepted",
                "license": CC_BY,
            }
        )
        text = io.StringIO()
        rows = [self._mapping(proposal) for proposal in self.proposals]
        write(rows, text, metadata=metadata, converter=converter, condense=False)
        return text.getvalue().replace("\r\n", "\n")

    def _mapping(self, proposal: Proposal) -> SemanticMapping:
        from curies import NamableReference, Reference
        from sssom_pydantic import MappingTool, SemanticMapping

        process = "Matching" if proposal.exact else "SimilarityThresholdMatching"
        return SemanticMapping(
            subject=NamableReference.from_curie(proposal.entity, proposal.label),
            predicate=NamableReference.from_curie(proposal.predicate),
            object=NamableReference.from_curie(proposal.term, proposal.term_label or None),
            justification=Reference.from_curie(f"semapv:Lexical{process}"),
            confidence=proposal.confidence,
            mapping_tool=MappingTool(name="mnd-kg link", version=version("mnd-kg")),
            subject_match_field=[Reference.from_curie(proposal.entity_field)],
            object_match_field=[Reference.from_curie(proposal.term_field)],
            object_source_version=self.source_version or None,
            match_string=[proposal.match_string],
            similarity_score=proposal.similarity,
            comment=proposal.remark or None,
        )
