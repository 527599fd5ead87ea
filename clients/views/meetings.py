"""Meetings of a client's network: planned, shown, held, cancelled, withdrawn."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from accounts.selectors.layout import record_page
from clients.enums.contacts import ContactChannel
from clients.enums.meetings import MeetingStatus
from clients.forms.employment import WithdrawForm
from clients.forms.meetings import MeetingForm, MeetingStepForm, MinutesForm
from clients.models import Appointment, Client, NetworkMeeting
from clients.policies import may_see_health
from clients.selectors import meetings
from clients.selectors.client_sections import tab_address
from clients.selectors.history import history_of
from clients.selectors.knowers import people_for
from clients.services.disclosing import NotDisclosed
from clients.services.meetings import cancel_meeting, hold_meeting, plan_meeting, withdraw_meeting
from clients.views.ability_pages import done, form_response, saved
from clients.views.employment_pages import back_to, read, trail_of
from config.kernel.errors import NotFound, OutOfOrder, Refusal

TAB = "contacts"
GROUP = "meetings"


@require_http_methods(["GET", "POST"])
def meeting_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """A meeting to come or one that was; from an appointment, or from the meeting that agreed on it."""
    client = read(request, client_id, GROUP)
    appointment = _named(request, "appointment", Appointment.objects.filter(area_id=client.area_id, client=client))
    before = _named(request, "follows", client.network_meetings.standing())
    form = MeetingForm(
        request.POST if request.method == "POST" else None,
        staff=_staff(client),
        around=[(str(one.pk), f"{one.name}, {one.get_role_display()}") for one in _around(client)],
        initial=_initial(request, appointment, before),
    )
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        made: list[NetworkMeeting] = []
        status = _told(
            form,
            lambda: made.append(
                plan_meeting(
                    actor=request.user,
                    client_id=client.pk,
                    plan=form.plan(),
                    appointment_id=appointment.pk if appointment else None,
                    follows_id=before.pk if before else None,
                )
            ),
            fresh=dict,
        )
        if made:
            done(request, _("The meeting is planned."))
            return redirect("clients:meeting", client.pk, made[0].pk)
    lede = _("An organisation takes part only on a ground: the client's consent, or a law that is named.")
    return _form(request, client, form, title=_("Plan a network meeting"), lede=lede, status=status)


def _named(request: PersonRequest, name: str, found: Any) -> Any:
    """The record of the client that the address names; not found when it is another's."""
    key = request.GET.get(name, "")
    if not key:
        return None
    try:
        one = found.filter(pk=UUID(key)).first()
    except ValueError:
        one = None
    if one is None:
        raise NotFound
    return one


def _staff(client: Client) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in people_for(client, area_id=client.area_id)]


def _around(client: Client) -> Any:
    return client.people_around.filter(ended_on__isnull=True)


def _initial(request: PersonRequest, appointment: Any, before: Any) -> dict[str, Any]:
    initial: dict[str, Any] = {"staff": [str(request.user.pk)]}
    if appointment is not None:
        initial |= {
            "starts_at": timezone.localtime(appointment.starts_at).replace(tzinfo=None),
            "channel": ContactChannel(appointment.channel),
            "place": appointment.place,
            "agenda": appointment.title,
            "staff": [str(one.user_id) for one in appointment.staff.all()],
        }
    if before is not None:
        initial |= _again(before)
    return initial


def _again(before: NetworkMeeting) -> dict[str, Any]:
    """The same people as last time; the ground is looked at again."""
    seats = list(before.participants.all())
    initial: dict[str, Any] = {
        "channel": before.channel,
        "place": before.place,
        "with_client": any(one.attendance == "client" for one in seats),
        "staff": [str(one.user_id) for one in seats if one.user_id],
        "around": [str(one.person_around_id) for one in seats if one.person_around_id],
    }
    for number, one in enumerate((one for one in seats if one.organisation), start=1):
        initial |= {
            f"kind_{number}": one.recipient_kind,
            f"organisation_{number}": one.organisation,
            f"function_{number}": one.function,
            f"ground_{number}": one.ground,
            f"detail_{number}": one.ground_detail,
        }
    return initial


def _told(form: Any, step: Callable[[], object], *, fresh: Callable[[], dict[str, Any]]) -> int:
    """As `saved`; an organisation without a ground is told at the form too, as there the ground is chosen."""
    try:
        return saved(form, step, fresh=fresh)
    except NotDisclosed as refusal:
        form.add_error(None, str(refusal.sentence))
        return Refusal.status


def _form(request: PersonRequest, client: Client, form: Any, *, title: str, lede: str, status: int) -> HttpResponse:
    context = {
        "title": title,
        "lede": lede,
        "trail": trail_of(client, tab=TAB),
        "form": form,
        "groups": form.groups(),
        "differences": None,
        "back": tab_address(client.pk, TAB),
        "submit_label": _("Save"),
    }
    return render(request, "clients/grouped_form.html", context, status=status)


@require_GET
def meeting_detail(request: PersonRequest, client_id: UUID, meeting_id: UUID) -> HttpResponse:
    """One meeting: who sits at the table on what ground, what was said and agreed, and its history."""
    client = read(request, client_id, GROUP, "health")
    one = meetings.meeting_for(client, meeting_id=meeting_id)
    parts = [("participants", _("Participants"), meetings.participants_table(one))]
    if one.status == MeetingStatus.HELD:
        parts.append(("actions", _("Agreed actions"), meetings.actions_table(one)))
    context = record_page(
        title=_("Network meeting %(when)s") % {"when": meetings.moment_text(one.starts_at)},
        trail=trail_of(client, tab=TAB),
        facts=meetings.meeting_facts(one, user=request.user, client=client),
        steps=_steps(one),
        parts=parts,
        history=history_of(one, client=client, user=request.user),
    )
    return render(request, "administration/record_page.html", context)


def _steps(one: NetworkMeeting) -> list[Step]:
    if one.withdrawn_at is not None:
        return []
    at = [one.client_id, one.pk]
    steps = []
    possible = meetings.next_steps(one)
    if MeetingStatus.HELD in possible:
        steps.append(
            Step(label=_("Record what was said"), url=reverse("clients:meeting_held", args=at), tone="primary")
        )
    if MeetingStatus.CANCELLED in possible:
        cancel = reverse("clients:meeting_cancel", args=at)
        steps.append(Step(label=_("Cancel the meeting"), url=cancel, version=one.version))
    if one.status == MeetingStatus.HELD:
        follow = f"{reverse('clients:meeting_new', args=[one.client_id])}?follows={one.pk}"
        steps.append(Step(label=_("Plan the follow-up meeting"), url=follow, tone="primary"))
    withdraw = reverse("clients:meeting_withdraw", args=at)
    steps.append(Step(label=_("Withdraw as recorded in error"), url=withdraw, tone="danger"))
    return steps


@require_http_methods(["GET", "POST"])
def meeting_held(request: PersonRequest, client_id: UUID, meeting_id: UUID) -> HttpResponse:
    """What was said and agreed, once the meeting was held."""
    client = read(request, client_id, GROUP, "health")
    one = meetings.meeting_for(client, meeting_id=meeting_id)
    if MeetingStatus.HELD not in meetings.next_steps(one):
        raise OutOfOrder(_("This step cannot be taken with the meeting as it is now."))
    form = MinutesForm(
        request.POST if request.method == "POST" else None,
        initial={"version": one.version},
        staff=_staff(client),
        with_health=may_see_health(request.user, client),
    )
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        status = _told(
            form,
            lambda: hold_meeting(
                actor=request.user,
                client_id=client.pk,
                meeting_id=one.pk,
                version=form.cleaned_data["version"],
                minutes=form.minutes(),
            ),
            fresh=lambda: {"version": meetings.meeting_for(client, meeting_id=one.pk).version},
        )
        if status == HttpResponse.status_code:
            done(request, _("The meeting is recorded."))
            return redirect("clients:meeting", client.pk, one.pk)
    lede = meetings.moment_text(one.starts_at)
    return _form(request, client, form, title=_("Record what was said"), lede=lede, status=status)


@require_POST
def meeting_cancel(request: PersonRequest, client_id: UUID, meeting_id: UUID) -> HttpResponse:
    client = read(request, client_id, GROUP)
    form = MeetingStepForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    cancel_meeting(actor=request.user, client_id=client.pk, meeting_id=meeting_id, version=version)
    done(request, _("The meeting is cancelled."))
    return redirect("clients:meeting", client.pk, meeting_id)


@require_http_methods(["GET", "POST"])
def meeting_withdraw(request: PersonRequest, client_id: UUID, meeting_id: UUID) -> HttpResponse:
    client = read(request, client_id, GROUP)
    one = meetings.meeting_for(client, meeting_id=meeting_id)
    if one.withdrawn_at is not None:
        raise OutOfOrder(_("It has been withdrawn as recorded in error."))
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial={"version": one.version})
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        status = saved(
            form,
            lambda: withdraw_meeting(actor=request.user, client_id=client.pk, meeting_id=one.pk, **form.cleaned_data),
            fresh=lambda: {"version": meetings.meeting_for(client, meeting_id=one.pk).version},
        )
        if status == HttpResponse.status_code:
            done(request, _("It is withdrawn as recorded in error."))
            return back_to(client, "meetings", tab=TAB)
    return form_response(
        request,
        status=status,
        title=_("Withdraw as recorded in error"),
        lede=meetings.moment_text(one.starts_at),
        trail=trail_of(client, tab=TAB),
        form=form,
        submit_label=_("Withdraw"),
        tone="danger",
    )
