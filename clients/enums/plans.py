"""Codes of plans (domain/05, 5.4; 380/2023 38 §; 381/2023 4, 6 and 8 §; 189/2001)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanKind(models.TextChoices):
    """Which law the plan is made by."""

    EMPLOYMENT = "employment", _("Employment plan")
    MULTI_SECTORAL = "multi_sectoral", _("Multi-sectoral employment plan")
    ACTIVATION = "activation", _("Activation plan")


class PlanStatus(models.TextChoices):
    """Where a version of a plan stands. Only a draft changes."""

    DRAFT = "draft", pgettext_lazy("plan", "Draft")
    APPROVED = "approved", pgettext_lazy("plan", "Approved")
    REPLACED = "replaced", pgettext_lazy("plan", "Replaced by a later version")


# A step not written here cannot be taken; a draft may also be discarded, which removes it.
PLAN_STEPS: dict[PlanStatus, frozenset[PlanStatus]] = {
    PlanStatus.DRAFT: frozenset({PlanStatus.APPROVED}),
    PlanStatus.APPROVED: frozenset({PlanStatus.REPLACED}),
    PlanStatus.REPLACED: frozenset(),
}


class ApprovalManner(models.TextChoices):
    """How the client approved (385/2024 2 §); otherwise than by the first two a note tells it was understood."""

    E_SERVICE = "e_service", _("In the e-service")
    SIGNATURE = "signature", _("By signature")
    OTHER = "other", _("Otherwise, understanding ensured")


class PlanParty(models.TextChoices):
    """Who has a part in the plan besides the client."""

    EMPLOYMENT = "employment", _("Employment authority")
    COUNTY = "county", _("Wellbeing services county")
    KELA = "kela", _("Kela")
    PENSION = "pension", _("Pension insurer")
    EMPLOYER = "employer", _("Employer")
    SCHOOL = "school", _("School")
    PROVIDER = "provider", _("Service provider")
    SUPPORT = "support", _("Support person")
    OTHER = "other", pgettext_lazy("participant", "Somebody else")


JOINT_BODIES = (PlanParty.EMPLOYMENT, PlanParty.COUNTY, PlanParty.KELA)
# Without these a plan of the kind is not one: 381/2023 2 § (the three bodies), 189/2001 (the two authorities).
REQUIRED_PARTIES: dict[PlanKind, frozenset[PlanParty]] = {
    PlanKind.EMPLOYMENT: frozenset({PlanParty.EMPLOYMENT}),
    PlanKind.MULTI_SECTORAL: frozenset(JOINT_BODIES),
    PlanKind.ACTIVATION: frozenset({PlanParty.EMPLOYMENT, PlanParty.COUNTY}),
}


class MeasureOwner(models.TextChoices):
    """Who does what was agreed."""

    CLIENT = "client", _("The client")
    STAFF = "staff", _("The coordinator or another member of staff")
    PARTNER = "partner", _("A partner organisation")


class MeasureState(models.TextChoices):
    """How far a measure has come."""

    PLANNED = "planned", pgettext_lazy("measure", "Planned")
    RUNNING = "running", pgettext_lazy("measure", "Under way")
    DONE = "done", pgettext_lazy("measure", "Done")
    DROPPED = "dropped", pgettext_lazy("measure", "Dropped")


# What was marked as done or dropped by mistake, or is taken up again, goes on.
MEASURE_STEPS: dict[MeasureState, frozenset[MeasureState]] = {
    MeasureState.PLANNED: frozenset({MeasureState.RUNNING, MeasureState.DONE, MeasureState.DROPPED}),
    MeasureState.RUNNING: frozenset({MeasureState.DONE, MeasureState.DROPPED}),
    MeasureState.DONE: frozenset({MeasureState.RUNNING}),
    MeasureState.DROPPED: frozenset({MeasureState.PLANNED}),
}
MEASURES_OPEN = (MeasureState.PLANNED, MeasureState.RUNNING)


class ReviewOutcome(models.TextChoices):
    """What a review of the plan came to."""

    AS_IT_IS = "as_it_is", _("The plan goes on as it is")
    TO_CHANGE = "to_change", _("The plan is to be changed")


class PlanEnding(models.TextChoices):
    """Why a plan ended."""

    REACHED = "reached", _("The goals were reached")
    JOBSEEKING_ENDED = "jobseeking_ended", _("Jobseeking ended")
    JOINT_VIEW = "joint_view", _("Joint view of the bodies: support is not needed any more")
    OTHER_PLAN = "other_plan", _("A plan of another authority takes its place")
    MOVED = "moved", _("Moved away")
    IN_ERROR = "in_error", _("Recorded in error")
    OTHER = "other", _("Other reason")
