"""Vacancies: recorded, changed, opened, filled, closed by the area whose they are; every area reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record, check_record
from clients.enums.employment import OCCUPATION_VERSION
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from employers.demand_amounts import checked_demands
from employers.enums.jobs import OVER, VACANCY_STEPS, VacancyEnd, VacancyState
from employers.models import Employer, Establishment, Vacancy
from employers.policies import areas_of_employers
from employers.services.footing import employer_area

SAID = (
    *("establishment", "title", "occupation", "description", "contract", "hours_from", "hours_to", "municipality"),
    *("places", "traits", "accommodations", "demands", "subsidy_possible", "closes_on", "starts_on"),
)


@transaction.atomic
def add_vacancy(*, actor: User, employer: Employer, values: Mapping[str, Any], area_id: int | None = None) -> Vacancy:
    """The area has a vacancy of the employer, as a draft: nobody is proposed for it before it is opened."""
    area = employer_area(actor, area_id)
    made = Vacancy(area_id=area, employer=employer, created_by=actor, **_said(values, employer=employer))
    add_record(made)
    return made


@transaction.atomic
def change_vacancy(*, actor: User, vacancy_id: UUID, version: int, values: Mapping[str, Any]) -> Vacancy:
    """The vacancy is as `values` say; one that is over does not change any more."""
    vacancy = _own(actor, vacancy_id)
    if vacancy.state in OVER:
        raise OutOfOrder(_("The vacancy is over. Open it again to change it."))
    change_record(vacancy, version=version, values=_said(values, employer=vacancy.employer, held=vacancy))
    return vacancy


@transaction.atomic
def take_vacancy_step(*, actor: User, vacancy_id: UUID, version: int, to: VacancyState, reason: str = "") -> Vacancy:
    """The vacancy is in the state `to` from today; closing without filling says why.

    Opening again keeps the day on which it first opened; one whose time has passed needs a later last day first.
    """
    vacancy = _own(actor, vacancy_id)
    if vacancy.version != version:
        raise Conflict
    if to not in VACANCY_STEPS[VacancyState(vacancy.state)]:
        raise OutOfOrder
    _stepped(vacancy, to, reason=reason, day=timezone.localdate())
    return vacancy


def _stepped(vacancy: Vacancy, to: VacancyState, *, reason: str, day: date) -> None:
    if to == VacancyState.OPEN and vacancy.closes_on is not None and vacancy.closes_on < day:
        raise Refusal(_("The last day of applying has passed. Change it before opening."))
    if to == VacancyState.CLOSED and not reason:
        raise Refusal(_("A vacancy closed without being filled says why."), field="reason")
    vacancy.state = to
    vacancy.end_reason = reason if to == VacancyState.CLOSED else ""
    vacancy.ended_on = day if to in OVER else None
    if to == VacancyState.OPEN and vacancy.opened_on is None:
        vacancy.opened_on = day
    check_record(vacancy)
    vacancy.version += 1
    vacancy.save(update_fields=["state", "end_reason", "ended_on", "opened_on", "version"])


def _own(actor: User, vacancy_id: UUID) -> Vacancy:
    vacancy = Vacancy.objects.filter(pk=vacancy_id, area_id__in=areas_of_employers(actor)).locked().first()
    if vacancy is not None:
        return vacancy
    if Vacancy.objects.filter(pk=vacancy_id).exists():
        raise NotAllowed(_("Only the area that recorded the vacancy may change it."))
    raise NotFound


def _said(values: Mapping[str, Any], *, employer: Employer, held: Vacancy | None = None) -> dict[str, Any]:
    said = {name: values[name] for name in SAID if name in values}
    said["title"] = said["title"].strip()
    said["demands"] = checked_demands(said.get("demands", {}))
    establishment: Establishment | None = said.get("establishment")
    if establishment is not None and establishment.employer_id != employer.pk:
        raise Refusal(_("The establishment is another employer's."), field="establishment")
    code = said.get("occupation", "")
    kept = held is not None and code and held.occupation == code
    said["occupation_version"] = (
        held.occupation_version if held is not None and kept else OCCUPATION_VERSION if code else ""
    )
    return said


def close_expired(*, vacancy_id: UUID, day: date) -> int:
    """The vacancy is closed as expired, if it is open and its last day was before `day`; how many that were."""
    with transaction.atomic():
        found = Vacancy.objects.filter(pk=vacancy_id, state=VacancyState.OPEN, closes_on__lt=day).locked().first()
        if found is None:
            return 0
        _stepped(found, VacancyState.CLOSED, reason=VacancyEnd.EXPIRED, day=day)
        return 1
