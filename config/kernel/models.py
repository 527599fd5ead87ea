"""Abstract models; no table."""

import uuid

from django.db import models
from django.db.models import F
from django.utils.translation import get_language


class Identified(models.Model):
    """Has a key the application makes, so that an identifier tells nothing and can be known before the insert."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """Carries a version that every change advances by one; a change names the version it was made against."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def name_field() -> str:
    """The field that holds the reader's name of whatever is Named."""
    return "name_sv" if (get_language() or "").startswith("sv") else "name_fi"


class Named(models.Model):
    """Has a Finnish and a Swedish name."""

    name_fi = models.CharField(max_length=200)
    name_sv = models.CharField(max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language; Finnish for every language but Swedish."""
        return str(getattr(self, name_field()))


class ValidTime(models.Model):
    """True in the world from `valid_from` to `valid_to`, both days included; no end means until further notice."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


def period_in_order(name: str) -> models.CheckConstraint:
    """The constraint that valid time does not end before it begins."""
    return models.CheckConstraint(
        condition=models.Q(valid_to__isnull=True)
        | models.Q(valid_from__isnull=True)
        | models.Q(valid_to__gte=F("valid_from")),
        name=name,
    )
