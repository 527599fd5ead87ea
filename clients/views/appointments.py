"""Appointments: a new one, one of them, and the steps on it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from clients.enums.contacts import AppointmentStatus
from clients.forms.contacts import AppointmentForm, StepForm, saved_over
from clients.models import Appointment, Client
from clients.policies import can_change_appointment
from clients.selectors.appointment_list import appointment_facts, appointment_for, next_steps
from clients.selectors.calendar import overlapping, title_of
from clients.selectors.client_page import client_for
from clients.selectors.client_sections import tab_address
from clients.selectors.contact_history import appointment_history
from clients.selectors.knowers import people_for
from clients.services.appointments import (
    book_appointment,
    cancel_appointment,
    mark_held,
    mark_no_show,
    move_appointment,
)
from clients.services.footing import working_area
from clients.views.agenda_reading import TAB, log_clients, trail_of
from config.kernel.errors import Conflict, Refusal

GROUPS = ["appointments"]
LAST_HOUR = 23


@require_http_methods(["GET", "POST"])
def appointment_new(request: PersonRequest) -> HttpResponse:
    """Time for other work than a client's; a client's is booked from the client's page."""
    return _new(request, None, working_area(request.user, None))


@require_http_methods(["GET", "POST"])
def client_appointment_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    log_clients(request, [client], GROUPS, Surface.PAGE)
    return _new(request, client, client.area_id)


def _new(request: PersonRequest, client: Client | None, area_id: int) -> HttpResponse:
    posted = request.method == "POST"
    form = AppointmentForm(
        request.POST if posted else None,
        people=_people(client, area_id),
        for_client=client is not None,
        initial={"staff": [str(request.user.pk)], "starts_at": _first_time(request)},
    )
    if posted and form.is_valid():
        try:
            made = book_appointment(
                actor=request.user,
                client_id=client.pk if client else None,
                area_id=area_id,
                booking=form.booking(),
            )
        except Refusal as refusal:
            _explain(form, refusal)
        else:
            messages.success(request, _("The appointment is booked."))
            _warn(request, made)
            return redirect("clients:appointment", made.pk)
    cancel = tab_address(client.pk, TAB) if client else reverse("clients:calendar")
    return _form_page(request, form, client=client, title=_("Book an appointment"), cancel=cancel, posted=posted)


def _people(client: Client | None, area_id: int) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in people_for(client, area_id=area_id)]


def _first_time(request: PersonRequest) -> datetime:
    """The next whole hour of today, or nine on the day from which the calendar's link led here."""
    now = timezone.localtime().replace(minute=0, second=0, microsecond=0, tzinfo=None)
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = now.date()
    if day != now.date():
        return datetime.combine(day, time(9))
    return now if now.hour == LAST_HOUR else now + timedelta(hours=1)


def _explain(form: Any, refusal: Refusal) -> None:
    if refusal.status != 422:
        raise refusal
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))


def _warn(request: PersonRequest, appointment: Appointment) -> None:
    if busy := overlapping(appointment):
        text = _("At the same time another appointment is booked for: %(names)s.") % {"names": ", ".join(busy)}
        messages.warning(request, text)


def _form_page(
    request: PersonRequest,
    form: AppointmentForm,
    *,
    client: Client | None,
    title: str,
    cancel: str,
    posted: bool,
    conflict: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    context = {
        "title": title,
        "form": form,
        "facts": conflict or [],
        "conflict": conflict is not None,
        "cancel": cancel,
        "trail": trail_of(client),
        "submit_label": _("Save"),
    }
    status = Conflict.status if conflict is not None else 422 if posted else 200
    return render(request, "clients/appointment_form.html", context, status=status)


@require_GET
def appointment_detail(request: PersonRequest, appointment_id: UUID) -> HttpResponse:
    one = _found(request, appointment_id)
    allowed = can_change_appointment(request.user, one)
    context = {
        "appointment": one,
        "client": one.client,
        "title": title_of(one),
        "facts": appointment_facts(request.user, one),
        "steps": _steps(one) if allowed else [],
        "contact_url": _contact_url(one) if one.status == AppointmentStatus.HELD and one.client else "",
        "history": appointment_history(one, user=request.user),
        "trail": trail_of(one.client),
    }
    return render(request, "clients/appointment_detail.html", context)


def _found(request: PersonRequest, appointment_id: UUID) -> Appointment:
    one = appointment_for(request.user, appointment_id=appointment_id)
    log_clients(request, [one.client], GROUPS, Surface.PAGE)
    return one


def _contact_url(one: Appointment) -> str:
    return f"{reverse('clients:contact_new', args=[one.client_id])}?appointment={one.pk}"


STEPS = (
    (AppointmentStatus.HELD, "appointment_held", "primary"),
    (AppointmentStatus.NO_SHOW, "appointment_no_show", "secondary"),
    (AppointmentStatus.CANCELLED, "appointment_cancel", "danger"),
)


def _steps(one: Appointment) -> list[Step]:
    labels = {
        AppointmentStatus.HELD: _("It was held"),
        AppointmentStatus.NO_SHOW: _("The client did not come"),
        AppointmentStatus.CANCELLED: _("Cancel the appointment"),
    }
    possible = next_steps(one)
    found = [
        Step(label=labels[to], url=reverse(f"clients:{name}", args=[one.pk]), tone=tone, version=one.version)
        for to, name, tone in STEPS
        if to in possible
    ]
    if one.client is not None and one.status != AppointmentStatus.CANCELLED:
        found.append(_meeting_step(one))
    if one.status == AppointmentStatus.PLANNED:
        move = reverse("clients:appointment_move", args=[one.pk])
        found.insert(-1, Step(label=_("Move or change"), url=move))
    return found


def _meeting_step(one: Appointment) -> Step:
    """To the meeting of the network that the appointment is, or to making it one."""
    meeting = getattr(one, "network_meeting", None)
    if meeting is not None:
        address = reverse("clients:meeting", args=[one.client_id, meeting.pk])
        return Step(label=_("To the network meeting"), url=address)
    address = f"{reverse('clients:meeting_new', args=[one.client_id])}?appointment={one.pk}"
    return Step(label=_("Make it a network meeting"), url=address)


@require_http_methods(["GET", "POST"])
def appointment_move(request: PersonRequest, appointment_id: UUID) -> HttpResponse:
    one = _found(request, appointment_id)
    posted = request.method == "POST"
    form = AppointmentForm(
        request.POST if posted else None,
        people=_people(one.client, one.area_id),
        for_client=one.client is not None,
        initial=_typed(one),
    )
    back = reverse("clients:appointment", args=[one.pk])
    conflict = None
    if posted and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            moved = move_appointment(actor=request.user, appointment_id=one.pk, version=version, booking=form.booking())
        except Conflict:
            saved_over(form, one.version)
            conflict = appointment_facts(request.user, one)
        except Refusal as refusal:
            _explain(form, refusal)
        else:
            messages.success(request, _("Saved."))
            _warn(request, moved)
            return redirect(back)
    return _form_page(
        request, form, client=one.client, title=_("Move or change"), cancel=back, posted=posted, conflict=conflict
    )


def _typed(one: Appointment) -> dict[str, Any]:
    return {
        "starts_at": timezone.localtime(one.starts_at).replace(tzinfo=None),
        "minutes": int((one.ends_at - one.starts_at).total_seconds() // 60),
        "channel": one.channel,
        "place": one.place,
        "title": one.title,
        "staff": [str(part.user_id) for part in one.staff.all()],
        "version": one.version,
    }


def _take(request: PersonRequest, appointment_id: UUID, step: Callable[..., Appointment]) -> Appointment:
    form = StepForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    one = step(actor=request.user, appointment_id=appointment_id, version=version)
    log_clients(request, [one.client], GROUPS, Surface.PAGE)
    return one


@require_POST
def appointment_held(request: PersonRequest, appointment_id: UUID) -> HttpResponse:
    """Held, and on to recording its contact, where there is a client and the contact is not recorded yet."""
    one = _take(request, appointment_id, mark_held)
    messages.success(request, _("The appointment is marked as held."))
    if one.client is None or one.contacts.filter(author=request.user, withdrawn_at=None).exists():
        return redirect("clients:appointment", one.pk)
    return redirect(_contact_url(one))


@require_POST
def appointment_no_show(request: PersonRequest, appointment_id: UUID) -> HttpResponse:
    one = _take(request, appointment_id, mark_no_show)
    messages.success(request, _("It is marked that the client did not come."))
    return redirect("clients:appointment", one.pk)


@require_POST
def appointment_cancel(request: PersonRequest, appointment_id: UUID) -> HttpResponse:
    one = _take(request, appointment_id, cancel_appointment)
    messages.success(request, _("The appointment is cancelled."))
    return redirect("clients:appointment", one.pk)
