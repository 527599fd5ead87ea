"""Administration of programmes: the list, a new one, and one with its changes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.policies import can_administer
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step, own_areas, tabs
from accounts.selectors.layout import form_page, list_page, page_of, query_of, record_page
from accounts.selectors.record_history import changes_of, history_table
from config.kernel.errors import NotAllowed, NotFound
from network.forms.programmes import ProgrammeChangeForm, ProgrammeForm
from network.models import Programme, ProgrammeArea
from network.selectors.administration import own_programmes, programmes_table
from network.services.programmes import TEXTS, add_programme, change_programme


def _trail() -> list[tuple[str, str]]:
    return [(_("Programmes"), reverse("network:programmes"))]


@require_GET
def programme_list(request: PersonRequest) -> HttpResponse:
    if not can_administer(request.user):
        raise NotAllowed
    page = page_of(request, own_programmes(request.user))
    count = page.paginator.count
    context = list_page(
        title=_("Programmes"),
        lede=_("Those your areas take part in: their texts, dates, funding and targets."),
        tabs=tabs(request.user, "network:programmes"),
        steps=[Step(label=_("Add a programme"), url=reverse("network:programme_new"), tone="primary")],
        table=programmes_table(page),
        page=page,
        query=query_of(request, "page"),
        total=ngettext("%(count)s programme", "%(count)s programmes", count) % {"count": number_format(count)},
    )
    return render(request, "administration/record_list.html", context)


@require_http_methods(["GET", "POST"])
def programme_new(request: PersonRequest) -> HttpResponse:
    if not can_administer(request.user):
        raise NotAllowed
    posted = request.method == "POST"
    form = ProgrammeForm(request.POST if posted else None, areas=own_areas(request.user))
    if not posted or not form.is_valid():
        context = form_page(title=_("Add a programme"), trail=_trail(), form=form, submit_label=_("Add"))
        return render(request, "administration/record_form.html", context, status=422 if posted else 200)
    data = form.cleaned_data
    areas = [area.pk for area in data["areas"]]
    programme = add_programme(actor=request.user, code=data["code"], texts=data, areas=areas)
    messages.success(request, _("Saved."))
    return redirect("network:programme", programme.code)


@require_http_methods(["GET", "POST"])
def programme_detail(request: PersonRequest, code: str) -> HttpResponse:
    programme = own_programmes(request.user).filter(code=code).prefetch_related("areas").first()
    if programme is None:
        raise NotFound
    posted = request.method == "POST"
    starting = {"version": programme.version, "areas": list(programme.areas.all())}
    form = ProgrammeChangeForm(
        request.POST if posted else None, instance=programme, areas=own_areas(request.user), initial=starting
    )
    if posted and form.is_valid():
        data = form.cleaned_data
        areas = [area.pk for area in data["areas"]]
        change_programme(actor=request.user, code=code, version=data["version"], texts=data, areas=areas)
        messages.success(request, _("Saved."))
        return redirect("network:programme", code)
    history = [
        *changes_of(Programme, ("code", *TEXTS), pgh_obj_id=programme.pk),
        *changes_of(ProgrammeArea, ("area",), programme_id=programme.pk),
    ]
    context = record_page(
        title=programme.code,
        lede=programme.name,
        trail=_trail(),
        facts=[(_("Areas that take part"), ", ".join(area.name for area in programme.areas.all()))],
        steps=[
            Step(label=_("Targets"), url=reverse("reporting:targets", args=[code])),
            Step(label=_("Dashboard"), url=reverse("reporting:programme", args=[code])),
        ],
        form=form,
        form_title=_("Change the programme"),
        submit_label=_("Save"),
        history=history_table(history),
    )
    return render(request, "administration/record_page.html", context, status=422 if posted else 200)
