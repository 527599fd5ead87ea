"""Documents about a client: what each is, and its versions, kept encrypted in pieces."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.merging import HEALTH_DOCUMENTS, DocumentKind
from clients.models.clients import Client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class DocumentQuerySet(models.QuerySet["Document"]):
    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Document(Identified, Versioned):
    """One document with a title; a document of health is there only for those who hold the right to health."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="documents", db_index=False)
    kind = models.CharField(max_length=11, choices=DocumentKind)
    title = models.CharField(max_length=200)
    is_health = models.BooleanField(default=False)
    expires_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "id")
        indexes = (models.Index(fields=("area", "client"), name="document_client"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="document_in_area"),
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="document_kind"),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="document_has_title",
                violation_error_message=_("A document has a title."),
            ),
            models.CheckConstraint(
                condition=Q(is_health=True) | ~Q(kind__in=sorted(HEALTH_DOCUMENTS)),
                name="document_of_health",
                violation_error_message=_("A medical statement or an assessment is a document of health."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    def is_expired_on(self, day: date) -> bool:
        """Whether the document no longer holds on the day; its last day is included."""
        return self.expires_on is not None and self.expires_on < day


@tracked()
class DocumentVersion(Identified):
    """A file as it was brought; a later version does not change an earlier one."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    uploaded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="document_version_in_area"),
            models.UniqueConstraint(fields=("area", "document", "number"), name="document_version_once"),
        )

    def __str__(self) -> str:
        return str(self.pk)


class DocumentPiece(Identified):
    """A piece of a version that only our key opens, and only in its place."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    file = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="pieces", db_index=False)
    position = models.PositiveSmallIntegerField()
    cipher = models.BinaryField()

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("area", "file", "position"), name="document_piece_once"),)

    def __str__(self) -> str:
        return str(self.pk)
