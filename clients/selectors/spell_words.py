"""What the history of spells, employments, supports and meetings tells, by the columns of their tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.enums import JobKind, LabourStatus
from clients.enums.contacts import ContactChannel
from clients.enums.demands import Adjustment
from clients.enums.employment import (
    ArrangementPurpose,
    ContactResult,
    Contract,
    Decision,
    EmploymentEnd,
    Industry,
    Occupation,
    SubsidyGround,
    SupportCheck,
    SupportKind,
)
from clients.enums.meetings import MeetingStatus
from clients.enums.spells import Benefit, LegalFlag, SpellSource, StatusEnd
from clients.models import (
    BenefitSpell,
    EmploymentCheck,
    EmploymentSpell,
    LabourSpell,
    LegalSpell,
    NetworkMeeting,
    SupportApplication,
)

DAYS = {"begun_on": _("From"), "ended_on": _("To")}
WHENCE = {"source": _("Known from"), "source_name": _("More of the source"), "withdrawal_reason": _("Why withdrawn")}
LABELS: Mapping[type[models.Model], Mapping[str, Any]] = {
    LabourSpell: {"status": _("Labour-market status"), **DAYS, "end_reason": _("Why it ended"), **WHENCE},
    LegalSpell: {"flag": _("Legal standing"), **DAYS, "end_reason": _("Why it ended"), **WHENCE},
    BenefitSpell: {"benefit": _("Benefit"), **DAYS, **WHENCE},
    EmploymentSpell: {
        "employer_name": _("Employer"),
        "business_id": _("Business id"),
        **DAYS,
        "job_kind": _("Kind of job"),
        "contract": _("Contract"),
        "is_part_time": _("Part-time"),
        "hours_per_week": _("Hours a week"),
        "subsidy_ground": _("Ground of the subsidy"),
        "subsidy_from": _("Subsidy from"),
        "subsidy_to": _("Subsidy to"),
        "arrangements": _("Support for arrangements"),
        "adjustments": _("Adjustments in use"),
        "occupation": _("Occupation"),
        "industry": _("Industry"),
        "end_reason": _("Why it ended"),
        **WHENCE,
    },
    EmploymentCheck: {
        "due_on": _("Day of the follow-up"),
        "is_dropped": _("Not needed"),
        "checked_on": _("Asked on"),
        "contact_result": _("Whether reached"),
        "is_employed": _("Still employed"),
        "same_employer": _("Same employer"),
        "hours_per_week": _("Hours a week"),
        "adjustments_in_use": _("Adjustments in use"),
        "needs_support": _("Support needed"),
        "support_note": _("What support"),
    },
    SupportApplication: {
        "kind": _("Support"),
        "ground": _("Ground of the subsidy"),
        "purpose": _("Purpose"),
        "employer_name": _("Employer"),
        "applied_on": _("Applied on"),
        "cost_on": _("Bought or altered on"),
        "amount_applied": _("Applied for, euros"),
        "decision": _("Decision"),
        "decided_on": _("Decided on"),
        "decision_reason": _("Reason"),
        "period_from": _("From"),
        "period_to": _("To"),
        "amount_granted": _("Granted, euros"),
        "hours_a_month": _("Hours a month"),
        "months_granted": _("Months"),
        "percent_granted": _("Granted, per cent of the costs"),
        "month_amount": _("At most, euros a month"),
        "checks": _("Conditions that are met"),
        "withdrawal_reason": _("Why withdrawn"),
    },
    NetworkMeeting: {
        "status": _("State"),
        "starts_at": _("When"),
        "channel": _("Channel"),
        "place": _("Place"),
        "agenda": _("Agenda"),
        "discussed": _("What was discussed"),
        "discussed_health": _("What was said of health"),
        "next_on": _("Next meeting"),
        "withdrawal_reason": _("Why withdrawn"),
    },
}
CHOICES: Mapping[str, type[models.TextChoices]] = {
    "LabourSpell.status": LabourStatus,
    "LegalSpell.flag": LegalFlag,
    "BenefitSpell.benefit": Benefit,
    **{f"{name}.source": SpellSource for name in ("LabourSpell", "LegalSpell", "BenefitSpell", "EmploymentSpell")},
    **{f"{name}.end_reason": StatusEnd for name in ("LabourSpell", "LegalSpell")},
    "EmploymentSpell.end_reason": EmploymentEnd,
    "EmploymentSpell.job_kind": JobKind,
    "EmploymentSpell.contract": Contract,
    "EmploymentSpell.subsidy_ground": SubsidyGround,
    "EmploymentSpell.occupation": Occupation,
    "EmploymentSpell.industry": Industry,
    "EmploymentCheck.contact_result": ContactResult,
    "SupportApplication.kind": SupportKind,
    "SupportApplication.ground": SubsidyGround,
    "SupportApplication.purpose": ArrangementPurpose,
    "SupportApplication.decision": Decision,
    "NetworkMeeting.status": MeetingStatus,
    "NetworkMeeting.channel": ContactChannel,
}
LISTS: Mapping[str, type[models.TextChoices]] = {
    "EmploymentSpell.arrangements": ArrangementPurpose,
    "EmploymentSpell.adjustments": Adjustment,
    "SupportApplication.checks": SupportCheck,
}
