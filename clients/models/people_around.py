"""The people around a client: who does what, where, and how to reach them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.merging import AroundRole
from clients.models.clients import Client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


@tracked()
class PersonAround(Identified, Versioned):
    """Somebody who does something for the client, from a day until further notice or until `ended_on`."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="people_around", db_index=False)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=11, choices=AroundRole)
    organisation = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    note = models.CharField(max_length=300, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("name", "id")
        indexes = (models.Index(fields=("area", "client"), name="person_around_client"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="person_around_in_area"),
            models.CheckConstraint(condition=Q(role__in=AroundRole.values), name="person_around_role"),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="person_around_has_name",
                violation_error_message=_("A person has a name."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="person_around_in_order",
                violation_error_message=_("It cannot end before it begins."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
