"""Telling those responsible that forms wait on their chase list: one message a day at most, and none without news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from accounts.context import acting
from accounts.enums import MessageKind
from accounts.models import Area, Message, User
from accounts.services.messages import tell
from clients.enums import RelationKind
from clients.enums.chasing import ChaseKind
from clients.models import CaseRelation, Participation
from clients.selectors.chasing import rows_of

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('clients.tell_of_chase_list'))"
AHEAD = timedelta(days=7)
"""So long before its last day a form that is still missing is told of again."""
AGAIN_AFTER = timedelta(days=7)
"""So often those with late forms are told though nothing is new; and so far back a run that was missed is made up."""


def tell_of_chase_list(*, areas: Iterable[int] | None = None, dry_run: bool = False) -> int:
    """Whoever is responsible for a client with news on the chase list is told, once today; returns how many were told.

    News is a form that came on the list, has a week left, or has become late since the person was last told. Without
    news those with late forms are told once a week. The message names nobody. What was told is the message itself,
    written in one transaction: a run that is repeated tells nobody twice, one that is cut short has told nobody.
    """
    chosen = sorted(Area.objects.values_list("pk", flat=True) if areas is None else areas)
    today = timezone.localdate()
    with acting(areas=chosen):
        with connection.cursor() as cursor:
            cursor.execute(ONE_AT_A_TIME)
        news, late = _on_the_list(chosen, today)
        told_on = _last_told()
        found = 0
        for user, clients in _responsible(news.keys() | late, today).items():
            last = told_on.get(user.pk)
            wanted = {one for one in clients if _is_news(news.get(one), last, today)}
            if last is None or last <= today - AGAIN_AFTER:
                wanted |= clients & late
            if last != today and Participation.objects.visible_to(user).filter(client_id__in=wanted).exists():
                found += 1
                if not dry_run:
                    tell(user_id=user.pk, kind=MessageKind.CHASE_DIGEST)
        return found


def _on_the_list(areas: list[int], today: date) -> tuple[dict[UUID, date], set[UUID]]:
    """The day of each client's last news, and the clients with a late form; explained forms are neither."""
    news: dict[UUID, date] = {}
    late: set[UUID] = set()
    for kind in ChaseKind:
        rows = rows_of(kind, Participation.objects.filter(area_id__in=areas).order_by()).filter(chase_reason="")
        for client_id, since, due_on in rows.values_list("client_id", "since", "due_on"):
            days = [one for one in (since, due_on - AHEAD, due_on + timedelta(days=1)) if one <= today]
            if days:
                news[client_id] = max(*days, news.get(client_id, date.min))
            if due_on < today:
                late.add(client_id)
    return news, late


def _is_news(day: date | None, last: date | None, today: date) -> bool:
    return day is not None and day > max(last or date.min, today - AGAIN_AFTER)


def _last_told() -> dict[UUID, date]:
    found = Message.objects.filter(kind=MessageKind.CHASE_DIGEST).values("user_id").annotate(at=Max("created_at"))
    return {one["user_id"]: timezone.localtime(one["at"]).date() for one in found.order_by()}


def _responsible(clients: Iterable[UUID], today: date) -> dict[User, set[UUID]]:
    held = CaseRelation.objects.in_force(today).filter(
        kind=RelationKind.RESPONSIBLE, client_id__in=list(clients), user__is_active=True
    )
    found: dict[User, set[UUID]] = defaultdict(set)
    for one in held.select_related("user").order_by("user_id", "pk"):
        found[one.user].add(one.client_id)
    return found
