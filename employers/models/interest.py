"""Interest that employers send from the public pages, kept apart from the register until somebody takes it in."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, Municipality, User
from config.kernel.encryption import decrypt, encrypt
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from employers.enums.public import DECIDED, DeclineReason, InterestState
from employers.models.register import Employer

CONTACT_PLACE = "employers.InterestRequest.contact"
CONFIRMED_WITHIN = timedelta(days=7)
CONTACT_KEPT = timedelta(days=183)
LANGUAGES = (("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English")))


class InterestRequestQuerySet(models.QuerySet["InterestRequest"]):
    def in_queue(self) -> Self:
        """What was confirmed, decided or not; what nobody confirmed is shown to nobody."""
        return self.exclude(state=InterestState.UNCONFIRMED)

    def waiting(self) -> Self:
        """Confirmed, and nobody has decided yet."""
        return self.filter(state=InterestState.WAITING)

    def expired_at(self, moment: datetime) -> Self:
        """Not confirmed in time."""
        return self.filter(state=InterestState.UNCONFIRMED, sent_at__lt=moment - CONFIRMED_WITHIN)

    def with_old_contact(self, moment: datetime) -> Self:
        """Decided so long ago that nobody needs to know any more who wrote."""
        return self.filter(decided_at__lt=moment - CONTACT_KEPT, contact_cipher__isnull=False)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked(exclude=("contact_cipher", "employer_name", "business_id", "token_hash", "mark_hash"))
class InterestRequest(Identified, Versioned):
    """An employer would like to hear of hiring. It waits for the area of its municipality once its mail was confirmed.

    Who wrote, and what, is encrypted and gone half a year after the decision. `mark_hash` is of the form it came by,
    so that a form is good once; `token_hash` is of the link in the mail.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    business_id = models.CharField(max_length=9, blank=True)
    employer_name = models.CharField(max_length=200, blank=True)
    contact_cipher = models.BinaryField(null=True, blank=True, editable=False)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="fi")
    state = models.CharField(max_length=11, choices=InterestState, default=InterestState.UNCONFIRMED)
    token_hash = models.BinaryField(unique=True, editable=False)
    mark_hash = models.BinaryField(unique=True, editable=False)
    sent_at = models.DateTimeField(db_default=Now())
    mailed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    employer = models.ForeignKey(Employer, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=12, choices=DeclineReason, blank=True)

    objects = InterestRequestQuerySet.as_manager()

    class Meta:
        ordering = ("confirmed_at", "id")
        indexes = (models.Index(fields=("area", "state", "confirmed_at"), name="interest_queue"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=InterestState.values, reason__in=["", *DeclineReason.values]),
                name="interest_listed",
                violation_error_message=_("A code of the interest is not a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(state="unconfirmed", confirmed_at__isnull=True)
                | (~Q(state="unconfirmed") & Q(confirmed_at__isnull=False)),
                name="interest_confirmed",
                violation_error_message=_("What was confirmed has the moment of it."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(DECIDED), decided_at__isnull=False, decided_by__isnull=False)
                | (~Q(state__in=sorted(DECIDED)) & Q(decided_at__isnull=True, decided_by__isnull=True)),
                name="interest_decided",
                violation_error_message=_("A decision says who made it and when."),
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", employer__isnull=False, reason="")
                | (Q(state="declined", employer__isnull=True) & ~Q(reason=""))
                | Q(state__in=["unconfirmed", "waiting"], employer__isnull=True, reason=""),
                name="interest_outcome",
                violation_error_message=_("What is declined says why, what is accepted leads to an employer."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    def keep_contact(self, **contact: str) -> None:
        """Hold name, e-mail, phone and message as cipher."""
        self.contact_cipher = encrypt(json.dumps(contact).encode(), place=CONTACT_PLACE)

    @property
    def contact(self) -> dict[str, Any]:
        """Who wrote and what; empty once forgotten. Raises Undecipherable when no key of ours wrote it."""
        if self.contact_cipher is None:
            return {}
        held: dict[str, Any] = json.loads(decrypt(bytes(self.contact_cipher), place=CONTACT_PLACE))
        return held

    def may_be_confirmed_at(self, moment: datetime) -> bool:
        """Nobody has confirmed it, and its time has not passed."""
        return self.state == InterestState.UNCONFIRMED and self.sent_at >= moment - CONFIRMED_WITHIN

    @property
    def confirmed_on(self) -> date | None:
        """The day on which it came into the queue."""
        return timezone.localdate(self.confirmed_at) if self.confirmed_at else None
