"""The history of contacts, appointments and tasks in words; what was written while a draft is its author's alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors.history import Source, events_of, history_table, plain_word
from clients.enums.contacts import AppointmentStatus, ContactChannel, ParticipantKind, TaskKind
from clients.enums.deadlines import TalkKind
from clients.models import Appointment, AppointmentStaff, Contact, ContactStaff, Task
from clients.selectors.contacts import withheld
from config.kernel.tables import Table

LABELS: Mapping[str, Any] = {
    "at": _("When"),
    "channel": _("Channel"),
    "minutes": _("Minutes"),
    "summary": _("What it was about"),
    "with_client": _("Client took part"),
    "talk": _("Talk of the service process"),
    "others": _("Others"),
    "is_draft": _("Draft"),
    "withdrawn_at": _("Withdrawn"),
    "withdrawal_reason": _("Reason"),
    "starts_at": _("Begins"),
    "ends_at": _("Ends"),
    "place": _("Place"),
    "title": _("What it is about"),
    "status": _("State"),
    "user_id": _("Person"),
    "task_title": _("What is to be done"),
    "task_kind": _("Kind"),
    "due_on": _("By"),
    "remind_on": _("Reminder"),
    "owner_id": _("Whose"),
    "done_at": _("Done"),
}
CHOICES: Mapping[str, type[models.TextChoices]] = {
    "channel": ContactChannel,
    "talk": TalkKind,
    "status": AppointmentStatus,
    "task_kind": TaskKind,
}
PEOPLE = frozenset({"user_id", "owner_id"})
OF_CONTACT = (
    "at", "channel", "minutes", "summary", "with_client", "talk", "others", "is_draft", "withdrawn_at",
    "withdrawal_reason",
)  # fmt: skip
OF_APPOINTMENT = ("starts_at", "ends_at", "channel", "place", "title", "status")
OF_TASK = {
    "title": "task_title",
    "kind": "task_kind",
    "due_on": "due_on",
    "remind_on": "remind_on",
    "owner_id": "owner_id",
    "done_at": "done_at",
}


def contact_history(contact: Contact, *, user: User) -> Table:
    """What happened to the contact: to its author everything, to others from the moment it was final."""
    if contact.author_id == user.pk:
        whole = _source(Contact, {"pgh_obj_id": contact.pk}, OF_CONTACT)
        return _table([whole, _source(ContactStaff, {"contact_id": contact.pk}, ("user_id",))])
    return _table([_source(Contact, {"pgh_obj_id": contact.pk, "is_draft": False}, OF_CONTACT)])


def appointment_history(appointment: Appointment, *, user: User) -> Table:
    """What happened to the appointment and who was added or left; the place withheld like the address."""
    hidden = {"place"} if appointment.client is not None and withheld(user, appointment.client) else set()
    return _table(
        [
            _source(Appointment, {"pgh_obj_id": appointment.pk}, OF_APPOINTMENT, hidden=hidden),
            _source(AppointmentStaff, {"appointment_id": appointment.pk}, ("user_id",)),
        ]
    )


def task_history(task: Task) -> Table:
    """What happened to the task."""
    return _table([Source(model=Task, whose={"pgh_obj_id": task.pk}, fields=OF_TASK)])


def _source(
    model: type[models.Model], whose: dict[str, Any], names: tuple[str, ...], *, hidden: set[str] | None = None
) -> Source:
    return Source(model=model, whose=whose, fields={name: name for name in names}, hidden=hidden or set())


def _table(sources: list[Source]) -> Table:
    return history_table(events_of(sources, label=_label, word=_Words()))


def _label(name: str) -> str:
    return str(LABELS[name])


class _Words:
    """Values in the reader's language; people are looked up once each."""

    def __init__(self) -> None:
        self._names: dict[Any, str] = {}

    def __call__(self, name: str, value: Any) -> str:
        if value in (None, "", []):
            return plain_word(name, value)
        if name in CHOICES and value in CHOICES[name].values:
            return str(CHOICES[name](value).label)
        if name == "others":
            return ", ".join(str(ParticipantKind(kind).label) for kind in value)
        if name in PEOPLE:
            return self._name(value)
        return plain_word(name, value)

    def _name(self, key: Any) -> str:
        if key not in self._names:
            found = User.objects.filter(pk=key).first()
            self._names[key] = found.name if found else str(key)
        return self._names[key]
