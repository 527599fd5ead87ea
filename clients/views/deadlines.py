"""Exceptions from the deadlines of talks."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from clients.enums.deadlines import DeadlineRule, ExceptionGround
from clients.forms.deadlines import ExceptionEndForm, ExceptionForm
from clients.selectors import deadlines
from clients.services.deadlines import end_exception, record_exception
from clients.views.ability_pages import done, form_response, saved
from clients.views.plan_pages import back_to, to_work_on, trail_of


@require_http_methods(["GET", "POST"])
def deadline_exception_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = to_work_on(request, client_id)
    form = ExceptionForm(request.POST if request.method == "POST" else None)
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        data = form.cleaned_data
        status = saved(
            form,
            lambda: record_exception(
                actor=request.user,
                client_id=client.pk,
                rules=[DeadlineRule(code) for code in data["rules"]],
                ground=ExceptionGround(data["ground"]),
                since=data["since"],
                until=data["until"],
                note=data["note"],
            ),
            fresh=dict,
        )
        if status == 200:
            done(request, _("The exception is recorded."))
            return back_to(client, "exceptions")
    return form_response(
        request,
        status=status,
        title=_("Record an exception from talks"),
        lede=_("Talks may be left out on a ground of the law, until a day. The day after it they are due again."),
        trail=trail_of(client),
        form=form,
        submit_label=_("Record"),
    )


@require_http_methods(["GET", "POST"])
def deadline_exception_end(request: PersonRequest, client_id: UUID, exception_id: UUID) -> HttpResponse:
    client = to_work_on(request, client_id)
    exception = deadlines.exception_for(client, exception_id=exception_id)
    form = ExceptionEndForm(request.POST if request.method == "POST" else None, initial={"version": exception.version})
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        status = saved(
            form,
            lambda: end_exception(
                actor=request.user, client_id=client.pk, exception_id=exception.pk, **form.cleaned_data
            ),
            at="until",
            fresh=lambda: {"version": deadlines.exception_for(client, exception_id=exception.pk).version},
        )
        if status == 200:
            done(request, _("The exception ends earlier."))
            return back_to(client, "exceptions")
    return form_response(
        request,
        status=status,
        title=_("End the exception earlier"),
        lede=str(exception.get_ground_display()),
        trail=trail_of(client),
        form=form,
        submit_label=_("Save"),
    )
