"""What is known of a client's health, where employment needs it (Act 380/2023, section 114): statements, diagnoses."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums import DiagnosisChapter, HealthKind
from clients.models.clients import Client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


@tracked()
class HealthDetail(Identified, Versioned):
    """A statement, before statements had a path; kept empty until the table goes. Shown by a right."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="health_details", db_index=False)
    kind = models.CharField(max_length=3, choices=HealthKind)
    diagnosis_chapter = models.CharField(max_length=7, choices=DiagnosisChapter, blank=True)
    stated_on = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-stated_on", "id")
        indexes = (models.Index(fields=("area", "client"), name="health_detail_client"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=HealthKind.values),
                name="health_detail_kind",
                violation_error_message=_("The kind must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(diagnosis_chapter__in=["", *DiagnosisChapter.values]),
                name="health_detail_chapter",
                violation_error_message=_("The chapter must be a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="DG"),
                name="health_detail_no_diagnosis",
                violation_error_message=_("A diagnosis is recorded as a diagnosis mark."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(stated_on__isnull=True) | Q(valid_to__gte=models.F("stated_on")),
                name="health_detail_in_order",
                violation_error_message=_("A statement cannot end before it was given."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
