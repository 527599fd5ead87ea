"""Machines record contacts, change those of their own, and see texts by their right only."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.enums import Right
from clients.models import Contact
from tests.clients.api.conftest import BOTH, token_of
from tests.factories.accounts import OTHER_AREA, member
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(coordinator) -> dict[str, Any]:
    return {
        "at": "2026-03-02T10:15:00+02:00",
        "channel": "phone",
        "minutes": 20,
        "summary": "CANARY-SUMMARY",
        "others": ["kela", "employer"],
        "colleagues": [str(coordinator.pk)],
    }


@pytest.fixture
def written(coordinator, known) -> Contact:
    """A contact that a person recorded."""
    return Contact.objects.create(
        area_id=known.area_id, client=known, at=timezone.now() - timedelta(days=1), channel="visit",
        summary="CANARY-SUMMARY", author=coordinator,
    )  # fmt: skip


def test_a_contact_is_recorded_in_the_machines_name(post, known, body, actor, coordinator):
    answer = post(f"clients/{known.pk}/contacts/", body)

    contact = Contact.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "id": str(contact.pk),
        "version": 1,
        "url": f"http://testserver/api/v1/contacts/{contact.pk}/",
    }
    assert (contact.client, contact.author, contact.is_draft) == (known, actor, False)
    assert (contact.channel, contact.minutes, contact.with_client) == ("phone", 20, True)
    assert contact.others == ["kela", "employer"]
    assert list(contact.staff.values_list("user", flat=True)) == [coordinator.pk]


def test_it_is_joint_when_two_of_the_staff_took_part(post, known, body, coordinator, mate):
    one = post(f"clients/{known.pk}/contacts/", body, key="one").json()
    both = [str(coordinator.pk), str(mate.pk)]
    two = post(f"clients/{known.pk}/contacts/", body | {"colleagues": both}, key="two").json()

    assert Contact.objects.get(pk=one["id"]).is_joint is False
    assert Contact.objects.get(pk=two["id"]).is_joint is True


def test_the_same_key_records_once(post, known, body):
    first = post(f"clients/{known.pk}/contacts/", body)
    second = post(f"clients/{known.pk}/contacts/", body)
    other = post(f"clients/{known.pk}/contacts/", body | {"minutes": 5})

    assert (first.status_code, second.status_code, second.json()) == (201, 201, first.json())
    assert (other.status_code, other.json()["error"]["field"]) == (422, "Idempotency-Key")
    assert Contact.objects.count() == 1


def test_a_key_is_of_one_client(post, known, body):
    other = ClientFactory()
    post(f"clients/{known.pk}/contacts/", body)

    answer = post(f"clients/{other.pk}/contacts/", body)

    assert answer.status_code == 422
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"at": "2999-01-01T00:00:00Z"}, 422, "at"),
        ({"at": "1999-01-01T00:00:00Z"}, 422, "at"),
        ({"at": "0001-01-01T00:00:00+14:00"}, 400, "at"),
        ({"at": "2026-03-29T03:30:00"}, 400, "at"),
        ({"at": "yesterday"}, 400, "at"),
        ({"summary": "  "}, 400, "summary"),
        ({"summary": "x" * 8001}, 400, "summary"),
        ({"summary": "a\0b"}, 400, "summary"),
        ({"minutes": 0}, 400, "minutes"),
        ({"channel": "pigeon"}, 400, "channel"),
        ({"others": ["neighbour"]}, 400, "others.0"),
        ({"colleagues": [str(uuid4())]}, 422, "colleagues"),
        ({"is_draft": True}, 400, "is_draft"),
        ({"author": str(uuid4())}, 400, "author"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(post, known, body, changes, status, field):
    answer = post(f"clients/{known.pk}/contacts/", body | changes)

    assert (answer.status_code, answer.json()["error"]["field"]) == (status, field)
    assert Contact.objects.count() == 0


def test_a_colleague_of_another_area_takes_no_part(post, known, body):
    answer = post(f"clients/{known.pk}/contacts/", body | {"colleagues": [str(member(area=OTHER_AREA).pk)]})

    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "colleagues")


@pytest.mark.parametrize("whose", ["other_area", "merged", "absent"])
def test_a_client_whom_the_machine_may_not_know_is_absent(post, known, body, whose):
    key = uuid4()
    if whose == "other_area":
        key = ClientFactory(area_id=OTHER_AREA).pk
    elif whose == "merged":
        key = ClientFactory(merged_into=known).pk

    assert post(f"clients/{key}/contacts/", body).status_code == 404
    assert Contact.objects.count() == 0


def test_a_machine_changes_what_it_recorded(post, send, known, body, actor):
    made = post(f"clients/{known.pk}/contacts/", body).json()["id"]

    answer = send("patch", f"contacts/{made}/", {"version": 1, "minutes": 25})
    stale = send("patch", f"contacts/{made}/", {"version": 1, "minutes": 30})

    contact = Contact.objects.get()
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "conflict")
    assert (contact.minutes, contact.summary, contact.others) == (25, "CANARY-SUMMARY", ["kela", "employer"])
    assert contact.staff.count() == 1
    assert Contact.pgh_event_model.objects.get(pgh_label="update").pgh_context["user"] == str(actor.pk)


def test_a_contact_of_a_person_is_the_persons_to_change(send, written):
    answer = send("patch", f"contacts/{written.pk}/", {"version": 1, "minutes": 25})

    written.refresh_from_db()
    assert (answer.status_code, written.minutes) == (403, None)


@pytest.mark.parametrize("state", ["draft", "withdrawn", "other_area"])
def test_what_is_no_final_contact_of_the_area_is_absent(send, written, coordinator, state):
    if state == "draft":
        Contact.objects.filter(pk=written.pk).update(is_draft=True)
    elif state == "withdrawn":
        Contact.objects.filter(pk=written.pk).update(
            withdrawn_at=timezone.now(), withdrawn_by=coordinator, withdrawal_reason="Wrong client."
        )
    else:
        away = ClientFactory(area_id=OTHER_AREA)
        written = Contact.objects.create(
            area_id=OTHER_AREA, client=away, at=timezone.now(), channel="visit", summary="x", author=coordinator
        )

    assert send("get", f"contacts/{written.pk}/").status_code == 404
    assert send("patch", f"contacts/{written.pk}/", {"version": 1, "minutes": 25}).status_code == 404


def test_texts_are_told_by_the_right_to_health_only(send, known, written):
    trusted = token_of(*BOTH, name="Trusted", rights=(Right.HEALTH,))
    for path in (f"contacts/{written.pk}/", "contacts/", f"clients/{known.pk}/contacts/", "contacts/?format=csv"):
        assert "CANARY" not in send("get", path).content.decode(), path
        assert "CANARY" in send("get", path, by=trusted).content.decode(), path


def test_the_state_has_to_be_said(post, send, known, body):
    made = post(f"clients/{known.pk}/contacts/", body).json()["id"]
    etag = send("get", f"contacts/{made}/")["ETag"]

    assert send("patch", f"contacts/{made}/", {"minutes": 1}).status_code == 428
    assert send("patch", f"contacts/{made}/", {"minutes": 1}, **{"If-Match": '"other"'}).status_code == 412
    assert send("patch", f"contacts/{made}/", {"minutes": 1}, **{"If-Match": etag}).status_code == 200


@pytest.mark.parametrize("scopes", [("cases:read",), ("indicators:read",)])
def test_a_token_without_the_scope_writes_nothing(post, send, known, body, written, scopes):
    other = token_of(*scopes, name="Other")

    assert post(f"clients/{known.pk}/contacts/", body, by=other).status_code == 403
    assert send("patch", f"contacts/{written.pk}/", {"version": 1, "minutes": 1}, by=other).status_code == 403
    assert Contact.objects.count() == 1
