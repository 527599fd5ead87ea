"""The calendar: whose time is reserved on which day, and what of it the reader may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.contacts import AppointmentStatus
from clients.models import Appointment, AppointmentStaff
from clients.selectors.agenda import day_bounds
from clients.selectors.client_page import heading_of
from clients.selectors.contacts import withheld, withheld_words

WEEK = 7
TONES = {
    AppointmentStatus.PLANNED: "info",
    AppointmentStatus.HELD: "good",
    AppointmentStatus.NO_SHOW: "warn",
    AppointmentStatus.CANCELLED: "plain",
}


class Span(StrEnum):
    """How much of the calendar a page shows."""

    MONTH = "month"
    WEEK = "week"
    DAY = "day"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A reserved time; of one whose client the reader does not know only the time and the people."""

    appointment: Appointment
    time: str
    title: str
    people: str
    detail: str
    url: str
    tone: str

    @property
    def is_known(self) -> bool:
        return bool(self.url)


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day of the page, today or not, inside the month shown or beside it."""

    day: date
    name: str
    number: str
    entries: tuple[Entry, ...]
    is_today: bool
    is_outside: bool
    url: str
    more: int = 0


def first_and_last(span: Span, day: date) -> tuple[date, date]:
    """The days the page shows: a month fills whole weeks, a week begins on Monday."""
    if span == Span.DAY:
        return day, day
    monday = day - timedelta(days=day.weekday())
    if span == Span.WEEK:
        return monday, monday + timedelta(days=WEEK - 1)
    first = day.replace(day=1)
    start = first - timedelta(days=first.weekday())
    end = _next_month(first) - timedelta(days=1)
    return start, end + timedelta(days=WEEK - 1 - end.weekday())


def beside(span: Span, day: date) -> tuple[date, date]:
    """A day on the page before, and one on the page after."""
    if span == Span.DAY:
        return day - timedelta(days=1), day + timedelta(days=1)
    if span == Span.WEEK:
        return day - timedelta(days=WEEK), day + timedelta(days=WEEK)
    first = day.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), _next_month(first)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def span_title(span: Span, day: date) -> str:
    """The page's days in words."""
    if span == Span.DAY:
        return date_format(day, "DATE_FORMAT")
    if span == Span.MONTH:
        return date_format(day, "YEAR_MONTH_FORMAT")
    first, last = first_and_last(span, day)
    given = {
        "week": day.isocalendar().week,
        "first": date_format(first, "SHORT_DATE_FORMAT"),
        "last": date_format(last, "SHORT_DATE_FORMAT"),
    }
    return _("Week %(week)s, %(first)s – %(last)s") % given


def days_of(user: User, *, span: Span, day: date, people: Iterable[User], at_most: int = 0) -> list[Day]:
    """The days of the page with what is reserved for these people, each day's in order of time.

    An appointment past midnight stands on the day it begins. `at_most` leaves the rest of a full day to its own page.
    """
    first, last = first_and_last(span, day)
    entries: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries_of(user, people=people, bounds=day_bounds(first, (last - first).days + 1)):
        entries[max(timezone.localdate(entry.appointment.starts_at), first)].append(entry)
    today = timezone.localdate()
    days = []
    for number in range((last - first).days + 1):
        one = first + timedelta(days=number)
        found = entries[one]
        shown = found[:at_most] if at_most else found
        days.append(
            Day(
                day=one,
                name=date_format(one, "l"),
                number=date_format(one, "j.n."),
                entries=tuple(shown),
                is_today=one == today,
                is_outside=span == Span.MONTH and one.month != day.month,
                url=f"{reverse('clients:calendar')}?span=day&day={one.isoformat()}",
                more=len(found) - len(shown),
            )
        )
    return days


def entries_of(user: User, *, people: Iterable[User], bounds: tuple[datetime, datetime]) -> list[Entry]:
    """What is reserved for these people in the time, in three statements however much it is."""
    names = {person.pk: person.name for person in people}
    part = AppointmentStaff.objects.filter(user_id__in=names).values("appointment_id")
    found = list(
        Appointment.objects.filter(pk__in=part)
        .between(*bounds)
        .standing()
        .select_related("client")
        .order_by("starts_at", "pk")
    )
    keys = [one.pk for one in found]
    known = set(Appointment.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    with_whom: dict[UUID, list[UUID]] = defaultdict(list)
    taking_part = AppointmentStaff.objects.filter(appointment_id__in=keys)
    for appointment_id, user_id in taking_part.values_list("appointment_id", "user_id"):
        with_whom[appointment_id].append(user_id)
    return [
        _entry(user, one, is_known=one.pk in known, who=[names[key] for key in with_whom[one.pk] if key in names])
        for one in found
    ]


def _entry(user: User, one: Appointment, *, is_known: bool, who: list[str]) -> Entry:
    place = place_of(user, one) if is_known else ""
    parts = [str(one.get_channel_display()), place, _("joint") if one.is_joint else ""] if is_known else []
    return Entry(
        appointment=one,
        time=time_words(one),
        title=title_of(one) if is_known else _("Reserved"),
        people=", ".join(sorted(who)),
        detail=", ".join(part for part in parts if part),
        url=reverse("clients:appointment", args=[one.pk]) if is_known else "",
        tone=TONES[AppointmentStatus(one.status)] if is_known else "plain",
    )


def title_of(one: Appointment) -> str:
    """The client's name, what it is about, or both; for those who may know the appointment."""
    name = heading_of(one.client) if one.client else ""
    return f"{name}: {one.title}" if name and one.title else name or one.title


def place_of(user: User, one: Appointment) -> str:
    """Where; a place of meeting tells where the client is, so non-disclosure withholds it like the address."""
    if not one.place:
        return ""
    if one.client is not None and withheld(user, one.client):
        return withheld_words()
    return one.place


def time_words(one: Appointment) -> str:
    """From when to when, by the clock on the wall."""
    starts, ends = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
    return f"{date_format(starts, 'TIME_FORMAT')}–{date_format(ends, 'TIME_FORMAT')}"


def overlapping(appointment: Appointment) -> list[str]:
    """Names of those who take part and have another appointment in the same time; a warning, never an obstacle."""
    staff = list(appointment.staff.values_list("user_id", flat=True))
    others = Appointment.objects.filter(area_id=appointment.area_id).exclude(pk=appointment.pk).standing()
    at_once = others.between(appointment.starts_at, appointment.ends_at)
    busy = AppointmentStaff.objects.filter(appointment__in=at_once, user_id__in=staff)
    return sorted(busy.values_list("user__name", flat=True).distinct())


def clients_in(entries: Iterable[Entry]) -> list[Any]:
    """The clients whom these entries name, each once: the read log wants them."""
    found = {one.appointment.client_id: one.appointment.client for one in entries if one.is_known}
    return [client for client in found.values() if client is not None]
