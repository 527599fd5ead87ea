"""A statement on a client's work ability and its path, from the need to the paper in hand."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums import DiagnosisChapter
from clients.enums.demands import Adjustment, Demand
from clients.enums.work_ability import WAITING, IssuerKind, StatementKind, StatementStatus
from clients.models.clients import Client
from clients.models.need_to_know import need_to_know_by_client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, user: User) -> Self:
        """Statements of clients the user needs to know."""
        return self.filter(need_to_know_by_client(user))

    def waiting(self) -> Self:
        """Needed, and neither received nor refused."""
        return self.filter(status__in=WAITING)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Statement(Identified, Versioned):
    """One statement. Its path (status and days) is for whoever needs to know the client; the rest by a right.

    `needed_on` is empty when the client brought the statement along and nobody waited for it.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="statements", db_index=False)
    status = models.CharField(max_length=12, choices=StatementStatus)
    needed_on = models.DateField(null=True, blank=True)
    requested_on = models.DateField(null=True, blank=True)
    appointment_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    expired_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=3, choices=StatementKind)
    issuer_kind = models.CharField(max_length=14, choices=IssuerKind, blank=True)
    received_from = models.CharField(max_length=200, blank=True)
    stated_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    summary = models.TextField(max_length=2000, blank=True)
    refusal_reason = models.CharField(max_length=300, blank=True)
    diagnosis_chapter = models.CharField(max_length=7, choices=DiagnosisChapter, blank=True)
    restrictions = ArrayField(models.CharField(max_length=20, choices=Demand), default=list, blank=True)
    adjustments = ArrayField(models.CharField(max_length=20, choices=Adjustment), default=list, blank=True)
    usefulness = models.PositiveSmallIntegerField(null=True, blank=True)
    usefulness_reason = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ("-recorded_at", "id")
        indexes = (
            models.Index(fields=("area", "client"), name="statement_client"),
            models.Index(
                fields=("area", "needed_on", "client"),
                condition=Q(status__in=[status.value for status in WAITING]),
                name="statement_waiting",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="statement_in_area"),
            models.CheckConstraint(
                condition=Q(kind__in=StatementKind.values),
                name="statement_kind",
                violation_error_message=_("The kind must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(diagnosis_chapter__in=["", *DiagnosisChapter.values]),
                name="statement_chapter",
                violation_error_message=_("The chapter must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(status="need", needed_on__isnull=False)
                | Q(status="requested", needed_on__isnull=False, requested_on__isnull=False)
                | Q(status="appointment", needed_on__isnull=False, appointment_on__isnull=False)
                | Q(status="received", received_on__isnull=False)
                | Q(status="refused", needed_on__isnull=False, refused_on__isnull=False)
                | Q(status="expired", received_on__isnull=False, expired_on__isnull=False),
                name="statement_step_has_day",
                violation_error_message=_("Each step of a statement has its day."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=("received", "expired")) | Q(received_on__isnull=True),
                name="statement_received_is_received",
                violation_error_message=_("Only a received statement has a day of receipt."),
            ),
            models.CheckConstraint(
                condition=(Q(requested_on__isnull=True) | Q(requested_on__gte=F("needed_on")))
                & (Q(appointment_on__isnull=True) | Q(appointment_on__gte=F("needed_on")))
                & (
                    Q(appointment_on__isnull=True)
                    | Q(requested_on__isnull=True)
                    | Q(appointment_on__gte=F("requested_on"))
                )
                & (Q(received_on__isnull=True) | Q(needed_on__isnull=True) | Q(received_on__gte=F("needed_on")))
                & (Q(received_on__isnull=True) | Q(requested_on__isnull=True) | Q(received_on__gte=F("requested_on")))
                & (
                    Q(received_on__isnull=True)
                    | Q(appointment_on__isnull=True)
                    | Q(received_on__gte=F("appointment_on"))
                )
                & (Q(refused_on__isnull=True) | Q(refused_on__gte=F("needed_on")))
                & (Q(refused_on__isnull=True) | Q(requested_on__isnull=True) | Q(refused_on__gte=F("requested_on")))
                & (Q(expired_on__isnull=True) | Q(expired_on__gte=F("received_on"))),
                name="statement_steps_in_order",
                violation_error_message=_("A step of a statement cannot be before the step it follows."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(stated_on__isnull=True) | Q(valid_until__gte=F("stated_on")),
                name="statement_validity_in_order",
                violation_error_message=_("A statement cannot end before it was given."),
            ),
            models.CheckConstraint(
                condition=Q(usefulness__isnull=True) | Q(usefulness__range=(1, 5), received_on__isnull=False),
                name="statement_usefulness",
                violation_error_message=_("Only a received statement has a usefulness, from 1 to 5."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_waiting(self) -> bool:
        """Neither received nor refused."""
        return StatementStatus(self.status) in WAITING

    def waiting_days(self, today: date) -> int | None:
        """Days from the need to the receipt or refusal, or to `today`; None when nobody waited for it."""
        if self.needed_on is None:
            return None
        return ((self.received_on or self.refused_on or today) - self.needed_on).days

    def is_valid_on(self, day: date) -> bool:
        """In hand, and its last day has not passed."""
        return self.status == StatementStatus.RECEIVED and (self.valid_until is None or self.valid_until >= day)
