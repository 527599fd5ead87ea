"""Tasks: given, changed, done, opened again, handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import MessageKind
from accounts.models import User
from accounts.services.messages import tell
from accounts.services.records import add_record, change_record
from clients.enums.contacts import TaskKind
from clients.models import Client, Task
from clients.selectors.knowers import chosen_people
from clients.services.footing import locked_client, working_area
from clients.services.task_set import must_be_offered
from config.kernel.errors import NotFound, OutOfOrder, Refusal


@dataclass(frozen=True, kw_only=True)
class TaskText:
    """What is to be done, by when, and when its owner is reminded of it before."""

    title: str
    kind: TaskKind = TaskKind.OTHER
    due_on: date | None = None
    remind_on: date | None = None


@transaction.atomic
def give_task(
    *, actor: User, owner_id: UUID, client_id: UUID | None, area_id: int | None = None, text: TaskText
) -> Task:
    """The task is the owner's, who is told when it is another; about a client only for those who know the client."""
    client = locked_client(actor, client_id) if client_id else None
    area = client.area_id if client else working_area(actor, area_id)
    must_be_offered(area, text.kind)
    owner = _owner(client, area, owner_id)
    task = Task(area_id=area, client=client, owner=owner, created_by=actor, **_values(text))
    add_record(task)
    _tell(owner.pk, about=task.pk, actor=actor)
    return task


@transaction.atomic
def change_task(*, actor: User, task_id: UUID, version: int, text: TaskText) -> Task:
    """The open task says this from now on; a kind that is off stays only where the task is of it already."""
    task = _open(actor, task_id)
    if text.kind != task.kind:
        must_be_offered(task.area_id, text.kind)
    change_record(task, version=version, values=_values(text))
    return task


@transaction.atomic
def finish_task(*, actor: User, task_id: UUID, version: int) -> Task:
    """The task is done, by `actor`: whoever sees a task may finish it for a colleague who is away."""
    task = _open(actor, task_id)
    change_record(task, version=version, values={"done_at": timezone.now(), "done_by": actor})
    return task


@transaction.atomic
def reopen_task(*, actor: User, task_id: UUID, version: int) -> Task:
    """The task is to be done after all."""
    task = _found(actor, task_id)
    if task.done_at is None:
        raise OutOfOrder(_("The task is open already."))
    change_record(task, version=version, values={"done_at": None, "done_by": None})
    return task


@transaction.atomic
def hand_over_task(*, actor: User, task_id: UUID, version: int, to: UUID) -> Task:
    """The open task is the colleague's from now on, who is told and reminded anew; the client must be known to them."""
    task = _open(actor, task_id)
    receiver = _owner(task.client, task.area_id, to)
    if receiver.pk == task.owner_id:
        raise OutOfOrder(_("The task is this person's already."))
    change_record(task, version=version, values={"owner": receiver, "reminded_on": None})
    _tell(receiver.pk, about=task.pk, actor=actor)
    return task


def _found(actor: User, task_id: UUID) -> Task:
    task = Task.objects.visible_to(actor).locked().select_related("client").filter(pk=task_id).first()
    if task is None:
        raise NotFound
    return task


def _open(actor: User, task_id: UUID) -> Task:
    task = _found(actor, task_id)
    if task.done_at is not None:
        raise OutOfOrder(_("The task is done. Open it again to change it."))
    return task


def _owner(client: Client | None, area_id: int, owner_id: UUID) -> User:
    found, is_all = chosen_people(client, area_id=area_id, keys=[owner_id])
    if not is_all:
        known = _("The task can be given only to somebody who knows the client.")
        raise Refusal(known if client else _("The person does not work with clients in this area."), field="owner")
    return found[0]


def _values(text: TaskText) -> dict[str, object]:
    if not text.title.strip():
        raise Refusal(_("A task says what is to be done."), field="title")
    if text.remind_on and text.due_on and text.remind_on > text.due_on:
        raise Refusal(_("The reminder comes on the last day at the latest."), field="remind_on")
    return {"title": text.title.strip(), "kind": text.kind, "due_on": text.due_on, "remind_on": text.remind_on}


def _tell(user_id: UUID, *, about: UUID, actor: User) -> None:
    if user_id != actor.pk:
        tell(user_id=user_id, kind=MessageKind.TASK_GIVEN, about=about)
