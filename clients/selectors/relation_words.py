"""What points to a client, in words."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORDS: dict[str, Any] = {
    "clients.AbilitatorRecord": _("Abilitator"),
    "clients.Appointment": _("Appointments"),
    "clients.AssessmentOrder": _("Assessments ordered"),
    "clients.AssignmentRow": _("Assignments"),
    "clients.Barrier": _("Barriers beyond work ability"),
    "clients.BenefitSpell": _("Benefits"),
    "clients.BenefitCheck": _("Answers on the right benefit"),
    "clients.Case": pgettext_lazy("of a client", "Case"),
    "clients.CaseRelation": _("Whose client"),
    "clients.CoachingPeriod": _("Coaching during the subsidy"),
    "clients.Consent": _("Consents"),
    "clients.Contact": _("Contacts and notes"),
    "clients.DeadlineException": _("Exceptions from talks"),
    "clients.DemandProfile": _("Work ability against the demands of work"),
    "clients.DiagnosisMark": _("Diagnosis marks"),
    "clients.Disclosure": _("Disclosures"),
    "clients.Document": _("Documents"),
    "clients.EmploymentCheck": _("Follow-ups after employment"),
    "clients.EmploymentSpell": _("Employments"),
    "clients.IncomingReferral": _("Incoming referrals"),
    "clients.Keyword": _("Keywords"),
    "clients.LabourSpell": _("Labour-market status"),
    "clients.LegalSpell": _("Legal standing"),
    "clients.NamesDecision": _("Decisions on names"),
    "clients.NeedArea": _("Areas of need"),
    "clients.NeedsAssessment": _("Assessments of need"),
    "clients.NetworkMeeting": _("Network meetings"),
    "clients.Participation": _("Participations"),
    "clients.PensionClarification": _("Clarifications of a pension"),
    "clients.PersonAround": _("People around the client"),
    "clients.Plan": _("Plans"),
    "clients.SelfRating": _("Self-ratings"),
    "clients.Statement": _("Statements"),
    "clients.SupportApplication": _("Applications for support"),
    "clients.Task": _("Tasks"),
    "clients.WorkAbilityStatus": _("Status of work ability"),
}


def relation_words(model: type[models.Model]) -> str:
    """The records of the model in words; a model without any here is named as in the program."""
    return str(WORDS.get(model._meta.label, model._meta.verbose_name_plural))
