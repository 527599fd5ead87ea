"""A person's reserved times as an iCalendar file (RFC 5545) that tells nothing of any client."""

from __future__ import annotations

from datetime import UTC, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event

from accounts.models import User
from clients.enums.contacts import AppointmentStatus, ContactChannel
from clients.models import Appointment

BACK, AHEAD = timedelta(days=31), timedelta(days=366)
PRODUCT = "-//Tasma//Calendar//FI"
# Where the place is the client's home or another place of the client's own, or no place at all.
PLACES_TOLD = frozenset({ContactChannel.VISIT, ContactChannel.NETWORK})


def calendar_file(user: User) -> bytes:
    """The standing appointments in which the user takes part, a month back and a year ahead, in the user's language.

    What the file says of one is a kind of meeting in general words, its channel and time: whoever has the address can
    read it. No title, client, colleague or link; a place only where there is no client, as typed places may be homes.
    """
    now = timezone.now()
    found = Appointment.objects.of(user).standing().between(now - BACK, now + AHEAD).order_by("starts_at", "pk")
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    with override(user.language):
        made.add("x-wr-calname", _("Täsmä appointments"))
        for appointment in found.only(*_TOLD):
            made.add_component(_event(appointment))
    return made.to_ical()


_TOLD = ("id", "client_id", "starts_at", "ends_at", "place", "channel", "status", "version", "created_at")


def _event(one: Appointment) -> Event:
    event = Event()
    event.add("uid", f"{one.pk}@tasma")
    event.add("dtstamp", one.created_at.astimezone(UTC))
    event.add("sequence", one.version - 1)
    event.add("dtstart", one.starts_at.astimezone(UTC))
    event.add("dtend", one.ends_at.astimezone(UTC))
    event.add("summary", _summary(one))
    event.add("status", "CONFIRMED" if one.status != AppointmentStatus.NO_SHOW else "TENTATIVE")
    event.add("class", "PRIVATE")
    if one.client_id is None and one.place and one.channel in PLACES_TOLD:
        event.add("location", one.place)
    return event


def _summary(one: Appointment) -> str:
    kind = _("Client meeting") if one.client_id else _("Meeting")
    return f"{kind} ({one.get_channel_display()})"
