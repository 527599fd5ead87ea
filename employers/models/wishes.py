"""What work a client looks for. No word of health has a place here."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.employment import Occupation
from clients.models import Client
from clients.models.need_to_know import need_to_know_by_client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from employers.models.vacancies import MOST_HOURS


class JobWishQuerySet(models.QuerySet["JobWish"]):
    def visible_to(self, user: User) -> Self:
        """Wishes of clients the user needs to know."""
        return self.filter(need_to_know_by_client(user))

    def newest_first(self) -> Self:
        """The one that holds now first."""
        return self.order_by("-recorded_at", "-pk")


@tracked()
class JobWish(Identified, Versioned):
    """What work the client looks for, whole. A new one follows it; the earlier stay readable.

    No occupations or municipalities means any.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="job_wishes", db_index=False)
    occupations = ArrayField(models.CharField(max_length=1, choices=Occupation), default=list, blank=True)
    hours_from = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(MOST_HOURS)]
    )
    hours_to = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(MOST_HOURS)]
    )
    municipalities = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    is_remote_wished = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = JobWishQuerySet.as_manager()

    class Meta:
        ordering = ("-recorded_at", "-id")
        indexes = (models.Index(fields=("area", "client", "-recorded_at"), name="job_wish_client"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="job_wish_in_area"),
            models.CheckConstraint(
                condition=Q(occupations__contained_by=Occupation.values),
                name="job_wish_listed",
                violation_error_message=_("An occupation is not a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(hours_from__isnull=True) | Q(hours_to__isnull=True) | Q(hours_to__gte=F("hours_from")),
                name="job_wish_hours_in_order",
                violation_error_message=_("The most hours are not fewer than the least."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
