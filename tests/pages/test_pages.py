"""The pages of records: what they say, and that links lead somewhere."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import bioregistry
import html5lib
import pytest
import rdflib
from conftest import MINI
from rdflib.compare import isomorphic

import mnd_kg
from mnd_kg.errors import SettingError
from mnd_kg.pages.held import HeldGraph
from mnd_kg.pages.links import WEB_PAGES, Links
from mnd_kg.pages.site import Site
from mnd_kg.query import named_queries
from mnd_kg.vocabulary import BASE, vocabulary

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from mnd_kg import KnowledgeGraph


@cache
def parsed(path: Path) -> Element:
    """Return a page as a tree. The page of the ontology is made by others, and not held to HTML."""
    strict = path.name != "ontology.html"
    parser = html5lib.HTMLParser(strict=strict, namespaceHTMLElements=False)
    tree: Element = parser.parse(path.read_bytes(), transport_encoding="utf-8")
    return tree


def pages_of(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*.html") if path.name != "ontology.html")


def ids(page: Path) -> list[str]:
    return [element.attrib["id"] for element in parsed(page).iter() if "id" in element.attrib]


def links(page: Path) -> list[str]:
    return [element.attrib["href"] for element in parsed(page).iter() if "href" in element.attrib]


def words(html: str) -> str:
    """Return what people read of a page, in one line."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return " ".join(" ".join(tree.find("body").itertext()).split())


def test_every_page_is_html_with_a_title_one_heading_and_a_language(site: Path) -> None:
    for page in pages_of(site):
        tree = parsed(page)
        assert tree.attrib["lang"] == "en", page
        for tag in ("title", "h1", "main"):
            assert len(tree.findall(f".//{tag}")) == 1, page
        assert [count for count in Counter(ids(page)).values() if count > 1] == [], page


def test_the_page_of_the_ontology_has_a_language_and_fits_narrow_screens(site: Path) -> None:
    tree = parsed(site / "ontology.html")
    assert tree.attrib["lang"] == "en"
    viewport = tree.find(".//meta[@name='viewport']")
    assert viewport is not None
    assert viewport.attrib["content"] == "width=device-width, initial-scale=1"


def test_no_heading_skips_a_level(site: Path) -> None:
    for page in pages_of(site):
        levels = [int(e.tag[1]) for e in parsed(page).iter() if e.tag in ("h1", "h2", "h3", "h4")]
        assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == [], page


def test_every_link_of_the_pages_leads_somewhere(site: Path) -> None:
    lost = set()
    for page in pages_of(site):
        for link in links(page):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            place = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not place.is_file() or (parts.fragment and parts.fragment not in ids(place)):
                lost.add((page.relative_to(site).as_posix(), link))
    assert lost == set()


def test_the_pages_need_nothing_from_elsewhere(site: Path) -> None:
    needed = {
        element.attrib.get("src") or element.attrib.get("href", "")
        for page in pages_of(site)
        for element in parsed(page).iter()
        if element.tag in ("script", "img") or element.attrib.get("rel") in ("stylesheet", "icon")
    }
    assert needed == {"", "data:,", "filter.js", "../filter.js", "site.css", "../site.css"}
    assert "url(" not in (site / "site.css").read_text("utf-8")


def test_each_record_has_its_page_and_the_same_for_machines(
    site: Path, mini: KnowledgeGraph
) -> None:
    records = {iri.removeprefix(BASE) for iri in HeldGraph(mini.nquads, mini.store).records}
    kinds = {folder.name for folder in site.iterdir() if folder.is_dir()} - {"schemas", "questions"}
    for ending in (".html", ".ttl", ".jsonld"):
        found = {
            path.relative_to(site).as_posix().removesuffix(ending)
            for kind in kinds
            for path in (site / kind).glob(f"*{ending}")
            if path.name != "index.html"
        }
        assert found == records


def test_turtle_and_jsonld_of_a_record_say_what_its_file_says(
    site: Path, mini: KnowledgeGraph
) -> None:
    trial = site / "trials" / "NCT03548311"
    turtle = rdflib.Graph().parse(trial.with_suffix(".ttl"))
    jsonld = rdflib.Graph().parse(trial.with_suffix(".jsonld"), format="json-ld")
    quads = mini.quads()
    said = b"".join(
        f"{quad.subject} {quad.predicate} {quad.object} .\n".encode()
        for quad in quads
        if str(quad.graph_name) == f"<{BASE}graph/trials/NCT03548311>"
        and str(quad.subject).startswith(f"<{BASE}trials/")
    )
    assert isomorphic(turtle, rdflib.Graph().parse(data=said, format="nt"))
    assert isomorphic(turtle, jsonld)


def test_each_named_query_has_a_page_with_its_answer(site: Path, mini: KnowledgeGraph) -> None:
    names = {page.stem for page in (site / "questions").iterdir()} - {"index"}
    assert names == set(named_queries())
    tree = parsed(site / "questions" / "arm-results.html")
    rows = [["".join(cell.itertext()) for cell in row] for row in tree.findall(".//tbody/tr")]
    answer = mini.query("arm-results")
    value = answer.columns.index("value")
    assert [row[value] for row in rows] == [row[value] for row in answer.texts()]


def test_a_mapping_set_is_there_as_its_file_is(site: Path) -> None:
    for path in (MINI / "mappings").iterdir():
        assert (site / "mappings" / path.name).read_bytes() == path.read_bytes()


def test_a_page_holds_what_schema_org_has_words_for(site: Path, mini: KnowledgeGraph) -> None:
    tree = parsed(site / "interventions" / "mecobalamin.html")
    script = tree.find(".//script[@type='application/ld+json']")
    assert script is not None
    assert json.loads(script.text or "") == mini.schemaorg("mecobalamin")


def test_the_list_finds_a_record_by_its_synonyms_and_identifiers(site: Path) -> None:
    rows = {
        "".join(row.itertext()).strip(): row.attrib["data-names"]
        for row in parsed(site / "records.html").iter()
        if "data-names" in row.attrib
    }
    names = rows["mecobalamin small molecule"].split()
    assert {"methylcobalamin", "rozebalamin", "chebi:28115", "e0302"} <= set(names)


def test_the_same_graph_gives_the_same_bytes(
    site: Path, mini: KnowledgeGraph, tmp_path: Path
) -> None:
    again = mini.pages(tmp_path / "again").folder
    files = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert files == sorted(p.relative_to(again) for p in again.rglob("*") if p.is_file())
    assert [f for f in files if (site / f).read_bytes() != (again / f).read_bytes()] == []


def test_pages_take_the_place_of_older_pages_and_of_nothing_else(
    mini: KnowledgeGraph, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SettingError, match=r"holds other files, such as notes\.txt"):
        mini.pages(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_what_a_record_says_is_text_and_never_markup(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(MINI, data)
    record = data / "interventions" / "placebo.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("label: placebo", "label: <script>a & b</script>"), "utf-8")
    kg = mnd_kg.load(mnd_kg.build(data, tmp_path / "build").folder)
    html = Site(HeldGraph(kg.nquads, kg.store)).page(BASE + "interventions/placebo")
    assert "<h1>&lt;script&gt;a &amp; b&lt;/script&gt;</h1>" in html
    assert "<script>a" not in html


@pytest.mark.parametrize("prefix", sorted(WEB_PAGES))
def test_identifiers_lead_where_the_bioregistry_says(prefix: str) -> None:
    assert WEB_PAGES[prefix] == bioregistry.get_uri_format(prefix)


def test_an_alignment_of_a_term_leads_to_the_set_that_holds_it(mini: KnowledgeGraph) -> None:
    links = Links(mini.statements, {})
    alignment = BASE + "ontology/alignments#Condition-closeMatch-biolink-Disease"
    assert links.place(alignment) == "alignments.sssom.tsv"
    assert links.place(BASE + "ontology/phase-PHASE3") == "values.html#phase-PHASE3"
    assert links.place(BASE + "trials/of-another-graph") == ""


@pytest.fixture(scope="module")
def curated(kg: KnowledgeGraph) -> Site:
    return Site(HeldGraph(kg.nquads, kg.store))


def test_a_drug_has_both_sides_its_states_and_what_it_means_for_pls(curated: Site) -> None:
    read = words(curated.page(BASE + "interventions/mecobalamin"))
    assert "No treatment advice" in read
    assert "least squares mean difference 1.97 points (95 % CI 0.44 to 3.50) p = 0.01" in read
    assert "disputes · 2019-01-13 · E0302" in read
    assert "Japan : approved for amyotrophic lateral sclerosis" in read
    assert "No trial in PLS: searched and not found." in read
    assert "An inference is no evidence. What speaks for it" in read
    assert "no measure of how likely a benefit is" in read
    assert "people if slopes differ" in read


def test_a_page_says_whose_label_speaks_and_where_nothing_is_recorded(curated: Site) -> None:
    baclofen = words(curated.page(BASE + "interventions/baclofen"))
    assert "What labels of other interventions say riluzole , European Union" in baclofen
    assert "What its own label says" not in baclofen
    assert "No event and no search is recorded: whether it is approved" in baclofen
    riluzole = words(curated.page(BASE + "interventions/riluzole"))
    assert "What its own label says riluzole , European Union, not recommended" in riluzole


def test_a_trial_says_what_follows_from_it_elsewhere(curated: Site) -> None:
    read = words(curated.page(BASE + "trials/NCT03548311"))
    assert read.index("primary endpoint met") < read.index(
        "What it means for primary lateral sclerosis"
    )
    assert "compared with somebody who reports it" in read


def test_the_page_of_pls_ranks_and_excludes_with_reasons(curated: Site) -> None:
    read = words(curated.page(BASE + "conditions/PLS"))
    assert "tofersen decreases superoxide dismutase 1: only in SOD1-ALS" in read
    assert "riluzole , European Union, not recommended" in read


def test_a_step_of_a_mechanism_is_called_by_what_it_joins(curated: Site) -> None:
    read = words(curated.page(BASE + "edges/mecobalamin-is-cofactor-of-MTR"))
    assert "mecobalamin is cofactor of methionine synthase" in read


def test_a_path_is_told_in_the_order_of_its_steps(curated: Site) -> None:
    read = words(curated.page(BASE + "paths/mecobalamin-methylation-ALS"))
    steps = (
        "mecobalamin is cofactor of methionine synthase , sign +",
        "methionine synthase supports methylation , sign +",
        "methylation modulates motor neuron injury , sign ?",
        "motor neuron injury contributes to amyotrophic lateral sclerosis , sign +",
        "The weakest step: methylation modulates motor neuron injury",
    )
    places = [read.index(step) for step in steps]
    assert places == sorted(places)


def test_a_part_without_a_label_is_called_by_what_it_says(curated: Site) -> None:
    read = words(curated.page(BASE + "decisions/mecobalamin"))
    assert "2015-05-27 filing regulatory event" in read


def test_a_publication_has_its_authors_in_one_line(curated: Site) -> None:
    read = words(curated.page(BASE + "publications/oki-2022"))
    assert "Author Oki R , Izumi Y , Fujita K ," in read


def test_a_rule_of_the_audit_lists_its_checks(curated: Site) -> None:
    read = words(curated.page(BASE + "check/statement-in-record"))
    assert vocabulary().rules["statement-in-record"].definition in read
    assert "Checks, the worst verdict first" in read
