from datetime import UTC, timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone
from icalendar import Calendar

from accounts.context import set_context
from accounts.models import User
from clients.enums.contacts import AppointmentStatus
from clients.models import CalendarFeed
from clients.services.calendar_feed import close_feed, open_feed, owner_of_feed
from tests.factories.clients import ClientFactory
from tests.factories.contacts import AppointmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(people):
    set_context(user=people["coordinator"].pk)
    made = open_feed(actor=people["coordinator"])
    set_context(user=None, areas=range(1, 47))
    return made


def leave(user: User) -> None:
    set_context(user=user.pk, areas=range(1, 47))
    User.objects.filter(pk=user.pk).update(is_active=False)
    set_context(user=None, areas=range(1, 47))


def fetch(token: str):
    set_context(user=None)
    response = Browser().get(f"/calendar/feed/{token}.ics")
    set_context(user=None, areas=range(1, 47))
    return response


def test_the_feed_tells_times_and_channels_and_nothing_of_anybody(people, known, token):
    secret = ClientFactory(unit=known.unit, last_name="Salainen", non_disclosure=True)
    for client in (known, secret):
        AppointmentFactory(client=client, title="CANARY-TITLE", place="CANARY-PLACE", of=[people["coordinator"]])
    AppointmentFactory(client=None, title="CANARY-TEAM", place="Room, 2", of=[people["coordinator"], people["mate"]])

    response = fetch(token)

    text = response.content.decode()
    words = ("Testinen", "Salainen", "CANARY", "Keksikatu", people["mate"].name, str(known.pk), "Person")
    assert [word for word in words if word in text] == []
    events = Calendar.from_ical(text).walk("VEVENT")
    assert sorted(str(one["SUMMARY"]) for one in events) == ["Client meeting (Visit)"] * 2 + ["Meeting (Visit)"]
    assert [str(one["LOCATION"]) for one in events if "LOCATION" in one] == ["Room, 2"]
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response["Cache-Control"]


def test_the_feed_is_valid_by_the_rules_of_rfc_5545(people, token):
    place = "Ääkköstalo, " * 15
    one = AppointmentFactory(client=None, title="Team", place=place.strip(", ")[:200], of=[people["coordinator"]])

    raw = fetch(token).content

    lines = raw.split(b"\r\n")
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in raw.replace(b"\r\n", b"")
    event = Calendar.from_ical(raw).walk("VEVENT")[0]
    assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
    assert str(event["LOCATION"]) == one.place
    assert event["DTSTART"].dt == one.starts_at.astimezone(UTC)
    assert f"DTSTART:{one.starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}".encode() in lines


def test_the_feed_holds_ones_own_standing_appointments_of_its_time(people, known, token):
    coordinator, now = people["coordinator"], timezone.now()
    mine = AppointmentFactory(client=known, of=[coordinator])
    AppointmentFactory(client=known, of=[people["mate"]])
    AppointmentFactory(client=known, status=AppointmentStatus.CANCELLED, of=[coordinator])
    AppointmentFactory(client=known, starts_at=now - timedelta(days=60), of=[coordinator])

    events = Calendar.from_ical(fetch(token).content).walk("VEVENT")

    assert [str(one["UID"]) for one in events] == [f"{mine.pk}@tasma"]


def test_a_token_opens_until_it_is_renewed_or_revoked_and_is_kept_as_a_hash(people, token):
    coordinator = people["coordinator"]
    set_context(user=coordinator.pk)
    assert token.encode() not in b"".join(bytes(one.token_hash) for one in CalendarFeed.objects.all())
    renewed = open_feed(actor=coordinator)

    assert (owner_of_feed(token=token), owner_of_feed(token=renewed)) == (None, coordinator.pk)
    assert close_feed(actor=coordinator)
    assert owner_of_feed(token=renewed) is None
    assert not close_feed(actor=coordinator)


def test_a_wrong_token_and_one_of_a_person_who_left_open_nothing(people, token):
    assert fetch("x").status_code == 404
    people["coordinator"].memberships.update(valid_to=timezone.localdate() - timedelta(days=1))
    assert fetch(token).status_code == 404
    people["coordinator"].memberships.update(valid_to=None)
    leave(people["coordinator"])
    assert fetch(token).status_code == 404


def test_nobody_sees_anothers_feed(people, token):
    set_context(user=people["mate"].pk, areas=range(1, 47))

    assert not CalendarFeed.objects.exists()
    assert not close_feed(actor=people["mate"])
    assert owner_of_feed(token=token) == people["coordinator"].pk


def test_the_address_is_fetched_only_so_often(people, token):
    answers = [fetch(token).status_code for _ in range(32)]

    assert set(answers[:30]) == {200}
    assert answers[30:] == [429, 429]


def test_the_page_shows_a_new_address_once(signed_in, people):
    browser = signed_in("coordinator")

    made = browser.post("/calendar/feed/new/").content.decode()
    later = browser.get("/calendar/feed/").content.decode()
    browser.post("/calendar/feed/revoke/")

    assert ".ics" in made
    assert ".ics" not in later
    assert "An address is in use" in later
    assert "No address is in use" in browser.get("/calendar/feed/").content.decode()
