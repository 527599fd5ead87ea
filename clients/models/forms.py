"""Start, end and follow-up forms of a participation (domain/05, 5.1–5.3). An empty code means not given."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, Municipality
from clients.enums import Answer, Household, Improvement, JobKind, LabourStatus
from clients.enums.cases import Direction
from clients.enums.employment import Industry, Occupation
from clients.enums.forms import EducationKind, FilledBy, Planned, SituationKnown
from clients.enums.spells import Benefit
from clients.models.participations import Participation
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned

ISCED = [str(level) for level in range(10)]
MOST_HOURS = 100
# An empty code, also for rows that are written past the models.
EMPTY: dict[str, Any] = {"blank": True, "default": "", "db_default": ""}
RATINGS = ("work_ability", "functioning", "life_satisfaction")


def listed(field: str, values: list[str], name: str, sentence: Any) -> models.CheckConstraint:
    """The constraint that `field` is empty or one of `values`."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": ["", *values]}), name=name, violation_error_message=sentence
    )


def one_per_participation(name: str) -> models.UniqueConstraint:
    """The constraint that forms point inside their own area (target of the composite foreign key)."""
    return models.UniqueConstraint(fields=("area", "id"), name=name)


def rating() -> models.PositiveSmallIntegerField:
    """The client's own rating from 0 to 10, given with the form."""
    return models.PositiveSmallIntegerField(null=True, blank=True)


def rated(name: str) -> models.CheckConstraint:
    """The constraint that ratings are from 0 to 10."""
    within = [Q(**{f"{one}__isnull": True}) | Q(**{f"{one}__range": (0, 10)}) for one in RATINGS]
    return models.CheckConstraint(
        condition=Q(*within), name=name, violation_error_message=_("A rating is from 0 to 10.")
    )


def only_when(field: str, condition: Q, *, name: str, sentence: Any) -> models.CheckConstraint:
    """The constraint that the day or number is given only when the condition holds."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | condition, name=name, violation_error_message=sentence
    )


@tracked()
class StartForm(Identified, Versioned):
    """*Aloitusilmoitus*: the situation when the person first began.

    The last five are the coordinator's supplement: no fund asks them, and the end form asks them again.
    """

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
    registered_jobseeker = models.BooleanField(null=True, blank=True)
    jobseeker_since = models.DateField(null=True, blank=True)
    third_country = models.CharField(max_length=1, choices=Answer, **EMPTY)
    informed_on = models.DateField(null=True, blank=True)
    notice_version = models.CharField(max_length=20, **EMPTY)
    filled_by = models.CharField(max_length=1, choices=FilledBy, **EMPTY)
    benefit = models.CharField(max_length=10, choices=Benefit, **EMPTY)
    path = models.CharField(max_length=2, choices=Direction, **EMPTY)
    work_ability = rating()
    functioning = rating()
    life_satisfaction = rating()

    class Meta:
        constraints = (
            one_per_participation("start_form_in_area"),
            listed("third_country", Answer.values, "start_form_third_country", _("The answer must be 0, 1 or 8.")),
            listed("filled_by", FilledBy.values, "start_form_filled_by", _("Who filled the form in must be 1 or 2.")),
            listed("benefit", Benefit.values, "start_form_benefit", _("The benefit must be a listed code.")),
            listed("path", Direction.values, "start_form_path", _("The direction must be a listed code.")),
            only_when(
                "jobseeker_since",
                Q(registered_jobseeker=True),
                name="start_form_jobseeker",
                sentence=_("Only a registered jobseeker has the day since when."),
            ),
            rated("start_form_ratings"),
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
    job_search = models.BooleanField(null=True, blank=True)
    education_kind = models.CharField(max_length=1, choices=EducationKind, **EMPTY)
    qualification_name = models.CharField(max_length=200, **EMPTY)
    qualification_level = models.CharField(max_length=1, **EMPTY)
    qualified_on = models.DateField(null=True, blank=True)
    industry = models.CharField(max_length=1, choices=Industry, **EMPTY)
    occupation = models.CharField(max_length=1, choices=Occupation, **EMPTY)
    ended_as_planned = models.CharField(max_length=1, choices=Planned, **EMPTY)
    benefit = models.CharField(max_length=10, choices=Benefit, **EMPTY)
    work_ability = rating()
    functioning = rating()
    life_satisfaction = rating()

    class Meta:
        constraints = (
            one_per_participation("end_form_in_area"),
            listed("education_kind", EducationKind.values, "end_form_education", _("The kind must be a listed code.")),
            listed(
                "qualification_level", ISCED, "end_form_level", _("Education must be an ISCED level from 0 to 8, or 9.")
            ),
            listed("industry", Industry.values, "end_form_industry", _("The industry must be a listed code.")),
            listed("occupation", Occupation.values, "end_form_occupation", _("The occupation must be a listed code.")),
            listed("ended_as_planned", Planned.values, "end_form_planned", _("The answer must be 1 or 2.")),
            listed("benefit", Benefit.values, "end_form_benefit", _("The benefit must be a listed code.")),
            models.CheckConstraint(
                condition=Q(qualification=True)
                | Q(qualification_name="", qualification_level="", qualified_on__isnull=True),
                name="end_form_qualification",
                violation_error_message=_("Name, level and day are of a qualification that was gained."),
            ),
            models.CheckConstraint(
                condition=Q(education_kind="") | Q(in_education=True),
                name="end_form_in_education",
                violation_error_message=_("The kind of education is told of those who are in education."),
            ),
            rated("end_form_ratings"),
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
    contact_result = models.CharField(max_length=1, choices=SituationKnown, **EMPTY)
    same_employer = models.BooleanField(null=True, blank=True)
    weekly_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    adjustments_in_use = models.BooleanField(null=True, blank=True)
    needs_support = models.BooleanField(null=True, blank=True)
    support_note = models.CharField(max_length=500, **EMPTY)

    class Meta:
        constraints = (
            one_per_participation("follow_up_form_in_area"),
            listed(
                "contact_result",
                SituationKnown.values,
                "follow_up_form_contact",
                _("The answer must be a listed code."),
            ),
            only_when(
                "weekly_hours",
                Q(weekly_hours__range=(0, MOST_HOURS)),
                name="follow_up_form_hours",
                sentence=_("Working hours are from 0 to 100 a week."),
            ),
            models.CheckConstraint(
                condition=Q(support_note="") | Q(needs_support=True),
                name="follow_up_form_support",
                violation_error_message=_("The note tells what support is still needed."),
            ),
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
