"""Follow-up after employment: its days and tasks follow from the employment, whenever that is recorded or changed.

Running it again changes nothing: a follow-up is there once for each employment and number of months, with one task.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.context import acting
from accounts.models import Area, User
from accounts.services.records import change_record
from clients.calendar_days import months_after
from clients.enums import RelationKind
from clients.enums.contacts import TaskKind
from clients.enums.employment import CHECK_MONTHS, CHECK_WINDOW_DAYS, ContactResult
from clients.models import EmploymentCheck, EmploymentSpell, Task
from clients.selectors.employment import months_words
from clients.services.marks import not_in_future, visible_client
from config.kernel.errors import NotFound, OutOfOrder, Refusal

ANSWERS = (
    "checked_on",
    "contact_result",
    "is_employed",
    "same_employer",
    "hours_per_week",
    "adjustments_in_use",
    "needs_support",
    "support_note",
)
LOOKED_BACK = 13


def follow_employment(employment: EmploymentSpell, *, by: User) -> None:
    """The employment's follow-ups are those of its days, each with its task while it is still to be made.

    A follow-up whose time had passed when the employment was recorded gets no task: it stands as late. One that is not
    needed, as the employment ended before or is withdrawn, takes its task off the list.
    """
    held = {one.months: one for one in employment.checks.locked().select_related("task")}
    for months in CHECK_MONTHS:
        due_on = months_after(employment.begun_on, months)
        dropped = employment.is_withdrawn or (employment.ended_on is not None and employment.ended_on < due_on)
        check = held.get(months)
        if check is None:
            if not dropped:
                _begin(employment, months=months, due_on=due_on, by=by)
        elif check.checked_on is None:
            _follow(check, due_on=due_on, dropped=dropped, by=by)


def _begin(employment: EmploymentSpell, *, months: int, due_on: date, by: User) -> None:
    check = EmploymentCheck(
        area_id=employment.area_id,
        client_id=employment.client_id,
        employment=employment,
        months=months,
        due_on=due_on,
    )
    if due_on >= timezone.localdate() - timedelta(days=CHECK_WINDOW_DAYS):
        check.task = _task(employment, months=months, due_on=due_on, by=by)
    check.save(force_insert=True)


def _task(employment: EmploymentSpell, *, months: int, due_on: date, by: User) -> Task:
    """The task of whoever is responsible for the client today, else of who recorded the employment."""
    today = timezone.localdate()
    relations = employment.client.relations.in_force(today).filter(kind=RelationKind.RESPONSIBLE)
    held = relations.select_related("user").first()
    owner = held.user if held else by
    with override(owner.language):
        title = _("Follow-up after employment: %(when)s") % {"when": months_words(months)}
    return Task.objects.create(
        area_id=employment.area_id,
        client_id=employment.client_id,
        owner=owner,
        kind=TaskKind.FOLLOW_UP,
        title=title,
        due_on=due_on,
        created_by=by,
        created_at=timezone.now(),
    )


def _follow(check: EmploymentCheck, *, due_on: date, dropped: bool, by: User) -> None:
    values = {"due_on": due_on, "is_dropped": dropped}
    was_dropped = check.is_dropped
    change_record(check, version=check.version, values=values)
    task = check.task
    if task is None:
        return
    if dropped and not was_dropped and task.done_at is None:
        change_record(task, version=task.version, values={"done_at": timezone.now(), "done_by": by})
    elif not dropped and was_dropped and task.done_at is not None:
        change_record(task, version=task.version, values={"done_at": None, "done_by": None, "due_on": due_on})
    elif not dropped and task.done_at is None:
        remind = {} if task.remind_on is None or task.remind_on <= due_on else {"remind_on": due_on}
        change_record(task, version=task.version, values={"due_on": due_on, **remind})


@transaction.atomic
def answer_check(
    *, actor: User, client_id: UUID, check_id: UUID, version: int, values: Mapping[str, Any]
) -> EmploymentCheck:
    """The follow-up is made, or its answer corrected; its task is done.

    Refused: a follow-up that is not needed, a day to come or before the employment began, answers of a client who was
    not reached.
    """
    client = visible_client(actor, client_id)
    check = client.employment_checks.locked().select_related("task", "employment").filter(pk=check_id).first()
    if check is None:
        raise NotFound
    if check.is_dropped:
        raise OutOfOrder(_("This follow-up is not needed: the employment ended before, or was withdrawn."))
    said = {name: values[name] for name in ANSWERS if name in values}
    _must_fit(check, said)
    change_record(check, version=version, values={**said, "recorded_by_id": actor.pk, "recorded_at": timezone.now()})
    task = check.task
    if task is not None and task.done_at is None:
        change_record(task, version=task.version, values={"done_at": timezone.now(), "done_by": actor})
    return check


def _must_fit(check: EmploymentCheck, said: dict[str, Any]) -> None:
    day = said["checked_on"]
    not_in_future(day, field="checked_on")
    if day < check.employment.begun_on:
        raise Refusal(_("It cannot be asked after before the employment began."), field="checked_on")
    if said["contact_result"] == ContactResult.NOT_REACHED:
        said |= dict.fromkeys(
            ("is_employed", "same_employer", "hours_per_week", "adjustments_in_use", "needs_support"), None
        )
        said["support_note"] = ""
    elif said.get("is_employed") is None:
        raise Refusal(_("Say whether the client is still employed."), field="is_employed")


def follow_employments(*, areas: Iterable[int] | None = None, dry_run: bool = False) -> int:
    """Every employment that began lately has its follow-ups and tasks; returns how many employments lacked some.

    Employments come by other doors too, such as imports; each is followed in a transaction of its own, by whoever
    recorded it. Safe to run again at any time.
    """
    chosen = sorted(Area.objects.values_list("pk", flat=True) if areas is None else areas)
    lacking = 0
    with acting(areas=chosen):
        since = months_after(timezone.localdate(), -LOOKED_BACK)
        found = EmploymentSpell.objects.standing().filter(area_id__in=chosen, begun_on__gte=since, checks__isnull=True)
        days = list(found.order_by("pk").values_list("pk", "begun_on", "ended_on"))
        for key, begun_on, ended_on in days:
            if ended_on is not None and ended_on < months_after(begun_on, CHECK_MONTHS[0]):
                continue
            lacking += 1
            if not dry_run:
                _follow_one(key)
    return lacking


@transaction.atomic
def _follow_one(employment_id: UUID) -> None:
    employment = EmploymentSpell.objects.standing().locked().filter(pk=employment_id).first()
    if employment is not None:
        follow_employment(employment, by=employment.recorded_by)
