"""schema.org, which search engines read: what the records are about, without the evidence.

It has words for trials, drugs, conditions, papers and claims, and none for results, for evidence on
both sides, for mechanisms, or for an approval that holds from a day on. Those are left out whole,
rather than said with less.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from mnd_kg.export.alignments import nearest
from mnd_kg.export.framed import lose_rest, records, size, take
from mnd_kg.export.jsonld import about, framed_nodes, underived
from mnd_kg.licences import CC_BY
from mnd_kg.vocabulary import BASE, vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from mnd_kg.export.framed import Node
    from mnd_kg.export.ledger import Ledger
    from mnd_kg.export.selection import Selection
    from mnd_kg.store import BuiltGraph

CONTEXT = {"@vocab": "https://schema.org/"}
_DESCRIPTION = (
    "A knowledge graph of interventions for amyotrophic lateral sclerosis (ALS) and primary "
    "lateral sclerosis (PLS): each claim with who says so, the evidence on both sides, its numbers."
)
_NO_TYPE = "schema.org has no type for it"
_NO_PROPERTY = "schema.org has no property or value for it"
_TEXTS = {
    "label": "name",
    "altLabel": "alternateName",
    "researchCode": "alternateName",
    "acronym": "alternateName",
    "definition": "description",
    "countryCode": "identifier",
    "version": "version",
    "pages": "pagination",
    "publicationStatus": "creativeWorkStatus",
}
_REFERENCES = {
    "exactMatch": "sameAs",
    "registryId": "sameAs",
    "homepage": "url",
    "licence": "license",
    "partOf": "isPartOf",
    "publication": "subjectOf",
    "country": "studyLocation",
}
# The keys of a class that mean something else in another class.
_OF_CLASS = {
    ("Regulator", "jurisdiction"): "areaServed",
    ("DiagnosticCriteria", "condition"): "guidelineSubject",
}
_BRANDED = ("Drug", "DietarySupplement")
_DESIGNS = {
    "RANDOMIZED": "RandomizedTrial",
    "NONE": "OpenTrial",
    "SINGLE": "SingleBlindedTrial",
    "DOUBLE": "DoubleBlindedTrial",
    "TRIPLE": "TripleBlindedTrial",
}
_STATUSES = {
    "ACTIVE_NOT_RECRUITING": "ActiveNotRecruiting",
    "COMPLETED": "Completed",
    "ENROLLING_BY_INVITATION": "EnrollingByInvitation",
    "NOT_YET_RECRUITING": "NotYetRecruiting",
    "RECRUITING": "Recruiting",
    "SUSPENDED": "Suspended",
    "TERMINATED": "Terminated",
    "WITHDRAWN": "Withdrawn",
}
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")


def schemaorg(selection: Selection, out: Path, ledger: Ledger) -> None:
    """Write what schema.org has words for as JSON-LD, a record a line."""
    whole = dataset(selection.graph)
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [\n{json.dumps(whole)}')
        for node in records(selection, ledger, _NO_TYPE):
            left = [node]
            described = describe(node, left)
            if described is None:
                ledger.lose(str(node.get("type", "things without a class")), _NO_TYPE, size(node))
                continue
            stream.write(",\n" + json.dumps(described, ensure_ascii=False))
            for rest in left:
                lose_rest(rest, ledger, _NO_PROPERTY)
        stream.write("\n]}\n")


def dataset(graph: BuiltGraph) -> dict[str, Any]:
    """Return the graph as a whole in schema.org, without the context."""
    return {
        "@id": BASE,
        "@type": "Dataset",
        "name": "mnd-kg",
        "description": _DESCRIPTION,
        "license": {"@id": CC_BY},
        "version": graph.version,
    }


def of_record(graph: BuiltGraph, iri: str) -> dict[str, Any]:
    """Return one record in schema.org as JSON-LD, or an empty document where it has no word."""
    nodes = framed_nodes(iri, about(underived(graph.quads_about(iri))))
    described = [found for node in nodes if (found := describe(node, []))]
    return {"@context": CONTEXT, **described[0]} if described else {}


def describe(node: Node, left: list[Node]) -> dict[str, Any] | None:
    """Return a record in schema.org, or None where it has no type for it.

    What is said is taken out of the node and the parts in it. What remains is what schema.org
    cannot say; parts that are taken out themselves are added to those that are left.
    """
    class_name = str(node.get("type", ""))
    kind = nearest(class_name, "schema")
    if not kind:
        return None
    take(node, "type")
    if node.get("sourceKind") == "database":
        take(node, "sourceKind")
        kind = "Dataset"
    said: dict[str, Any] = {"@id": [_iri(node["id"])], "@type": [kind]}
    _say_own(kind, node, said, left)
    for key, prop in _TEXTS.items():
        _add(said, prop, take(node, key))
    for key, prop in _REFERENCES.items():
        _add(said, prop, _references(take(node, key)))
    for (owner, key), prop in _OF_CLASS.items():
        if owner == class_name:
            _add(said, prop, _references(take(node, key)))
    return _single(said)


def _say_own(kind: str, node: Node, said: dict[str, Any], left: list[Node]) -> None:
    """Say what takes more than another name for the key."""
    if kind in ("MedicalTrial", "MedicalObservationalStudy"):
        _say_study(node, said)
    elif kind == "ScholarlyArticle":
        _say_article(node, said, left)
    _add(said, "proprietaryName" if kind in _BRANDED else "alternateName", take(node, "brandName"))
    works = "alternateName" if kind.startswith("Medical") else "headline"
    _add(said, works, take(node, "title"))
    _add(said, "publisher", [_organization(name) for name in take(node, "publisher")])
    claims = take(node, "claim")
    _add(said, "hasPart", [_claim(claim, said["@id"][0], left) for claim in claims])


def _say_study(node: Node, said: dict[str, Any]) -> None:
    registered = node.get("registryId", [])
    for curie in registered if isinstance(registered, list) else [registered]:
        _add(said, "identifier", [curie.partition(":")[2]])
    _add(said, "sponsor", [_organization(name) for name in take(node, "sponsor")])
    _add(said, "status", _terms(node, "status", _STATUSES))
    _add(said, "trialDesign", _terms(node, "allocation", _DESIGNS))
    _add(said, "trialDesign", _terms(node, "masking", _DESIGNS))
    populations = node.get("population", [])
    for population in populations if isinstance(populations, list) else [populations]:
        _add(said, "healthCondition", _references(take(population, "condition")))
    arms = node.get("arm", [])
    for arm in arms if isinstance(arms, list) else [arms]:
        _add(said, "studySubject", _references(_given(arm)))


def _given(node: Node) -> list[str]:
    """Return the interventions of an arm or a regimen, from the components too."""
    found = take(node, "intervention")
    for key in ("regimen", "component"):
        inner = node.get(key, [])
        for regimen in inner if isinstance(inner, list) else [inner]:
            if isinstance(regimen, dict):
                found += _given(regimen)
    return found


def _say_article(node: Node, said: dict[str, Any], left: list[Node]) -> None:
    authors = sorted(take(node, "author"), key=lambda author: int(author.get("position", 0)))
    people = [{"@type": "Person", "name": name} for a in authors for name in take(a, "name")]
    left += authors
    groups = [_organization(name) for name in take(node, "groupAuthor")]
    _add(said, "author", people + groups)
    date = str(node.get("date", ""))
    if _DAY.fullmatch(date):
        _add(said, "datePublished", take(node, "date"))
    inside: dict[str, Any] = {}
    for kind, key, prop in (
        ("Periodical", "journal", "name"),
        ("PublicationVolume", "volume", "volumeNumber"),
        ("PublicationIssue", "issue", "issueNumber"),
    ):
        for value in take(node, key):
            inside = {"@type": kind, prop: value} | ({"isPartOf": inside} if inside else {})
    _add(said, "isPartOf", [inside] if inside else [])


def _claim(node: Node, document: str, left: list[Node]) -> dict[str, Any]:
    """Return what a document says, with the reviews of it, so that it is not taken for true."""
    take(node, "type")
    left.append(node)
    said: dict[str, Any] = {"@id": [_iri(node["id"])], "@type": ["Claim"]}
    _add(said, "text", take(node, "paraphrase"))
    _add(said, "about", _references(take(node, "about")))
    _add(said, "appearance", [{"@id": document}])
    for appraisal in take(node, "appraisal"):
        left.append(appraisal)
        take(appraisal, "type")
        review: dict[str, Any] = {"@type": ["ClaimReview"]}
        _add(review, "reviewBody", take(appraisal, "statement"))
        verdicts = take(appraisal, "verdict")
        _add(review, "reviewRating", [{"@type": "Rating", "alternateName": v} for v in verdicts])
        _add(said, "review", [_single(review)])
    return _single(said)


def _single(said: dict[str, Any]) -> dict[str, Any]:
    return {name: values[0] if len(values) == 1 else values for name, values in said.items()}


def _terms(node: Node, key: str, known: dict[str, str]) -> list[dict[str, str]]:
    """Return the values of an enumeration that schema.org has too, and leave the others."""
    if node.get(key) not in known:
        return []
    return [{"@id": CONTEXT["@vocab"] + known[value]} for value in take(node, key)]


def _add(said: dict[str, Any], prop: str, values: list[Any]) -> None:
    already = said.get(prop, [])
    new = [value for number, value in enumerate(values) if value not in values[:number]]
    if new := [value for value in new if value not in already]:
        said[prop] = [*already, *new]


def _references(curies: list[Any]) -> list[dict[str, str]]:
    return [{"@id": _iri(curie)} for curie in curies]


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _iri(curie: str) -> str:
    prefix, _, _ = curie.partition(":")
    return vocabulary().expand(curie) if prefix in vocabulary().prefixes else curie
