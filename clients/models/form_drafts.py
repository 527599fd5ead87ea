"""Drafts of forms: what somebody is typing, in nobody's record yet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.forms import FormKind
from clients.models.participations import Participation
from config.kernel.models import Identified


class FormDraft(Identified):
    """What a person typed into a form and has not saved. Only the session it was typed in can open it.

    `session_mark` tells drafts of one session from those of another, and nothing of either.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="drafts", db_index=False)
    kind = models.CharField(max_length=9, choices=FormKind)
    session_mark = models.BinaryField(max_length=32)
    cipher = models.BinaryField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ("saved_at", "id")
        indexes = (models.Index(fields=("area", "expires_at"), name="form_draft_expiry"),)
        constraints = (
            models.UniqueConstraint(
                fields=("participation", "kind", "user", "session_mark"),
                name="form_draft_once",
                violation_error_message=_("There is already a draft of this form."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=FormKind.values),
                name="form_draft_kind",
                violation_error_message=_("The kind of the form must be a listed code."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
