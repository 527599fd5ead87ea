"""A client's participations: one, its beginning, and its stay."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.selectors.layout import form_page
from accounts.services.reading import log_read
from clients.forms.participating import StartParticipationForm, StayForm
from clients.policies import can_work_on
from clients.selectors.client_list import ground_of, own_relations
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.client_sections import tab_address
from clients.selectors.form_pages import form_states, past_forms
from clients.selectors.participation_states import hidden_from
from clients.selectors.participations import participation_for, participation_history, sections
from clients.selectors.wording import Wording
from clients.services.participating.starting import correct_stay, start_participation
from clients.views.ability_pages import saved
from clients.views.agenda_reading import log_clients
from clients.views.participation_forms import opened, trail_of
from config.kernel.errors import NotAllowed


@require_GET
def participation_detail(request: PersonRequest, participation_id: UUID) -> HttpResponse:
    participation = participation_for(request.user, participation_id=participation_id)
    kinds = own_relations(request.user, [participation.client_id])
    log_read(
        actor=request.user,
        area_id=participation.area_id,
        clients=[participation.client_id],
        surface=Surface.PAGE,
        purpose="clients:participation_detail",
        field_groups=["participation", "client", "forms", "sensitive", "history"],
        request_id=request.request_id,
        ground=ground_of(request.user, participation.client, kinds.get(participation.client_id, set())),
    )
    wording = Wording(areas=[participation.area_id])
    states = form_states(participation, user=request.user)
    shown = [
        (section, states.get(section.key))
        for section in sections(participation, wording, hidden=hidden_from(request.user, participation))
    ]
    context = {
        "participation": participation,
        "sections": shown,
        "may_correct": can_work_on(request.user, participation.client),
        "past": past_forms(participation, wording, user=request.user),
        "history": participation_history(participation, wording, user=request.user),
        "trail": [
            (_("Clients"), reverse("clients:clients")),
            (_("Client"), reverse("clients:client", args=[participation.client_id])),
        ],
    }
    return render(request, "clients/participation_detail.html", context)


@require_http_methods(["GET", "POST"])
def participation_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """The client begins in a programme; the start form follows. One who returns keeps it."""
    client = client_for(request.user, client_id=client_id)
    log_clients(request, [client], ["participation"], Surface.PAGE)
    if not can_work_on(request.user, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    posted = request.method == "POST"
    form = StartParticipationForm(request.POST if posted else None, area_id=client.area_id)
    status = 422 if posted else 200
    if form.is_valid():
        made = []
        status = saved(
            form,
            lambda: made.append(
                start_participation(
                    actor=request.user,
                    client_id=client.pk,
                    programme_id=form.cleaned_data["programme"].pk,
                    started_on=form.cleaned_data["started_on"],
                    client_ref=form.cleaned_data["client_ref"],
                )
            ),
            fresh=dict,
        )
        if made and getattr(made[0], "start_form", None) is None:
            messages.success(request, _("The participation has begun. Fill in the start form."))
            return redirect("clients:participation_form", made[0].pk, "start")
        if made:
            messages.success(request, _("The client has returned to the programme. The start form stays."))
            return redirect("clients:participation_detail", made[0].pk)
    context = form_page(
        title=_("Begin in a programme"),
        lede=_("A client who returns keeps the first start and the start form."),
        trail=[(_("Clients"), reverse("clients:clients")), (heading_of(client), tab_address(client.pk, "forms"))],
        form=form,
        submit_label=_("Begin"),
    )
    return render(request, "administration/record_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def participation_stay(request: PersonRequest, participation_id: UUID) -> HttpResponse:
    """The unit and the days of the participation, corrected."""
    participation = opened(request, participation_id)
    posted = request.method == "POST"
    initial = {
        name: getattr(participation, name) for name in ("unit", "first_started_on", "started_on", "ended_on", "version")
    }
    form = StayForm(request.POST if posted else None, area_id=participation.area_id, initial=initial)
    status = 422 if posted else 200
    if form.is_valid():
        data = form.cleaned_data
        status = saved(
            form,
            lambda: correct_stay(
                actor=request.user,
                participation_id=participation.pk,
                version=data["version"],
                unit_id=data["unit"].pk if data["unit"] else None,
                first_started_on=data["first_started_on"],
                started_on=data["started_on"],
                ended_on=data["ended_on"],
            ),
            fresh=lambda: {"version": participation_for(request.user, participation_id=participation.pk).version},
        )
        if status == HttpResponse.status_code:
            messages.success(request, _("Saved."))
            return redirect("clients:participation_detail", participation.pk)
    context = form_page(
        title=_("Unit and days of the participation"),
        trail=trail_of(participation),
        form=form,
        submit_label=_("Save"),
    )
    return render(request, "administration/record_form.html", context, status=status)
