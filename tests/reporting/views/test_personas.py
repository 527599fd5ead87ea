"""Who gets in: members of an area of the programme, nobody else, and nobody without signing in."""

import pytest
from django.test import Client

from tests.reporting.views.conftest import PERSONAS

PAGES = [
    "",
    "figures/",
    "figures/?period=year&by=gender",
    "figures/?period=bad&by=bad&unit=bad&starts=bad",
    "figures.csv",
    "figures.xlsx?period=quarter&by=unit",
    "indicators/A17/",
    "indicators/A17/?by=gender",
    "indicators/A07/?period=year",
    "indicators/FLOW/",
    "indicators/A01/?period=month",
    "people/?indicator=A01",
    "people.csv?indicator=A12&part=refused",
    "people.xlsx?indicator=A17&part=moved_in",
    "published/",
    "published.csv",
    "published.xlsx",
]
INSIDE = {"coordinator", "colleague", "supervisor"}


@pytest.mark.parametrize("persona", PERSONAS)
def test_programme_pages_open_to_members_only(signed_in, programme, persona):
    browser = signed_in(persona)

    answers = {page: browser.get(f"/programmes/S20784/{page}") for page in PAGES}

    expected = 200 if persona in INSIDE else 404
    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(PAGES, expected)
    for page, answer in answers.items():
        content = b"".join(answer) if answer.streaming else answer.content
        assert b"UNDEFINED(" not in content, page


def test_programme_pages_ask_to_sign_in(programme):
    answers = [Client().get(f"/programmes/S20784/{page}") for page in PAGES]

    assert {answer.status_code for answer in answers} == {302}
    assert {answer["Location"].partition("?")[0] for answer in answers} == {"/sign-in/"}


@pytest.mark.parametrize("persona", PERSONAS)
def test_programme_list_shows_own_programmes(signed_in, programme, persona):
    response = signed_in(persona).get("/programmes/")

    assert response.status_code == 200
    assert (b"/programmes/S20784/" in response.content) is (persona in INSIDE)


@pytest.mark.parametrize("persona", PERSONAS)
def test_compute_starts_a_run_for_members_only(signed_in, programme, persona):
    response = signed_in(persona).post("/programmes/S20784/compute/")

    if persona in INSIDE:
        assert response.status_code == 302
        assert response["Location"].startswith("/runs/")
    else:
        assert response.status_code == 404


def test_compute_is_not_a_link(signed_in, programme):
    assert signed_in("supervisor").get("/programmes/S20784/compute/").status_code == 405


def test_unknown_indicator_is_not_found(signed_in, programme):
    assert signed_in("supervisor").get("/programmes/S20784/indicators/A99/").status_code == 404


def test_number_that_is_none_is_refused(signed_in, programme):
    browser = signed_in("supervisor")

    answers = [
        browser.get(f"/programmes/S20784/people/?{query}")
        for query in ("indicator=A99", "indicator=A01&part=bad", "indicator=A01&period=bad", "indicator=A01&unit=bad")
    ]

    assert [answer.status_code for answer in answers] == [422] * 4
