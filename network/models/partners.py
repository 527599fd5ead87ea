"""Partner organisations of an area and the services they give. Functional contacts only: no person stands here."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Area
from config.kernel.history import tracked
from config.kernel.models import Identified, ValidTime, Versioned, period_in_order
from network.enums import PartnerType, ServiceCode

LANGUAGES = (("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English")))


def _in_force(day: date) -> Q:
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def in_force(self, day: date) -> Self:
        """Partners with whom the area works on `day`."""
        return self.filter(_in_force(day))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Organisation(Identified, Versioned, ValidTime):
    """A partner as one area knows it. Links to answer by are mailed to `email` and to no other address."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    kind = models.CharField(max_length=8, choices=PartnerType)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="fi")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="organisation_in_area"),
            models.UniqueConstraint(
                "area",
                Lower("name"),
                name="organisation_once",
                violation_error_message=_("The area already has a partner of this name."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PartnerType.values),
                name="organisation_kind",
                violation_error_message=_("The kind must be a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="organisation_named",
                violation_error_message=_("A partner has a name."),
            ),
            period_in_order("organisation_period"),
        )

    def __str__(self) -> str:
        return self.name


class ServiceQuerySet(models.QuerySet["Service"]):
    def in_force(self, day: date) -> Self:
        """Services to which a client may be guided on `day`."""
        return self.filter(_in_force(day))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Service(Identified, Versioned, ValidTime):
    """What a partner gives. A procured one has its contract's period, its capacity and the guidances aimed at (SU-05).

    Procured services are given for the authority: necessary data may go to the provider (380/2023 116 §). Those for
    employers stand on the public pages.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="services", db_index=False)
    code = models.CharField(max_length=2, choices=ServiceCode)
    name = models.CharField(max_length=200)
    is_procured = models.BooleanField(default=False)
    is_for_employers = models.BooleanField(default=False)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    referral_target = models.PositiveIntegerField(null=True, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        indexes = (models.Index(fields=("area", "organisation"), name="service_organisation"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="service_in_area"),
            models.CheckConstraint(
                condition=Q(code__in=ServiceCode.values),
                name="service_code",
                violation_error_message=_("The service must be a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="service_named", violation_error_message=_("A service has a name.")
            ),
            period_in_order("service_period_in_order"),
        )

    def __str__(self) -> str:
        return self.name
