"""Services without a referral of ours, and a client's counterparts at partners, with their hand-overs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients import policies
from clients.models import Client, Counterpart, ServicePeriod
from clients.services.footing import locked_client
from clients.services.marks import not_in_future
from config.kernel.errors import NotAllowed, NotFound, Refusal
from network.enums import ServiceCode
from network.models import Organisation


@dataclass(frozen=True, kw_only=True)
class PeriodText:
    """Which service, who organises it, from when to when, and whether it was gone through."""

    service_code: ServiceCode
    organiser: str
    started_on: date
    ended_on: date | None = None
    is_completed: bool | None = None
    note: str = ""


@transaction.atomic
def record_period(*, actor: User, client_id: UUID, text: PeriodText) -> ServicePeriod:
    """The client takes or took part in the service; other periods may go on beside it."""
    client = _worked_on(actor, client_id)
    period = ServicePeriod(area_id=client.area_id, client=client, recorded_by=actor, **_values(text))
    add_record(period)
    return period


@transaction.atomic
def change_period(*, actor: User, period_id: UUID, version: int, text: PeriodText) -> ServicePeriod:
    """The period says this from now on; ending it is a change."""
    key = ServicePeriod.objects.visible_to(actor).filter(pk=period_id).values_list("client_id", flat=True).first()
    if key is None:
        raise NotFound
    _worked_on(actor, key)
    period = ServicePeriod.objects.locked().get(pk=period_id)
    change_record(period, version=version, values=_values(text))
    return period


@dataclass(frozen=True, kw_only=True)
class CounterpartText:
    """Who it is at work, where to be reached at work, since when; the note is what the one before handed over."""

    organisation_id: UUID
    name: str
    contact: str = ""
    started_on: date
    hand_over_note: str = ""


@transaction.atomic
def name_counterpart(*, actor: User, client_id: UUID, text: CounterpartText) -> Counterpart:
    """The client has this counterpart at the partner; the one before has handed over on the same day."""
    client = _worked_on(actor, client_id)
    not_in_future(text.started_on, field="started_on")
    partner = Organisation.objects.filter(area_id=client.area_id, pk=text.organisation_id).first()
    if partner is None:
        raise Refusal(_("Choose a partner."), field="organisation")
    held = client.counterparts.filter(organisation=partner, ended_on__isnull=True).locked().first()
    if held is not None:
        if text.started_on < held.started_on:
            raise Refusal(_("A hand-over follows the beginning of the one before."), field="started_on")
        ended = {"ended_on": text.started_on, "hand_over_note": text.hand_over_note.strip()}
        change_record(held, version=held.version, values=ended)
    made = Counterpart(
        area_id=client.area_id,
        client=client,
        organisation=partner,
        name=text.name.strip(),
        contact=text.contact.strip(),
        started_on=text.started_on,
        recorded_by=actor,
    )
    add_record(made)
    return made


@transaction.atomic
def end_counterpart(*, actor: User, counterpart_id: UUID, version: int) -> Counterpart:
    """The client has no counterpart at the partner from today on."""
    key = Counterpart.objects.visible_to(actor).filter(pk=counterpart_id).values_list("client_id", flat=True).first()
    if key is None:
        raise NotFound
    _worked_on(actor, key)
    counterpart = Counterpart.objects.locked().get(pk=counterpart_id)
    if counterpart.ended_on is None:
        change_record(counterpart, version=version, values={"ended_on": timezone.localdate()})
    return counterpart


def _worked_on(actor: User, client_id: UUID) -> Client:
    client = locked_client(actor, client_id)
    if not policies.can_work_on(actor, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    return client


def _values(text: PeriodText) -> dict[str, object]:
    not_in_future(text.started_on, field="started_on")
    not_in_future(text.ended_on, field="ended_on")
    return {
        "service_code": text.service_code,
        "organiser": text.organiser.strip(),
        "started_on": text.started_on,
        "ended_on": text.ended_on,
        "is_completed": text.is_completed,
        "note": text.note.strip(),
    }
