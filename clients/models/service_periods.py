"""What a client takes part in without a referral of ours, and the client's counterparts at partners."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.models.clients import Client
from clients.models.need_to_know import need_to_know_by_client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from network.enums import ServiceCode
from network.models import Organisation


class ServicePeriodQuerySet(models.QuerySet["ServicePeriod"]):
    def visible_to(self, user: User) -> Self:
        """Periods of clients the user needs to know."""
        return self.filter(need_to_know_by_client(user))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class ServicePeriod(Identified, Versioned):
    """A service the client takes part in by no referral of ours; periods of several organisers may overlap (CA-13).

    Periods by referral are in ServiceReferral, from its start to its end. Neither says anything of being a jobseeker.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="service_periods", db_index=False)
    service_code = models.CharField(max_length=2, choices=ServiceCode)
    organiser = models.CharField(max_length=200)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    is_completed = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = ServicePeriodQuerySet.as_manager()

    class Meta:
        ordering = ("-started_on", "id")
        indexes = (models.Index(fields=("area", "client"), name="service_period_client"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="service_period_in_area"),
            models.CheckConstraint(
                condition=Q(service_code__in=ServiceCode.values),
                name="service_period_code",
                violation_error_message=_("The service must be a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(organiser=""),
                name="service_period_organiser",
                violation_error_message=_("A service has an organiser."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="service_period_order",
                violation_error_message=_("A service cannot end before it began."),
            ),
            models.CheckConstraint(
                condition=Q(is_completed__isnull=True) | Q(ended_on__isnull=False),
                name="service_period_ended",
                violation_error_message=_("Only a service that has ended was gone through or interrupted."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class CounterpartQuerySet(models.QuerySet["Counterpart"]):
    def visible_to(self, user: User) -> Self:
        """Counterparts of clients the user needs to know."""
        return self.filter(need_to_know_by_client(user))

    def in_force(self, day: date) -> Self:
        """Those who are counterparts on `day`."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day), started_on__lte=day)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Counterpart(Identified, Versioned):
    """Who at a partner answers for the client (*vastinpari*, CA-14), by role and name at work. One at a time.

    The next one follows by a hand-over, whose note stays with the one who left: the rows are the log.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="counterparts", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    contact = models.CharField(max_length=200, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    hand_over_note = models.CharField(max_length=1000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = CounterpartQuerySet.as_manager()

    class Meta:
        ordering = ("-started_on", "id")
        indexes = (models.Index(fields=("area", "client"), name="counterpart_client"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="counterpart_in_area"),
            models.UniqueConstraint(
                fields=("area", "client", "organisation"),
                condition=Q(ended_on__isnull=True),
                name="counterpart_one",
                violation_error_message=_("The client already has a counterpart at this partner."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="counterpart_named",
                violation_error_message=_("A counterpart has a name or a role."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="counterpart_order",
                violation_error_message=_("A counterpart cannot end before beginning."),
            ),
            models.CheckConstraint(
                condition=Q(hand_over_note="") | Q(ended_on__isnull=False),
                name="counterpart_handed_over",
                violation_error_message=_("Only one who has ended has handed over."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
