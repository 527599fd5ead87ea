"""Reminding people of their tasks: once on the day of reminding, once on the last day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from django.db import connection
from django.utils import timezone

from accounts.context import acting
from accounts.enums import MessageKind
from accounts.models import Area, Message, User
from accounts.services.messages import tell
from clients.models import Task

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('clients.remind_of_tasks'))"


def remind_of_tasks(*, day: date, areas: Iterable[int] | None = None) -> int:
    """Everybody with tasks whose day has come is told so, at most once on `day`; returns how many were told.

    Which tasks were told of is in the rows, written with the message, so that doing it again tells nobody twice and a
    run cut short is finished by the next. A task is told of on its day of reminding and on its last day, no more.
    """
    chosen = list(Area.objects.order_by("pk").values_list("pk", flat=True)) if areas is None else sorted(areas)
    return sum(_remind_area(area, day) for area in chosen)


def _remind_area(area_id: int, day: date) -> int:
    with acting(areas=[area_id]):
        with connection.cursor() as cursor:
            cursor.execute(ONE_AT_A_TIME)
        waiting: dict[UUID, list[UUID]] = defaultdict(list)
        found = Task.objects.to_remind(day).filter(area_id=area_id).locked()
        for task_id, owner_id in found.values_list("pk", "owner_id"):
            waiting[owner_id].append(task_id)
        owners = User.objects.filter(pk__in=waiting, is_active=True).order_by("pk")
        return sum(_remind(owner, waiting[owner.pk], day) for owner in owners)


def _remind(owner: User, tasks: list[UUID], day: date) -> int:
    """Tasks about clients whom the owner knows no longer are nobody's reminder: the message would lead nowhere."""
    seen = Task.objects.visible_to(owner).filter(pk__in=tasks)
    if not seen.update(reminded_on=day):
        return 0
    if Message.objects.filter(user=owner, kind=MessageKind.TASK_DUE, created_at__gte=_midnight(day)).exists():
        return 0
    tell(user_id=owner.pk, kind=MessageKind.TASK_DUE)
    return 1


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
