"""Services to employers: begun by a model, stages done, meetings held, parts taken, jobs created, ended."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from config.kernel.errors import NotFound, OutOfOrder, Refusal
from employers.enums.serving import ServiceKind, ServiceOutcome, ServingPart
from employers.models import (
    Employer,
    EmployerService,
    ServiceMeeting,
    ServiceRole,
    ServiceStage,
    ServiceVacancy,
    Vacancy,
)
from employers.policies import areas_of_employers
from employers.service_models import model_of, model_on
from employers.services.footing import employer_area
from employers.services.people import colleague


@transaction.atomic
def begin_service(
    *, actor: User, employer: Employer, kind: ServiceKind, begun_on: date, need: str, area_id: int | None = None
) -> EmployerService:
    """The employer is served by the model in force on the day, and the actor owns the service."""
    area = employer_area(actor, area_id)
    _not_ahead(begun_on, "begun_on")
    made = EmployerService(
        area_id=area,
        employer=employer,
        kind=kind,
        model_version=model_on(kind, begun_on).version,
        begun_on=begun_on,
        need=need.strip(),
        created_by=actor,
    )
    add_record(made)
    ServiceRole.objects.create(area_id=area, service=made, user=actor, part=ServingPart.OWNER)
    return made


@transaction.atomic
def finish_stage(*, actor: User, service_id: UUID, code: str, done_on: date, note: str = "") -> ServiceStage:
    """The stage of the service's model is done on the day; stages may be done in any order, each once."""
    service = _going_on(actor, service_id)
    if model_of(ServiceKind(service.kind), service.model_version).stage(code) is None:
        raise Refusal(_("The model has no such stage."), field="code")
    _within(service, done_on, "done_on")
    made = ServiceStage(
        area_id=service.area_id, service=service, code=code, done_on=done_on, note=note.strip(), done_by=actor
    )
    add_record(made)
    return made


@transaction.atomic
def note_meeting(*, actor: User, service_id: UUID, held_on: date, about: str) -> ServiceMeeting:
    """The employer was met on the day."""
    service = _going_on(actor, service_id)
    _within(service, held_on, "held_on")
    made = ServiceMeeting(
        area_id=service.area_id, service=service, held_on=held_on, about=about.strip(), recorded_by=actor
    )
    add_record(made)
    return made


@transaction.atomic
def name_part(*, actor: User, service_id: UUID, user_id: UUID, part: ServingPart) -> ServiceRole:
    """The colleague of the area takes this part; said again, it is as said last."""
    service = _going_on(actor, service_id)
    role, _made = ServiceRole.objects.update_or_create(
        area_id=service.area_id,
        service=service,
        user=colleague(service.area_id, user_id),
        defaults={"part": part},
    )
    return role


@transaction.atomic
def count_job(*, actor: User, service_id: UUID, vacancy_id: UUID) -> ServiceVacancy:
    """The vacancy came of the service; one of the same employer and area, counted for one service only."""
    service = _going_on(actor, service_id)
    vacancy = Vacancy.objects.filter(area_id=service.area_id, employer_id=service.employer_id, pk=vacancy_id).first()
    if vacancy is None:
        raise NotFound
    if ServiceVacancy.objects.filter(area_id=service.area_id, vacancy=vacancy).exists():
        raise Refusal(_("The vacancy is counted for a service already."), field="vacancy")
    return ServiceVacancy.objects.create(area_id=service.area_id, service=service, vacancy=vacancy)


@transaction.atomic
def end_service(
    *, actor: User, service_id: UUID, version: int, ended_on: date, outcome: ServiceOutcome
) -> EmployerService:
    """The service has ended like this. Jobs came of it only where a vacancy is counted for it."""
    service = _going_on(actor, service_id)
    _within(service, ended_on, "ended_on")
    if outcome == ServiceOutcome.JOBS and not service.jobs.exists():
        raise Refusal(_("Name the vacancies that came of it first."), field="outcome")
    change_record(service, version=version, values={"ended_on": ended_on, "outcome": outcome})
    return service


def _going_on(actor: User, service_id: UUID) -> EmployerService:
    found = EmployerService.objects.filter(area_id__in=areas_of_employers(actor), pk=service_id)
    service = found.locked().first()
    if service is None:
        raise NotFound
    if service.ended_on is not None:
        raise OutOfOrder(_("The service has ended."))
    return service


def _not_ahead(day: date, field: str) -> None:
    if day > timezone.localdate():
        raise Refusal(_("The day is not in the future."), field=field)


def _within(service: EmployerService, day: date, field: str) -> None:
    _not_ahead(day, field)
    if day < service.begun_on:
        raise Refusal(_("The day is not before the service began."), field=field)
