"""Employments of a client: recorded, changed, withdrawn; with them their follow-ups, and coaching beside a subsidy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as BadNumber
from stdnum.fi import ytunnus

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums import JobKind
from clients.enums.employment import INDUSTRY_VERSION, OCCUPATION_VERSION
from clients.models import CoachingPeriod, EmploymentSpell
from clients.services.follow_up import follow_employment
from clients.services.marks import visible_client
from clients.services.spells import held_spell, withdraw
from config.kernel.errors import Refusal

SAID = (
    "begun_on",
    "ended_on",
    "end_reason",
    "source",
    "source_name",
    "employer_name",
    "business_id",
    "job_kind",
    "contract",
    "is_part_time",
    "hours_per_week",
    "subsidy_ground",
    "subsidy_from",
    "subsidy_to",
    "arrangements",
    "adjustments",
    "occupation",
    "industry",
)
FARTHEST = timedelta(days=366)


@transaction.atomic
def record_employment(*, actor: User, client_id: UUID, values: Mapping[str, Any]) -> EmploymentSpell:
    """The employment is on record and is followed up from its first day.

    It may begin up to a year ahead, as a contract says. Refused: a work try-out, an end without a reason, a subsidy
    outside the days of the employment, a business id that is none.
    """
    client = visible_client(actor, client_id)
    made = EmploymentSpell(area_id=client.area_id, client=client, recorded_by=actor, **_said(values))
    add_record(made)
    follow_employment(made, by=actor)
    return made


@transaction.atomic
def change_employment(
    *, actor: User, client_id: UUID, employment_id: UUID, version: int, values: Mapping[str, Any]
) -> EmploymentSpell:
    """The employment is as said from now on, ended or corrected, and its follow-ups go by its days."""
    client = visible_client(actor, client_id)
    employment = held_spell(EmploymentSpell, client, employment_id)
    said = _said(values, held=employment)
    change_record(employment, version=version, values=said)
    follow_employment(employment, by=actor)
    return employment


@transaction.atomic
def withdraw_employment(
    *, actor: User, client_id: UUID, employment_id: UUID, version: int, reason: str
) -> EmploymentSpell:
    """The employment was recorded in error: it counts nowhere, its follow-ups are dropped, it stays with the reason."""
    client = visible_client(actor, client_id)
    employment = held_spell(EmploymentSpell, client, employment_id)
    withdraw(employment, actor=actor, version=version, reason=reason)
    follow_employment(employment, by=actor)
    return employment


def checked_business_id(text: str) -> str:
    """The business id as it is written, or nothing; refused when its check digit is wrong."""
    if not text.strip():
        return ""
    try:
        return str(ytunnus.format(ytunnus.validate(text)))
    except BadNumber:
        raise Refusal(_("This is no business id: check its digits."), field="business_id") from None


def _said(values: Mapping[str, Any], *, held: EmploymentSpell | None = None) -> dict[str, Any]:
    said = {name: values[name] for name in SAID if name in values}
    if said["job_kind"] == JobKind.TRY_OUT:
        raise Refusal(_("A work try-out is no employment. Record it as a service."), field="job_kind")
    if said["begun_on"] > timezone.localdate() + FARTHEST:
        raise Refusal(_("Check the year."), field="begun_on")
    _must_end_whole(said)
    _must_be_paid_within(said)
    said["employer_name"] = said["employer_name"].strip()
    said["business_id"] = checked_business_id(said.get("business_id", ""))
    said |= _versions(said, held)
    return said


def _versions(said: Mapping[str, Any], held: EmploymentSpell | None) -> dict[str, str]:
    """Of a code that stays the version stays; a new code is of the classification in use."""
    versions = {}
    for name, version in (("occupation", OCCUPATION_VERSION), ("industry", INDUSTRY_VERSION)):
        code = said.get(name, "")
        kept = held is not None and code and getattr(held, name) == code
        versions[f"{name}_version"] = getattr(held, f"{name}_version") if kept else version if code else ""
    return versions


def _must_end_whole(said: Mapping[str, Any]) -> None:
    ended_on, reason = said.get("ended_on"), said.get("end_reason")
    if ended_on and ended_on < said["begun_on"]:
        raise Refusal(_("It cannot end before it begins."), field="ended_on")
    if ended_on and not reason:
        raise Refusal(_("Say why it ended, or will end."), field="end_reason")
    if reason and not ended_on:
        raise Refusal(_("Say when it ended."), field="ended_on")


def _must_be_paid_within(said: Mapping[str, Any]) -> None:
    since, until = said.get("subsidy_from"), said.get("subsidy_to")
    if not said.get("subsidy_ground"):
        if said["job_kind"] == JobKind.SUBSIDISED:
            raise Refusal(_("Say on what ground the subsidy is paid."), field="subsidy_ground")
        if since or until:
            raise Refusal(_("Say on what ground the subsidy is paid."), field="subsidy_ground")
        return
    if since is None:
        raise Refusal(_("Say from when the subsidy is paid."), field="subsidy_from")
    if since < said["begun_on"]:
        raise Refusal(_("The subsidy is paid within the days of the employment."), field="subsidy_from")
    last = said.get("ended_on") or date.max
    if until is not None and not since <= until <= last:
        raise Refusal(_("The subsidy is paid within the days of the employment."), field="subsidy_to")
    if since > last:
        raise Refusal(_("The subsidy is paid within the days of the employment."), field="subsidy_from")


@transaction.atomic
def record_coaching(*, actor: User, client_id: UUID, employment_id: UUID, values: Mapping[str, Any]) -> CoachingPeriod:
    """Job coaching is on record beside subsidised work; it begins while the subsidy is paid (CA-27)."""
    client = visible_client(actor, client_id)
    employment = held_spell(EmploymentSpell, client, employment_id)
    since, until = values["begun_on"], values.get("ended_on")
    _must_be_subsidised(employment, since)
    if until is not None and until < since:
        raise Refusal(_("It cannot end before it begins."), field="ended_on")
    made = CoachingPeriod(
        area_id=client.area_id,
        client=client,
        employment=employment,
        begun_on=since,
        ended_on=until,
        provider=values.get("provider", "").strip(),
        recorded_by=actor,
    )
    add_record(made)
    return made


@transaction.atomic
def withdraw_coaching(*, actor: User, client_id: UUID, coaching_id: UUID, version: int, reason: str) -> CoachingPeriod:
    """The coaching was recorded in error: it counts nowhere, and stays with the reason."""
    client = visible_client(actor, client_id)
    coaching = held_spell(CoachingPeriod, client, coaching_id)
    withdraw(coaching, actor=actor, version=version, reason=reason)
    return coaching


def _must_be_subsidised(employment: EmploymentSpell, day: date) -> None:
    if not employment.is_subsidised or employment.subsidy_from is None:
        raise Refusal(_("Coaching is linked to subsidised work, and this work is not subsidised."))
    if day < employment.subsidy_from or (employment.subsidy_to is not None and day > employment.subsidy_to):
        raise Refusal(_("The coaching begins while the subsidy is paid."), field="begun_on")
