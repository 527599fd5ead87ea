"""Webhooks: where an area wants to be told of what, what happened, and each delivery of it."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from config.kernel.encryption import decrypt, encrypt
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from ledger.enums import SUBSCRIBED, DeliveryFault, DeliveryState, WebhookKind

SECRET_PLACE = "ledger.WebhookEndpoint.secret"  # noqa: S105 - the name of a place


class WebhookEndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    def listening(self, kind: WebhookKind) -> Self:
        """Endpoints that are told of this kind of event."""
        return self.filter(is_active=True, kinds__contains=[kind.value])

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked(exclude=("secret_cipher",))
class WebhookEndpoint(Identified, Versioned):
    """An address of another system that an area's events are posted to, signed with a secret of its own."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    name = models.CharField(max_length=100)
    url = models.URLField(max_length=500)
    kinds = ArrayField(models.CharField(max_length=20, choices=WebhookKind), default=list)
    secret_cipher = models.BinaryField(editable=False)
    is_active = models.BooleanField(default=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = WebhookEndpointQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="webhook_endpoint_in_area"),
            models.UniqueConstraint(
                fields=("area", "name"),
                name="webhook_endpoint_once",
                violation_error_message=_("The area already has a webhook of this name."),
            ),
            models.CheckConstraint(
                condition=~Q(kinds=[]) & Q(kinds__contained_by=[kind.value for kind in SUBSCRIBED]),
                name="webhook_endpoint_kinds",
                violation_error_message=_("Choose at least one kind of event."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def secret(self) -> bytes:
        """The secret in clear."""
        return decrypt(bytes(self.secret_cipher), place=SECRET_PLACE)

    def keep_secret(self, secret: bytes) -> None:
        """Hold the secret as a cipher."""
        self.secret_cipher = encrypt(secret, place=SECRET_PLACE)


class WebhookEvent(Identified):
    """What an area's systems may want to know. `about` holds keys and codes of rows, never anything of a person."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    kind = models.CharField(max_length=20, choices=WebhookKind)
    about: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("-at", "id")
        indexes = (models.Index(fields=("area", "-at"), name="webhook_event_at"),)
        constraints = (models.UniqueConstraint(fields=("area", "id"), name="webhook_event_in_area"),)

    def __str__(self) -> str:
        return str(self.pk)


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


class WebhookDelivery(Identified):
    """One event on its way to one endpoint. `round` grows when it is sent anew; `attempts` are of the round."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    endpoint = models.ForeignKey(WebhookEndpoint, models.PROTECT, related_name="deliveries", db_index=False)
    event = models.ForeignKey(WebhookEvent, models.PROTECT, related_name="deliveries", db_index=False)
    state = models.CharField(max_length=9, choices=DeliveryState, default=DeliveryState.WAITING)
    round = models.PositiveSmallIntegerField(default=1)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    last_status = models.PositiveSmallIntegerField(null=True)
    last_fault = models.CharField(max_length=11, choices=DeliveryFault, blank=True)
    settled_at = models.DateTimeField(null=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        ordering = ("-event__at", "id")
        indexes = (
            models.Index(fields=("area", "endpoint", "state"), name="webhook_delivery_state"),
            models.Index(fields=("area", "event"), name="webhook_delivery_event"),
        )
        constraints = (
            models.UniqueConstraint(fields=("endpoint", "event"), name="webhook_delivery_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at__isnull=True)
                | (~Q(state="waiting") & Q(settled_at__isnull=False)),
                name="webhook_delivery_settled",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
