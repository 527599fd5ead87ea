"""Placing a client with an employer: the placement and the fact it points to are recorded together, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.spells import SpellSource
from clients.models import Client
from clients.policies import can_work_on
from clients.services.employment import record_employment
from clients.services.footing import locked_client
from clients.services.service_periods import PeriodText, record_period
from config.kernel.errors import NotAllowed, NotFound, Refusal
from employers.enums.job_referrals import JobReferralState
from employers.enums.placements import JOB_KINDS, SERVICES, Rung
from employers.models import Employer, JobReferral, Placement, PlacementContract
from employers.selectors.placements import placement_of
from employers.services.job_referrals import job_of
from employers.services.placing_limits import must_keep_limits

CONTRACT = ("goals", "place", "tasks", "supervisor", "hours_a_day", "days_a_week", "ends_on", "signed_on")
NO_SUBSIDY: Mapping[str, Any] = {"subsidy_ground": "", "subsidy_from": None, "subsidy_to": None}


@dataclass(frozen=True, kw_only=True)
class PlacementText:
    """On which rung, where and from when; `work` is of the employment, `contract` of what is agreed on below it."""

    rung: Rung
    employer_id: UUID
    begun_on: date
    establishment_id: UUID | None = None
    vacancy_id: UUID | None = None
    job_referral_id: UUID | None = None
    follows_id: UUID | None = None
    work: Mapping[str, Any] = field(default_factory=dict)
    contract: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def record_placement(*, actor: User, client_id: UUID, text: PlacementText) -> Placement:
    """The client is placed: the employment, or the service with its contract, is on record with the placement.

    The employer's name and business id are those of the register. Refused, by the sentence of its section: a work
    try-out or rehabilitative work beyond its limits; and a job referral that did not end in hiring, or whose placement
    is on record.
    """
    client = locked_client(actor, client_id)
    _may(actor, client)
    employer, place, vacancy = job_of(text.employer_id, text.establishment_id, text.vacancy_id)
    placement = Placement(
        area_id=client.area_id,
        client=client,
        employer=employer,
        establishment=place,
        vacancy=vacancy,
        job_referral=_referral(client, employer, text.job_referral_id),
        follows=_followed(client, text.follows_id),
        rung=text.rung,
        recorded_by=actor,
    )
    if text.rung in SERVICES:
        contract = _agreed(client, text)
        period = PeriodText(
            service_code=SERVICES[text.rung], organiser=employer.name, started_on=text.begun_on, note=""
        )
        placement.service_period = record_period(actor=actor, client_id=client.pk, text=period)
        add_record(placement)
        add_record(PlacementContract(area_id=client.area_id, client=client, placement=placement, **contract))
        return placement
    work = _work(employer, text)
    placement.employment = record_employment(actor=actor, client_id=client.pk, values=work)
    add_record(placement)
    return placement


@transaction.atomic
def evaluate_placement(
    *, actor: User, placement_id: UUID, version: int, evaluated_on: date, evaluation: str
) -> PlacementContract:
    """The evaluation that follows a work try-out or rehabilitative work is on record (380/2023, section 57)."""
    placement = Placement.objects.visible_to(actor).filter(pk=placement_id).select_related("service_period").first()
    if placement is None:
        raise NotFound
    _may(actor, locked_client(actor, placement.client_id))
    contract = PlacementContract.objects.filter(placement=placement).select_for_update(of=("self",)).first()
    if contract is None:
        raise NotFound
    if not placement.first_on <= evaluated_on <= timezone.localdate():
        raise Refusal(_("The day of the evaluation is from the first day to this day."), field="evaluated_on")
    if not evaluation.strip():
        raise Refusal(_("Write how it went."), field="evaluation")
    change_record(contract, version=version, values={"evaluated_on": evaluated_on, "evaluation": evaluation.strip()})
    return contract


def _may(actor: User, client: Client) -> None:
    if not can_work_on(actor, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))


def _referral(client: Client, employer: Employer, referral_id: UUID | None) -> JobReferral | None:
    if referral_id is None:
        return None
    found = JobReferral.objects.filter(client=client, employer=employer, pk=referral_id).first()
    if found is None or found.state != JobReferralState.HIRED:
        raise Refusal(_("Only a job referral of this client that ended in hiring leads to a placement."))
    if placement_of(found) is not None:
        raise Refusal(_("The placement of this job referral is on record. Record what follows it as its next rung."))
    return found


def _followed(client: Client, placement_id: UUID | None) -> Placement | None:
    if placement_id is None:
        return None
    found = Placement.objects.filter(client=client, pk=placement_id).first()
    if found is None:
        raise Refusal(_("Choose an earlier placement of the client."), field="follows")
    return found


def _work(employer: Employer, text: PlacementText) -> dict[str, Any]:
    kind = text.work.get("job_kind")
    if kind not in JOB_KINDS[text.rung]:
        raise Refusal(_("This kind of job does not stand on the rung."), field="job_kind")
    subsidy = {} if text.rung == Rung.SUBSIDISED else dict(NO_SUBSIDY)
    return {
        "source": SpellSource.EMPLOYER,
        "source_name": "",
        "end_reason": "",
        **text.work,
        **subsidy,
        "begun_on": text.begun_on,
        "ended_on": None,
        "employer_name": employer.name,
        "business_id": employer.business_id,
        "industry": employer.industry,
        "is_part_time": text.rung == Rung.PART_TIME or bool(text.work.get("is_part_time")),
    }


def _agreed(client: Client, text: PlacementText) -> dict[str, Any]:
    said: dict[str, Any] = {name: text.contract.get(name) for name in CONTRACT}
    for name in ("goals", "place", "tasks", "supervisor"):
        said[name] = str(said[name] or "").strip()
        if not said[name]:
            raise Refusal(_("A contract says the goals, the place, the tasks and who supervises."), field=name)
    for name in ("hours_a_day", "days_a_week", "ends_on", "signed_on"):
        if said[name] is None:
            raise Refusal(_("The contract needs this."), field=name)
    if said["ends_on"] < text.begun_on:
        raise Refusal(_("It cannot end before it begins."), field="ends_on")
    if said["signed_on"] > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field="signed_on")
    must_keep_limits(
        client,
        text.rung,
        begun_on=text.begun_on,
        ends_on=said["ends_on"],
        hours_a_day=Decimal(said["hours_a_day"]),
        days_a_week=said["days_a_week"],
    )
    return said
