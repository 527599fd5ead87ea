"""Documented exceptions from the deadlines of talks (380/2023 33 §)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.deadlines import DeadlineRule, ExceptionGround
from clients.models.clients import Client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class DeadlineExceptionQuerySet(models.QuerySet["DeadlineException"]):
    def in_force(self, day: date) -> Self:
        """Those that hold on the day, both ends included."""
        return self.filter(since__lte=day, until__gte=day)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class DeadlineException(Identified, Versioned):
    """Talks of these rules are not asked for from a day to a day, both included, on a ground; who decided and why."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="deadline_exceptions", db_index=False)
    rules = ArrayField(models.CharField(max_length=16, choices=DeadlineRule))
    ground = models.CharField(max_length=10, choices=ExceptionGround)
    note = models.CharField(max_length=500, blank=True)
    since = models.DateField()
    until = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = DeadlineExceptionQuerySet.as_manager()

    class Meta:
        ordering = ("-since", "-recorded_at", "-id")
        indexes = (models.Index(fields=("area", "client", "until"), name="deadline_exception_client"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ground__in=ExceptionGround.values)
                & Q(rules__contained_by=["initial", "complementary", "periodic", "pair"])
                & Q(rules__len__gt=0),
                name="deadline_exception_codes",
                violation_error_message=_("Choose which talks are left out."),
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="deadline_exception_in_order",
                violation_error_message=_("An exception cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(ground="other", note=""),
                name="deadline_exception_says_which",
                violation_error_message=_("Say which ground of the section it is."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
