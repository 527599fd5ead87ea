"""How people and machines get in."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.enums import LinkKind, SecurityEventKind
from accounts.models.areas import Area
from accounts.models.people import User
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class SigninLink(Identified):
    """A link that opens what its kind says to one person once, until `expires_at`; only the token's hash is kept."""

    token_hash = models.BinaryField(unique=True)
    kind = models.CharField(max_length=10, choices=LinkKind, default=LinkKind.CONSOLE)
    user = models.ForeignKey(User, models.CASCADE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class RateLimit(models.Model):
    """How often something was tried since `window_start`; the key is a keyed hash, so nobody can be read from it."""

    key = models.BinaryField(primary_key=True)
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField()


class SecurityEvent(Identified):
    """What happened to a way in: who did it, to whom, when, from where (a keyed hash). Insert only."""

    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=24, choices=SecurityEventKind)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    subject = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    detail = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    origin_hash = models.BinaryField(default=bytes)

    class Meta:
        indexes = (models.Index(fields=("subject", "at"), name="securityevent_subject_at"),)


def machine_name(name: str) -> str:
    """How a machine is called where people stand too, in every language."""
    return f"{name} (API)"


class ApiClientQuerySet(models.QuerySet["ApiClient"]):
    def valid_on(self, day: date) -> Self:
        """Machines that may still pull on `day`."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), ended_at=None)


@tracked()
class ApiClient(Versioned):
    """A machine: an OAuth client with the area whose numbers or clients it works with, or the numbers of all areas.

    Where its scopes reach clients it acts as `actor`, a row among the users that cannot sign in. After `valid_to`, or
    once `ended_at` is set, its tokens and secret open nothing.
    """

    client = models.OneToOneField("allauth_idp_oidc.Client", models.CASCADE, related_name="tasma")
    name = models.CharField(max_length=100)
    all_areas = models.BooleanField(default=False)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = ApiClientQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(all_areas=True, area__isnull=True) | Q(all_areas=False, area__isnull=False),
                name="api_client_one_scope",
            ),
        )

    def __str__(self) -> str:
        return self.name
