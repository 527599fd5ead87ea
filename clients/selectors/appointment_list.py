"""One appointment and a client's appointments, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.contacts import APPOINTMENT_STEPS, AppointmentStatus
from clients.models import Appointment, AppointmentStaff, Client
from clients.selectors.calendar import TONES, place_of, time_words
from clients.selectors.contacts import withheld, withheld_words
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table


def with_staff(found: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """The same appointments with the people who take part, by name."""
    staff = AppointmentStaff.objects.select_related("user").order_by("user__name", "pk")
    return found.prefetch_related(Prefetch("staff", queryset=staff))


def appointment_for(user: User, *, appointment_id: UUID) -> Appointment:
    """An appointment the user may see; hidden and absent look the same."""
    found = with_staff(Appointment.objects.visible_to(user))
    found = found.select_related("client", "client__area", "created_by", "network_meeting")
    one = found.filter(pk=appointment_id).first()
    if one is None:
        raise NotFound
    return one


def people_words(one: Appointment) -> str:
    """Who takes part, by name."""
    return ", ".join(part.user.name for part in one.staff.all()) or "–"


def day_words(one: Appointment) -> str:
    """The day, and from when to when."""
    day = date_format(timezone.localdate(one.starts_at), "SHORT_DATE_FORMAT")
    return f"{day} {time_words(one)}"


def appointment_facts(user: User, one: Appointment) -> list[tuple[str, str]]:
    """The appointment in words."""
    return [
        (_("When"), day_words(one)),
        (_("State"), str(one.get_status_display())),
        (_("What it is about"), one.title or "–"),
        (_("Channel"), str(one.get_channel_display())),
        (_("Place"), place_of(user, one) or "–"),
        (_("Who takes part"), people_words(one)),
        (_("Joint appointment"), _("Yes") if one.is_joint else _("No")),
        (_("Booked by"), one.created_by.name),
    ]


def next_steps(one: Appointment) -> frozenset[AppointmentStatus]:
    """The states the appointment can be brought to now: what happened can be said from its day on."""
    steps = APPOINTMENT_STEPS[AppointmentStatus(one.status)]
    if one.client_id is None:
        steps -= {AppointmentStatus.NO_SHOW}
    if timezone.localdate(one.starts_at) > timezone.localdate():
        steps &= {AppointmentStatus.CANCELLED}
    return steps


def appointments_table(user: User, found: Iterable[Appointment], *, client: Client) -> Table:
    """A client's appointments; the place is withheld like the address."""
    labels = (_("When"), _("What it is about"), _("Channel"), _("Place"), _("Who takes part"), _("State"))
    hidden = bool(withheld(user, client))
    rows = tuple(
        Row(
            cells=(
                Cell(text=day_words(one), url=reverse("clients:appointment", args=[one.pk]), header=True, tight=True),
                Cell(text=one.title or "–"),
                Cell(text=one.get_channel_display()),
                Cell(text=withheld_words(), kind="hidden") if hidden and one.place else Cell(text=one.place or "–"),
                Cell(text=people_words(one)),
                Cell(text=one.get_status_display(), tone=TONES[AppointmentStatus(one.status)]),
            )
        )
        for one in found
    )
    columns = tuple(Column(label=label) for label in labels)
    return Table(caption=_("Appointments"), columns=columns, rows=rows, empty=_("There are no appointments."))
