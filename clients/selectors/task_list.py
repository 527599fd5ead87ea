"""Tasks as a list, a file and one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client, Task
from clients.selectors.client_page import heading_of
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable

OPEN, DUE, OVERDUE, DONE, ALL = "open", "due", "overdue", "done", "all"
MINE, GIVEN = "mine", "given"
SORTS = {"due": "due_on", "title": "title", "kind": "kind"}


@dataclass(frozen=True, kw_only=True)
class TaskChoice:
    """Whose tasks, in what state, of what kind, in what order."""

    whose: str = MINE
    state: str = OPEN
    kind: str = ""
    sort: str = "due"


def chosen_tasks(user: User, choice: TaskChoice) -> QuerySet[Task]:
    """The tasks in the chosen order, those without a day last; about clients the user still knows."""
    found = Task.objects.visible_to(user).filter(_whose(user, choice.whose)).filter(state_condition(choice.state))
    if choice.kind:
        found = found.filter(kind=choice.kind)
    column = F(SORTS.get(choice.sort.removeprefix("-"), "due_on"))
    order = column.desc(nulls_last=True) if choice.sort.startswith("-") else column.asc(nulls_last=True)
    if choice.state == DONE and choice.sort == "due":
        order = F("done_at").desc()
    return found.select_related("client", "owner", "created_by").order_by(order, "pk")


def _whose(user: User, whose: str) -> Q:
    if whose == GIVEN:
        return Q(created_by_id=user.pk) & ~Q(owner_id=user.pk)
    return Q(owner_id=user.pk)


def state_condition(state: str) -> Q:
    """The tasks in this state today, as a condition."""
    today = timezone.localdate()
    return {
        OPEN: Q(done_at__isnull=True),
        DUE: Q(done_at__isnull=True, due_on__lte=today),
        OVERDUE: Q(done_at__isnull=True, due_on__lt=today),
        DONE: Q(done_at__isnull=False),
    }.get(state, Q())


def tasks_of_client(client: Client) -> QuerySet[Task]:
    """The open tasks about a client the reader knows, whoever has them."""
    found = Task.objects.filter(area_id=client.area_id, client=client).open()
    return found.select_related("owner", "created_by").order_by(F("due_on").asc(nulls_last=True), "pk")


def task_for(user: User, *, task_id: UUID) -> Task:
    """A task the user may see; hidden and absent look the same."""
    people = ("owner", "created_by", "done_by")
    found = Task.objects.visible_to(user).select_related("client", "client__area", *people, "employment_check")
    one = found.filter(pk=task_id).first()
    if one is None:
        raise NotFound
    return one


def task_state(task: Task) -> Cell:
    """Where the task stands today."""
    today = timezone.localdate()
    if task.done_at is not None:
        return Cell(text=_("Done"), value=DONE, tone="good")
    if task.is_overdue_on(today):
        return Cell(text=_("Overdue"), value=OVERDUE, tone="bad")
    if task.due_on == today:
        return Cell(text=_("Due today"), value=DUE, tone="warn")
    return Cell(text=_("Open task"), value=OPEN, tone="plain")


def tasks_table(found: Iterable[Task], *, sort: str = "", address: str = "", about_one: bool = False) -> Table:
    """Tasks as rows; `about_one` leaves the client out, whose page it is then."""
    columns: list[Column] = [
        sortable(_("What"), "title", sort=sort, address=address),
        sortable(_("By"), "due", sort=sort, address=address),
        sortable(_("Kind"), "kind", sort=sort, address=address),
        Column(label=_("Client")),
        Column(label=_("Whose")),
        Column(label=_("State")),
    ]
    if about_one:
        del columns[3]
        columns[:3] = [Column(label=column.label) for column in columns[:3]]
    rows = tuple(Row(cells=_cells(one, about_one=about_one)) for one in found)
    return Table(caption=_("Tasks"), columns=tuple(columns), rows=rows, empty=_("There are no tasks here."))


def _cells(one: Task, *, about_one: bool) -> tuple[Cell, ...]:
    cells = [
        Cell(text=one.title, url=reverse("clients:task", args=[one.pk]), header=True),
        _day(one.due_on),
        Cell(text=one.get_kind_display()),
        _client(one.client),
        Cell(text=one.owner.name),
        task_state(one),
    ]
    if about_one:
        del cells[3]
    return tuple(cells)


def task_facts(task: Task) -> list[tuple[str, str]]:
    """The task in words."""
    facts = [
        (_("State"), str(task_state(task).text)),
        (_("Kind"), str(task.get_kind_display())),
        (_("By"), _words(task.due_on)),
        (_("Reminder"), _words(task.remind_on)),
        (_("Whose"), task.owner.name),
        (_("Given by"), task.created_by.name),
    ]
    if task.done_at is not None and task.done_by is not None:
        when = date_format(timezone.localtime(task.done_at), "SHORT_DATETIME_FORMAT")
        facts.append((_("Done"), f"{when}, {task.done_by.name}"))
    return facts


def _words(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "–"


def _day(day: date | None) -> Cell:
    return Cell(text=_words(day), value=day, tight=True, kind="" if day else "absent")


def _client(client: Client | None) -> Cell:
    if client is None:
        return Cell(text="–", kind="absent")
    return Cell(text=heading_of(client), url=reverse("clients:client", args=[client.pk]))
