"""Start, end and follow-up forms of a participation (domain/05, 5.1–5.3). An empty code means not given."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, Municipality
from clients.enums import Answer, Household, Improvement, JobKind, LabourStatus
from clients.models.participations import Participation
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned

ISCED = [str(level) for level in range(10)]


def listed(field: str, values: list[str], name: str, sentence: Any) -> models.CheckConstraint:
    """The constraint that `field` is empty or one of `values`."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": ["", *values]}), name=name, violation_error_message=sentence
    )


def one_per_participation(name: str) -> models.UniqueConstraint:
    """The constraint that forms point inside their own area (target of the composite foreign key)."""
    return models.UniqueConstraint(fields=("area", "id"), name=name)


@tracked()
class StartForm(Identified, Versioned):
    """*Aloitusilmoitus*: the situation when the person first began."""

    area = models.ForeignKey(Area, models.PROTECT)
    participation = models.OneToOneField(Participation, models.CASCADE, related_name="start_form")
    status = models.CharField(max_length=2, choices=LabourStatus)
    unemployed_months = models.PositiveSmallIntegerField(null=True, blank=True)
    in_education = models.BooleanField(null=True, blank=True)
    isced = models.CharField(max_length=1, blank=True)
    household = models.CharField(max_length=1, choices=Household, blank=True)
    adults = models.PositiveSmallIntegerField(null=True, blank=True)
    working_members = models.BooleanField(null=True, blank=True)
    dependent_children = models.BooleanField(null=True, blank=True)
    foreign_background = models.CharField(max_length=1, choices=Answer, blank=True)
    disability = models.CharField(max_length=1, choices=Answer, blank=True)
    other_disadvantage = models.CharField(max_length=1, choices=Answer, blank=True)
    housing_exclusion = models.CharField(max_length=1, choices=Answer, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)

    class Meta:
        constraints = (
            one_per_participation("start_form_in_area"),
            models.CheckConstraint(
                condition=Q(status__in=LabourStatus.values),
                name="start_form_status",
                violation_error_message=_("The labour-market status must be one of the listed codes."),
            ),
            listed("isced", ISCED, "start_form_isced", _("Education must be an ISCED level from 0 to 8, or 9.")),
            listed("household", Household.values, "start_form_household", _("Household must be 1 or 2.")),
            listed("foreign_background", Answer.values, "start_form_foreign", _("The answer must be 0, 1 or 8.")),
            listed("disability", Answer.values, "start_form_disability", _("The answer must be 0, 1 or 8.")),
            listed("other_disadvantage", Answer.values, "start_form_other", _("The answer must be 0, 1 or 8.")),
            listed("housing_exclusion", Answer.values, "start_form_housing", _("The answer must be 0, 1 or 8.")),
        )

    def __str__(self) -> str:
        return str(self.pk)


@tracked()
class EndForm(Identified, Versioned):
    """*Lopetusilmoitus*: the situation within 28 days after the person last left."""

    area = models.ForeignKey(Area, models.PROTECT)
    participation = models.OneToOneField(Participation, models.CASCADE, related_name="end_form")
    observed_on = models.DateField()
    status = models.CharField(max_length=2, choices=LabourStatus)
    in_education = models.BooleanField(null=True, blank=True)
    qualification = models.BooleanField(null=True, blank=True)
    job_kind = models.CharField(max_length=1, choices=JobKind, blank=True)

    class Meta:
        constraints = (
            one_per_participation("end_form_in_area"),
            models.CheckConstraint(
                condition=Q(status__in=LabourStatus.values),
                name="end_form_status",
                violation_error_message=_("The labour-market status must be one of the listed codes."),
            ),
            listed("job_kind", JobKind.values, "end_form_job_kind", _("The kind of work must be a listed code.")),
        )

    def __str__(self) -> str:
        return str(self.pk)


@tracked()
class FollowUpForm(Identified, Versioned):
    """*Seuranta*: the situation six months after leaving, or later."""

    area = models.ForeignKey(Area, models.PROTECT)
    participation = models.OneToOneField(Participation, models.CASCADE, related_name="follow_up_form")
    observed_on = models.DateField()
    status = models.CharField(max_length=2, choices=LabourStatus)
    improved = models.CharField(max_length=1, choices=Improvement, blank=True)

    class Meta:
        constraints = (
            one_per_participation("follow_up_form_in_area"),
            models.CheckConstraint(
                condition=Q(status__in=LabourStatus.values),
                name="follow_up_form_status",
                violation_error_message=_("The labour-market status must be one of the listed codes."),
            ),
            listed(
                "improved", Improvement.values, "follow_up_form_improved", _("The improvement must be a listed code.")
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
