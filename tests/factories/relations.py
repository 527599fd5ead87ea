"""Whose client, and access opened beyond."""

from datetime import timedelta

import factory
from django.utils import timezone

from clients.enums import RelationKind
from clients.models import BreakGlass, CaseRelation


class CaseRelationFactory(factory.django.DjangoModelFactory):
    """A responsible coordinator from a year ago until further notice."""

    class Meta:
        model = CaseRelation

    area_id = factory.SelfAttribute("client.area_id")
    kind = RelationKind.RESPONSIBLE
    valid_from = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=365))


class BreakGlassFactory(factory.django.DjangoModelFactory):
    """An exceptional access opened just now."""

    class Meta:
        model = BreakGlass

    area_id = factory.SelfAttribute("client.area_id")
    reason = "The client is in the lobby and the colleague is away."
    opened_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda one: one.opened_at + timedelta(minutes=60))
    review_due_on = factory.LazyAttribute(lambda one: timezone.localdate(one.opened_at) + timedelta(days=7))
