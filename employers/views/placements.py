"""Placements: the list and its files, a new one by its rung, one with its contract and evaluation."""

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
from accounts.selectors.administration import Step
from accounts.selectors.layout import list_page, page_of, query_of
from accounts.stepup import second_factor_required
from clients.models import Client
from clients.policies import can_work_on
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.client_sections import tab_address
from config.kernel.errors import NotFound
from employers.enums.placements import Rung
from employers.forms.placements import EvaluationForm, PlacementForm, PlacementsFilter, RungForm
from employers.models import Employer, JobReferral, Placement
from employers.selectors import placements as seen
from employers.selectors.job_referrals import job_referral_for
from employers.services.papers import contract_paper
from employers.services.placements import evaluate_placement, record_placement
from employers.views.client_pages import TAB, done_or_said, log_placing, must_work, trail_of
from employers.views.job_referrals import chosen_employer, employer_choice

OK = HttpResponse.status_code


@require_GET
def placement_list(request: PersonRequest) -> HttpResponse:
    form, choice = _choice(request)
    page = page_of(request, seen.chosen_placements(request.user, choice))
    log_placing(request, [one.client for one in page], "employment", surface=Surface.LIST)
    count = page.paginator.count
    context = list_page(
        title=_("Placements"),
        lede=_("Where clients work or try work, from rehabilitative work to the open labour market."),
        form=form,
        reset_url=reverse("employers:placements"),
        page=page,
        table=seen.placements_table(page, sort=choice.sort, address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s placement", "%(count)s placements", count) % {"count": number_format(count)},
    )
    files = {"csv_url": reverse("employers:placements_csv"), "xlsx_url": reverse("employers:placements_xlsx")}
    steps = [Step(label=_("How long work lasts"), url=reverse("employers:retention"))]
    return render(request, "employers/record_list.html", {**context, **files, "steps": steps})


def _choice(request: PersonRequest) -> tuple[PlacementsFilter, seen.Choice]:
    form = PlacementsFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    return form, seen.Choice(
        whose=wanted.get("whose") or seen.MINE,
        state=wanted.get("state") or seen.GOING_ON,
        rung=wanted.get("rung") or "",
        employer=wanted.get("employer") or "",
        sort=wanted.get("sort") or "-begun",
    )


@require_GET
@second_factor_required
def placements_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def placements_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    _form, choice = _choice(request)
    found = list(seen.chosen_placements(request.user, choice))
    log_placing(request, [one.client for one in found], "employment", surface=Surface.EXPORT)
    return file_of(seen.placements_table(found), name="placements", kind=kind)


@require_http_methods(["GET", "POST"])
def placement_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """The employer, then the rung, then what that rung asks for."""
    client = client_for(request.user, client_id=client_id)
    must_work(request, client)
    log_placing(request, [client], "employment")
    employer = chosen_employer(request)
    if employer is None:
        return employer_choice(request, client, title=_("Record a placement"))
    referral = _referral(request, client)
    rung = request.GET.get("rung", "")
    if rung not in Rung.values:
        return _rung_page(request, client, employer)
    return _recording(request, client, employer, Rung(rung), referral)


def _referral(request: PersonRequest, client: Client) -> JobReferral | None:
    key = request.GET.get("referral", "")
    if not key:
        return None
    try:
        found = job_referral_for(request.user, referral_id=UUID(key))
    except ValueError:
        raise NotFound from None
    if found.client_id != client.pk:
        raise NotFound
    return found


def _rung_page(request: PersonRequest, client: Client, employer: Employer) -> HttpResponse:
    initial = {"employer": employer.pk, "referral": request.GET.get("referral", "")}
    context = {
        "title": _("Record a placement"),
        "lede": f"{heading_of(client)}, {employer.name}",
        "form": RungForm(initial=initial),
        "trail": trail_of(client),
    }
    return render(request, "employers/placement_rung.html", context)


def _recording(
    request: PersonRequest, client: Client, employer: Employer, rung: Rung, referral: JobReferral | None
) -> HttpResponse:
    posted = request.method == "POST"
    form = PlacementForm(
        request.POST if posted else None,
        rung=rung,
        employer=employer,
        earlier=seen.earlier_placements(client),
        vacancy=str(referral.vacancy_id or "") if referral else "",
    )
    status = 422 if posted else OK
    made: list[Placement] = []
    if posted and form.is_valid():
        text = form.text(job_referral_id=referral.pk if referral else None)
        status = done_or_said(
            form, lambda: made.append(record_placement(actor=request.user, client_id=client.pk, text=text))
        )
        if made:
            messages.success(request, _("The placement is recorded."))
            return redirect("employers:placement", made[0].pk)
    context = {
        "title": f"{rung.label}: {employer.name}",
        "lede": heading_of(client),
        "form": form,
        "groups": form.groups(),
        "differences": None,
        "back": tab_address(client.pk, TAB),
        "submit_label": _("Record the placement"),
        "trail": trail_of(client),
    }
    return render(request, "clients/grouped_form.html", context, status=status)


@require_GET
def placement_detail(request: PersonRequest, placement_id: UUID) -> HttpResponse:
    return _page(request, _found(request, placement_id))


@require_POST
def placement_evaluate(request: PersonRequest, placement_id: UUID) -> HttpResponse:
    placement = _found(request, placement_id)
    form = EvaluationForm(request.POST)
    status = 422
    if form.is_valid():
        status = done_or_said(
            form,
            lambda: evaluate_placement(actor=request.user, placement_id=placement.pk, **form.cleaned_data),
            version=lambda: seen.contract_of(placement).version,  # type: ignore[union-attr]
        )
    if status != OK:
        return _page(request, placement, evaluation=form, status=status)
    messages.success(request, _("Saved."))
    return redirect("employers:placement", placement.pk)


@require_GET
@second_factor_required
def placement_contract_pdf(request: PersonRequest, placement_id: UUID) -> HttpResponse:
    """The contract with its lines to sign; taking it is logged as an export."""
    placement = seen.placement_for(request.user, placement_id=placement_id)
    if seen.contract_of(placement) is None:
        raise NotFound
    log_placing(request, [placement.client], "employment", surface=Surface.EXPORT)
    return pdf_of(contract_paper(placement), name="placement-contract")


def _found(request: PersonRequest, placement_id: UUID) -> Placement:
    placement = seen.placement_for(request.user, placement_id=placement_id)
    log_placing(request, [placement.client], "employment")
    return placement


def _page(
    request: PersonRequest, placement: Placement, *, evaluation: EvaluationForm | None = None, status: int = OK
) -> HttpResponse:
    works = can_work_on(request.user, placement.client)
    agreed = seen.contract_of(placement)
    if evaluation is None and agreed is not None and works:
        initial = {"version": agreed.version, "evaluation": agreed.evaluation}
        evaluation = EvaluationForm(initial=initial)
    context = {
        "placement": placement,
        "title": f"{placement.get_rung_display()}: {placement.employer.name}",
        "lede": heading_of(placement.client),
        "facts": seen.placement_facts(placement),
        "agreed": seen.contract_facts(agreed) if agreed else [],
        "ladder": seen.ladder_table(placement),
        "evaluation": evaluation if agreed and works else None,
        "fact_url": seen.fact_address(placement) if works else "",
        "trail": [*trail_of(placement.client), (_("Placements"), reverse("employers:placements"))],
    }
    return render(request, "employers/placement_detail.html", context, status=status)
