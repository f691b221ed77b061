"""Mechanism paths of DrugMechDB: from a drug over proteins and processes to a disease.

See https://github.com/SuLab/DrugMechDB-agentic; a path is a graph of nodes and links in YAML.
"""

from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING, Any

import yaml
from pyoxigraph import Literal, NamedNode

from mnd_kg.errors import SourceError
from mnd_kg.importers.imported import ImportedGraph, iri, thing
from mnd_kg.licences import CC_ZERO
from mnd_kg.vocabulary import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SOURCE = "https://github.com/SuLab/DrugMechDB-agentic"
_ENDS = {
    "drug_mesh": "biolink:subject",
    "drugbank": "biolink:subject",
    "disease_mesh": "biolink:object",
}
# Prefixes of the source's own schema that the project has no use for.
_PREFIXES = {
    "CL": "http://purl.obolibrary.org/obo/CL_",
    "InterPro": "https://www.ebi.ac.uk/interpro/entry/InterPro/",
    "PR": "http://purl.obolibrary.org/obo/PR_",
    "Pfam": "https://www.ebi.ac.uk/interpro/entry/pfam/",
    "TIGR": "https://www.ncbi.nlm.nih.gov/genome/annotation_prok/evidence/",
    "UBERON": "http://purl.obolibrary.org/obo/UBERON_",
    "reactome": "https://reactome.org/content/detail/",
    "taxonomy": "http://purl.obolibrary.org/obo/NCBITaxon_",
}


def read_paths(path: Path, version: str = "") -> ImportedGraph:
    """Return the paths of a file, a folder or an archive as a graph.

    A path is a ``prov:Collection`` of links, each an ``rdf:Statement`` from a node to a node with
    the relation in the source's own words, for its vocabulary of relations is not ours.

    Args:
        path: a YAML file of a path or of a list of paths, a folder, or a .tar.gz of such files.
        version: the release or commit, which the files do not name.

    Raises:
        SourceError: if a file holds no path of DrugMechDB.
    """
    graph = ImportedGraph("drugmechdb", "DrugMechDB", CC_ZERO, _SOURCE, version)
    for name, content in _contents(path):
        try:
            found = yaml.load(content, Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            problem = " ".join(str(error).split())
            raise SourceError(f"{name}: this is not YAML: {problem}") from error
        for one in found if isinstance(found, list) else [found]:
            _add(graph, name, one)
    return graph


def _contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """Give the name and the content of each YAML file, in the order of their names."""
    if path.is_dir():
        for file in sorted(path.rglob("*.yaml")):
            yield file.as_posix(), file.read_bytes()
    elif path.name.endswith((".tar.gz", ".tgz")):
        try:
            with tarfile.open(path) as archive:
                members = [m for m in archive.getmembers() if m.name.endswith(".yaml")]
                for member in sorted(members, key=lambda m: m.name):
                    content = archive.extractfile(member)
                    yield f"{path}/{member.name}", content.read() if content else b""
        except (tarfile.TarError, EOFError) as error:
            raise SourceError(f"{path}: this is no archive of YAML files: {error}") from error
    else:
        yield path.as_posix(), path.read_bytes()


def _add(graph: ImportedGraph, name: str, path: Any) -> None:
    """Add one path to the graph."""
    try:
        head, nodes, links = path["graph"], path["nodes"], path["links"]
        ends = [(link["source"], link["key"], link["target"]) for link in links]
        known = {node["id"]: node for node in nodes}
        slug = head.get("_id") or f"{head['drugbank']}_{head['disease_mesh']}".replace(":", "_")
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            f"{name}: this is no path of DrugMechDB, with graph, nodes and links."
        ) from error
    whole = NamedNode(f"{graph.iri}/{slug}")
    graph.say(whole, RDF_TYPE, NamedNode(iri("prov:Collection")))
    graph.label(whole, f"{head.get('drug')} in {head.get('disease')}")
    for key, prop in _ENDS.items():
        if head.get(key) and (end := thing(head[key], _PREFIXES)):
            graph.say(whole, iri(prop), end)
    for reference in path.get("references") or ():
        if node := thing(str(reference)):
            graph.say(whole, iri("dcterms:references"), node)
    for node in known.values():
        _add_node(graph, name, node)
    for number, (start, relation, end) in enumerate(ends, 1):
        link = NamedNode(f"{whole.value}#link-{number}")
        graph.say(whole, iri("prov:hadMember"), link)
        graph.say(link, RDF_TYPE, NamedNode(iri("rdf:Statement")))
        graph.say(link, iri("rdf:subject"), _node(name, start))
        graph.say(link, iri("biolink:original_predicate"), Literal(relation))
        graph.say(link, iri("rdf:object"), _node(name, end))


def _add_node(graph: ImportedGraph, name: str, node: dict[str, Any]) -> None:
    found = _node(name, node["id"])
    graph.label(found, node.get("name"))
    if kind := node.get("label"):
        graph.say(found, iri("biolink:category"), NamedNode(iri(f"biolink:{kind}")))


def _node(name: str, written: str) -> NamedNode:
    found = thing(written, _PREFIXES)
    if found is None:
        raise SourceError(f"{name}: `{written}` is no identifier with a prefix of DrugMechDB.")
    return found
