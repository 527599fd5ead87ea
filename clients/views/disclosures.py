"""What was told of a client to others: the list with its files, and a new disclosure, on a ground or refused."""

from http import HTTPStatus
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
from accounts.services.reading import log_read
from accounts.stepup import second_factor_required
from clients.enums import DataItem, Ground, RecipientKind
from clients.forms.consents import DisclosureForm, DisclosuresFilter
from clients.models import Client, Disclosure
from clients.selectors import consents
from clients.selectors.client_list import ground_of, own_relations
from clients.selectors.client_page import client_for, heading_of
from clients.services.consents import Recipient
from clients.services.disclosing import Basis, NotDisclosed, disclose

PAGE = 50


def client_trail(client: Client) -> list[tuple[str, str]]:
    """The way to a client's page."""
    return [
        (_("Clients"), reverse("clients:clients")),
        (heading_of(client), reverse("clients:client", args=[client.pk])),
    ]


def log_reading(request: PersonRequest, client: Client, surface: Surface) -> None:
    """The log says that the person read what the client agreed to and what was disclosed."""
    kinds = own_relations(request.user, [client.pk]).get(client.pk, set())
    log_read(
        actor=request.user,
        area_id=client.area_id,
        clients=[client.pk],
        surface=surface,
        purpose=request.resolver_match.view_name if request.resolver_match else "",
        field_groups=["client", "consent"],
        request_id=request.request_id,
        ground=ground_of(request.user, client, kinds),
    )


@require_GET
def disclosure_list(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    log_reading(request, client, Surface.PAGE)
    form, found, sort = _chosen(request, client)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    context = {
        "client": client,
        "form": form,
        "page": page,
        "table": consents.disclosures_table(page, sort=sort, address=f"?{query_of(request, 'page', 'sort')}"),
        "query": query_of(request, "page"),
        "total": ngettext("%(count)s disclosure", "%(count)s disclosures", count) % {"count": number_format(count)},
        "trail": client_trail(client),
    }
    return render(request, "clients/disclosure_list.html", context)


def _chosen(request: PersonRequest, client: Client) -> tuple[DisclosuresFilter, QuerySet[Disclosure], str]:
    form = DisclosuresFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    names = {"to": "recipient_kind", "ground": "ground", "starts": "at__date__gte", "ends": "at__date__lte"}
    found = consents.disclosures_of(client).filter(
        **{column: wanted[name] for name, column in names.items() if wanted.get(name)}
    )
    sort = wanted.get("sort") or "-at"
    return form, consents.in_order(found, sort, consents.DISCLOSURE_SORTS, default="-at"), sort


@require_GET
@second_factor_required
def disclosures_csv(request: PersonRequest, client_id: UUID) -> HttpResponse:
    return _file(request, client_id, "csv")


@require_GET
@second_factor_required
def disclosures_xlsx(request: PersonRequest, client_id: UUID) -> HttpResponse:
    return _file(request, client_id, "xlsx")


def _file(request: PersonRequest, client_id: UUID, kind: str) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    log_reading(request, client, Surface.EXPORT)
    _form, found, _sort = _chosen(request, client)
    return file_of(consents.disclosures_table(found), name="disclosures", kind=kind)


@require_http_methods(["GET", "POST"])
def disclosure_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    log_reading(request, client, Surface.PAGE)
    form = DisclosureForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = _disclosed(request, client, form)
        if status == HTTPStatus.CREATED:
            messages.success(request, _("The disclosure is recorded. These items may be told to the recipient."))
            return redirect("clients:disclosures", client.pk)
    trail = [*client_trail(client), (_("Disclosures"), reverse("clients:disclosures", args=[client.pk]))]
    context = {"client": client, "form": form, "trail": trail}
    return render(request, "clients/disclosure_new.html", context, status=status)


def _disclosed(request: PersonRequest, client: Client, form: DisclosureForm) -> int:
    """201 when the disclosure is on record; else the status of the page that says why not, with what was typed."""
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    data = form.cleaned_data
    try:
        disclose(
            actor=request.user,
            client_id=client.pk,
            recipient=Recipient(kind=RecipientKind(data["recipient_kind"]), name=data["recipient_name"]),
            items=[DataItem(code) for code in data["items"]],
            ground=Basis(code=Ground(data["ground"]), detail=data["ground_detail"]),
            purpose=data["purpose"],
            request_id=request.request_id,
        )
    except NotDisclosed as refusal:  # the status has the refusal logged
        form.add_error(None, str(refusal.sentence))
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.CREATED
