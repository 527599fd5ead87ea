"""Services to employers without any client: their stages by a model, meetings and parts; teams; what employers say."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, Municipality, User
from clients.enums.employment import Industry, Occupation
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from employers.enums.serving import ServiceKind, ServiceOutcome, ServingPart
from employers.models.register import Employer
from employers.models.vacancies import Vacancy


class EmployerServiceQuerySet(models.QuerySet["EmployerService"]):
    def going_on(self) -> Self:
        """Services that have not ended."""
        return self.filter(ended_on=None)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class EmployerService(Identified, Versioned):
    """An area helps an employer: by the recruitment model, by shaping work, or with its own staff's work ability.

    Its stages are those of the model's version that was in force when it began (employers.service_models).
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="services")
    kind = models.CharField(max_length=12, choices=ServiceKind)
    model_version = models.PositiveSmallIntegerField()
    begun_on = models.DateField()
    need = models.TextField(max_length=2000, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=ServiceOutcome, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = EmployerServiceQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_on", "id")
        indexes = (models.Index(fields=("area", "ended_on", "begun_on"), name="employer_service_area"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="employer_service_in_area"),
            models.CheckConstraint(
                condition=Q(kind__in=ServiceKind.values, outcome__in=["", *ServiceOutcome.values]),
                name="employer_service_listed",
                violation_error_message=_("A code of the service is not a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, outcome="") | (Q(ended_on__gte=F("begun_on")) & ~Q(outcome="")),
                name="employer_service_ended",
                violation_error_message=_("A service that has ended says how, and not before it began."),
            ),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())


@tracked()
class ServiceStage(Identified):
    """A stage of the service's model that is done, and on what day."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    service = models.ForeignKey(EmployerService, models.CASCADE, related_name="stages", db_index=False)
    code = models.CharField(max_length=20)
    done_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ("done_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("area", "service", "code"),
                name="service_stage_once",
                violation_error_message=_("This stage is done already."),
            ),
        )


@tracked()
class ServiceMeeting(Identified):
    """A meeting with the employer in the service, on one day."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    service = models.ForeignKey(EmployerService, models.CASCADE, related_name="meetings", db_index=False)
    held_on = models.DateField()
    about = models.CharField(max_length=500)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ("held_on", "id")
        indexes = (models.Index(fields=("area", "service", "held_on"), name="service_meeting_day"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(about=""),
                name="service_meeting_about",
                violation_error_message=_("Say what the meeting was about."),
            ),
        )


@tracked()
class ServiceRole(Identified):
    """A member of staff and the part taken in the service."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    service = models.ForeignKey(EmployerService, models.CASCADE, related_name="roles", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=11, choices=ServingPart)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "service", "user"), name="service_role_once"),
            models.CheckConstraint(
                condition=Q(part__in=ServingPart.values),
                name="service_role_listed",
                violation_error_message=_("A code of the service is not a listed one."),
            ),
        )


@tracked()
class ServiceVacancy(Identified):
    """A vacancy that came of the service; the jobs it created are these."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    service = models.ForeignKey(EmployerService, models.CASCADE, related_name="jobs", db_index=False)
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("area", "vacancy"), name="vacancy_of_one_service"),)


class EmployerTeamQuerySet(models.QuerySet["EmployerTeam"]):
    def in_force(self) -> Self:
        """Teams that still answer for employers."""
        return self.filter(is_closed=False)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class EmployerTeam(Identified, Versioned):
    """Who answers for employers of a field in a part of the area; an empty field or part means every one."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    name = models.CharField(max_length=200)
    industries = ArrayField(models.CharField(max_length=1, choices=Industry), default=list, blank=True)
    occupations = ArrayField(models.CharField(max_length=1, choices=Occupation), default=list, blank=True)
    is_closed = models.BooleanField(default=False)

    objects = EmployerTeamQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="employer_team_in_area"),
            models.UniqueConstraint(
                fields=("area", "name"),
                name="employer_team_once",
                violation_error_message=_("The area already has a team of this name."),
            ),
            models.CheckConstraint(
                condition=Q(industries__contained_by=Industry.values, occupations__contained_by=Occupation.values),
                name="employer_team_listed",
                violation_error_message=_("A field of the team is not a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="employer_team_named", violation_error_message=_("A team has a name.")
            ),
        )

    def __str__(self) -> str:
        return self.name


@tracked()
class TeamPlace(Identified):
    """A municipality of the part of the area in which the team works."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    team = models.ForeignKey(EmployerTeam, models.CASCADE, related_name="places", db_index=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("area", "team", "municipality"), name="team_place_once"),)


@tracked()
class TeamOwner(Identified):
    """The person named to answer for the team's employers."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    team = models.ForeignKey(EmployerTeam, models.CASCADE, related_name="owners", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("area", "team", "user"), name="team_owner_once"),)


class EmployerFeedbackQuerySet(models.QuerySet["EmployerFeedback"]):
    def waiting(self) -> Self:
        """Feedback with which nobody has finished."""
        return self.filter(closed_on=None)

    def late_on(self, day: date) -> Self:
        """Feedback whose day has passed."""
        return self.waiting().filter(due_on__lt=day)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


def _score() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )


@tracked()
class EmployerFeedback(Identified, Versioned):
    """What an employer said of the service, by the statements of domain/05 5.7; somebody sees to it by a day."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="feedback")
    given_on = models.DateField()
    heard = _score()
    met = _score()
    helped = _score()
    text = models.TextField(max_length=4000, blank=True)
    is_critical = models.BooleanField(default=False)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    done = models.TextField(max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)

    objects = EmployerFeedbackQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        indexes = (models.Index(fields=("area", "closed_on", "due_on"), name="employer_feedback_due"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(text="") | Q(heard__isnull=False) | Q(met__isnull=False) | Q(helped__isnull=False),
                name="employer_feedback_said",
                violation_error_message=_("Write what the employer said, or choose a number."),
            ),
            models.CheckConstraint(
                condition=(Q(heard__isnull=True) | Q(heard__range=(1, 5)))
                & (Q(met__isnull=True) | Q(met__range=(1, 5)))
                & (Q(helped__isnull=True) | Q(helped__range=(1, 5))),
                name="employer_feedback_scores",
                violation_error_message=_("The statements are answered from 1 to 5."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, done="") | (Q(closed_on__isnull=False) & ~Q(done="")),
                name="employer_feedback_closed",
                violation_error_message=_("What is closed says what was done."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    def is_late_on(self, day: date) -> bool:
        """Whether nobody has finished with it by its day."""
        return self.closed_on is None and self.due_on < day
