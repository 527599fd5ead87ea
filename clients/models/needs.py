"""What stands between the client and work, what else is needed, and the assessment of the need of services."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums.work_ability import BarrierGroup, MultiSectoralGround, Need, ProposedService
from clients.models.clients import Client
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class BarrierQuerySet(models.QuerySet["Barrier"]):
    def in_force(self, day: date) -> Self:
        """Stated by the day and not ended by it."""
        return self.filter(stated_on__lte=day).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))


@tracked()
class Barrier(Identified, Versioned):
    """A group of reasons why work has been out of reach, from a day until further notice."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="barriers", db_index=False)
    group = models.CharField(max_length=16, choices=BarrierGroup)
    stated_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = BarrierQuerySet.as_manager()

    class Meta:
        ordering = ("-stated_on", "group", "id")
        indexes = (models.Index(fields=("area", "client"), name="barrier_client"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(group__in=BarrierGroup.values),
                name="barrier_group",
                violation_error_message=_("The group must be a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("stated_on")),
                name="barrier_in_order",
                violation_error_message=_("It cannot end before it was stated."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class NeedAreaQuerySet(models.QuerySet["NeedArea"]):
    def in_force(self, day: date) -> Self:
        """Stated by the day and not ended by it."""
        return self.filter(stated_on__lte=day).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class NeedArea(Identified, Versioned):
    """A need beyond work ability, from a day until further notice; `referred_on`: when social services were told."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="need_areas", db_index=False)
    need = models.CharField(max_length=16, choices=Need)
    stated_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    referred_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = NeedAreaQuerySet.as_manager()

    class Meta:
        ordering = ("-stated_on", "need", "id")
        indexes = (models.Index(fields=("area", "client"), name="need_area_client"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(need__in=Need.values),
                name="need_area_need",
                violation_error_message=_("The area of need must be a listed one."),
            ),
            models.CheckConstraint(
                condition=(Q(ended_on__isnull=True) | Q(ended_on__gte=F("stated_on")))
                & (Q(referred_on__isnull=True) | Q(referred_on__gte=F("stated_on"))),
                name="need_area_in_order",
                violation_error_message=_("It can neither end nor be referred before it was stated."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class NeedsAssessmentQuerySet(models.QuerySet["NeedsAssessment"]):
    def newest_first(self) -> Self:
        """The latest day first; of one day the one recorded last."""
        return self.order_by("-assessed_on", "-recorded_at", "-pk")


@tracked()
class NeedsAssessment(Identified, Versioned):
    """The assessment of the need of services (*palvelutarpeen arvio*), whole, as of a day; a new one follows it.

    The four groups are those of 380/2023 37 §; assessed together with other bodies it tells also of the social
    situation and of health (381/2023 4 §), and joint customership began on `joint_since`. What is said of work ability
    and of health is shown by the right to health.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="needs_assessments", db_index=False)
    assessed_on = models.DateField()
    competence = models.TextField(max_length=2000, blank=True)
    work_ability = models.TextField(max_length=2000, blank=True)
    job_search = models.TextField(max_length=2000, blank=True)
    prolonged_unemployment = models.TextField(max_length=2000, blank=True)
    multi_sectoral_ground = models.CharField(max_length=12, choices=MultiSectoralGround, blank=True)
    joint_since = models.DateField(null=True, blank=True)
    social_situation = models.TextField(max_length=2000, blank=True)
    health = models.TextField(max_length=2000, blank=True)
    needs = models.TextField(max_length=2000, blank=True)
    summary = models.TextField(max_length=2000)
    conclusions = models.TextField(max_length=2000, blank=True)
    proposed_services = ArrayField(models.CharField(max_length=2, choices=ProposedService), default=list, blank=True)
    next_talk_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = NeedsAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("-assessed_on", "-recorded_at", "-id")
        indexes = (models.Index(fields=("area", "client", "-assessed_on"), name="needs_assessment_client"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="needs_assessment_in_area"),
            models.CheckConstraint(
                condition=~Q(summary=""),
                name="needs_assessment_has_summary",
                violation_error_message=_("An assessment of needs has a summary."),
            ),
            models.CheckConstraint(
                condition=Q(next_talk_on__isnull=True) | Q(next_talk_on__gte=F("assessed_on")),
                name="needs_assessment_next_talk",
                violation_error_message=_("The next talk cannot be before the assessment."),
            ),
            models.CheckConstraint(
                condition=~Q(multi_sectoral_ground="")
                | Q(joint_since__isnull=True, social_situation="", health="", multi_sectoral_ground=""),
                name="needs_assessment_joint",
                violation_error_message=_("The parts of a joint assessment need the ground of assessing together."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
