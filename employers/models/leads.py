"""Hidden jobs: work of which somebody heard before anybody advertised it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.employment import Occupation
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from employers.enums.jobs import LeadDrop, LeadState
from employers.models.register import Employer, Establishment
from employers.models.vacancies import Vacancy

_VACANCY = Q(state=LeadState.VACANCY)


class LeadQuerySet(models.QuerySet["Lead"]):
    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Lead(Identified, Versioned):
    """A hidden job (*piilotyöpaikka*, EM-07) that an area found at an employer; the area's own until a vacancy."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="leads")
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    found_on = models.DateField()
    found_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    text = models.CharField(max_length=1000)
    occupation = models.CharField(max_length=1, choices=Occupation, blank=True)
    occupation_version = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=9, choices=LeadState, default=LeadState.OPEN)
    ended_on = models.DateField(null=True, blank=True)
    drop_reason = models.CharField(max_length=14, choices=LeadDrop, blank=True)
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, null=True, blank=True, related_name="leads", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ("-found_on", "id")
        indexes = (models.Index(fields=("area", "state", "-found_on"), name="lead_area_state"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="lead_in_area"),
            models.CheckConstraint(
                condition=Q(
                    state__in=LeadState.values,
                    occupation__in=["", *Occupation.values],
                    drop_reason__in=["", *LeadDrop.values],
                ),
                name="lead_listed",
                violation_error_message=_("A code of the lead is not a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="lead_says", violation_error_message=_("A lead says what the work is.")
            ),
            models.CheckConstraint(
                condition=Q(occupation="", occupation_version="") | (~Q(occupation="") & ~Q(occupation_version="")),
                name="lead_occupation_version",
                violation_error_message=_("An occupation has the version of its classification."),
            ),
            models.CheckConstraint(
                condition=Q(state=LeadState.OPEN, ended_on__isnull=True)
                | (~Q(state=LeadState.OPEN) & Q(ended_on__isnull=False)),
                name="lead_ended",
                violation_error_message=_("A lead that is over has its day, an open one none."),
            ),
            models.CheckConstraint(
                condition=(Q(state=LeadState.DROPPED) & ~Q(drop_reason=""))
                | (~Q(state=LeadState.DROPPED) & Q(drop_reason="")),
                name="lead_says_why",
                violation_error_message=_("A lead that was dropped says why."),
            ),
            models.CheckConstraint(
                condition=(_VACANCY & Q(vacancy__isnull=False)) | (~_VACANCY & Q(vacancy__isnull=True)),
                name="lead_names_vacancy",
                violation_error_message=_("A lead that became a vacancy names it."),
            ),
        )

    def __str__(self) -> str:
        return self.text
