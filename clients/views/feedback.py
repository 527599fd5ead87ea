"""Feedback of a client: a link to answer by, what is told by name, and what all of it comes to."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import PersonRequest
from clients.forms.feedback import FeedbackForm
from clients.models import Client
from clients.policies import can_work_on
from clients.selectors.feedback import TAB, results_for, version_asked
from clients.services.feedback import ask_feedback, record_feedback
from clients.views.ability_pages import done, form_response, saved
from clients.views.employment_pages import back_to, read, trail_of
from config.kernel.errors import NotAllowed, NotFound
from questionnaires.selectors.sets import questions_of

GROUP = "feedback"


def _worked_on(request: PersonRequest, client_id: UUID) -> Client:
    client = read(request, client_id, GROUP)
    if not can_work_on(request.user, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    return client


@require_http_methods(["GET", "POST"])
def feedback_ask(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """A link for the client, shown once."""
    client = _worked_on(request, client_id)
    address = ask_feedback(actor=request.user, client_id=client.pk) if request.method == "POST" else ""
    context = {"client": client, "address": address, "trail": trail_of(client, tab=TAB)}
    return render(request, "clients/feedback_ask.html", context)


@require_http_methods(["GET", "POST"])
def feedback_record(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = _worked_on(request, client_id)
    version = version_asked(client.area_id)
    if version is None:
        raise NotFound
    form = FeedbackForm(request.POST if request.method == "POST" else None, questions=questions_of(version))
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        status = saved(
            form,
            lambda: record_feedback(
                actor=request.user,
                client_id=client.pk,
                given_on=form.cleaned_data["given_on"],
                answers=form.answers(),
            ),
            fresh=dict,
        )
        if status == 200:
            done(request, _("The feedback is recorded."))
            return back_to(client, "feedback", tab=TAB)
    return form_response(
        request,
        status=status,
        title=_("Record feedback"),
        lede=_("What the client says by name. Whoever wants to answer without a name is given a link."),
        trail=trail_of(client, tab=TAB),
        form=form,
        submit_label=_("Record"),
    )


@require_GET
def feedback_results(request: PersonRequest) -> HttpResponse:
    """What feedback comes to in the supervisor's areas."""
    found = results_for(request.user)
    if not found:
        raise NotAllowed(_("Supervisors read what the feedback of their area comes to."))
    return render(request, "clients/feedback_results.html", {"results": found})
