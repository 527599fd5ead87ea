"""Who has handled a client's data: the page, the paper for the client, and the decision on names."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.downloads import pdf_of
from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.services.reading import log_read
from accounts.stepup import second_factor_required
from clients.forms.handled import HandledForm, NamesForm, PaperForm
from clients.models import Client
from clients.policies import can_decide_names
from clients.selectors import handled
from clients.selectors.client_list import ground_of, own_relations
from clients.selectors.client_page import client_for, heading_of
from clients.services.handling import decide_names, handled_paper
from config.kernel.errors import NotAllowed

PAGE = 50


def _trail(client: Client) -> list[tuple[str, str]]:
    return [
        (_("Clients"), reverse("clients:clients")),
        (heading_of(client), reverse("clients:client", args=[client.pk])),
    ]


def _log(request: PersonRequest, client: Client, *, surface: Surface, purpose: str) -> None:
    kinds = own_relations(request.user, [client.pk]).get(client.pk, set())
    log_read(
        actor=request.user,
        area_id=client.area_id,
        clients=[client.pk],
        surface=surface,
        purpose=purpose,
        field_groups=["client", "log"],
        request_id=request.request_id,
        ground=ground_of(request.user, client, kinds),
    )


@require_GET
def handled_list(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    _log(request, client, surface=Surface.PAGE, purpose="clients:handled")
    form = HandledForm({"period": request.GET.get("period") or handled.USUAL_PERIOD, "sort": request.GET.get("sort")})
    form.is_valid()
    period = form.cleaned_data.get("period") or handled.USUAL_PERIOD
    sort = form.cleaned_data.get("sort") or "-at"
    decision = handled.decision_of(client)
    named = decision is not None and decision.is_given
    found = handled.handlings(client, since=handled.since_of(period, today=timezone.localdate()), named=named)
    page = Paginator(found[::-1] if sort == "at" else found, PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    language = client.service_language if client.service_language in {"fi", "sv", "en"} else get_language()
    context = {
        "client": client,
        "form": form,
        "paper_form": PaperForm(initial={"period": period, "language": language, "named": named}),
        "page": page,
        "table": handled.handled_table(list(page), named=named, sort=sort, address=f"?period={period}&"),
        "query": f"period={period}&sort={sort}&",
        "total": ngettext("%(count)s time", "%(count)s times", count) % {"count": number_format(count)},
        "decision": decision,
        "may_decide": can_decide_names(request.user, client),
        "trail": _trail(client),
    }
    return render(request, "clients/handled_list.html", context)


@require_GET
@second_factor_required
def handled_pdf(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    form = PaperForm(request.GET)
    form.is_valid()
    data = form.cleaned_data
    named = bool(data.get("named"))
    if named and not handled.may_be_named(client):
        raise NotAllowed(_("Names are told only after a decision to tell them."))
    _log(request, client, surface=Surface.EXPORT, purpose="client_report")
    paper = handled_paper(
        client,
        since=handled.since_of(data.get("period") or handled.USUAL_PERIOD, today=timezone.localdate()),
        language=data.get("language") or get_language() or "fi",
        named=named,
    )
    return pdf_of(paper, name="who-has-handled-my-data")


@require_http_methods(["GET", "POST"])
def names_decide(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    if not can_decide_names(request.user, client):
        raise NotAllowed(_("A supervisor of the client's unit decides whether names are told."))
    _log(request, client, surface=Surface.PAGE, purpose="clients:names_decide")
    form = NamesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        decide_names(actor=request.user, client_id=client.pk, **form.cleaned_data)
        messages.success(request, _("The decision is recorded."))
        return redirect("clients:handled", client.pk)
    trail = [*_trail(client), (_("Who has handled the data"), reverse("clients:handled", args=[client.pk]))]
    context = {"client": client, "form": form, "trail": trail}
    return render(request, "clients/names_decide.html", context, status=422 if request.method == "POST" else 200)
