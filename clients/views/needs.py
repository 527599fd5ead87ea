"""Barriers, areas of need, and the assessment of the need of services."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import PersonRequest
from accounts.selectors.layout import record_page
from clients.enums.work_ability import BarrierGroup, Need
from clients.forms.work_ability import BarriersForm, NeedAreasForm, NeedsAssessmentForm, ReferForm
from clients.models import Client
from clients.policies import may_see_health
from clients.selectors import needs
from clients.selectors.cells import day_text
from clients.services.needs import assess_needs, refer_to_social_services, set_barriers, set_need_areas
from clients.views.ability_pages import back_to, done, form_response, read, saved, trail_of


def _codes(text: str) -> set[str]:
    return set(text.split())


@require_http_methods(["GET", "POST"])
def barriers(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = read(request, client_id, "health")
    seen = may_see_health(request.user, client)
    open_now = needs.open_groups(client, user=request.user)
    if request.method == "GET":
        form, status = BarriersForm(initial={"groups": open_now, "seen": " ".join(open_now)}, with_health=seen), 200
    else:
        form = BarriersForm(request.POST, with_health=seen)
        status = _barriers_set(request, client, form) if form.is_valid() else 422
        if status == 200:
            done(request, _("The barriers are recorded."))
            return back_to(client, "barriers")
    return form_response(
        request,
        status=status,
        title=_("Barriers"),
        lede=_("Ticking begins a barrier, unticking ends it. Nothing here replaces a diagnosis."),
        trail=trail_of(client),
        form=form,
        submit_label=_("Save"),
    )


def _barriers_set(request: PersonRequest, client: Client, form: BarriersForm) -> int:
    data = form.cleaned_data
    return saved(
        form,
        lambda: set_barriers(
            actor=request.user,
            client_id=client.pk,
            groups=[BarrierGroup(code) for code in data["groups"]],
            seen=_codes(data["seen"]),
            on=data["on"],
        ),
        fresh=lambda: {"seen": " ".join(needs.open_groups(client, user=request.user))},
    )


@require_http_methods(["GET", "POST"])
def need_areas(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = read(request, client_id)
    open_now = needs.open_needs(client)
    if request.method == "GET":
        form, status = NeedAreasForm(initial={"needs": open_now, "seen": " ".join(open_now)}), 200
    else:
        form = NeedAreasForm(request.POST)
        status = _needs_set(request, client, form) if form.is_valid() else 422
        if status == 200:
            done(request, _("The needs are recorded."))
            return back_to(client, "barriers")
    return form_response(
        request,
        status=status,
        title=_("Needs beyond work ability"),
        lede=_("Ticking begins a need, unticking ends it."),
        trail=trail_of(client),
        form=form,
        submit_label=_("Save"),
    )


def _needs_set(request: PersonRequest, client: Client, form: NeedAreasForm) -> int:
    data = form.cleaned_data
    return saved(
        form,
        lambda: set_need_areas(
            actor=request.user,
            client_id=client.pk,
            needs=[Need(code) for code in data["needs"]],
            seen=_codes(data["seen"]),
            on=data["on"],
        ),
        fresh=lambda: {"seen": " ".join(needs.open_needs(client))},
    )


@require_http_methods(["GET", "POST"])
def need_area_refer(request: PersonRequest, client_id: UUID, need_area_id: UUID) -> HttpResponse:
    client = read(request, client_id)
    need = needs.need_area_for(client, need_area_id=need_area_id)
    if request.method == "GET":
        form, status = ReferForm(initial={"version": need.version}), 200
    else:
        form = ReferForm(request.POST)
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            status = saved(
                form,
                lambda: refer_to_social_services(actor=request.user, client_id=client.pk, need_area_id=need.pk, **data),
                fresh=lambda: {"version": needs.need_area_for(client, need_area_id=need.pk).version},
            )
        if status == 200:
            done(request, _("It is recorded that social services were told."))
            return back_to(client, "barriers")
    return form_response(
        request,
        status=status,
        title=_("Refer to social services"),
        lede=need.get_need_display(),
        trail=trail_of(client),
        form=form,
        submit_label=_("Record"),
    )


@require_http_methods(["GET", "POST"])
def needs_assess(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """Starts from the latest assessment, as most of it still holds."""
    client = read(request, client_id, "health")
    seen = may_see_health(request.user, client)
    if request.method == "GET":
        form, status = NeedsAssessmentForm(initial=_initial(client), with_health=seen), 200
    else:
        form = NeedsAssessmentForm(request.POST, with_health=seen)
        status = _assessed(request, client, form) if form.is_valid() else 422
        if status == 200:
            done(request, _("The assessment is recorded."))
            return back_to(client, "needs")
    return form_response(
        request,
        status=status,
        title=_("Assessment of the need of services"),
        lede=_("The four groups of the law (380/2023, section 37), what follows from them, and what is proposed."),
        trail=trail_of(client),
        form=form,
        submit_label=_("Record"),
    )


def _initial(client: Client) -> dict[str, object]:
    latest = needs.latest_assessment(client)
    if latest is None:
        return {}
    kept = set(NeedsAssessmentForm.base_fields) - {"assessed_on", "next_talk_on", "latest"}
    return {"latest": latest.pk, **{name: getattr(latest, name) for name in kept}}


def _assessed(request: PersonRequest, client: Client, form: NeedsAssessmentForm) -> int:
    values = dict(form.cleaned_data)
    latest, assessed_on = values.pop("latest"), values.pop("assessed_on")

    def fresh() -> dict[str, object]:
        found = needs.latest_assessment(client)
        return {"latest": found.pk if found else None}

    return saved(
        form,
        lambda: assess_needs(
            actor=request.user, client_id=client.pk, latest_id=latest, assessed_on=assessed_on, values=values
        ),
        fresh=fresh,
    )


@require_GET
def needs_assessment_detail(request: PersonRequest, client_id: UUID, assessment_id: UUID) -> HttpResponse:
    client = read(request, client_id, "health")
    found = needs.assessment_for(client, assessment_id=assessment_id)
    facts = needs.assessment_facts(found, with_health=may_see_health(request.user, client))
    title = _("Assessment of %(day)s") % {"day": day_text(found.assessed_on)}
    context = record_page(title=title, trail=trail_of(client), facts=facts)
    return render(request, "administration/record_page.html", context)
