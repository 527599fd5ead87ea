"""A client's documents: all of them with files, one, a new one, described anew, a new version, a version's file."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
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
from accounts.selectors.layout import PAGE, query_of
from accounts.stepup import second_factor_required
from clients.forms.documents import (
    DescriptionEditForm,
    DocumentForm,
    DocumentsFilter,
    VersionForm,
    upload_of,
)
from clients.models import Client, Document
from clients.policies import can_work_on, may_see_health
from clients.selectors import documents
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.client_sections import tab_address
from clients.services.documents import add_document, add_version, content_of, describe_document
from clients.views.agenda_reading import log_clients
from clients.views.uploading import keeps_upload_in_memory
from config.kernel.errors import NotAllowed, Refusal

TAB = "documents"


def _trail(client: Client, document: Document | None = None) -> list[tuple[str, str]]:
    trail = [
        (_("Clients"), reverse("clients:clients")),
        (heading_of(client), tab_address(client.pk, TAB)),
        (_("Documents"), reverse("clients:documents", args=[client.pk])),
    ]
    if document is not None:
        trail.append((document.title, reverse("clients:document", args=[client.pk, document.pk])))
    return trail


@require_GET
def document_list(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    form, found, sort = _chosen(request, client)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    log_clients(request, [client], documents.groups_of(page.object_list), Surface.PAGE)
    count = page.paginator.count
    context = {
        "client": client,
        "form": form,
        "page": page,
        "table": documents.documents_table(page, sort=sort, address=f"?{query_of(request, 'page', 'sort')}"),
        "query": query_of(request, "page"),
        "total": ngettext("%(count)s document", "%(count)s documents", count) % {"count": number_format(count)},
        "may_add": can_work_on(request.user, client),
        "trail": _trail(client)[:-1],
    }
    return render(request, "clients/document_list.html", context)


def _chosen(request: PersonRequest, client: Client) -> tuple[DocumentsFilter, QuerySet[Document], str]:
    form = DocumentsFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    sort = wanted.get("sort") or "-created"
    found = documents.chosen_documents(
        request.user, client, kind=wanted.get("kind", ""), state=wanted.get("state", ""), sort=sort
    )
    return form, found, sort


@require_GET
@second_factor_required
def documents_csv(request: PersonRequest, client_id: UUID) -> HttpResponse:
    return _file(request, client_id, "csv")


@require_GET
@second_factor_required
def documents_xlsx(request: PersonRequest, client_id: UUID) -> HttpResponse:
    return _file(request, client_id, "xlsx")


def _file(request: PersonRequest, client_id: UUID, kind: str) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    _form, found, _sort = _chosen(request, client)
    shown = list(found)
    log_clients(request, [client], documents.groups_of(shown), Surface.EXPORT)
    return file_of(documents.documents_table(shown), name="documents", kind=kind)


@require_GET
def document_detail(request: PersonRequest, client_id: UUID, document_id: UUID) -> HttpResponse:
    client, document = _found(request, client_id, document_id)
    return render(request, "clients/document_detail.html", _context(request, client, document, VersionForm()))


def _found(request: PersonRequest, client_id: UUID, document_id: UUID) -> tuple[Client, Document]:
    client = client_for(request.user, client_id=client_id)
    document = documents.document_for(request.user, client, document_id=document_id)
    log_clients(request, [client], documents.groups_of([document]), Surface.PAGE)
    return client, document


def _context(request: PersonRequest, client: Client, document: Document, form: forms.Form) -> dict[str, Any]:
    return {
        "client": client,
        "document": document,
        "facts": documents.document_facts(document),
        "state": documents.state_cell(document),
        "versions": documents.versions_table(document),
        "form": form,
        "may_add": can_work_on(request.user, client),
        "trail": _trail(client),
    }


@require_GET
def document_file(request: PersonRequest, client_id: UUID, document_id: UUID, number: int) -> HttpResponse:
    """The version's file, as an attachment under a name that says nothing of the person."""
    client, document = _found(request, client_id, document_id)
    file = documents.file_for(request.user, client, document_id=document.pk, number=number)
    response = HttpResponse(content_of(file), content_type=file.media_type)
    ending = file.file_name.rpartition(".")[2]
    response["Content-Disposition"] = f'attachment; filename="document-{file.number}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _must_serve(request: PersonRequest, client: Client) -> None:
    if not can_work_on(request.user, client):
        raise NotAllowed(_("Only those who serve the client keep the client's documents."))


@keeps_upload_in_memory
@require_http_methods(["GET", "POST"])
def document_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    _must_serve(request, client)
    log_clients(request, [client], ["documents"], Surface.PAGE)
    posted = request.method == "POST"
    form = DocumentForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        sees_health=may_see_health(request.user, client),
    )
    if posted and form.is_valid() and (document := _added(request, client, form)):
        messages.success(request, _("The document is kept."))
        return redirect("clients:document", client.pk, document.pk)
    context = {"client": client, "form": form, "trail": _trail(client), "cancel": tab_address(client.pk, TAB)}
    return render(request, "clients/document_new.html", context, status=422 if posted else 200)


def _added(request: PersonRequest, client: Client, form: DocumentForm) -> Document | None:
    try:
        return add_document(actor=request.user, client_id=client.pk, described=form.described, upload=upload_of(form))
    except Refusal as refusal:
        _at_field(form, refusal)
        return None


def _at_field(form: forms.Form, refusal: Refusal) -> None:
    """What was refused stands at its field, so that what was typed stays."""
    if refusal.status != HTTPStatus.UNPROCESSABLE_ENTITY:
        raise refusal
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))


@keeps_upload_in_memory
@require_http_methods(["POST"])
def document_version_new(request: PersonRequest, client_id: UUID, document_id: UUID) -> HttpResponse:
    client, document = _found(request, client_id, document_id)
    form = VersionForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            add_version(actor=request.user, client_id=client.pk, document_id=document.pk, upload=upload_of(form))
        except Refusal as refusal:
            _at_field(form, refusal)
        else:
            messages.success(request, _("The new version is kept."))
            return redirect("clients:document", client.pk, document.pk)
    context = _context(request, client, document, form)
    return render(request, "clients/document_detail.html", context, status=422)


@require_http_methods(["GET", "POST"])
def document_edit(request: PersonRequest, client_id: UUID, document_id: UUID) -> HttpResponse:
    client, document = _found(request, client_id, document_id)
    _must_serve(request, client)
    posted = request.method == "POST"
    initial = {name: getattr(document, name) for name in ("title", "kind", "is_health", "expires_on", "version")}
    form = DescriptionEditForm(
        request.POST if posted else None, initial=initial, sees_health=may_see_health(request.user, client)
    )
    if posted and form.is_valid() and _described(request, client, document, form):
        messages.success(request, _("The document is described anew."))
        return redirect("clients:document", client.pk, document.pk)
    context = {
        "title": _("Change the description"),
        "lede": document.title,
        "trail": _trail(client, document),
        "form": form,
        "submit_label": _("Save"),
        "tone": "primary",
    }
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)


def _described(request: PersonRequest, client: Client, document: Document, form: DescriptionEditForm) -> bool:
    try:
        describe_document(
            actor=request.user,
            client_id=client.pk,
            document_id=document.pk,
            version=form.cleaned_data["version"],
            described=form.described,
        )
    except Refusal as refusal:
        _at_field(form, refusal)
        return False
    return True
