"""Appointments: booked, moved, cancelled, held or not come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import MessageKind
from accounts.models import User
from accounts.services.messages import tell
from accounts.services.records import add_record, change_record
from clients.enums.contacts import APPOINTMENT_STEPS, AppointmentStatus, ContactChannel
from clients.models import Appointment, AppointmentStaff, Client
from clients.policies import can_change_appointment
from clients.selectors.knowers import chosen_people
from clients.services.footing import locked_client, working_area
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal

LONGEST_MINUTES = 12 * 60
FARTHEST = timedelta(days=2 * 366)


@dataclass(frozen=True, kw_only=True)
class Booking:
    """When, for how long, how, where and by whom; `title` says what it is where there is no client."""

    starts_at: datetime
    minutes: int
    channel: ContactChannel
    staff: frozenset[UUID]
    place: str = ""
    title: str = ""


@transaction.atomic
def book_appointment(
    *, actor: User, client_id: UUID | None, area_id: int | None = None, booking: Booking
) -> Appointment:
    """The time is reserved for everybody in `staff`, joint when they are two or more; the others are told.

    For a client all of them must know the client; without one all work in the area. Another appointment at the same
    time is no obstacle (`clients.selectors.calendar.overlapping` tells of it).
    """
    client = locked_client(actor, client_id) if client_id else None
    area = client.area_id if client else working_area(actor, area_id)
    staff = _staff(client, area, booking.staff)
    appointment = Appointment(area_id=area, client=client, created_by=actor, **_values(booking, client))
    add_record(appointment)
    _take_part(appointment, staff)
    _tell(staff, MessageKind.APPOINTMENT_SHARED, about=appointment.pk, actor=actor)
    return appointment


@transaction.atomic
def move_appointment(*, actor: User, appointment_id: UUID, version: int, booking: Booking) -> Appointment:
    """The planned appointment is as in `booking` from now on; whoever takes part, or no longer does, is told."""
    appointment = _changeable(actor, appointment_id)
    if appointment.status != AppointmentStatus.PLANNED:
        raise OutOfOrder(_("Only a planned appointment can be moved."))
    staff = _staff(appointment.client, appointment.area_id, booking.staff)
    before = set(appointment.staff.values_list("user_id", flat=True))
    changed = change_record(appointment, version=version, values=_values(booking, appointment.client))
    if _take_part(appointment, staff) and not changed:
        Appointment.objects.filter(pk=appointment.pk).update(version=version + 1)
        appointment.version = version + 1
    now = {user.pk for user in staff}
    _tell_keys(now - before, MessageKind.APPOINTMENT_SHARED, about=appointment.pk, actor=actor)
    told = (before | now) - (now - before) if changed else before - now
    _tell_keys(told, MessageKind.APPOINTMENT_CHANGED, about=appointment.pk, actor=actor)
    return appointment


@transaction.atomic
def cancel_appointment(*, actor: User, appointment_id: UUID, version: int) -> Appointment:
    """The time is free again; the others are told."""
    appointment = _step(actor, appointment_id, version, to=AppointmentStatus.CANCELLED)
    keys = appointment.staff.values_list("user_id", flat=True)
    _tell_keys(keys, MessageKind.APPOINTMENT_CHANGED, about=appointment.pk, actor=actor)
    return appointment


@transaction.atomic
def mark_held(*, actor: User, appointment_id: UUID, version: int) -> Appointment:
    """The appointment took place; its contact can be recorded."""
    return _step(actor, appointment_id, version, to=AppointmentStatus.HELD)


@transaction.atomic
def mark_no_show(*, actor: User, appointment_id: UUID, version: int) -> Appointment:
    """The client did not come."""
    return _step(actor, appointment_id, version, to=AppointmentStatus.NO_SHOW)


def _step(actor: User, appointment_id: UUID, version: int, *, to: AppointmentStatus) -> Appointment:
    appointment = _changeable(actor, appointment_id)
    if to not in APPOINTMENT_STEPS[AppointmentStatus(appointment.status)]:
        raise OutOfOrder(_("This step cannot be taken with the appointment as it is now."))
    if to == AppointmentStatus.NO_SHOW and appointment.client_id is None:
        raise OutOfOrder(_("This appointment is for no client."))
    if to != AppointmentStatus.CANCELLED and timezone.localdate(appointment.starts_at) > timezone.localdate():
        raise OutOfOrder(_("The day of the appointment has not come yet."))
    change_record(appointment, version=version, values={"status": to})
    return appointment


def _changeable(actor: User, appointment_id: UUID) -> Appointment:
    found = Appointment.objects.visible_to(actor).locked().select_related("client").filter(pk=appointment_id).first()
    if found is None:
        raise NotFound
    if not can_change_appointment(actor, found):
        raise NotAllowed(_("Only those who take part, who booked it or who manage the client's relations may do this."))
    return found


def _values(booking: Booking, client: Client | None) -> dict[str, object]:
    if not 1 <= booking.minutes <= LONGEST_MINUTES:
        raise Refusal(_("An appointment lasts at most 12 hours."), field="minutes")
    if abs(booking.starts_at - timezone.now()) > FARTHEST:
        raise Refusal(_("Check the year: the time is more than two years away."), field="starts_at")
    title = booking.title.strip()
    if client is None and not title:
        raise Refusal(_("Say what the appointment is for, or choose a client."), field="title")
    starts_at = booking.starts_at.astimezone(UTC)  # in local time an hour later would be an hour by the wall
    return {
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=booking.minutes),
        "channel": booking.channel,
        "place": booking.place.strip(),
        "title": title,
        "is_joint": len(booking.staff) > 1,
    }


def _staff(client: Client | None, area_id: int, keys: frozenset[UUID]) -> list[User]:
    if not keys:
        raise Refusal(_("Choose who takes part."), field="staff")
    found, is_all = chosen_people(client, area_id=area_id, keys=keys)
    if not is_all:
        sentence = _("Everybody who takes part must know the client. Open a consultation for a colleague first.")
        raise Refusal(sentence if client else _("Somebody chosen does not work in this area."), field="staff")
    return found


def _take_part(appointment: Appointment, staff: Iterable[User]) -> bool:
    """These people take part and no others; whether that is a change."""
    wanted, held = {user.pk for user in staff}, set(appointment.staff.values_list("user_id", flat=True))
    appointment.staff.filter(user_id__in=held - wanted).delete()
    for user_id in wanted - held:
        AppointmentStaff.objects.create(area_id=appointment.area_id, appointment=appointment, user_id=user_id)
    return wanted != held


def _tell(people: Iterable[User], kind: MessageKind, *, about: UUID, actor: User) -> None:
    _tell_keys({user.pk for user in people}, kind, about=about, actor=actor)


def _tell_keys(people: Iterable[UUID], kind: MessageKind, *, about: UUID, actor: User) -> None:
    for user_id in sorted(set(people) - {actor.pk}):
        tell(user_id=user_id, kind=kind, about=about)
