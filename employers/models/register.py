"""Employers and their establishments: one register that all areas share and write."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Municipality, User
from clients.enums.employment import Industry
from config.kernel.alphabet import alphabetical
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from employers.enums.register import WITHOUT_BUSINESS_ID, EmployerClass, IntermediaryRole, SizeClass


class EmployerQuerySet(models.QuerySet["Employer"]):
    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked(exclude=("name_key",))
class Employer(Identified, Versioned):
    """An employer (*työnantaja*), once in the whole register by its business id (*Y-tunnus*).

    A household has no business id. The industry is a section of the classification named by its version. `name_key` is
    what the database makes of the name to sort and to look for it: in small letters that stand for others in order.
    """

    business_id = models.CharField(max_length=9, blank=True)
    name = models.CharField(max_length=200)
    name_key = models.GeneratedField(
        expression=alphabetical("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    kind = models.CharField(max_length=12, choices=EmployerClass)
    size = models.CharField(max_length=1, choices=SizeClass, blank=True)
    industry = models.CharField(max_length=1, choices=Industry, blank=True)
    industry_version = models.CharField(max_length=8, blank=True)
    intermediary = models.CharField(max_length=12, choices=IntermediaryRole, blank=True)
    website = models.URLField(max_length=200, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = EmployerQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("name_key", "id"), name="employer_name"),)
        constraints = (
            models.UniqueConstraint(
                fields=("business_id",),
                condition=~Q(business_id=""),
                name="employer_business_id_once",
                violation_error_message=_("The register already has an employer with this business id."),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=EmployerClass.values,
                    size__in=["", *SizeClass.values],
                    industry__in=["", *Industry.values],
                    intermediary__in=["", *IntermediaryRole.values],
                ),
                name="employer_listed",
                violation_error_message=_("A code of the employer is not a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="employer_named", violation_error_message=_("An employer has a name.")
            ),
            models.CheckConstraint(
                condition=~Q(business_id="") | Q(kind__in=sorted(WITHOUT_BUSINESS_ID)),
                name="employer_has_business_id",
                violation_error_message=_("Every employer but a household has a business id."),
            ),
            models.CheckConstraint(
                condition=Q(industry="", industry_version="") | (~Q(industry="") & ~Q(industry_version="")),
                name="employer_industry_version",
                violation_error_message=_("An industry has the version of its classification."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class EstablishmentQuerySet(models.QuerySet["Establishment"]):
    def open(self) -> Self:
        """Establishments where there is work."""
        return self.filter(is_closed=False)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class Establishment(Identified, Versioned):
    """A place where an employer has work (*toimipaikka*), in one municipality. `number` is the employer's own sign."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="establishments")
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=20, blank=True)
    street_address = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=10, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)
    is_closed = models.BooleanField(default=False)

    objects = EstablishmentQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        indexes = (models.Index(fields=("municipality", "employer"), name="establishment_where"),)
        constraints = (
            models.UniqueConstraint(fields=("employer", "id"), name="establishment_of_employer"),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="establishment_named",
                violation_error_message=_("An establishment has a name."),
            ),
        )

    def __str__(self) -> str:
        return self.name
