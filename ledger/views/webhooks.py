"""Webhooks of the own areas: the list, one with its secret and what was given up, and every delivery."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.downloads import csv_download
from accounts.policies import can_administer
from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step, own_areas, tabs
from accounts.selectors.layout import form_page, list_page, page_of, query_of, record_page
from accounts.selectors.record_history import changes_of, history_table
from accounts.stepup import second_factor_required
from config.kernel.errors import NotAllowed, Refusal
from ledger.enums import DeliveryState
from ledger.forms.webhooks import DeliveriesForm, EndpointChangeForm, EndpointForm, VersionForm
from ledger.models import WebhookEndpoint
from ledger.selectors.webhooks import (
    active_cell,
    answer_text,
    deliveries_of,
    deliveries_table,
    delivery_for,
    endpoint_for,
    endpoints_of,
    endpoints_table,
)
from ledger.services.webhook_endpoints import (
    SAID,
    add_endpoint,
    change_endpoint,
    renew_endpoint_secret,
    resume_endpoint,
    send_again,
    send_dead_again,
    stop_endpoint,
    try_endpoint,
)
from ledger.services.webhooks import body_of

MOST_IN_FILE = 20_000
LATEST = 10


def _trail(endpoint: WebhookEndpoint | None = None) -> list[tuple[str, str]]:
    trail = [(_("Webhooks"), reverse("ledger:webhooks"))]
    return trail if endpoint is None else [*trail, (endpoint.name, reverse("ledger:webhook", args=[endpoint.pk]))]


def _administers(request: PersonRequest) -> None:
    if not can_administer(request.user):
        raise NotAllowed(_("Only administrators do this."))


@require_GET
def webhook_list(request: PersonRequest) -> HttpResponse:
    _administers(request)
    page = page_of(request, endpoints_of(request.user))
    count = page.paginator.count
    context = list_page(
        title=_("Webhooks"),
        lede=_(
            "Other systems that are told at once when something happens. What is sent holds keys, nothing of a person."
        ),
        tabs=tabs(request.user, "ledger:webhooks"),
        steps=[
            Step(label=_("Deliveries"), url=reverse("ledger:webhook_deliveries")),
            Step(label=_("Add a webhook"), url=reverse("ledger:webhook_new"), tone="primary"),
        ],
        table=endpoints_table(page),
        page=page,
        query=query_of(request, "page"),
        total=ngettext("%(count)s webhook", "%(count)s webhooks", count) % {"count": number_format(count)},
    )
    return render(request, "administration/record_list.html", context)


@require_http_methods(["GET", "POST"])
@second_factor_required
def webhook_new(request: PersonRequest) -> HttpResponse:
    _administers(request)
    posted = request.method == "POST"
    form = EndpointForm(request.POST if posted else None, areas=own_areas(request.user))
    if posted and form.is_valid():
        try:
            made, secret = add_endpoint(
                actor=request.user, area_id=form.cleaned_data["area"].pk, values=form.cleaned_data
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return _page(request, made, secret=secret)
    context = form_page(title=_("Add a webhook"), trail=_trail(), form=form, submit_label=_("Add"))
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
def webhook_detail(request: PersonRequest, endpoint_id: UUID) -> HttpResponse:
    endpoint = endpoint_for(request.user, endpoint_id=endpoint_id)
    if request.method == "GET":
        return _page(request, endpoint)
    form = EndpointChangeForm(request.POST)
    if form.is_valid():
        try:
            change_endpoint(
                actor=request.user,
                endpoint_id=endpoint.pk,
                version=form.cleaned_data["version"],
                values=form.cleaned_data,
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("ledger:webhook", endpoint.pk)
    return _page(request, endpoint, form=form)


def _page(
    request: PersonRequest,
    endpoint: WebhookEndpoint,
    *,
    secret: str = "",
    form: EndpointChangeForm | None = None,
) -> HttpResponse:
    starting = {name: getattr(endpoint, name) for name in ("version", *SAID)}
    latest = deliveries_of(request.user, endpoint=endpoint)[:LATEST]
    context = record_page(
        title=endpoint.name,
        lede=endpoint.url,
        trail=_trail(),
        facts=[(_("Area"), endpoint.area.name), (_("State"), active_cell(endpoint).text)],
        steps=_steps(endpoint),
        secrets=[(_("Secret"), secret)] if secret else [],
        parts=[("deliveries", _("Latest deliveries"), deliveries_table(latest))],
        form=form or EndpointChangeForm(initial=starting),
        form_title=_("Change the webhook"),
        submit_label=_("Save"),
        action=reverse("ledger:webhook", args=[endpoint.pk]),
        history=history_table(changes_of(WebhookEndpoint, (*SAID, "is_active"), pgh_obj_id=endpoint.pk)),
    )
    return render(request, "administration/record_page.html", context, status=422 if form is not None else 200)


def _steps(endpoint: WebhookEndpoint) -> list[Step]:
    all_of = f"{reverse('ledger:webhook_deliveries')}?endpoint={endpoint.pk}"
    found = [Step(label=_("All deliveries"), url=all_of)]
    going = (
        ("webhook_try", _("Send a trial"), "secondary"),
        ("webhook_again", _("Send what was given up again"), "secondary"),
        ("webhook_secret", _("Make a new secret"), "secondary"),
        ("webhook_stop", _("Stop"), "danger"),
    )
    for name, label, tone in (
        going if endpoint.is_active else (("webhook_resume", _("Take into use again"), "primary"),)
    ):
        url = reverse(f"ledger:{name}", args=[endpoint.pk])
        found.append(Step(label=label, url=url, tone=tone, version=endpoint.version))
    return found


@require_POST
@second_factor_required
def webhook_secret(request: PersonRequest, endpoint_id: UUID) -> HttpResponse:
    made, secret = renew_endpoint_secret(actor=request.user, endpoint_id=endpoint_id, version=_version(request))
    return _page(request, endpoint_for(request.user, endpoint_id=made.pk), secret=secret)


@require_POST
def webhook_try(request: PersonRequest, endpoint_id: UUID) -> HttpResponseBase:
    try_endpoint(actor=request.user, endpoint_id=endpoint_id)
    messages.success(request, _("A trial is on its way. Look at its delivery in a moment."))
    return redirect("ledger:webhook", endpoint_id)


@require_POST
def webhook_stop(request: PersonRequest, endpoint_id: UUID) -> HttpResponseBase:
    stop_endpoint(actor=request.user, endpoint_id=endpoint_id, version=_version(request))
    messages.success(request, _("Nothing is sent there any more."))
    return redirect("ledger:webhook", endpoint_id)


@require_POST
def webhook_resume(request: PersonRequest, endpoint_id: UUID) -> HttpResponseBase:
    resume_endpoint(actor=request.user, endpoint_id=endpoint_id, version=_version(request))
    messages.success(request, _("What happens from now on is sent there again."))
    return redirect("ledger:webhook", endpoint_id)


@require_POST
def webhook_again(request: PersonRequest, endpoint_id: UUID) -> HttpResponseBase:
    count = send_dead_again(actor=request.user, endpoint_id=endpoint_id)
    said = ngettext("%(count)s delivery is on its way again.", "%(count)s deliveries are on their way again.", count)
    messages.success(request, said % {"count": number_format(count)})
    return redirect("ledger:webhook", endpoint_id)


def _version(request: HttpRequest) -> int:
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("The page you came from is not whole. Open it anew."))
    version: int = form.cleaned_data["version"]
    return version


def _chosen(request: PersonRequest) -> tuple[DeliveriesForm, dict[str, object]]:
    form = DeliveriesForm(request.GET, endpoints=endpoints_of(request.user))
    form.is_valid()
    data = form.cleaned_data
    chosen: dict[str, object] = {name: data[name] for name in ("endpoint", "state", "kind", "sort") if data.get(name)}
    return form, chosen


@require_GET
def delivery_list(request: PersonRequest) -> HttpResponse:
    _administers(request)
    form, chosen = _chosen(request)
    page = page_of(request, deliveries_of(request.user, **chosen))  # type: ignore[arg-type]  # as the form cleaned it
    count = page.paginator.count
    context = list_page(
        title=_("Deliveries of webhooks"),
        tabs=tabs(request.user, "ledger:webhooks"),
        form=form,
        reset_url=reverse("ledger:webhook_deliveries"),
        table=deliveries_table(
            page, sort=str(chosen.get("sort", "-at")), address=f"?{query_of(request, 'page', 'sort')}"
        ),
        page=page,
        query=query_of(request, "page"),
        total=ngettext("%(count)s delivery", "%(count)s deliveries", count) % {"count": number_format(count)},
        files=f"{reverse('ledger:webhook_deliveries_csv')}?{query_of(request, 'page')}".rstrip("?&"),
    )
    return render(request, "administration/record_list.html", context)


@require_GET
def delivery_csv(request: PersonRequest) -> HttpResponse:
    _administers(request)
    _form, chosen = _chosen(request)
    found = deliveries_of(request.user, **chosen)[:MOST_IN_FILE]  # type: ignore[arg-type]  # as the form cleaned it
    return csv_download(deliveries_table(found), name="webhooks")


@require_GET
def delivery_detail(request: PersonRequest, delivery_id: UUID) -> HttpResponse:
    delivery = delivery_for(request.user, delivery_id=delivery_id)
    again = Step(
        label=_("Send again"),
        url=reverse("ledger:webhook_delivery_again", args=[delivery.pk]),
        version=1,
        tone="primary",
    )
    settled = delivery.state != DeliveryState.WAITING and delivery.endpoint.is_active
    context = record_page(
        title=_("Delivery"),
        lede=delivery.event.get_kind_display(),
        trail=_trail(delivery.endpoint),
        facts=[
            ("webhook-id", delivery.event_id),
            (_("State"), delivery.get_state_display()),
            (_("Attempts"), delivery.attempts),
            (_("Last answer"), answer_text(delivery)),
            (_("What is sent"), body_of(delivery.event).decode()),
        ],
        steps=[again] if settled else [],
    )
    return render(request, "administration/record_page.html", context)


@require_POST
def delivery_again(request: PersonRequest, delivery_id: UUID) -> HttpResponseBase:
    send_again(actor=request.user, delivery_id=delivery_id)
    messages.success(request, _("On its way again."))
    return redirect("ledger:webhook_delivery", delivery_id)
