"""Who looks after an employer in an area, and whether the employer is known to be willing to hire."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from accounts.policies import areas_with_role
from clients.calendar_days import DAY, months_after
from clients.enums.demands import Adjustment
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from employers.enums.contacts import WillingEnd
from employers.enums.register import ROLES_WITH_EMPLOYERS, JobTrait
from employers.models.contacts import EmployerContact
from employers.models.register import Employer


def fresh_from(day: date) -> date:
    """The earliest day of confirming that still holds on `day`: it holds for so many months, the last day included."""
    first = months_after(day, -settings.WILLING_FRESH_MONTHS)
    while months_after(first, settings.WILLING_FRESH_MONTHS) < day:
        first += DAY
    return first


class EmployerOwnerQuerySet(models.QuerySet["EmployerOwner"]):
    def current(self) -> Self:
        """Those who look after their employers now."""
        return self.filter(until__isnull=True)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class EmployerOwner(Identified, Versioned):
    """Who looks after an employer for an area, from when to when; one at a time."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="owners")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    objects = EmployerOwnerQuerySet.as_manager()

    class Meta:
        ordering = ("-since", "id")
        indexes = (
            models.Index(fields=("area", "user", "employer"), condition=Q(until__isnull=True), name="owner_whose"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("area", "employer"),
                condition=Q(until__isnull=True),
                name="employer_owned_once",
                violation_error_message=_("One person at a time looks after an employer in an area."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="employer_owner_period",
                violation_error_message=_("The last day is not before the first."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class WillingKeywordQuerySet(models.QuerySet["WillingKeyword"]):
    def standing(self) -> Self:
        """Keywords that have not been ended; those of other areas too."""
        return self.filter(ended_on__isnull=True)

    def fresh_on(self, day: date) -> Self:
        """Standing keywords that were set or confirmed so lately that they hold on `day`."""
        return self.standing().filter(confirmed_on__gte=fresh_from(day))

    def stale_on(self, day: date) -> Self:
        """Standing keywords that are to be confirmed on `day`."""
        return self.standing().filter(confirmed_on__lt=fresh_from(day))

    def in_areas_of(self, user: User) -> Self:
        """Keywords of the areas for which the user works with employers."""
        return self.filter(area_id__in=areas_with_role(user, ROLES_WITH_EMPLOYERS))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class WillingKeyword(Identified, Versioned):
    """The keyword *Täsmätyö* of an employer: willing to hire people with partial work ability.

    An area sets it, all areas read it. It holds until it is ended, and is to be confirmed when it has gone stale;
    `asked_on` is the day on which somebody was asked to. `contact` is the one it came from or was confirmed by.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="keywords")
    contact = models.ForeignKey(
        EmployerContact, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    set_on = models.DateField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    traits = ArrayField(models.CharField(max_length=12, choices=JobTrait), default=list, blank=True)
    accommodations = ArrayField(models.CharField(max_length=12, choices=Adjustment), default=list, blank=True)
    confirmed_on = models.DateField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    asked_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    end_reason = models.CharField(max_length=12, choices=WillingEnd, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = WillingKeywordQuerySet.as_manager()

    class Meta:
        ordering = ("-set_on", "-created_at", "id")
        indexes = (
            models.Index(fields=("area", "confirmed_on"), condition=Q(ended_on__isnull=True), name="willing_fresh"),
            models.Index(fields=("employer", "confirmed_on"), condition=Q(ended_on__isnull=True), name="willing_whom"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("area", "employer"),
                condition=Q(ended_on__isnull=True),
                name="willing_once",
                violation_error_message=_("The area has marked this employer as willing already."),
            ),
            models.CheckConstraint(
                condition=Q(traits__contained_by=JobTrait.values, accommodations__contained_by=Adjustment.values),
                name="willing_listed",
                violation_error_message=_("A code of the keyword is not a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__gte=F("set_on")),
                name="willing_confirmed_after",
                violation_error_message=_("The keyword is confirmed on the day it is set or later."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, end_reason="")
                | Q(
                    ended_on__isnull=False,
                    ended_by__isnull=False,
                    ended_on__gte=F("set_on"),
                    end_reason__in=WillingEnd.values,
                ),
                name="willing_end_whole",
                violation_error_message=_("The keyword is ended by somebody, for a reason, not before it was set."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    def holds_until(self) -> date:
        """The last day on which it holds without being confirmed."""
        return months_after(self.confirmed_on, settings.WILLING_FRESH_MONTHS)

    def is_fresh_on(self, day: date) -> bool:
        """Whether it holds on the day without being confirmed."""
        return self.ended_on is None and self.holds_until() >= day


@tracked()
class EmployerFilter(Identified, Versioned):
    """Which employers to list, kept under a name by one person: values of filters, no employer."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    values: models.JSONField[dict[str, Any]] = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("area", "owner", "name"),
                name="employer_filter_named_once",
                violation_error_message=_("You have a filter of this name already."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="employer_filter_named",
                violation_error_message=_("A filter has a name."),
            ),
        )

    def __str__(self) -> str:
        return self.name
