"""A client's case: its page with the form of changes, opening one, and its steps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.enums import Surface
from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from accounts.services.reading import log_read
from clients.enums.cases import CaseKind, CaseOrigin, EndingReason
from clients.forms.cases import ChangeCaseForm, CloseCaseForm, OpenCaseForm, ReopenCaseForm, VersionForm
from clients.models import Case, Client
from clients.policies import can_manage_relations, can_work_on
from clients.selectors.cases import case_facts, cases_table, current_case, differences_table, steps_of
from clients.selectors.client_list import ground_of, own_relations
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.history import history_of
from clients.services.cases import change_case, close_case, hold_case, reopen_case, resume_case
from clients.services.intake import Opening, open_case
from config.kernel.errors import Conflict, NotAllowed, NotFound, Refusal


def client_trail(client: Client) -> list[tuple[str, str]]:
    """The way to a client's page."""
    return [
        (_("Clients"), reverse("clients:clients")),
        (heading_of(client), reverse("clients:client", args=[client.pk])),
    ]


def log_client(request: PersonRequest, client: Client, groups: list[str]) -> None:
    """The log says that the person read these groups of the client on this page."""
    kinds = own_relations(request.user, [client.pk]).get(client.pk, set())
    log_read(
        actor=request.user,
        area_id=client.area_id,
        clients=[client.pk],
        surface=Surface.PAGE,
        purpose=request.resolver_match.view_name if request.resolver_match else "",
        field_groups=groups,
        request_id=request.request_id,
        ground=ground_of(request.user, client, kinds),
    )


def groups_of(form: Any) -> list[tuple[str, list[Any]]]:
    """The fields under their headings."""
    return [(title, [form[name] for name in names]) for title, names in form.GROUPS]


def with_version(form: Any, version: int) -> Any:
    """What was typed, against the version that is there now."""
    form.data = form.data.copy()
    form.data["version"] = str(version)
    return form


def _found(request: PersonRequest, client_id: UUID) -> tuple[Client, Case]:
    client = client_for(request.user, client_id=client_id)
    log_client(request, client, ["client", "case"])
    case = current_case(client)
    if case is None:
        raise NotFound
    return client, case


@require_http_methods(["GET", "POST"])
def case_detail(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """Without a case the page only says so; whoever works with the client changes an open one here."""
    client = client_for(request.user, client_id=client_id)
    log_client(request, client, ["client", "case"])
    case = current_case(client)
    changes = case is not None and not case.is_closed and can_work_on(request.user, client)
    posted = request.method == "POST"
    if posted and not changes:
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    form = ChangeCaseForm(request.POST if posted else None, case=case) if case and changes else None
    if form is None or case is None or not posted:
        return _case_page(request, client, case, form)
    if not form.is_valid():
        return _case_page(request, client, case, form, status=422)
    try:
        change_case(actor=request.user, case_id=case.pk, version=form.cleaned_data["version"], values=form.values())
    except Conflict as conflict:
        case.refresh_from_db()
        again = with_version(form, case.version)
        return _case_page(request, client, case, again, status=409, differences=conflict.differences)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _case_page(request, client, case, form, status=422)
    messages.success(request, _("Saved."))
    return redirect("clients:case", client.pk)


def _case_page(
    request: PersonRequest,
    client: Client,
    case: Case | None,
    form: Any,
    *,
    status: int = 200,
    differences: Any = (),
) -> HttpResponse:
    manages = can_manage_relations(request.user, client)
    works = can_work_on(request.user, client)
    context = {
        "client": client,
        "case": case,
        "lede": heading_of(client),
        "facts": case_facts(case) if case else [],
        "steps": steps_of(case) if case and manages else set(),
        "version": case.version if case else 0,
        "may_open": works and (case is None or case.is_closed),
        "form": form,
        "groups": groups_of(form) if form else [],
        "differences": differences_table(differences) if differences else None,
        "cases": cases_table(client),
        "history": history_of(case, client=client, user=request.user) if case else None,
        "trail": client_trail(client),
    }
    return render(request, "clients/case_detail.html", context, status=status)


@require_http_methods(["GET", "POST"])
def case_open(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    if not can_work_on(request.user, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    log_client(request, client, ["client"])
    posted = request.method == "POST"
    form = OpenCaseForm(request.POST if posted else None)
    if posted and form.is_valid():
        try:
            given = {name: form.cleaned_data[name] for name in Opening.__dataclass_fields__}
            given |= {"kind": CaseKind(given["kind"]), "origin": CaseOrigin(given["origin"])}
            open_case(actor=request.user, client_id=client.pk, opening=Opening(**given))
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The case is open."))
            return redirect("clients:case", client.pk)
    return _form_page(request, client, form, _("Open a case"), status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
def case_close(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client, case = _managed(request, client_id)
    posted = request.method == "POST"
    form = CloseCaseForm(request.POST if posted else None, initial={"version": case.version})
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            close_case(
                actor=request.user,
                case_id=case.pk,
                version=data["version"],
                on=data["closed_on"],
                reason=EndingReason(data["ending_reason"]),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The case is closed."))
            return redirect("clients:case", client.pk)
    return _form_page(request, client, form, _("Close the case"), status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
def case_reopen(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client, case = _managed(request, client_id)
    posted = request.method == "POST"
    form = ReopenCaseForm(request.POST if posted else None, initial={"version": case.version})
    if posted and form.is_valid():
        try:
            reopen_case(actor=request.user, case_id=case.pk, **form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The case is open again."))
            return redirect("clients:case", client.pk)
    return _form_page(request, client, form, _("Open the case again"), status=422 if posted else 200)


@require_POST
def case_hold(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client, case = _found(request, client_id)
    hold_case(actor=request.user, case_id=case.pk, version=_version(request))
    messages.success(request, _("The case is on hold."))
    return redirect("clients:case", client.pk)


@require_POST
def case_resume(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client, case = _found(request, client_id)
    resume_case(actor=request.user, case_id=case.pk, version=_version(request))
    messages.success(request, _("The case goes on."))
    return redirect("clients:case", client.pk)


def _version(request: PersonRequest) -> int:
    form = VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else 0


def _managed(request: PersonRequest, client_id: UUID) -> tuple[Client, Case]:
    client, case = _found(request, client_id)
    if not can_manage_relations(request.user, client):
        raise NotAllowed(_("Only the responsible coordinator or a supervisor of the unit may do this."))
    return client, case


def _form_page(request: PersonRequest, client: Client, form: Any, title: str, *, status: int) -> HttpResponse:
    context = {
        "title": title,
        "lede": heading_of(client),
        "form": form,
        "groups": groups_of(form) if hasattr(form, "GROUPS") else [("", list(form.visible_fields()))],
        "differences": None,
        "back": reverse("clients:case", args=[client.pk]),
        "submit_label": title,
        "trail": [*client_trail(client), (_("Case"), reverse("clients:case", args=[client.pk]))],
    }
    return render(request, "clients/grouped_form.html", context, status=status)
