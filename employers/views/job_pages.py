"""What the pages of jobs share: the list with its files, forms with refusals at their fields, the read log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.downloads import csv_download, xlsx_download
from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.services.reading import log_reads, log_use
from clients.models import Client
from clients.selectors.cases import differences_table
from clients.selectors.client_list import by_ground, own_relations
from config.kernel.errors import Conflict, NotAllowed, Refusal
from config.kernel.tables import Table
from employers.policies import areas_of_employers


def works_with_employers(request: PersonRequest) -> None:
    """Refused to those who work with employers in no area."""
    if not areas_of_employers(request.user):
        raise NotAllowed(_("Only those who work with employers may do this."))


def file_of(request: PersonRequest, table: Table, *, name: str, kind: str) -> HttpResponse:
    """The table as a download of this kind, with a row of the log that it was taken."""
    log_use(
        actor=request.user,
        area_id=min(areas_of_employers(request.user)),
        surface=Surface.EXPORT,
        purpose=request.resolver_match.view_name if request.resolver_match else "",
        found=len(table.rows),
        request_id=request.request_id,
    )
    if kind == "csv":
        return csv_download(table, name=name)
    about = [(_("Shows"), table.caption), (_("Rows"), number_format(len(table.rows)))]
    return xlsx_download(table, about=about, name=name)


def log_clients(request: PersonRequest, clients: Iterable[Client], groups: list[str]) -> None:
    """The log says that the person read these groups of these clients on this page."""
    shown = list({client.pk: client for client in clients}.values())
    kinds = own_relations(request.user, [client.pk for client in shown]) if shown else {}
    log_reads(
        actor=request.user,
        disclosed=by_ground(request.user, shown, kinds),
        surface=Surface.PAGE if len(shown) == 1 else Surface.LIST,
        purpose=request.resolver_match.view_name if request.resolver_match else "",
        field_groups=["client", *groups],
        request_id=request.request_id,
    )


def tried(form: Any, step: Callable[[], Any], *, version: Callable[[], int] | None = None) -> tuple[Any, int, Any]:
    """What the step made, the status, and both versions after a conflict; a refusal stands at its field."""
    try:
        return step(), 200, None
    except Conflict as conflict:
        form.data = form.data.copy()
        if version is not None:
            form.data["version"] = str(version())
        form.add_error(None, str(conflict.sentence))
        return None, Conflict.status, differences_table(conflict.differences) if conflict.differences else None
    except Refusal as refusal:
        if refusal.status != Refusal.status:
            raise
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))
        return None, Refusal.status, None


def form_page(request: PersonRequest, form: Any, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page of one form, its fields under their headings."""
    groups = form.groups() if hasattr(form, "groups") else [("", list(form.visible_fields()))]
    context = {"lede": "", "differences": None, "submit_label": _("Save"), "groups": groups, "form": form, **given}
    return render(request, "clients/grouped_form.html", context, status=status)


def saved(request: PersonRequest, sentence: str = "") -> None:
    """The person is told on the next page."""
    messages.success(request, sentence or _("Saved."))
