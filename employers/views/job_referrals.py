"""Job referrals: the list and its files, a draft, one with its steps, the paper for the employer."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.downloads import file_of, pdf_of
from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.selectors.layout import list_page, page_of, query_of
from accounts.stepup import second_factor_required
from clients.enums import HEALTH_ITEMS, DataItem, RecipientKind
from clients.models import Client
from clients.policies import can_work_on, may_see_contacts, may_see_health
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.client_sections import tab_address
from config.kernel.errors import NotAllowed, NotFound
from employers.enums.job_referrals import JobReferralState
from employers.enums.register import EmployerClass
from employers.forms.job_referrals import (
    EmployerSearch,
    JobReferralForm,
    JobReferralsFilter,
    JobStepForm,
    VersionForm,
)
from employers.models import Employer, JobReferral
from employers.selectors import job_referrals as seen
from employers.selectors.placements import placement_of
from employers.selectors.presentation import may_be_printed, presented_facts
from employers.services.job_referrals import (
    change_job_referral,
    draft_job_referral,
    record_job_step,
    send_job_referral,
)
from employers.services.papers import presentation_paper
from employers.views.client_pages import TAB, done_or_said, log_placing, must_work, trail_of

OK = HttpResponse.status_code


@require_GET
def job_referral_list(request: PersonRequest) -> HttpResponse:
    form, choice = _choice(request)
    page = page_of(request, seen.chosen_job_referrals(request.user, choice))
    log_placing(request, [one.client for one in page], surface=Surface.LIST)
    count = page.paginator.count
    context = list_page(
        title=_("Job referrals"),
        lede=_("Clients presented to employers, and jobs offered to clients, with what came of them."),
        form=form,
        reset_url=reverse("employers:job_referrals"),
        page=page,
        table=seen.job_referrals_table(page, sort=choice.sort, address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s job referral", "%(count)s job referrals", count) % {"count": number_format(count)},
    )
    files = {"csv_url": reverse("employers:job_referrals_csv"), "xlsx_url": reverse("employers:job_referrals_xlsx")}
    return render(request, "employers/record_list.html", {**context, **files})


def _choice(request: PersonRequest) -> tuple[JobReferralsFilter, seen.Choice]:
    form = JobReferralsFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    return form, seen.Choice(
        whose=wanted.get("whose") or seen.MINE,
        state=wanted.get("state") or seen.UNDER_WAY,
        kind=wanted.get("kind") or "",
        employer=wanted.get("employer") or "",
        sort=wanted.get("sort") or "-sent",
    )


@require_GET
@second_factor_required
def job_referrals_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def job_referrals_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    _form, choice = _choice(request)
    found = list(seen.chosen_job_referrals(request.user, choice))
    log_placing(request, [one.client for one in found], surface=Surface.EXPORT)
    return file_of(seen.job_referrals_table(found), name="job-referrals", kind=kind)


@require_http_methods(["GET", "POST"])
def job_referral_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """The employer first, as the form depends on it; then the draft. Nobody is told anything yet."""
    client = client_for(request.user, client_id=client_id)
    must_work(request, client)
    log_placing(request, [client])
    employer = chosen_employer(request)
    if employer is None:
        return employer_choice(request, client, title=_("Job referral"))
    return _drafting(request, client, employer, None)


def chosen_employer(request: PersonRequest) -> Employer | None:
    """The employer named in the address; one that is not there is not found."""
    key = request.GET.get("employer", "")
    if not key:
        return None
    try:
        return seen.employer_for(UUID(key))
    except ValueError:
        raise NotFound from None


def employer_choice(request: PersonRequest, client: Client, *, title: str) -> HttpResponse:
    """Employers by name or business id, each leading to the form."""
    form = EmployerSearch(request.GET or None)
    called = form.cleaned_data["called"] if form.is_valid() else ""
    kept = {name: value for name, value in request.GET.items() if name not in {"called", "employer"}}
    address = f"?{urlencode(kept)}&" if kept else "?"
    context = {
        "title": title,
        "lede": heading_of(client),
        "form": form,
        "table": seen.employers_table(seen.employers_called(called), address=address) if called else None,
        "trail": trail_of(client),
    }
    return render(request, "employers/employer_choice.html", context)


@require_http_methods(["GET", "POST"])
def job_referral_edit(request: PersonRequest, job_referral_id: UUID) -> HttpResponse:
    referral = _found(request, job_referral_id)
    must_work(request, referral.client)
    return _drafting(request, referral.client, referral.employer, referral)


def _drafting(request: PersonRequest, client: Client, employer: Employer, referral: JobReferral | None) -> HttpResponse:
    posted = request.method == "POST"
    form = JobReferralForm(request.POST if posted else None, client=client, employer=employer, referral=referral)
    status = 422 if posted else OK
    made: list[JobReferral] = []
    if posted and form.is_valid():
        status = done_or_said(form, lambda: made.append(_kept(request, client, referral, form)), version=_now(referral))
        if made:
            return redirect("employers:job_referral", made[0].pk)
    back = reverse("employers:job_referral", args=[referral.pk]) if referral else tab_address(client.pk, TAB)
    context = {
        "title": _("Job referral: %(employer)s") % {"employer": employer.name},
        "lede": heading_of(client),
        "form": form,
        "groups": [(title, [form[name] for name in names]) for title, names in form.GROUPS],
        "differences": None,
        "back": back,
        "submit_label": _("Save and look at what is told"),
        "trail": trail_of(client),
    }
    return render(request, "clients/grouped_form.html", context, status=status)


def _now(referral: JobReferral | None) -> Any:
    return lambda: JobReferral.objects.get(pk=referral.pk).version if referral else 0


def _kept(request: PersonRequest, client: Client, referral: JobReferral | None, form: JobReferralForm) -> JobReferral:
    if referral is None:
        return draft_job_referral(actor=request.user, client_id=client.pk, text=form.text())
    version = form.cleaned_data["version"] or 0
    return change_job_referral(actor=request.user, referral_id=referral.pk, version=version, text=form.text())


@require_GET
def job_referral_detail(request: PersonRequest, job_referral_id: UUID) -> HttpResponse:
    return _page(request, _found(request, job_referral_id))


@require_POST
def job_referral_send(request: PersonRequest, job_referral_id: UUID) -> HttpResponse:
    referral = _found(request, job_referral_id)
    form = VersionForm(request.POST)
    status = 422
    if form.is_valid():
        status = done_or_said(
            form,
            lambda: send_job_referral(
                actor=request.user,
                referral_id=referral.pk,
                version=form.cleaned_data["version"],
                request_id=request.request_id,
            ),
            version=_now(referral),
        )
    if status != OK:
        return _page(request, referral, send=form, status=status)
    told = _("Sent. Give the employer the paper.") if referral.is_presentation else _("Sent to the client.")
    messages.success(request, told)
    return redirect("employers:job_referral", referral.pk)


@require_POST
def job_referral_step(request: PersonRequest, job_referral_id: UUID) -> HttpResponse:
    referral = _found(request, job_referral_id)
    form = JobStepForm(request.POST, referral=referral, steps=seen.next_steps(referral))
    status = 422
    if form.is_valid():
        status = done_or_said(
            form,
            lambda: record_job_step(
                actor=request.user, referral_id=referral.pk, version=form.cleaned_data["version"], step=form.step()
            ),
            version=_now(referral),
        )
    if status != OK:
        return _page(request, referral, step=form, status=status)
    messages.success(request, _("Saved."))
    return redirect("employers:job_referral", referral.pk)


@require_GET
@second_factor_required
def job_referral_pdf(request: PersonRequest, job_referral_id: UUID) -> HttpResponse:
    """The paper for the employer; taking it is logged as an export of what it holds."""
    referral = seen.job_referral_for(request.user, referral_id=job_referral_id)
    must_work(request, referral.client)
    if not may_be_printed(referral):
        raise NotAllowed(_("Only a presentation that was sent and is under way has a paper."))
    if _has_health(referral) and not may_see_health(request.user, referral.client):
        raise NotAllowed(_("This needs the right to see health details."))
    if DataItem.CONTACT in referral.items and not may_see_contacts(request.user, referral.client):
        raise NotAllowed(_("This needs the right to see contact details under non-disclosure."))
    log_placing(request, [referral.client], *_groups(request, referral), surface=Surface.EXPORT)
    return pdf_of(presentation_paper(referral), name="candidate-presentation")


def _has_health(referral: JobReferral) -> bool:
    return bool({DataItem(item) for item in referral.items} & HEALTH_ITEMS)


def _groups(request: PersonRequest, referral: JobReferral) -> list[str]:
    groups = ["contacts"] if DataItem.CONTACT in referral.items else []
    return [*groups, "health"] if _has_health(referral) and may_see_health(request.user, referral.client) else groups


def _found(request: PersonRequest, referral_id: UUID) -> JobReferral:
    referral = seen.job_referral_for(request.user, referral_id=referral_id)
    log_placing(request, [referral.client], *_groups(request, referral))
    return referral


def _page(
    request: PersonRequest,
    referral: JobReferral,
    *,
    send: VersionForm | None = None,
    step: JobStepForm | None = None,
    status: int = OK,
) -> HttpResponse:
    works = can_work_on(request.user, referral.client)
    is_draft = referral.state == JobReferralState.DRAFT
    steps = seen.next_steps(referral) if works else []
    if send is None:
        send = VersionForm(initial={"version": referral.version})
    if step is None and steps:
        step = JobStepForm(referral=referral, steps=steps)
    placement = placement_of(referral)
    context = {
        "referral": referral,
        "title": referral.recipient_name,
        "lede": heading_of(referral.client),
        "state": seen.state_cell(referral),
        "facts": seen.job_referral_facts(referral),
        "told": presented_facts(referral, sees_health=may_see_health(request.user, referral.client)),
        "consents": _consents(referral),
        "steps": seen.steps_table(referral),
        "send": send if works and is_draft else None,
        "step": step,
        "may_edit": works and is_draft,
        "may_print": works and may_be_printed(referral),
        "placement": placement,
        "may_place": works and placement is None and referral.state == JobReferralState.HIRED,
        "place_url": f"{reverse('employers:placement_new', args=[referral.client_id])}?{_placing(referral)}",
        "trail": [*trail_of(referral.client), (_("Job referrals"), reverse("employers:job_referrals"))],
    }
    return render(request, "employers/job_referral_detail.html", context, status=status)


def _placing(referral: JobReferral) -> str:
    return urlencode({"employer": referral.employer_id, "referral": referral.pk})


def _consents(referral: JobReferral) -> str:
    """Where the client's decision on this employer is recorded; a household's name stands in no address."""
    asked = {"to": RecipientKind.EMPLOYER.value}
    if referral.employer.kind != EmployerClass.HOUSEHOLD:
        asked["name"] = referral.recipient_name
    return f"{reverse('clients:consent_new', args=[referral.client_id])}?{urlencode(asked)}"
