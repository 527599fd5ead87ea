"""What people are told: messages to one person, and notices to everybody for a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.enums import Tone, message_kinds
from accounts.models.people import User
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned

MAX_ATTEMPTS = 8


class MessageQuerySet(models.QuerySet["Message"]):
    def unread(self) -> Self:
        """Messages the person has not opened the list for since."""
        return self.filter(read_at=None)

    def to_mail(self) -> Self:
        """Messages not mailed yet whose next attempt is due, the oldest first; each attempt waits twice as long."""
        minutes = models.Func(2, F("attempts"), function="power", output_field=models.FloatField())
        pause = models.ExpressionWrapper(
            minutes * models.Value(timedelta(minutes=1), output_field=models.DurationField()),
            output_field=models.DurationField(),
        )
        waited = models.ExpressionWrapper(F("failed_at") + pause, output_field=models.DateTimeField())
        due = Q(failed_at=None) | Q(waited__lte=Now())
        unmailed = self.filter(mailed_at=None, attempts__lt=MAX_ATTEMPTS).annotate(waited=waited)
        return unmailed.filter(due).order_by("created_at", "pk")


class Message(Identified):
    """One thing a person is told; what it is about is a key, so that the row itself tells nothing of anybody."""

    user = models.ForeignKey(User, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=30, choices=message_kinds)
    about = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    mailed_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "pk")
        indexes = (
            models.Index(fields=("user", "-created_at"), name="message_of_user"),
            models.Index(F("created_at"), condition=Q(mailed_at=None), name="message_unmailed"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def in_force(self, moment: datetime) -> Self:
        """Notices that are shown at `moment`."""
        return self.filter(Q(valid_from__lte=moment), Q(valid_to=None) | Q(valid_to__gt=moment))


@tracked()
class Notice(Identified, Versioned):
    """A text shown on every page from `valid_from` until `valid_to`, such as a coming outage."""

    key = models.SlugField(
        max_length=40, unique=True, error_messages={"unique": _("There is already a notice with this key.")}
    )
    tone = models.CharField(max_length=4, choices=Tone, default=Tone.INFO)
    text_fi = models.CharField(max_length=500)
    text_sv = models.CharField(max_length=500)
    text_en = models.CharField(max_length=500)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-valid_from", "key")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="notice_in_order",
                violation_error_message=_("A notice cannot end before it begins."),
            ),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def text(self) -> str:
        """The text in the reader's language."""
        language = (get_language() or "fi")[:2]
        return {"sv": self.text_sv, "en": self.text_en}.get(language, self.text_fi)
