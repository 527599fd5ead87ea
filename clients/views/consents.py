"""A client's consents: the list, one of them, a new one, and its withdrawal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.downloads import file_of
from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.selectors.layout import query_of
from accounts.stepup import second_factor_required
from clients.disclosure_grounds import CONSENT_KINDS
from clients.enums import ConsentManner, ConsentState, RecipientKind
from clients.forms.consents import ConsentForm, ConsentsFilter, RecipientKindForm, WithdrawalForm
from clients.models import Client, Consent
from clients.selectors import consents
from clients.selectors.client_page import client_for
from clients.selectors.history import history_of
from clients.services.consents import Recipient, record_consent, withdraw_consent
from clients.views.disclosures import PAGE, client_trail, log_reading
from config.kernel.errors import Conflict, Refusal


@require_GET
def consent_list(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    log_reading(request, client, Surface.PAGE)
    form, found, sort = _chosen(request, client)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    context = {
        "client": client,
        "form": form,
        "page": page,
        "table": consents.consents_table(page, sort=sort, address=f"?{query_of(request, 'page', 'sort')}"),
        "query": query_of(request, "page"),
        "total": ngettext("%(count)s decision", "%(count)s decisions", count) % {"count": number_format(count)},
        "trail": client_trail(client),
    }
    return render(request, "clients/consent_list.html", context)


def _chosen(request: PersonRequest, client: Client) -> tuple[ConsentsFilter, QuerySet[Consent], str]:
    form = ConsentsFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    found = consents.consents_of(client)
    if wanted.get("state"):
        found = found.filter(state=wanted["state"])
    if wanted.get("to"):
        found = found.filter(recipient_kind=wanted["to"])
    sort = wanted.get("sort") or "-decided"
    return form, consents.in_order(found, sort, consents.CONSENT_SORTS, default="-decided_on"), sort


@require_GET
@second_factor_required
def consents_csv(request: PersonRequest, client_id: UUID) -> HttpResponse:
    return _file(request, client_id, "csv")


@require_GET
@second_factor_required
def consents_xlsx(request: PersonRequest, client_id: UUID) -> HttpResponse:
    return _file(request, client_id, "xlsx")


def _file(request: PersonRequest, client_id: UUID, kind: str) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    log_reading(request, client, Surface.EXPORT)
    _form, found, _sort = _chosen(request, client)
    return file_of(consents.consents_table(found), name="consents", kind=kind)


@require_GET
def consent_detail(request: PersonRequest, client_id: UUID, consent_id: UUID) -> HttpResponse:
    client, consent = _found(request, client_id, consent_id)
    return _consent_page(request, client, consent)


def _found(request: PersonRequest, client_id: UUID, consent_id: UUID) -> tuple[Client, Consent]:
    client = client_for(request.user, client_id=client_id)
    consent = consents.consent_for(client, consent_id=consent_id)
    log_reading(request, client, Surface.PAGE)
    return client, consent


def _consent_page(request: PersonRequest, client: Client, consent: Consent) -> HttpResponse:
    context = {
        "client": client,
        "consent": consent,
        "facts": consents.consent_facts(consent),
        "may_withdraw": consent.state == ConsentState.GIVEN,
        "history": history_of(consent, client=client, user=request.user),
        "trail": [*client_trail(client), (_("Consents"), reverse("clients:consents", args=[client.pk]))],
    }
    return render(request, "clients/consent_detail.html", context)


@require_http_methods(["GET", "POST"])
def consent_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """Asks first for whom, as the text depends on it; the text is then read to the client and answered item by item."""
    client = client_for(request.user, client_id=client_id)
    log_reading(request, client, Surface.PAGE)
    kind = _kind(request.GET.get("to"))
    if kind is None:
        return _new_page(request, client, {"kinds": RecipientKindForm(request.GET or None)})
    text = consents.text_for(CONSENT_KINDS[kind])
    form = ConsentForm(
        request.POST if request.method == "POST" else None,
        text=text,
        initial={"recipient_name": request.GET.get("name", "")},
    )
    if request.method == "POST" and form.is_valid() and (consent := _recorded(request, client, kind, form)):
        messages.success(request, _("The client's decision is recorded."))
        return redirect("clients:consent", client.pk, consent.pk)
    status = 422 if request.method == "POST" else 200
    return _new_page(request, client, {"form": form, "text": text, "kind": kind}, status=status)


def _kind(word: str | None) -> RecipientKind | None:
    return RecipientKind(word) if word in {kind.value for kind in CONSENT_KINDS} else None


def _recorded(request: PersonRequest, client: Client, kind: RecipientKind, form: ConsentForm) -> Consent | None:
    """The decision, or nothing and the reason at its field, so that what was typed stays."""
    data = form.cleaned_data
    try:
        return record_consent(
            actor=request.user,
            client_id=client.pk,
            recipient=Recipient(kind=kind, name=data["recipient_name"]),
            items=data["chosen"],
            manner=ConsentManner(data["manner"]),
            decided_on=data["decided_on"],
            valid_to=data["valid_to"],
        )
    except Refusal as refusal:
        if refusal.field not in form.fields:
            raise
        form.add_error(refusal.field, str(refusal.sentence))
        return None


def _new_page(request: PersonRequest, client: Client, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    given = {"client": client, "trail": [*client_trail(client), (_("Consents"), _list_url(client))], **context}
    return render(request, "clients/consent_new.html", given, status=status)


def _list_url(client: Client) -> str:
    return reverse("clients:consents", args=[client.pk])


@require_http_methods(["GET", "POST"])
def consent_withdraw(request: PersonRequest, client_id: UUID, consent_id: UUID) -> HttpResponse:
    client, consent = _found(request, client_id, consent_id)
    if request.method == "GET":
        return _withdrawal_page(request, consent, WithdrawalForm(initial={"version": consent.version}))
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return _withdrawal_page(request, consent, form, status=422)
    data = form.cleaned_data
    try:
        withdraw_consent(
            actor=request.user,
            consent_id=consent.pk,
            version=data["version"],
            withdrawn_on=data["withdrawn_on"],
            reason=data["reason"],
        )
    except Conflict:
        typed = WithdrawalForm(initial={**data, "version": consent.version})
        return _withdrawal_page(request, consent, typed, status=Conflict.status)
    except Refusal as refusal:
        if refusal.field not in form.fields:
            raise
        form.add_error(refusal.field, str(refusal.sentence))
        return _withdrawal_page(request, consent, form, status=422)
    messages.success(request, _("The consent is withdrawn. Nothing more is disclosed by it."))
    return redirect("clients:consent", client.pk, consent.pk)


def _withdrawal_page(
    request: PersonRequest, consent: Consent, form: WithdrawalForm, *, status: int = 200
) -> HttpResponse:
    """With 409 the page says what the consent is now, and keeps what was typed."""
    context = {
        "consent": consent,
        "facts": consents.consent_facts(consent),
        "form": form,
        "conflict": status == Conflict.status,
        "trail": [*client_trail(consent.client), (_("Consents"), _list_url(consent.client))],
    }
    return render(request, "clients/consent_withdraw.html", context, status=status)
