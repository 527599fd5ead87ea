"""Machines read clients and contacts of their own area: what they are told, what is withheld, what is logged."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.context import set_context
from accounts.models import Area
from accounts.services.api_clients import issue_token
from clients.enums.contacts import ContactChannel
from clients.models import Contact
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UnitFactory, UserFactory
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db

ROUTES = ("/api/v1/clients/", "/api/v1/contacts/")


@pytest.fixture
def token() -> str:
    return issue_token(name="Cases", scopes=["cases:read"], area=Area.objects.get(pk=HOME_AREA), days=1)


@pytest.fixture
def known():
    return ClientFactory(unit=UnitFactory(), last_name="Keksitty", phone="0405551234")


@pytest.fixture
def contact(known):
    return Contact.objects.create(
        area_id=HOME_AREA, client=known, at=timezone.now() - timedelta(days=1), channel=ContactChannel.values[0],
        summary="CANARY-SUMMARY", author=UserFactory(),
    )  # fmt: skip


def ask(address: str, token: str, **headers: str) -> Any:
    answer = Browser().get(address, headers={"Authorization": f"Bearer {token}", **headers})
    set_context(user=None, areas=range(1, 47))
    return answer


def test_a_client_is_told_with_contact_details_and_nothing_of_the_code(known, token):
    known.keep_identity_code("010190-900P")
    known.save()

    answer = ask(f"/api/v1/clients/{known.pk}/", token)

    told = answer.json()
    assert answer.status_code == 200
    assert told["last_name"] == "Keksitty"
    assert told["contact_details"]["phone"] == "0405551234"
    assert "010190" not in answer.content.decode()


def test_contact_details_under_non_disclosure_are_withheld(token):
    hidden = ClientFactory(phone="0405551234", street_address="CANARY 1", municipality_id="837", non_disclosure=True)

    answer = ask(f"/api/v1/clients/{hidden.pk}/", token)

    assert answer.json()["contact_details"] is None
    assert "CANARY" not in answer.content.decode()


def test_the_list_goes_on_from_page_to_page(token):
    made = {str(ClientFactory().pk) for _ in range(5)}
    told, address = [], "/api/v1/clients/?limit=2"

    while address:
        page = ask(address, token).json()
        told += [item["id"] for item in page["items"]]
        address = page["next"]

    assert sorted(told) == told
    assert set(told) == made


def test_filters_choose(known, token):
    ClientFactory()
    later = (timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")

    assert [one["id"] for one in ask(f"/api/v1/clients/?unit={known.unit_id}", token).json()["items"]] == [
        str(known.pk)
    ]
    assert len(ask("/api/v1/clients/?updated_since=2020-01-01T00:00:00Z", token).json()["items"]) == 2
    assert ask(f"/api/v1/clients/?updated_since={later}", token).json()["items"] == []


def test_a_contact_is_told_without_its_text(known, contact, token):
    for address in ("/api/v1/contacts/", f"/api/v1/clients/{known.pk}/contacts/"):
        answer = ask(address, token)

        assert [one["id"] for one in answer.json()["items"]] == [str(contact.pk)]
        assert "CANARY" not in answer.content.decode()


def test_a_draft_is_nobodys_but_its_authors(contact, token):
    Contact.objects.filter(pk=contact.pk).update(is_draft=True)

    assert ask("/api/v1/contacts/", token).json()["items"] == []


@pytest.mark.parametrize("state", ["other_area", "merged", "absent"])
def test_whom_a_machine_may_not_know_is_absent(known, token, state):
    key = uuid4()
    if state == "other_area":
        key = ClientFactory(area_id=OTHER_AREA).pk
    elif state == "merged":
        key = ClientFactory(merged_into=known).pk

    for address in (f"/api/v1/clients/{key}/", f"/api/v1/clients/{key}/contacts/"):
        assert ask(address, token).status_code == 404
    assert [one["id"] for one in ask("/api/v1/clients/", token).json()["items"]] == [str(known.pk)]


@pytest.mark.parametrize("scope", ["indicators:read", "indicators:run", "cases:write"])
def test_another_scope_opens_nothing(known, scope):
    other = issue_token(name="Other", scopes=[scope], area=Area.objects.get(pk=HOME_AREA), days=1)

    for address in (*ROUTES, f"/api/v1/clients/{known.pk}/", f"/api/v1/clients/{known.pk}/contacts/"):
        assert ask(address, other).status_code == 403


def test_a_machine_of_all_areas_knows_no_client(known):
    everywhere = issue_token(name="Everywhere", scopes=["cases:read"], area=None, days=1)

    for address in (*ROUTES, f"/api/v1/clients/{known.pk}/"):
        assert ask(address, everywhere).status_code == 403


def test_the_same_answer_is_not_sent_again_and_is_logged_all_the_same(known, token):
    address = f"/api/v1/clients/{known.pk}/"
    first = ask(address, token)

    with CaptureQueriesContext(connection) as asked:
        second = ask(address, token, **{"If-None-Match": first.headers["ETag"]})

    (logged,) = [query["sql"] for query in asked.captured_queries if "INTO accounts_readlog" in query["sql"]]
    assert (second.status_code, second.content) == (304, b"")
    for word in ("Cases", "api", "api:client", str(known.pk)):
        assert word.replace("-", "") in logged.replace("-", "")
    assert "Keksitty" not in logged


@pytest.mark.parametrize("address", ["/api/v1/clients/?x=1", "/api/v1/clients/?unit=1", "/api/v1/clients/?limit=900"])
def test_a_bad_parameter_is_named(token, address):
    answer = ask(address, token)

    assert answer.status_code == 400
    assert answer.json()["error"]["field"]


def test_three_clients_take_as_many_queries_as_one(known, token):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            ask("/api/v1/clients/", token)
        return len(asked.captured_queries)

    one = queries()
    ClientFactory()
    ClientFactory()

    assert queries() == one
