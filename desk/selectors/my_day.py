"""A person's day on one page: tiles, today's appointments, tasks whose day has come, referrals waiting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.cases import ReferralDecision
from clients.models import Client, IncomingReferral
from clients.selectors.agenda import appointments_today, tasks_due
from clients.selectors.client_page import heading_of
from clients.selectors.employment import form_of
from clients.selectors.saved_filters import Tile, counted, tiles_of

MOST = 100
WAITING = "referrals"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One of today's appointments."""

    time: str
    words: str
    client: str
    client_url: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Due:
    """A task whose day has come."""

    key: Any
    version: int
    title: str
    day: str
    is_late: bool
    client: str
    client_url: str
    url: str
    form_url: str  # where the task is done by answering something, the form of it


@dataclass(frozen=True, kw_only=True)
class Day:
    """Everything on the page, and whom it names."""

    tiles: list[Tile]
    meetings: list[Meeting]
    tasks: list[Due]
    referrals: int
    referrals_number: str
    referrals_url: str
    named: list[Client]


def day_of(user: User) -> Day:
    """The person's day; as many statements for many clients as for one."""
    waiting = (
        IncomingReferral.objects.visible_to(user).filter(decision=ReferralDecision.WAITING).exclude(sent_by_id=user.pk)
    )
    tiles, numbers = counted(user, tiles_of(user), more={WAITING: waiting})
    meetings, tasks = list(appointments_today(user)[:MOST]), list(tasks_due(user)[:MOST])
    clients = [*(one.client for one in meetings), *(one.client for one in tasks)]
    named = {client.pk: client for client in clients if client is not None}
    return Day(
        tiles=tiles,
        meetings=[_meeting(one) for one in meetings],
        tasks=[_due(one) for one in tasks],
        referrals=numbers[WAITING],
        referrals_number=str(number_format(numbers[WAITING])),
        referrals_url=f"{reverse('clients:incoming_referrals')}?state={ReferralDecision.WAITING}",
        named=list(named.values()),
    )


def _meeting(one: Any) -> Meeting:
    begins, ends = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
    return Meeting(
        time=f"{date_format(begins, 'TIME_FORMAT')}–{date_format(ends, 'TIME_FORMAT')}",
        words=one.title or str(one.get_channel_display()),
        client=heading_of(one.client) if one.client else "",
        client_url=reverse("clients:client", args=[one.client_id]) if one.client_id else "",
        url=reverse("clients:appointment", args=[one.pk]),
    )


def _due(one: Any) -> Due:
    today = timezone.localdate()
    return Due(
        key=one.pk,
        version=one.version,
        title=one.title,
        day=_("Today") if one.due_on == today else date_format(one.due_on, "SHORT_DATE_FORMAT"),
        is_late=one.due_on < today,
        client=heading_of(one.client) if one.client else "",
        client_url=reverse("clients:client", args=[one.client_id]) if one.client_id else "",
        url=reverse("clients:task", args=[one.pk]),
        form_url=form_of(one, back=reverse("desk:my_day")),
    )
