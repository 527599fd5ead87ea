"""Who asks, and where they may look, comes from the session alone: no header, parameter or old session decides it."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.services.signin import make_signin_token
from clients.models import Participation
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.security.attacks.conftest import body_of, masked, open_context

FORGED = {
    "app.areas": "{39,41}",
    "app.user": "00000000-0000-4000-8000-000000000000",
    "area": "39",
    "areas": "{39}",
    "app_areas": "{39}",
    "options": "-c app.areas={39}",
    "set_config": "app.areas",
    "user": "00000000-0000-4000-8000-000000000000",
    "pghistory.context_metadata": "{}",
}
PEOPLE = "/programmes/S20784/people/?indicator=A15&part=numerator&period=all"


@pytest.mark.parametrize("place", ["/programmes/", "/imports/", "/runs/", PEOPLE])
def test_a_forged_context_shows_nothing_more(world, place):
    client = world.browser("supervisor")
    headers = {f"X-{name.replace('.', '-').replace('_', '-')}": value for name, value in FORGED.items()}
    plain = masked(client.get(place), place)
    open_context()

    by_header = masked(client.get(place, headers={**headers, "X-User": "1", "Remote-User": "admin"}), place)
    open_context()
    for name, value in FORGED.items():
        client.cookies[name] = value
    by_cookie = masked(client.get(place), place)

    assert by_header == plain
    assert by_cookie == plain


def test_a_forged_area_in_the_address_has_no_rows(world):
    client = world.browser("supervisor")

    for name, value in FORGED.items():
        response = client.get(f"{PEOPLE}&{name}={value}")
        text = body_of(response)
        open_context()
        assert response.status_code in {200, 400, 404, 422}
        assert "kanarialintu" not in text


def test_a_session_of_the_attackers_making_is_not_taken_over(world):
    """The key that a browser had before signing in opens nothing afterwards."""
    browser = Client()
    browser.cookies["tasma_session"] = fixed = "a" * 32
    browser.get("/sign-in/")
    given = browser.cookies["tasma_session"].value
    token = make_signin_token(email=world.people["supervisor"].email)
    open_context()

    browser.get(f"/sign-in/{token}/")
    if browser.get("/programmes/").status_code != 200:  # a page asks whether the person means it
        browser.post(f"/sign-in/{token}/")
    after = browser.cookies["tasma_session"].value
    open_context()
    stolen = Client()
    stolen.cookies["tasma_session"] = fixed

    assert after not in {fixed, given} or given != fixed
    assert after != fixed
    assert not Session.objects.filter(session_key=fixed).exists()
    assert stolen.get("/programmes/").status_code == 302


@pytest.mark.parametrize("key", ["", "a", "../../etc/passwd", "' OR 1=1 --", "x" * 4_000, "null", "0"])
def test_a_session_that_is_none_is_nobody(world, key):
    browser = Client()
    browser.cookies["tasma_session"] = key

    assert browser.get("/programmes/").status_code == 302


def test_a_session_holds_nothing_that_could_run(world):
    """Its content is signed JSON."""
    for session in Session.objects.all():
        assert re.fullmatch(r"[\w.:\-]+", session.session_data)


def test_a_write_into_another_area_by_number_is_refused(world, changed):
    keys = list(Participation.objects.filter(area_id=OTHER_AREA).values_list("pk", flat=True)[:3])

    for key in keys:
        response = world.browser("supervisor").post(
            f"/participations/{key}/", {"area": HOME_AREA, "ended_on": "2020-01-01"}
        )
        open_context()
        assert response.status_code in {404, 405}

    assert keys
    assert changed() == []
