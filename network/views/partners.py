"""Keeping partners and their services: the list, a new one, one with its services and changes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Area
from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step, tabs
from accounts.selectors.layout import form_page, list_page, page_of, query_of, record_page
from accounts.selectors.record_history import changes_of, history_table
from config.kernel.errors import NotAllowed, Refusal
from network.forms.partners import PartnerChangeForm, PartnerForm, ServiceChangeForm, ServiceForm
from network.models import Organisation, Service
from network.policies import areas_kept
from network.selectors.partners import kept_partners, partner_for, partners_table, service_for, services_table
from network.services.partners import PARTNER, SERVICE, add_partner, add_service, change_partner, change_service


def _trail(partner: Organisation | None = None) -> list[tuple[str, str]]:
    trail = [(_("Partners"), reverse("network:partners"))]
    return trail if partner is None else [*trail, (partner.name, reverse("network:partner", args=[partner.pk]))]


def _keepers(request: PersonRequest) -> None:
    if not areas_kept(request.user):
        raise NotAllowed


@require_GET
def partner_list(request: PersonRequest) -> HttpResponse:
    _keepers(request)
    page = page_of(request, kept_partners(request.user))
    count = page.paginator.count
    context = list_page(
        title=_("Partners"),
        lede=_("Bodies to whose services clients are guided, and where links to answer by are sent."),
        tabs=tabs(request.user, "network:partners"),
        steps=[Step(label=_("Add a partner"), url=reverse("network:partner_new"), tone="primary")],
        table=partners_table(page),
        page=page,
        query=query_of(request, "page"),
        total=ngettext("%(count)s partner", "%(count)s partners", count) % {"count": number_format(count)},
    )
    return render(request, "administration/record_list.html", context)


@require_http_methods(["GET", "POST"])
def partner_new(request: PersonRequest) -> HttpResponse:
    _keepers(request)
    posted = request.method == "POST"
    areas = [(area.pk, area.name) for area in Area.objects.filter(pk__in=areas_kept(request.user)).order_by("pk")]
    form = PartnerForm(request.POST if posted else None, areas=areas)
    if posted and form.is_valid():
        try:
            made = add_partner(actor=request.user, area_id=form.cleaned_data["area"], values=form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("network:partner", made.pk)
    context = form_page(title=_("Add a partner"), trail=_trail(), form=form, submit_label=_("Add"))
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
def partner_detail(request: PersonRequest, partner_id: UUID) -> HttpResponse:
    partner = partner_for(request.user, partner_id=partner_id)
    posted = request.method == "POST"
    starting = {name: getattr(partner, name) for name in ("version", *PARTNER)}
    form = PartnerChangeForm(request.POST if posted else None, initial=starting)
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            change_partner(actor=request.user, partner_id=partner.pk, version=data["version"], values=data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("network:partner", partner.pk)
    new = Step(label=_("Add a service"), url=reverse("network:service_new", args=[partner.pk]), tone="primary")
    context = record_page(
        title=partner.name,
        lede=partner.get_kind_display(),
        trail=_trail(),
        steps=[new],
        parts=[("services", _("Services"), services_table(partner.services.all()))],
        form=form,
        form_title=_("Change the partner"),
        submit_label=_("Save"),
        history=history_table(changes_of(Organisation, PARTNER, pgh_obj_id=partner.pk)),
    )
    return render(request, "administration/record_page.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
def service_new(request: PersonRequest, partner_id: UUID) -> HttpResponse:
    partner = partner_for(request.user, partner_id=partner_id)
    posted = request.method == "POST"
    form = ServiceForm(request.POST if posted else None)
    if posted and form.is_valid():
        try:
            add_service(actor=request.user, partner_id=partner.pk, values=form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("network:partner", partner.pk)
    context = form_page(title=_("Add a service"), trail=_trail(partner), form=form, submit_label=_("Add"))
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
def service_detail(request: PersonRequest, service_id: UUID) -> HttpResponse:
    service = service_for(request.user, service_id=service_id)
    posted = request.method == "POST"
    starting = {name: getattr(service, name) for name in ("version", *SERVICE)}
    form = ServiceChangeForm(request.POST if posted else None, initial=starting)
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            change_service(actor=request.user, service_id=service.pk, version=data["version"], values=data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("network:service", service.pk)
    context = record_page(
        title=service.name,
        lede=service.get_code_display(),
        trail=_trail(service.organisation),
        form=form,
        form_title=_("Change the service"),
        submit_label=_("Save"),
        history=history_table(changes_of(Service, SERVICE, pgh_obj_id=service.pk)),
    )
    return render(request, "administration/record_page.html", context, status=422 if posted else 200)
