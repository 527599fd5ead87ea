"""Imported files: the batch, its encrypted upload while it is needed, its problems, and each change to undo it by."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Area, User
from accounts.policies import areas_with_role
from clients.enums import ImportState
from clients.sentences import said
from config.kernel.models import Identified, Versioned
from network.models import Programme

IMPORT_ROLES = frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.ADMINISTRATOR})


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, user: User) -> Self:
        """Imports into the areas in which the user may import."""
        return self.filter(area_id__in=areas_with_role(user, IMPORT_ROLES))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


class ImportBatch(Identified, Versioned):
    """One file brought into one area and programme. The report holds counts and names of columns, nothing of a row."""

    area = models.ForeignKey(Area, models.PROTECT)
    programme = models.ForeignKey(Programme, models.PROTECT)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    file_name = models.CharField(max_length=200)
    create_units = models.BooleanField(default=False)
    actor = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(default=dict)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="import_batch_in_area"),
            models.CheckConstraint(
                condition=models.Q(state__in=ImportState.values),
                name="import_batch_state",
                violation_error_message=_("The state of an import must be a listed one."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class ImportUpload(models.Model):
    """A piece of the uploaded file, encrypted; gone when the run has ended."""

    area = models.ForeignKey(Area, models.PROTECT)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="pieces")
    position = models.PositiveIntegerField()
    cipher = models.BinaryField()

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("batch", "position"), name="import_piece_once"),)


class ImportChange(models.Model):
    """What a batch did to one participation: the row as it was (empty when created) and as it became."""

    area = models.ForeignKey(Area, models.PROTECT)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="changes")
    participation_id = models.UUIDField()
    row = models.PositiveIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("batch", "participation_id"), name="import_change_once"),)


class ImportProblem(models.Model):
    """One thing wrong with the file, a row or a cell; `sentence` names the words, said in the reader's language."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=40)
    sentence = models.CharField(max_length=40)
    details = models.JSONField(default=dict)
    is_note = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("batch", "is_note", "row"), name="import_problem_order"),)

    @property
    def message(self) -> str:
        """The problem in the active language."""
        return said(self.sentence, self.details)
