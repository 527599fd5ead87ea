"""A person's day on one page: tiles, today's appointments, tasks whose day has come, referrals waiting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.cases import ReferralDecision
from clients.enums.handovers import TransferState
from clients.models import Client, IncomingReferral
from clients.selectors.client_page import heading_of
from clients.selectors.day_lines import lines_of_day
from clients.selectors.employment import check_form
from clients.selectors.handovers import TO_ME, handovers_waiting
from clients.selectors.saved_filters import Tile, counted, tiles_of
from clients.selectors.transfers import IN, transfers_waiting

WAITING, OFFERED, TRANSFERS = "referrals", "handovers", "transfers"


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
class Waiting:
    """What waits for the person's answer, of clients whom the person may not know yet."""

    name: str
    number: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Day:
    """Everything on the page, whom it names, and how the person is related to them."""

    tiles: list[Tile]
    meetings: list[Meeting]
    tasks: list[Due]
    referrals: int
    referrals_number: str
    referrals_url: str
    waiting: list[Waiting]
    named: list[Client]
    kinds: dict[UUID, set[str]]


def day_of(user: User) -> Day:
    """The person's day; as many statements for many clients as for one."""
    tiles, numbers = counted(user, tiles_of(user), more=_MORE)
    lines = lines_of_day(user)
    named = {one.client.pk: one.client for one in (*lines.meetings, *lines.tasks) if one.client is not None}
    return Day(
        tiles=tiles,
        meetings=[_meeting(one) for one in lines.meetings],
        tasks=[_due(one) for one in lines.tasks],
        referrals=numbers[WAITING],
        referrals_number=str(number_format(numbers[WAITING])),
        referrals_url=f"{reverse('clients:incoming_referrals')}?state={ReferralDecision.WAITING}",
        waiting=_waiting(numbers),
        named=list(named.values()),
        kinds=lines.kinds,
    )


def _waiting(numbers: dict[str, int]) -> list[Waiting]:
    found = (
        (OFFERED, _("Offered to you"), f"{reverse('clients:handovers')}?whose={TO_ME}"),
        (TRANSFERS, _("Transfers to your area"), f"{reverse('clients:transfers')}?way={IN}&state={TransferState.SENT}"),
    )
    return [
        Waiting(name=name, number=str(number_format(numbers[key])), url=url) for key, name, url in found if numbers[key]
    ]


def referrals_waiting(user: User) -> QuerySet[IncomingReferral]:
    """Referrals by others that wait in the queues that the person sees."""
    found = IncomingReferral.objects.visible_to(user).filter(decision=ReferralDecision.WAITING)
    return found.exclude(sent_by_id=user.pk)


_MORE = ((WAITING, referrals_waiting), (OFFERED, handovers_waiting), (TRANSFERS, transfers_waiting))


def _meeting(one: Any) -> Meeting:
    begins, ends = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
    return Meeting(
        time=f"{date_format(begins, 'TIME_FORMAT')}–{date_format(ends, 'TIME_FORMAT')}",
        words=one.title,
        client=heading_of(one.client) if one.client else "",
        client_url=_address(one.client),
        url=reverse("clients:appointment", args=[one.key]),
    )


def _due(one: Any) -> Due:
    today = timezone.localdate()
    return Due(
        key=one.key,
        version=one.version,
        title=one.title,
        day=_("Today") if one.due_on == today else date_format(one.due_on, "SHORT_DATE_FORMAT"),
        is_late=one.due_on < today,
        client=heading_of(one.client) if one.client else "",
        client_url=_address(one.client),
        url=reverse("clients:task", args=[one.key]),
        form_url=check_form(one.client.pk, one.check, back=reverse("desk:my_day")) if one.client and one.check else "",
    )


def _address(client: Client | None) -> str:
    return reverse("clients:client", args=[client.pk]) if client else ""
