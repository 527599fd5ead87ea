"""Which kinds of tasks belong to the work of an area's coordinators (CA-21)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.contacts import OFF_BY_DEFAULT
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class TaskSettingQuerySet(models.QuerySet["TaskSetting"]):
    def put_on(self) -> Self:
        """Settings by which a kind is part of the work."""
        return self.filter(is_on=True)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class TaskSetting(Identified, Versioned):
    """Whether a kind of tasks that is off by default is on in the area; without a row it is off."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    kind = models.CharField(max_length=10, choices=[(one.value, one.label) for one in sorted(OFF_BY_DEFAULT)])
    is_on = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(db_default=Now())

    objects = TaskSettingQuerySet.as_manager()

    class Meta:
        ordering = ("area", "kind")
        constraints = (
            models.UniqueConstraint(
                fields=("area", "kind"),
                name="task_setting_once",
                violation_error_message=_("Somebody has set it meanwhile; look at the page again."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(OFF_BY_DEFAULT)),
                name="task_setting_kind",
                violation_error_message=_("The kind must be a listed one."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
