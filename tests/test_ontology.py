"""The ontology as tested software: every term defined, and no word used that is not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, Store, parse, serialize
from rdflib import OWL, RDF, RDFS, SKOS, URIRef
from rdflib.namespace import DCTERMS, SH

from mnd_kg.vocabulary import BASE, MND, vocabulary

ONTOLOGY = Path(__file__).parents[1] / "ontology"
SCHEMA = rdflib.Namespace("https://schema.org/")
TERM = rdflib.Namespace(MND)


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / "mnd.ttl")


def own(graph: rdflib.Graph) -> set[URIRef]:
    return {s for s in graph.subjects() if isinstance(s, URIRef) and s.startswith(MND)}


def properties(graph: rdflib.Graph) -> set[URIRef]:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    return {s for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}


def test_every_term_has_one_label_and_one_definition(graph: rdflib.Graph) -> None:
    for term in own(graph):
        assert len(set(graph.objects(term, RDFS.label))) == 1, term
        assert len(set(graph.objects(term, SKOS.definition))) == 1, term


def test_every_class_and_property_names_its_source(graph: rdflib.Graph) -> None:
    classes = set(graph.subjects(RDF.type, OWL.Class))
    terms = own(graph) & (classes | properties(graph))
    assert {term for term in terms if (term, DCTERMS.source, None) not in graph} == set()


def test_every_property_of_records_has_a_domain(graph: rdflib.Graph) -> None:
    keys = {URIRef(key.iri) for key in vocabulary().keys.values()}
    assert {key for key in keys if (key, SCHEMA.domainIncludes, None) not in graph} == set()


def test_no_property_is_both_object_and_datatype_property(graph: rdflib.Graph) -> None:
    kinds = [
        set(graph.subjects(RDF.type, kind))
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    ]
    assert kinds[0] & kinds[1] == kinds[0] & kinds[2] == kinds[1] & kinds[2] == set()


def test_no_class_has_two_parents(graph: rdflib.Graph) -> None:
    for term in own(graph):
        assert len(set(graph.objects(term, RDFS.subClassOf))) <= 1, term


def test_every_property_in_use_is_declared(graph: rdflib.Graph) -> None:
    builtin = (str(RDF), str(RDFS), str(OWL))
    used = {p for p in graph.predicates() if not str(p).startswith(builtin)}
    assert used - properties(graph) == set()


def test_every_domain_and_range_is_a_declared_class(graph: rdflib.Graph) -> None:
    classes = set(graph.subjects(RDF.type, OWL.Class))
    naming = (SCHEMA.domainIncludes, SCHEMA.rangeIncludes, RDFS.range)
    named = {c for prop in naming for c in graph.objects(None, prop)}
    assert {c for c in named if str(c).startswith(MND)} - classes == set()


def test_the_context_types_each_key_as_the_ontology_ranges_it(graph: rdflib.Graph) -> None:
    for key in vocabulary().keys.values():
        (kind,) = graph.objects(URIRef(key.iri), RDF.type)
        literal = not (key.refers or key.names_keys or key.values)
        wanted = OWL.ObjectProperty if key.refers or key.values else OWL.AnnotationProperty
        if literal:
            assert kind in (OWL.DatatypeProperty, OWL.AnnotationProperty), key
            datatypes = {str(r) for r in graph.objects(URIRef(key.iri), RDFS.range)}
            assert datatypes <= {key.datatype or "http://www.w3.org/2001/XMLSchema#string"}, key
        else:
            assert kind == wanted, key


def test_every_enumeration_of_a_key_is_one_that_the_ontology_has(graph: rdflib.Graph) -> None:
    for key in vocabulary().keys.values():
        if key.stem:
            assert key.values, f"{key.name} has no values: {key.stem}"


def test_every_class_of_the_context_is_declared_and_every_class_can_be_used() -> None:
    words = vocabulary()
    entities = {
        iri for iri in words.parents if iri == MND + "Entity" or words.parents[iri].startswith(MND)
    }
    assert set(words.classes.values()) == entities - {MND + "Entity"}


def test_every_shape_speaks_of_declared_terms(graph: rdflib.Graph) -> None:
    shapes = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")
    named = {o for o in shapes.objects() if isinstance(o, URIRef) and o.startswith(MND)}
    for text in shapes.objects(None, SH.select):
        named |= {URIRef(MND + name) for name in re.findall(r"mnd:(\w+)", str(text))}
    assert named - own(graph) - {URIRef(MND)} == set()


def test_every_class_of_records_and_parts_has_a_shape(graph: rdflib.Graph) -> None:
    shapes = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")
    targeted = set(shapes.objects(None, SH.targetClass))
    words = vocabulary()

    def covered(iri: str) -> bool:
        return URIRef(iri) in targeted or (iri in words.parents and covered(words.parents[iri]))

    # A proposition is known by what it expects; checks are made by rules, not by curators.
    by_property = {MND + name for name in ("Proposition", "StudyPopulation", "Check")}
    missing = {iri for iri in words.classes.values() if not covered(iri)}
    assert missing == by_property


def test_every_prefix_of_a_turtle_file_is_that_of_the_one_prefix_map() -> None:
    for name in ("mnd.ttl", "shapes.ttl"):
        text = (ONTOLOGY / name).read_text(encoding="utf-8")
        declared = dict(re.findall(r"@prefix (\w+): <([^>]+)>", text))
        assert declared.pop("shape", BASE + "shapes/") == BASE + "shapes/"
        assert declared.items() <= vocabulary().prefixes.items()


def test_pyoxigraph_loads_the_ontology_as_rdflib_does(graph: rdflib.Graph) -> None:
    store = Store()
    store.extend(parse(path=ONTOLOGY / "mnd.ttl", format=RdfFormat.TURTLE))
    assert len(store) == len(graph)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_owlready2_loads_the_ontology(graph: rdflib.Graph, tmp_path: Path) -> None:
    import owlready2

    path = tmp_path / "mnd.nt"
    triples = parse(path=ONTOLOGY / "mnd.ttl", format=RdfFormat.TURTLE)
    serialize((quad.triple for quad in triples), output=path, format=RdfFormat.N_TRIPLES)
    loaded = owlready2.World().get_ontology(path.as_uri()).load()
    classes = {URIRef(cls.iri) for cls in loaded.classes()}
    assert classes == set(graph.subjects(RDF.type, OWL.Class))


def test_alignments_speak_of_our_terms_by_their_labels(graph: rdflib.Graph) -> None:
    import sssom_pydantic

    from mnd_kg import mappings as ours

    alignments = ours.read_alignments()
    assert alignments.record.findings == []
    assert (ONTOLOGY / "alignments.sssom.tsv").read_bytes() == ours.canonical(alignments)
    mappings = sssom_pydantic.read(ONTOLOGY / "alignments.sssom.tsv")[0]
    labels = {str(s): str(o) for s, o in graph.subject_objects(RDFS.label)}
    assert len(mappings) == len(alignments.rows)
    for mapping in mappings:
        assert labels[vocabulary().expand(mapping.subject.curie)] == mapping.subject.name
        assert mapping.object.prefix in vocabulary().prefixes


def test_the_terms_of_others_are_what_their_owners_say_and_no_condition_of_ours() -> None:
    terms = rdflib.Graph().parse(ONTOLOGY / "terms.ttl")
    mondo = rdflib.Namespace(vocabulary().prefixes["MONDO"])
    pls, hereditary, mnd = mondo["0018155"], mondo["0024257"], mondo["0020128"]
    assert terms.value(pls, RDFS.label) == rdflib.Literal("lateral sclerosis")
    assert (pls, RDFS.subClassOf, hereditary) in terms
    assert mnd in set(terms.transitive_objects(pls, RDFS.subClassOf))
    assert mnd in set(terms.transitive_objects(mondo["0004976"], RDFS.subClassOf))
    ours = {s for s in map(str, terms.subjects()) if s.startswith(BASE)}
    assert ours == {MND + "terms"}


def test_every_value_of_an_enumeration_expands_to_its_own_term() -> None:
    # A value that is a key too, such as `label`, would expand to the key unless its scope says no.
    words = vocabulary()
    for key in words.keys.values():
        for value in key.values:
            document = {"@context": words.jsonld_context, "id": "trials:X", key.name: value}
            text = json.dumps(document)
            expanded = {quad.object.value for quad in parse(text, format=RdfFormat.JSON_LD)}
            assert expanded == {key.stem + value}
            graph = rdflib.Graph().parse(data=text, format="json-ld")
            assert set(graph.objects()) == {URIRef(key.stem + value)}
