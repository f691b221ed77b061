"""The frozen prefix map against the Bioregistry, from which it comes."""

from __future__ import annotations

import re

import bioregistry
import pytest

from mnd_kg.identifiers import SYNONYMS, identifier
from mnd_kg.layout import QUERIES
from mnd_kg.vocabulary import BASE, vocabulary

# Where the map differs from the Bioregistry's RDF form or default, the owner's own form stands.
EXCEPTIONS = {
    "edtf": "datatypes of the Library of Congress; not in the Bioregistry",
    "cc": "licence deeds; the Bioregistry has the vocabulary of Creative Commons",
    "clinicaltrials": "the registry's address without www",
    "pubmed": "PubMed's own address; the Bioregistry's RDF form is PubChem's",
    "pmc": "the address of PubMed Central; the default is Europe PMC",
    "hgnc": "the form that Monarch and Biolink join on; the default is a page with a fragment",
    "NCBIGene": "the form that Monarch and Biolink join on; the RDF form is UniProt's",
    "icd10cm": "HL7's name of the code system; the default is a search page of a company",
}
# Their terms are properties and classes, and no identifiers of things.
VOCABULARIES = {
    "biolink",
    "cc",
    "dcat",
    "dcterms",
    "owl",
    "pav",
    "prov",
    "rdf",
    "rdfs",
    "schema",
    "semapv",
    "sh",
    "skos",
    "void",
    "sssom",
    "xsd",
}


def external() -> list[str]:
    return sorted(p for p, iri in vocabulary().prefixes.items() if not iri.startswith(BASE))


@pytest.mark.parametrize("prefix", external())
def test_prefix_is_the_preferred_one_and_expands_as_the_bioregistry_says(prefix: str) -> None:
    iri = vocabulary().prefixes[prefix]
    resource = bioregistry.get_resource(prefix)
    if prefix in EXCEPTIONS:
        assert resource is None or iri not in forms(prefix), "no longer an exception"
        return
    assert resource is not None
    assert bioregistry.get_preferred_prefix(prefix) in (None, prefix)
    assert iri in forms(prefix)


def forms(prefix: str) -> set[str | None]:
    resource = bioregistry.get_resource(prefix)
    rdf = resource.get_rdf_uri_format() if resource else None
    return {bioregistry.get_uri_prefix(prefix), rdf.removesuffix("$1") if rdf else None}


def test_the_forms_of_identifiers_are_those_of_the_bioregistry() -> None:
    text = (QUERIES / "quality" / "malformed-identifier.rq").read_text(encoding="utf-8")
    ours = dict(re.findall(r"^    \(([\w.]+): \"(.+)\"\)$", text, re.MULTILINE))
    assert {p: pattern.replace("\\\\", "\\") for p, pattern in ours.items()} == {
        prefix: bioregistry.get_pattern(prefix)
        for prefix in external()
        if bioregistry.get_pattern(prefix) and prefix not in VOCABULARIES
    }


def test_every_exception_is_in_the_map() -> None:
    assert set(EXCEPTIONS) <= set(external())


def test_no_key_of_records_equals_a_prefix() -> None:
    assert set(vocabulary().keys) & set(vocabulary().prefixes) == set()


def test_every_prefix_is_a_jsonld_prefix_even_where_the_namespace_ends_in_a_letter() -> None:
    prefixes = vocabulary().jsonld_context[0]
    assert {name for name, term in prefixes.items() if term.get("@prefix") is not True} == set()


def test_every_folder_of_records_is_a_prefix() -> None:
    assert {f: vocabulary().prefixes[f] for f in vocabulary().folders} == {
        folder: f"{BASE}{folder}/" for folder in vocabulary().folders
    }


def test_other_names_of_a_prefix_are_those_of_the_bioregistry_or_of_a_data_set() -> None:
    of_data_sets = {"db": "DrugMechDB", "ordo": "DOID", "icd11.foundation": "MONDO"}
    known = {
        other: bioregistry.normalize_prefix(other) == bioregistry.normalize_prefix(ours)
        for other, ours in SYNONYMS.items()
    }
    assert {other for other, same in known.items() if not same} <= of_data_sets.keys()


@pytest.mark.parametrize(
    ("written", "curie"),
    [
        ("OMIM:PS105400", "omim.ps:105400"),
        ("MIM:PS105400", "omim.ps:105400"),
        ("omim.ps:PS105400", "omim.ps:105400"),
        ("OMIMPS:105400", "omim.ps:105400"),
        ("OMIM:105400", "omim:105400"),
        ("MIM:105400", "omim:105400"),
    ],
)
def test_a_phenotypic_series_of_omim_is_told_from_an_entry(written: str, curie: str) -> None:
    assert identifier(written) == curie
    # No entry could be written so, and what is made of it has the form of its registry.
    prefix, _, local = curie.partition(":")
    assert re.fullmatch(bioregistry.get_pattern(prefix) or "", local)
    assert not re.fullmatch(bioregistry.get_pattern("omim") or "", "PS105400")
