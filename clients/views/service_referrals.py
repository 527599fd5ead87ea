"""Referrals to partners' services: the list and its files, a draft, one with its steps, how partners answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.downloads import file_of
from accounts.enums import Surface
from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from accounts.selectors.layout import list_page, page_of, query_of
from accounts.services.reading import log_use
from accounts.stepup import second_factor_required
from clients.enums import HEALTH_ITEMS
from clients.enums.service_referrals import TERMINAL, ServiceReferralState
from clients.forms.service_referrals import (
    AnswersFilter,
    ReferralsFilter,
    ReferralStepForm,
    SendForm,
    ServiceReferralForm,
)
from clients.models import Client, ServiceReferral
from clients.policies import can_work_on, may_see_health
from clients.selectors import service_referrals as seen
from clients.selectors.cases import differences_table
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.client_sections import tab_address
from clients.selectors.knowers import areas_of_work
from clients.selectors.shared_facts import shared_facts
from clients.services.disclosing import NotDisclosed
from clients.services.service_referrals import (
    change_draft,
    draft_referral,
    record_step,
    send_link_again,
    send_referral,
)
from clients.views.agenda_reading import log_clients
from clients.views.cases import groups_of, log_client, with_version
from clients.views.disclosures import client_trail
from config.kernel.errors import Conflict, NotAllowed, Refusal
from network.selectors.partners import services_to_guide_to

TAB = "services"
GROUPS = ["service_referral"]


def trail_of(client: Client) -> list[tuple[str, str]]:
    """The way to the client's services."""
    return [*client_trail(client), (_("Services"), tab_address(client.pk, TAB))]


@require_GET
def referral_list(request: PersonRequest) -> HttpResponse:
    form, choice = _choice(request)
    page = page_of(request, seen.chosen_referrals(request.user, choice))
    log_clients(request, [one.client for one in page], GROUPS, Surface.LIST)
    count = page.paginator.count
    context = list_page(
        title=_("Referrals to services"),
        lede=_("Where clients have been guided, and what is waited for."),
        form=form,
        reset_url=reverse("clients:service_referrals"),
        page=page,
        table=seen.referrals_table(page, sort=choice.sort, address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s referral to a service", "%(count)s referrals to services", count)
        % {"count": number_format(count)},
    )
    return render(request, "clients/service_referral_list.html", context)


def _choice(request: PersonRequest) -> tuple[ReferralsFilter, seen.Choice]:
    form = ReferralsFilter(
        request.GET, partners=seen.partners_seen(request.user), services=seen.services_seen(request.user)
    )
    form.is_valid()
    wanted = form.cleaned_data
    return form, seen.Choice(
        whose=wanted.get("whose") or seen.MINE,
        state=wanted.get("state") or seen.UNDER_WAY,
        partner=UUID(wanted["partner"]) if wanted.get("partner") else None,
        service=UUID(wanted["service"]) if wanted.get("service") else None,
        sort=wanted.get("sort") or "-sent",
    )


@require_GET
@second_factor_required
def referrals_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def referrals_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    _form, choice = _choice(request)
    found = list(seen.chosen_referrals(request.user, choice))
    log_clients(request, [one.client for one in found], GROUPS, Surface.EXPORT)
    return file_of(seen.referrals_table(found), name="service-referrals", kind=kind)


@require_GET
def referral_answers(request: PersonRequest) -> HttpResponse:
    """How partners answer, in numbers of referrals that the reader may see."""
    form, found = _answers(request)
    context = {"form": form, "table": seen.answers_table(found), "query": query_of(request)}
    return render(request, "clients/referral_answers.html", context)


@require_GET
@second_factor_required
def referral_answers_xlsx(request: PersonRequest) -> HttpResponse:
    _form, found = _answers(request)
    for area in areas_of_work(request.user)[:1]:
        log_use(
            actor=request.user,
            area_id=area,
            surface=Surface.EXPORT,
            purpose="clients:service_referral_answers",
            found=len(found),
            request_id=request.request_id,
        )
    return file_of(seen.answers_table(found), name="referral-answers", kind="xlsx")


def _answers(request: PersonRequest) -> tuple[AnswersFilter, list[seen.Answers]]:
    form = AnswersFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    as_of = wanted.get("as_of") or timezone.localdate()
    return form, seen.answers_by(request.user, since=wanted.get("since"), as_of=as_of)


@require_http_methods(["GET", "POST"])
def referral_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """A draft; what the partner will see is shown before anything is sent."""
    client = client_for(request.user, client_id=client_id)
    _works(request, client)
    log_client(request, client, ["client"])
    return _drafting(request, client, None)


@require_http_methods(["GET", "POST"])
def referral_edit(request: PersonRequest, service_referral_id: UUID) -> HttpResponse:
    referral = _found(request, service_referral_id)
    _works(request, referral.client)
    return _drafting(request, referral.client, referral)


def _drafting(request: PersonRequest, client: Client, referral: ServiceReferral | None) -> HttpResponse:
    posted = request.method == "POST"
    form = ServiceReferralForm(
        request.POST if posted else None,
        client=client,
        services=services_to_guide_to(client.area_id, day=timezone.localdate()),
        referral=referral,
    )
    status = 422 if posted else 200
    differences: Any = None
    if posted and form.is_valid():
        try:
            kept = _kept(request, client, referral, form)
        except Conflict as conflict:
            current = _found(request, referral.pk) if referral else None
            form, status = with_version(form, current.version if current else 0), 409
            differences = conflict.differences
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("clients:service_referral", kept.pk)
    context = {
        "title": _("Referral to a service"),
        "lede": heading_of(client),
        "form": form,
        "groups": groups_of(form),
        "differences": differences_table(differences) if differences else None,
        "back": reverse("clients:service_referral", args=[referral.pk]) if referral else tab_address(client.pk, TAB),
        "submit_label": _("Save and look at what is shared"),
        "trail": trail_of(client),
    }
    return render(request, "clients/grouped_form.html", context, status=status)


def _kept(
    request: PersonRequest, client: Client, referral: ServiceReferral | None, form: ServiceReferralForm
) -> ServiceReferral:
    if referral is None:
        return draft_referral(actor=request.user, client_id=client.pk, text=form.text())
    version = form.cleaned_data["version"] or 0
    return change_draft(actor=request.user, referral_id=referral.pk, version=version, text=form.text())


@require_GET
def referral_detail(request: PersonRequest, service_referral_id: UUID) -> HttpResponse:
    return _page(request, _found(request, service_referral_id))


@require_POST
def referral_send(request: PersonRequest, service_referral_id: UUID) -> HttpResponse:
    referral = _found(request, service_referral_id)
    form = SendForm(request.POST)
    if not form.is_valid():
        return _page(request, referral, send=form, status=422)
    try:
        send_referral(
            actor=request.user,
            referral_id=referral.pk,
            version=form.cleaned_data["version"],
            joint_point=form.cleaned_data["joint_point"],
            request_id=request.request_id,
        )
    except NotDisclosed as refusal:
        form.add_error(None, str(refusal.sentence))
        return _page(request, referral, send=form, status=403)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, referral, send=form, status=422)
    messages.success(request, _("The referral is sent. The partner gets a link to answer by."))
    return redirect("clients:service_referral", referral.pk)


@require_POST
def referral_step(request: PersonRequest, service_referral_id: UUID) -> HttpResponse:
    referral = _found(request, service_referral_id)
    form = ReferralStepForm(request.POST, referral=referral, steps=seen.next_steps(referral))
    if not form.is_valid():
        return _page(request, referral, step=form, status=422)
    try:
        record_step(actor=request.user, referral_id=referral.pk, version=form.cleaned_data["version"], step=form.step())
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, referral, step=form, status=422)
    messages.success(request, _("Saved."))
    return redirect("clients:service_referral", referral.pk)


@require_POST
def referral_link_again(request: PersonRequest, service_referral_id: UUID) -> HttpResponse:
    referral = _found(request, service_referral_id)
    send_link_again(actor=request.user, referral_id=referral.pk)
    messages.success(request, _("A new link goes to the partner. Earlier links open nothing any more."))
    return redirect("clients:service_referral", referral.pk)


def _found(request: PersonRequest, referral_id: UUID) -> ServiceReferral:
    referral = seen.referral_for(request.user, referral_id=referral_id)
    health = bool(set(referral.items) & HEALTH_ITEMS) and may_see_health(request.user, referral.client)
    groups = ["client", "service_referral", *(["contacts"] if "contact" in referral.items else [])]
    log_client(request, referral.client, [*groups, "health"] if health else groups)
    return referral


def _works(request: PersonRequest, client: Client) -> None:
    if not can_work_on(request.user, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))


def _page(
    request: PersonRequest,
    referral: ServiceReferral,
    *,
    send: SendForm | None = None,
    step: ReferralStepForm | None = None,
    status: int = 200,
) -> HttpResponse:
    works = can_work_on(request.user, referral.client)
    is_draft = referral.state == ServiceReferralState.DRAFT
    steps = seen.next_steps(referral) if works else []
    if send is None and works and is_draft:
        send = SendForm(initial={"version": referral.version})
    if step is None and steps:
        step = ReferralStepForm(referral=referral, steps=steps)
    context = {
        "referral": referral,
        "title": referral.service.name,
        "lede": heading_of(referral.client),
        "state": seen.state_cell(referral),
        "expected": seen.expected_cell(referral),
        "facts": seen.referral_facts(referral),
        "shared": shared_facts(referral, sees_health=may_see_health(request.user, referral.client)),
        "steps": seen.steps_table(referral),
        "send": send if works and is_draft else None,
        "step": step,
        "may_edit": works and is_draft,
        "may_mail": works and not is_draft and referral.state not in TERMINAL,
        "address": referral.service.organisation.email,
        "trail": trail_of(referral.client),
    }
    return render(request, "clients/service_referral_detail.html", context, status=status)
