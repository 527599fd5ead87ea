"""Task analysis: the work of a workplace split into tasks, sorted, and compiled into a new job."""

from __future__ import annotations

from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from employers.enums.analyses import AnalysisPhase, TaskSort
from employers.models.register import Employer, Establishment
from employers.models.vacancies import Vacancy


class TaskAnalysisQuerySet(models.QuerySet["TaskAnalysis"]):
    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class TaskAnalysis(Identified, Versioned):
    """Shaping of work (*työn muotoilu*) at a workplace by the Ratko method (EM-10, EM-11); an area's own."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="analyses")
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    title = models.CharField(max_length=200)
    started_on = models.DateField()
    phase = models.PositiveSmallIntegerField(choices=AnalysisPhase, default=AnalysisPhase.SPLIT)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = TaskAnalysisQuerySet.as_manager()

    class Meta:
        ordering = ("-started_on", "id")
        indexes = (models.Index(fields=("area", "phase", "-started_on"), name="task_analysis_area"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="task_analysis_in_area"),
            models.CheckConstraint(
                condition=Q(phase__in=AnalysisPhase.values),
                name="task_analysis_phase",
                violation_error_message=_("The phase is not a listed one."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="task_analysis_titled",
                violation_error_message=_("An analysis says which work it is of."),
            ),
        )

    def __str__(self) -> str:
        return self.title


class WorkTaskQuerySet(models.QuerySet["WorkTask"]):
    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class WorkTask(Identified, Versioned):
    """A task of the work analysed: how long it takes a week, what it demands, who does it now (a post, no name).

    `vacancy` is the new job into which it was compiled.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    analysis = models.ForeignKey(TaskAnalysis, models.PROTECT, related_name="tasks", db_index=False)
    text = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    done_by = models.CharField(max_length=100, blank=True)
    sort = models.CharField(max_length=12, choices=TaskSort, blank=True)
    demands: models.JSONField[dict[str, float]] = models.JSONField(default=dict, blank=True)
    is_dropped = models.BooleanField(default=False)
    vacancy = models.ForeignKey(
        Vacancy, models.PROTECT, null=True, blank=True, related_name="compiled_of", db_index=False
    )
    created_at = models.DateTimeField(db_default=Now())

    objects = WorkTaskQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        indexes = (models.Index(fields=("area", "analysis"), name="work_task_analysis"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(sort__in=TaskSort.values),
                name="work_task_sort",
                violation_error_message=_("A task is core work or can be handed over."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="work_task_says", violation_error_message=_("A task says what is done.")
            ),
            models.CheckConstraint(
                condition=Q(minutes__gt=0),
                name="work_task_takes_time",
                violation_error_message=_("A task takes at least a minute a week."),
            ),
            models.CheckConstraint(
                condition=Q(vacancy__isnull=True) | Q(sort=TaskSort.TRANSFERABLE),
                name="work_task_compiled",
                violation_error_message=_("Only a task that can be handed over is compiled into a new job."),
            ),
        )

    def __str__(self) -> str:
        return self.text
