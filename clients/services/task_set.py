"""Putting a kind of tasks on or off in an area."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients import policies
from clients.enums.contacts import OFF_BY_DEFAULT, TaskKind
from clients.models import TaskSetting
from config.kernel.errors import NotFound, OutOfOrder, Refusal


@transaction.atomic
def set_task_kind(
    *, actor: User, area_id: int, kind: TaskKind, is_on: bool, version: int | None, reason: str
) -> TaskSetting:
    """The kind is on or off in the area from now on, by a supervisor of it; what it was before stays in the history.

    `version` is that of the setting which was seen, None where there was none. Tasks of the kind given before stay.
    """
    if area_id not in policies.areas_of_task_sets(actor):
        raise NotFound
    if kind not in OFF_BY_DEFAULT:
        raise Refusal(_("This kind is always part of the work."), field="kind")
    said = {"is_on": is_on, "reason": reason.strip(), "changed_by": actor, "changed_at": timezone.now()}
    held = TaskSetting.objects.locked().filter(area_id=area_id, kind=kind).first()
    if held is None:
        if not is_on:
            raise OutOfOrder(_("It is off already."))
        made = TaskSetting(area_id=area_id, kind=kind, **said)
        add_record(made)
        return made
    if held.version == version and held.is_on == is_on:
        raise OutOfOrder(_("It is on already.") if is_on else _("It is off already."))
    change_record(held, version=version or 0, values=said)
    return held


def must_be_offered(area_id: int, kind: TaskKind) -> None:
    """Refused where the kind is off in the area."""
    if kind in OFF_BY_DEFAULT and not TaskSetting.objects.put_on().filter(area_id=area_id, kind=kind).exists():
        raise Refusal(
            _("Tasks of unemployment security are no part of this work in your area. Its supervisors may put them on."),
            field="kind",
        )
