"""Events with employers: recorded with who was invited, who came and what a panel decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.models import Client
from clients.models.need_to_know import need_to_know
from config.kernel.errors import NotFound, Refusal
from employers.enums.occasions import OccasionKind, Presence, StaffPart
from employers.models import (
    Employer,
    Occasion,
    OccasionClient,
    OccasionDecision,
    OccasionEmployer,
    OccasionOrganiser,
    OccasionStaff,
)
from employers.policies import areas_of_employers
from employers.services.footing import employer_area
from employers.services.people import colleague
from network.models import Organisation

OCCASION = ("kind", "title", "held_on", "place", "note")


@transaction.atomic
def add_occasion(*, actor: User, values: Mapping[str, Any], area_id: int | None = None) -> Occasion:
    """The area has this event, and the actor organises it."""
    area = employer_area(actor, area_id)
    made = Occasion(area_id=area, created_by=actor, **{name: values[name] for name in OCCASION})
    made.title = made.title.strip()
    add_record(made)
    OccasionStaff.objects.create(area_id=area, occasion=made, user=actor, part=StaffPart.ORGANISER)
    _organise(made, values.get("organisers", ()))
    return made


@transaction.atomic
def change_occasion(*, actor: User, occasion_id: UUID, version: int, values: Mapping[str, Any]) -> Occasion:
    """The event is as `values` say, with these partners as organisers."""
    occasion = _occasion(actor, occasion_id)
    change_record(occasion, version=version, values={name: values[name] for name in OCCASION})
    _organise(occasion, values.get("organisers", ()))
    return occasion


@transaction.atomic
def note_employer(*, actor: User, occasion_id: UUID, employer: Employer, presence: Presence) -> OccasionEmployer:
    """The employer was invited to the event, came or did not; said again, it is as said last."""
    occasion = _occasion(actor, occasion_id)
    return _put(OccasionEmployer, occasion, {"employer": employer}, {"presence": presence})


@transaction.atomic
def note_client(*, actor: User, occasion_id: UUID, client_id: UUID, presence: Presence) -> OccasionClient:
    """The client was invited to the event, came or did not; only those who need to know the client may say so."""
    occasion = _occasion(actor, occasion_id)
    client = Client.objects.filter(need_to_know(actor), area_id=occasion.area_id, pk=client_id).first()
    if client is None:
        raise NotFound
    return _put(OccasionClient, occasion, {"client": client}, {"presence": presence})


@transaction.atomic
def note_staff(*, actor: User, occasion_id: UUID, user_id: UUID, part: StaffPart) -> OccasionStaff:
    """The colleague of the area takes this part in the event."""
    occasion = _occasion(actor, occasion_id)
    return _put(OccasionStaff, occasion, {"user": colleague(occasion.area_id, user_id)}, {"part": part})


@transaction.atomic
def take_out(*, actor: User, occasion_id: UUID, part_id: UUID) -> None:
    """An employer or member of staff, or a client whom the actor needs to know, was not invited after all."""
    occasion = _occasion(actor, occasion_id)
    clients = OccasionClient.objects.visible_to(actor)
    for found in (OccasionEmployer.objects.all(), OccasionStaff.objects.all(), clients):
        if found.filter(occasion=occasion, pk=part_id).delete()[0]:
            return
    raise NotFound


@transaction.atomic
def decide(*, actor: User, occasion_id: UUID, text: str, owner_id: UUID, due_on: date) -> OccasionDecision:
    """The panel decided this; the owner sees to it by the day. Refused for other kinds of events."""
    occasion = _occasion(actor, occasion_id)
    if occasion.kind != OccasionKind.PANEL:
        raise Refusal(_("Only a panel decides."))
    if due_on < occasion.held_on:
        raise Refusal(_("The day is not before the panel."), field="due_on")
    made = OccasionDecision(
        area_id=occasion.area_id,
        occasion=occasion,
        text=text.strip(),
        owner=colleague(occasion.area_id, owner_id),
        due_on=due_on,
    )
    add_record(made)
    return made


@transaction.atomic
def finish_decision(*, actor: User, decision_id: UUID, version: int, done_on: date, outcome: str) -> OccasionDecision:
    """What the panel decided is done, and what came of it is said."""
    found = OccasionDecision.objects.filter(area_id__in=areas_of_employers(actor), pk=decision_id)
    decision = found.select_for_update(of=("self",)).first()
    if decision is None:
        raise NotFound
    if not outcome.strip():
        raise Refusal(_("What is done says what was done."), field="outcome")
    change_record(decision, version=version, values={"done_on": done_on, "outcome": outcome.strip()})
    return decision


def _occasion(actor: User, occasion_id: UUID) -> Occasion:
    occasion = Occasion.objects.filter(area_id__in=areas_of_employers(actor), pk=occasion_id).locked().first()
    if occasion is None:
        raise NotFound
    return occasion


def _organise(occasion: Occasion, organisations: Iterable[Organisation]) -> None:
    """These partners of the area organise, and no others."""
    wanted = {one.pk: one for one in organisations if one.area_id == occasion.area_id}
    held = OccasionOrganiser.objects.filter(occasion=occasion)
    held.exclude(organisation_id__in=wanted).delete()
    known = set(held.values_list("organisation_id", flat=True))
    for key, one in wanted.items():
        if key not in known:
            OccasionOrganiser.objects.create(area_id=occasion.area_id, occasion=occasion, organisation=one)


def _put(model: type[Any], occasion: Occasion, who: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
    part, _made = model.objects.update_or_create(
        area_id=occasion.area_id, occasion=occasion, **who, defaults=dict(values)
    )
    return part
