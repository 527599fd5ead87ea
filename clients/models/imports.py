"""Imported files: the batch, its encrypted upload while it is needed, and each change so that it can be undone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums import ImportState
from config.kernel.models import Identified, Versioned
from network.models import Programme


class ImportBatch(Identified, Versioned):
    """One file brought into one area and programme."""

    area = models.ForeignKey(Area, models.PROTECT)
    programme = models.ForeignKey(Programme, models.PROTECT)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    file_name = models.CharField(max_length=200)
    create_units = models.BooleanField(default=False)
    actor = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(default=dict)

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
