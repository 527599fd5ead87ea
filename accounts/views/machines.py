"""API clients of the own areas: the list, a new one, and its secrets, each shown once."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import Right
from accounts.forms.administration import MachineForm, TokenForm, VersionForm
from accounts.models import ApiClient
from accounts.policies import can_administer
from accounts.requests import PersonRequest
from accounts.selectors.administration import (
    Step,
    machine_state,
    machines_of,
    machines_table,
    own_areas,
    rights_text,
    tabs,
)
from accounts.selectors.layout import form_page, list_page, page_of, query_of, record_page
from accounts.selectors.record_history import changes_of, history_table, plain_text
from accounts.services.machines import end_machine, give_token, register_machine, renew_secret
from accounts.stepup import second_factor_required
from accounts.views.people import raise_unreadable
from config.kernel.errors import NotAllowed, NotFound

FIELDS = ("name", "area", "valid_to", "ended_at")


def _trail() -> list[tuple[str, str]]:
    return [(_("API clients"), reverse("accounts:machines"))]


@require_GET
def machine_list(request: PersonRequest) -> HttpResponse:
    if not can_administer(request.user):
        raise NotAllowed
    page = page_of(request, machines_of(request.user))
    count = page.paginator.count
    context = list_page(
        title=_("API clients"),
        lede=_(
            "Systems that read the numbers of your areas, or work with its clients when they have the scope for it."
        ),
        tabs=tabs(request.user, "accounts:machines"),
        steps=[Step(label=_("Add an API client"), url=reverse("accounts:machine_new"), tone="primary")],
        table=machines_table(page),
        page=page,
        query=query_of(request, "page"),
        total=ngettext("%(count)s client", "%(count)s clients", count) % {"count": number_format(count)},
    )
    return render(request, "administration/record_list.html", context)


@require_http_methods(["GET", "POST"])
@second_factor_required
def machine_new(request: PersonRequest) -> HttpResponse:
    if not can_administer(request.user):
        raise NotAllowed
    posted = request.method == "POST"
    form = MachineForm(request.POST if posted else None, areas=own_areas(request.user))
    if not posted or not form.is_valid():
        context = form_page(title=_("Add an API client"), trail=_trail(), form=form, submit_label=_("Add"))
        return render(request, "administration/record_form.html", context, status=422 if posted else 200)
    data = form.cleaned_data
    machine, credentials = register_machine(
        actor=request.user,
        area_id=data["area"].pk,
        name=data["name"],
        scopes=data["scopes"],
        rights=[Right(one) for one in data["rights"]],
        valid_to=data["valid_to"],
    )
    return _page(request, machine, [("client_id", credentials.client_id), ("client_secret", credentials.secret)])


def _machine(request: PersonRequest, machine_id: int) -> ApiClient:
    machine = machines_of(request.user).filter(pk=machine_id).first()
    if machine is None:
        raise NotFound
    return machine


@require_GET
def machine_detail(request: PersonRequest, machine_id: int) -> HttpResponse:
    return _page(request, _machine(request, machine_id))


def _page(request: PersonRequest, machine: ApiClient, secrets: list[tuple[Any, str]] | None = None) -> HttpResponse:
    live = machine.ended_at is None
    context = record_page(
        title=machine.name,
        trail=_trail(),
        facts=[
            (_("Area"), machine.area.name if machine.area else _("All areas")),
            ("client_id", machine.client.pk),
            (_("What it may do"), " ".join(machine.client.get_scopes())),
            (_("Rights to clients' details"), rights_text(machine)),
            (_("State"), machine_state(machine).text),
            (_("Last day"), plain_text(machine.valid_to) if machine.valid_to else "–"),
        ],
        steps=_steps(machine) if live else [],
        secrets=secrets or [],
        form=TokenForm(initial={"version": machine.version, "days": 90}) if live else None,
        form_title=_("Give a token"),
        submit_label=_("Make a token"),
        action=reverse("accounts:machine_token", args=[machine.pk]),
        history=history_table(changes_of(ApiClient, FIELDS, pgh_obj_id=machine.pk)),
    )
    return render(request, "administration/record_page.html", context)


def _steps(machine: ApiClient) -> list[Step]:
    found = (("machine_secret", _("Make a new secret"), "secondary"), ("machine_end", _("End now"), "danger"))
    return [
        Step(label=label, url=reverse(f"accounts:{name}", args=[machine.pk]), tone=tone, version=machine.version)
        for name, label, tone in found
    ]


@require_POST
@second_factor_required
def machine_secret(request: PersonRequest, machine_id: int) -> HttpResponse:
    made = renew_secret(actor=request.user, machine_id=machine_id, version=_version(request))
    secrets = [("client_id", made.client_id), ("client_secret", made.secret)]
    return _page(request, _machine(request, machine_id), secrets)


@require_POST
@second_factor_required
def machine_token(request: PersonRequest, machine_id: int) -> HttpResponse:
    form = TokenForm(request.POST)
    if not form.is_valid():
        raise_unreadable(form)
    token = give_token(actor=request.user, machine_id=machine_id, **form.cleaned_data)
    return _page(request, _machine(request, machine_id), [(_("Token"), token)])


@require_POST
@second_factor_required
def machine_end(request: PersonRequest, machine_id: int) -> HttpResponse:
    end_machine(actor=request.user, machine_id=machine_id, version=_version(request))
    messages.success(request, _("Ended: nothing of it opens anything any more."))
    return redirect("accounts:machine", machine_id)


def _version(request: PersonRequest) -> int:
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise_unreadable(form)
    version: int = form.cleaned_data["version"]
    return version
