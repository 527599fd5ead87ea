"""Feedback on accessibility, by anybody, with the deadlines of the law (306/2019, section 10)."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import FeedbackKind, FeedbackOutcome
from accounts.models.people import User
from config.kernel.encryption import decrypt, encrypt
from config.kernel.history import tracked
from config.kernel.models import Versioned

EMAIL_PLACE = "accounts.ServiceFeedback.email"
ANSWERED_WITHIN = timedelta(days=14)
EXTENDED_BY = timedelta(days=14)
ADDRESS_KEPT = timedelta(days=30)


class ServiceFeedbackQuerySet(models.QuerySet["ServiceFeedback"]):
    def waiting(self) -> Self:
        """Feedback without an answer."""
        return self.filter(answered_at=None)

    def overdue_on(self, day: date) -> Self:
        """Feedback whose last day for an answer has passed."""
        return self.waiting().filter(due_on__lt=day)

    def to_mail(self) -> Self:
        """Answers not yet told to those who gave an address."""
        return self.filter(answered_at__isnull=False, mailed_at=None, email_cipher__isnull=False)

    def with_old_address(self, moment: datetime) -> Self:
        """Feedback that was answered so long ago that the address is no longer needed."""
        return self.filter(answered_at__lt=moment - ADDRESS_KEPT, email_cipher__isnull=False)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked(exclude=("email_cipher",))
class ServiceFeedback(Versioned):
    """One piece of feedback. Its key is its number; `receipt` is the address only the sender knows."""

    receipt = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=FeedbackKind)
    about = models.CharField(max_length=200, blank=True)
    text = models.TextField(max_length=4000)
    email_cipher = models.BinaryField(null=True, blank=True, editable=False)
    language = models.CharField(max_length=2, default="fi")
    received_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField()
    extended_on = models.DateField(null=True, blank=True)
    extension_reason = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=10, choices=FeedbackOutcome, blank=True)
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = ServiceFeedbackQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        indexes = (models.Index(F("due_on"), condition=Q(answered_at=None), name="feedback_waiting"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, outcome="", answer="")
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False, outcome__in=FeedbackOutcome.values)
                    & ~Q(answer="")
                ),
                name="feedback_answer_whole",
                violation_error_message=_("An answer says what it is, and a refusal its reasons."),
            ),
            models.CheckConstraint(
                condition=Q(extended_on__isnull=True, extension_reason="")
                | (Q(extended_on__isnull=False) & ~Q(extension_reason="")),
                name="feedback_extension_has_reason",
                violation_error_message=_("More time needs its reason."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def email(self) -> str:
        """The address to answer to, or an empty text; raises Undecipherable when no key of ours wrote it."""
        return decrypt(bytes(self.email_cipher), place=EMAIL_PLACE).decode() if self.email_cipher else ""

    def keep_email(self, address: str) -> None:
        """Hold the address as cipher; an empty one forgets it."""
        self.email_cipher = encrypt(address.encode(), place=EMAIL_PLACE) if address else None

    @property
    def is_waiting(self) -> bool:
        return self.answered_at is None

    @property
    def may_be_extended(self) -> bool:
        """More time is taken once, and before the first has run out."""
        return self.is_waiting and self.extended_on is None and timezone.localdate() <= self.due_on
