"""What the client has agreed to, item by item, under which text; and what was disclosed to whom on what ground."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums import ConsentKind, ConsentManner, ConsentState, DataItem, Ground, RecipientKind
from clients.models.clients import Client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def in_force(self, day: date) -> Self:
        """Of each kind the newest version that is valid on `day`."""
        return self.filter(valid_from__lte=day).order_by("kind", "-valid_from", "-version").distinct("kind")


class ConsentText(Identified):
    """One version of a consent's text. Published, it never changes, not even by the owner: a new version follows.

    `items` are what may be agreed to: a code of DataItem and its words in three languages.
    """

    kind = models.CharField(max_length=10, choices=ConsentKind)
    version = models.PositiveSmallIntegerField()
    title_fi = models.CharField(max_length=200)
    title_sv = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    body_fi = models.TextField()
    body_sv = models.TextField()
    body_en = models.TextField()
    items = models.JSONField()
    valid_from = models.DateField()
    published_at = models.DateTimeField(null=True)

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "-version")
        constraints = (models.UniqueConstraint(fields=("kind", "version"), name="consent_text_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return str(getattr(self, f"title_{_language()}"))

    @property
    def body(self) -> str:
        """The text in the reader's language."""
        return str(getattr(self, f"body_{_language()}"))

    @property
    def words(self) -> dict[str, str]:
        """The items by code, in the reader's language, in the order of the text."""
        return {item["code"]: item[_language()] for item in self.items}


def _language() -> str:
    language = (get_language() or "fi")[:2]
    return language if language in {"fi", "sv", "en"} else "fi"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def for_recipient(self, *, client: Client, kind: RecipientKind, name: str) -> Self:
        """The client's decisions on one recipient, the newest first; capitals and outer blanks do not count."""
        return self.filter(client=client, recipient_kind=kind, recipient_name__iexact=name.strip()).order_by(
            "-decided_on", "-recorded_at", "-pk"
        )

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Consent(Identified, Versioned):
    """One decision of a client on one recipient: the items agreed to and the items refused. The newest one counts."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="consents", db_index=False)
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="+")
    recipient_kind = models.CharField(max_length=10, choices=RecipientKind)
    recipient_name = models.CharField(max_length=200)
    items_given = ArrayField(models.CharField(max_length=20, choices=DataItem), default=list, blank=True)
    items_refused = ArrayField(models.CharField(max_length=20, choices=DataItem), default=list, blank=True)
    state = models.CharField(max_length=10, choices=ConsentState)
    manner = models.CharField(max_length=10, choices=ConsentManner)
    decided_on = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_on", "-recorded_at", "-id")
        indexes = (models.Index(fields=("area", "client", "recipient_kind"), name="consent_client"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="consent_in_area"),
            models.CheckConstraint(
                condition=Q(state="refused", items_given=[]) | (~Q(state="refused") & ~Q(items_given=[])),
                name="consent_names_items",
                violation_error_message=_("A consent names at least one item, a refusal none."),
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_on__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_on__isnull=True, withdrawal_reason="")),
                name="consent_withdrawn_has_day",
                violation_error_message=_("A withdrawn consent has the day of the withdrawal."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("decided_on")),
                name="consent_withdrawn_later",
                violation_error_message=_("A consent cannot be withdrawn before it was given."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("decided_on")),
                name="consent_in_order",
                violation_error_message=_("A consent cannot end before it was given."),
            ),
            models.CheckConstraint(
                condition=~Q(recipient_name=""),
                name="consent_has_recipient",
                violation_error_message=_("A consent names its recipient."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    def is_expired_on(self, day: date) -> bool:
        """Whether its last day has passed."""
        return self.valid_to is not None and self.valid_to < day


class Disclosure(Identified):
    """One disclosure of a client's data: what, to whom, why and on what ground. Insert only."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="disclosures", db_index=False)
    recipient_kind = models.CharField(max_length=10, choices=RecipientKind)
    recipient_name = models.CharField(max_length=200)
    items = ArrayField(models.CharField(max_length=20, choices=DataItem))
    ground = models.CharField(max_length=10, choices=Ground)
    ground_detail = models.CharField(max_length=200, blank=True)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    purpose = models.CharField(max_length=300)
    discloser = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("area", "client", "-at"), name="disclosure_client"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="disclosure_in_area"),
            models.CheckConstraint(condition=~Q(items=[]), name="disclosure_has_items"),
            models.CheckConstraint(condition=~Q(purpose="") & ~Q(recipient_name=""), name="disclosure_says_why"),
        )

    def __str__(self) -> str:
        return str(self.pk)
