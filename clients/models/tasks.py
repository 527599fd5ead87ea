"""Tasks: what somebody is to do, by when, for a client or otherwise."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.contacts import TaskKind
from clients.models.clients import Client
from clients.models.need_to_know import need_to_know_by_client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: User) -> Self:
        """Tasks about clients the user needs to know; without a client those the user has or gave."""
        own = Q(client__isnull=True) & (Q(owner_id=user.pk) | Q(created_by_id=user.pk))
        return self.filter(own | (Q(client__isnull=False) & need_to_know_by_client(user)))

    def open(self) -> Self:
        """Tasks not done yet."""
        return self.filter(done_at__isnull=True)

    def due(self, day: date) -> Self:
        """Open tasks whose day has come or passed."""
        return self.open().filter(due_on__lte=day)

    def to_remind(self, day: date) -> Self:
        """Open tasks whose day, or day of reminding, has come and of which the owner has not been told since."""
        told = Q(reminded_on__isnull=False)
        asked = Q(remind_on__lte=day) & ~(told & Q(reminded_on__gte=F("remind_on")))
        due = Q(due_on__lte=day) & ~(told & Q(reminded_on__gte=F("due_on")))
        return self.open().filter(asked | due)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Task(Identified, Versioned):
    """One thing to do and whose it is. `reminded_on` is the day on which its owner was last told."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, null=True, blank=True, related_name="tasks", db_index=False)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=TaskKind, default=TaskKind.OTHER)
    title = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    remind_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = (F("due_on").asc(nulls_last=True), "id")
        indexes = (
            models.Index(fields=("area", "owner", "due_on"), condition=Q(done_at__isnull=True), name="task_open"),
            models.Index(fields=("area", "client"), name="task_client"),
            models.Index(fields=("area", "owner", "-done_at"), condition=Q(done_at__isnull=False), name="task_done"),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="task_in_area"),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="task_has_title",
                violation_error_message=_("A task says what is to be done."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=TaskKind.values),
                name="task_kind_listed",
                violation_error_message=_("The kind must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="task_done_by_somebody",
                violation_error_message=_("A task that is done was done by somebody."),
            ),
            models.CheckConstraint(
                condition=Q(remind_on__isnull=True) | Q(due_on__isnull=True) | Q(remind_on__lte=F("due_on")),
                name="task_reminds_in_time",
                violation_error_message=_("The reminder comes on the last day at the latest."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    def is_overdue_on(self, day: date) -> bool:
        """Whether its last day has passed while it is open."""
        return self.done_at is None and self.due_on is not None and self.due_on < day
