"""Reminding people of their tasks: once on the day of reminding, once on the last day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection

from accounts.context import acting
from accounts.enums import MessageKind
from accounts.models import Area, User
from accounts.services.messages import tell
from clients.models import Task

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('clients.remind_of_tasks'))"


def remind_of_tasks(*, day: date, areas: Iterable[int] | None = None) -> int:
    """Everybody with tasks whose day has come is told so, at most once on `day`; returns how many were told.

    Which tasks were told of is in the rows, written with the messages in one transaction: doing it again tells nobody
    twice, and a run cut short has told nobody. A task is told of on its day of reminding and on its last day, no more.
    """
    chosen = sorted(Area.objects.values_list("pk", flat=True) if areas is None else areas)
    with acting(areas=chosen):
        with connection.cursor() as cursor:
            cursor.execute(ONE_AT_A_TIME)
        waiting: dict[UUID, list[UUID]] = defaultdict(list)
        found = Task.objects.to_remind(day).filter(area_id__in=chosen).locked()
        for task_id, owner_id in found.values_list("pk", "owner_id"):
            waiting[owner_id].append(task_id)
        owners = User.objects.filter(pk__in=waiting, is_active=True).order_by("pk")
        return sum(_remind(owner, waiting[owner.pk], day) for owner in owners)


def _remind(owner: User, tasks: list[UUID], day: date) -> int:
    """Tasks about clients whom the owner knows no longer are nobody's reminder: the message would lead nowhere."""
    was_told = Task.objects.filter(owner_id=owner.pk, reminded_on=day).exists()
    if not Task.objects.visible_to(owner).filter(pk__in=tasks).update(reminded_on=day) or was_told:
        return 0
    tell(user_id=owner.pk, kind=MessageKind.TASK_DUE)
    return 1
