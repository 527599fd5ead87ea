"""Filters of the list of clients that are kept, and clients moved to somebody in one go."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, Unit, User
from accounts.policies import units_of
from clients.enums.lists import NotMoved
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned

UNDO_LASTS = timedelta(hours=24)


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def open_to(self, user: User) -> Self:
        """One's own, those of one's units, and those of one's whole areas."""
        reach = Q(owner_id=user.pk)
        for one in user.memberships_today():
            reach |= Q(area_id=one.area_id, owner=None, unit=None)
            reach |= Q(area_id=one.area_id, owner=None, **({"unit_id__in": units_of(one)} if one.unit_id else {}))
        return self.filter(reach)


@tracked()
class SavedFilter(Identified, Versioned):
    """Which clients to list, and how: values of facets, columns, order. As a tile it stands on My day with its count.

    One's own (`owner`), a unit's (`unit`), or the area's when it has neither. Values are codes, days and keys of units
    and staff: nothing that tells a client.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    facets: models.JSONField[dict[str, Any]] = models.JSONField(default=dict, blank=True)
    columns = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    sort = models.CharField(max_length=30, blank=True)
    as_tile = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=100)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ("position", "name", "id")
        indexes = (models.Index(fields=("area", "owner", "unit"), name="saved_filter_whose"),)
        constraints = (
            models.UniqueConstraint(
                fields=("area", "owner", "unit", "name"),
                nulls_distinct=False,
                name="saved_filter_once",
                violation_error_message=_("There is already a filter with this name."),
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(unit__isnull=True),
                name="saved_filter_one_scope",
                violation_error_message=_("A filter is one's own or a unit's, not both."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="saved_filter_has_name",
                violation_error_message=_("Give the filter a name."),
            ),
        )

    def __str__(self) -> str:
        return self.name


@tracked()
class AssignmentBatch(Identified, Versioned):
    """Clients given to one person in one go; whoever did it may undo it for a day."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    receiver = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "id")
        indexes = (models.Index(fields=("area", "made_by", "-made_at"), name="assignment_batch_maker"),)
        constraints = (models.UniqueConstraint(fields=("area", "id"), name="assignment_batch_in_area"),)

    def __str__(self) -> str:
        return str(self.pk)

    def may_be_undone(self, at: datetime | None = None) -> bool:
        """Not undone yet, and not a day old."""
        return self.undone_at is None and (at or timezone.now()) < self.made_at + UNDO_LASTS


@tracked()
class AssignmentRow(Identified):
    """One client of the batch: the relations that ended and the one that began, or why nothing was moved."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    batch = models.ForeignKey(AssignmentBatch, models.PROTECT, related_name="rows", db_index=False)
    client = models.ForeignKey("clients.Client", models.PROTECT, related_name="assignments", db_index=False)
    made = models.UUIDField(null=True, blank=True)
    ended: ArrayField[list[Any], list[Any]] = ArrayField(models.UUIDField(), default=list, blank=True)
    refused = models.CharField(max_length=12, choices=NotMoved, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    kept = models.CharField(max_length=12, choices=NotMoved, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("area", "batch"), name="assignment_row_batch"),
            models.Index(fields=("area", "client"), name="assignment_row_client"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(made__isnull=False, refused="")
                | Q(made__isnull=True, ended=[], refused__in=NotMoved.values),
                name="assignment_row_moved_or_not",
                violation_error_message=_("A client was moved, or it was not and why."),
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(made__isnull=False, kept=""),
                name="assignment_row_undone",
                violation_error_message=_("Only what was moved is moved back."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
