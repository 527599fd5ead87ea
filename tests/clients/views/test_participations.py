import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clients.models import Participation
from tests.clients.views.conftest import PERSONAS
from tests.factories.imports import COMPLETE, FOLLOWED, row

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_participation_opens_to_its_unit_and_the_supervisor(signed_in, uploaded, persona):
    uploaded(row(base=FOLLOWED, unit="North"), imported=True)
    participation = Participation.objects.get()

    response = signed_in(persona).get(f"/participations/{participation.pk}/")

    assert response.status_code == (200 if persona in {"coordinator", "supervisor"} else 404)
    assert b"UNDEFINED(" not in response.content


def test_a_participation_asks_to_sign_in(uploaded):
    uploaded(row(), imported=True)

    assert Client().get(f"/participations/{Participation.objects.get().pk}/").status_code == 302


def test_every_field_is_labelled_and_history_names_the_import(signed_in, uploaded):
    uploaded(row(base=FOLLOWED), imported=True)
    batch = uploaded(row(base=COMPLETE, isced="5"), imported=True)
    participation = Participation.objects.get()

    page = signed_in("supervisor").get(f"/participations/{participation.pk}/").content.decode()

    for words in (
        "Highest education",
        "Short-cycle tertiary",
        "There is no end form",
        "Removed",
        f"/imports/{batch.pk}/",
    ):
        assert words in page, words


def test_an_unknown_participation_is_not_found(signed_in):
    assert signed_in("supervisor").get("/participations/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_the_reading_of_a_participation_is_logged(signed_in, uploaded):
    uploaded(row(), imported=True)
    participation = Participation.objects.get()
    browser = signed_in("supervisor")

    with CaptureQueriesContext(connection) as asked:
        browser.get(f"/participations/{participation.pk}/")

    logged = [query["sql"] for query in asked.captured_queries if "INTO accounts_readlog" in query["sql"]]
    assert len(logged) == 1
    assert participation.client_id.hex in logged[0]
