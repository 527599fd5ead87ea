"""Hidden jobs: noted by an area, then turned into a vacancy, marked as a placement, or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record, check_record
from clients.enums.employment import OCCUPATION_VERSION
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal
from employers.enums.jobs import LEAD_STEPS, LeadState
from employers.models import Employer, Lead, Vacancy
from employers.policies import areas_of_employers
from employers.services.footing import employer_area
from employers.services.vacancies import add_vacancy

SAID = ("establishment", "found_on", "text", "occupation")


@transaction.atomic
def add_lead(*, actor: User, employer: Employer, values: Mapping[str, Any], area_id: int | None = None) -> Lead:
    """The area knows of this hidden job at the employer."""
    area = employer_area(actor, area_id)
    made = Lead(area_id=area, employer=employer, found_by=actor, **_said(values, employer))
    add_record(made)
    return made


@transaction.atomic
def change_lead(*, actor: User, lead_id: UUID, version: int, values: Mapping[str, Any]) -> Lead:
    """The lead is as `values` say; one that is over does not change."""
    lead = _own(actor, lead_id)
    if lead.state != LeadState.OPEN:
        raise OutOfOrder
    change_record(lead, version=version, values=_said(values, lead.employer))
    return lead


@transaction.atomic
def take_lead_step(*, actor: User, lead_id: UUID, version: int, to: LeadState, reason: str = "") -> Lead:
    """The lead led to a placement, was dropped for a reason, or is open again. A vacancy comes by `lead_to_vacancy`."""
    lead = _own(actor, lead_id)
    if to == LeadState.VACANCY:
        raise OutOfOrder
    _step(lead, to, version=version, reason=reason)
    return lead


@transaction.atomic
def lead_to_vacancy(*, actor: User, lead_id: UUID, version: int, values: Mapping[str, Any]) -> Vacancy:
    """The employer of the lead has a vacancy, as a draft, and the lead names it."""
    lead = _own(actor, lead_id)
    made = add_vacancy(actor=actor, employer=lead.employer, values=values, area_id=lead.area_id)
    _step(lead, LeadState.VACANCY, version=version, vacancy=made)
    return made


def _step(lead: Lead, to: LeadState, *, version: int, reason: str = "", vacancy: Vacancy | None = None) -> None:
    if lead.version != version:
        raise Conflict
    if to not in LEAD_STEPS[LeadState(lead.state)]:
        raise OutOfOrder
    if to == LeadState.DROPPED and not reason:
        raise Refusal(_("A lead that was dropped says why."), field="reason")
    lead.state, lead.vacancy, lead.version = to, vacancy, version + 1
    lead.drop_reason = reason if to == LeadState.DROPPED else ""
    lead.ended_on = None if to == LeadState.OPEN else timezone.localdate()
    check_record(lead)
    lead.save(update_fields=["state", "vacancy", "drop_reason", "ended_on", "version"])


def _own(actor: User, lead_id: UUID) -> Lead:
    lead = Lead.objects.filter(pk=lead_id, area_id__in=areas_of_employers(actor)).locked().first()
    if lead is None:
        raise NotFound
    return lead


def _said(values: Mapping[str, Any], employer: Employer) -> dict[str, Any]:
    said = {name: values[name] for name in SAID if name in values}
    said["text"] = said["text"].strip()
    if said["found_on"] > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field="found_on")
    if said.get("establishment") is not None and said["establishment"].employer_id != employer.pk:
        raise Refusal(_("The establishment is another employer's."), field="establishment")
    said["occupation_version"] = OCCUPATION_VERSION if said.get("occupation") else ""
    return said
