"""IRIs on the server lead where the redirect rules of the permanent IRIs do."""

from __future__ import annotations

import pytest

from mnd_kg.server.places import place
from mnd_kg.server.protocol import RefusedError
from tests.test_w3id import PLACES


@pytest.mark.parametrize(("iri", "accept", "expected"), PLACES)
def test_an_iri_leads_where_the_permanent_one_does(iri: str, accept: str, expected: str) -> None:
    path = iri.partition("#")[0]
    # A file or folder of the site goes before, and needs no rule.
    if expected not in (path, f"{path}index.html"):
        assert place(path, accept) == expected


def test_the_most_wanted_of_several_is_given() -> None:
    assert place("conditions/ALS", "text/turtle;q=0.5, application/ld+json") == (
        "conditions/ALS.jsonld"
    )
    assert place("conditions/ALS", "") == "conditions/ALS.html"
    assert place("mappings/conditions", "*/*") == "mappings/conditions.html"


def test_what_is_not_there_in_a_form_that_is_wanted_is_refused() -> None:
    with pytest.raises(RefusedError, match="text/html, application/ld") as refused:
        place("conditions/ALS", "image/png")
    assert refused.value.status == 406


def test_other_addresses_lead_nowhere() -> None:
    assert place("a/b/c", "text/html") == ""
    assert place("conditions/", "text/html") == ""
