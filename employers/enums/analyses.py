"""Codes of task analysis by the Ratko method (domain/06, 6.4 g)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AnalysisPhase(models.IntegerChoices):
    """How far the shaping of work has come."""

    SPLIT = 1, _("Splitting the work into tasks")
    SORT = 2, _("Sorting the tasks: core work and the rest")
    COMPILE = 3, _("Compiling a new job")


# One phase at a time, forward and back.
ANALYSIS_STEPS: dict[AnalysisPhase, frozenset[AnalysisPhase]] = {
    AnalysisPhase.SPLIT: frozenset({AnalysisPhase.SORT}),
    AnalysisPhase.SORT: frozenset({AnalysisPhase.SPLIT, AnalysisPhase.COMPILE}),
    AnalysisPhase.COMPILE: frozenset({AnalysisPhase.SORT}),
}


class TaskSort(models.TextChoices):
    """Whether a task needs those who do it now."""

    UNSORTED = "", pgettext_lazy("task of work", "Not sorted yet")
    CORE = "core", _("Needs the core skill of the one who does it")
    TRANSFERABLE = "transferable", _("Can be handed over")
