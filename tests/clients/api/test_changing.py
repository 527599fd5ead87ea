"""Machines change clients: what the body names, of the state it says, and in their own name."""

from uuid import uuid4

import pytest

from accounts.enums import Right
from clients.models import Client
from tests.clients.api.conftest import BOTH, token_of
from tests.factories.accounts import OTHER_AREA
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db


def state(client: Client) -> tuple[str, str, int]:
    client.refresh_from_db()
    return client.last_name, client.phone, client.version


def test_what_the_body_names_is_changed_and_the_rest_stays(send, known, actor):
    answer = send("patch", f"clients/{known.pk}/", {"version": 1, "contact_details": {"phone": "0409998888"}})

    changed = Client.pgh_event_model.objects.filter(pgh_label="update").get()
    assert (answer.status_code, answer.json()["version"], answer.json()["id"]) == (200, 2, str(known.pk))
    assert state(known) == ("Keksitty", "0409998888", 2)
    assert (changed.phone, changed.pgh_context["user"]) == ("0409998888", str(actor.pk))


def test_the_answer_tells_nothing_of_the_client(send, known):
    answer = send("patch", f"clients/{known.pk}/", {"version": 1, "first_names": "Kaija"})

    assert set(answer.json()) == {"id", "version", "url"}


def test_the_etag_of_get_says_the_state_too(send, known):
    first = send("get", f"clients/{known.pk}/")["ETag"]

    answer = send("patch", f"clients/{known.pk}/", {"last_name": "Toinen"}, **{"If-Match": first})
    stale = send("patch", f"clients/{known.pk}/", {"last_name": "Kolmas"}, **{"If-Match": first})
    second = answer["ETag"]

    assert answer.status_code == 200
    assert (stale.status_code, stale.json()["error"]["code"]) == (412, "precondition_failed")
    assert send("get", f"clients/{known.pk}/")["ETag"] == second
    assert send("patch", f"clients/{known.pk}/", {"last_name": "Kolmas"}, **{"If-Match": second}).status_code == 200
    assert state(known) == ("Kolmas", "0405551234", 3)


def test_a_stale_version_is_a_conflict(send, known):
    send("patch", f"clients/{known.pk}/", {"version": 1, "last_name": "Toinen"})

    answer = send("patch", f"clients/{known.pk}/", {"version": 1, "last_name": "Kolmas"})

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "conflict")
    assert state(known) == ("Toinen", "0405551234", 2)


@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}])
def test_the_state_has_to_be_said(send, known, headers):
    answer = send("patch", f"clients/{known.pk}/", {"last_name": "Toinen"}, **headers)

    assert (answer.status_code, answer.json()["error"]["code"]) == (428, "precondition_required")
    assert state(known) == ("Keksitty", "0405551234", 1)


def test_the_same_again_changes_nothing(send, known):
    answer = send("patch", f"clients/{known.pk}/", {"version": 1, "last_name": "Keksitty"})

    assert (answer.status_code, answer.json()["version"]) == (200, 1)


def test_contact_details_under_non_disclosure_need_the_right(send):
    hidden = ClientFactory(phone="0405551234", non_disclosure=True)
    change = {"version": 1, "contact_details": {"phone": "0409998888"}}

    refused = send("patch", f"clients/{hidden.pk}/", change)
    before = state(hidden)
    trusted = token_of(*BOTH, name="Trusted", rights=(Right.NON_DISCLOSURE,))
    done = send("patch", f"clients/{hidden.pk}/", change, by=trusted)

    assert (refused.status_code, before) == (403, ("", "0405551234", 1))
    assert (done.status_code, state(hidden)) == (200, ("", "0409998888", 2))


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"last_name": ""}, 400, "last_name"),
        ({"birth_date": "2999-01-01"}, 422, "birth_date"),
        ({"identity_code": "100190-999Q"}, 422, "identity_code"),
        ({"contact_details": {"email": "nobody"}}, 400, "contact_details.email"),
        ({"non_disclosure": False}, 400, "non_disclosure"),
        ({"unit": str(uuid4())}, 400, "unit"),
        ({"area": OTHER_AREA}, 400, "area"),
        ({"id": str(uuid4())}, 400, "id"),
        ({"version": 0}, 400, "version"),
        ({"version": 2**40}, 400, "version"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(send, known, change, status, field):
    answer = send("patch", f"clients/{known.pk}/", {"version": 1} | change)

    assert (answer.status_code, answer.json()["error"]["field"]) == (status, field)
    assert state(known) == ("Keksitty", "0405551234", 1)


@pytest.mark.parametrize("whose", ["other_area", "merged", "absent"])
def test_whom_a_machine_may_not_know_is_absent(send, known, whose):
    key = uuid4()
    if whose == "other_area":
        key = ClientFactory(area_id=OTHER_AREA).pk
    elif whose == "merged":
        key = ClientFactory(merged_into=known).pk

    answer = send("patch", f"clients/{key}/", {"version": 1, "last_name": "Toinen"})

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
    assert Client.objects.filter(last_name="Toinen").count() == 0


@pytest.mark.parametrize("scopes", [("cases:read",), ("indicators:read",)])
def test_a_token_without_the_scope_changes_nothing(send, known, scopes):
    answer = send("patch", f"clients/{known.pk}/", {"version": 1, "last_name": "X"}, by=token_of(*scopes, name="Other"))

    assert answer.status_code == 403
    assert state(known) == ("Keksitty", "0405551234", 1)


def test_a_token_that_only_writes_does_not_read(send, known):
    writer = token_of("cases:write", name="Writer")

    assert send("get", f"clients/{known.pk}/", by=writer).status_code == 403
    assert send("patch", f"clients/{known.pk}/", {"version": 1, "last_name": "Toinen"}, by=writer).status_code == 200
    assert state(known) == ("Toinen", "0405551234", 2)
