"""What the pages of jobs share: the list with its files, forms with refusals at their fields, the read log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.downloads import file_of
from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.services.reading import log_use
from clients.selectors.cases import differences_table
from config.kernel.errors import Conflict, Refusal
from config.kernel.tables import Table
from employers.policies import areas_of_employers


def logged_file_of(request: PersonRequest, table: Table, *, name: str, kind: str) -> HttpResponse:
    """The table as a download of this kind, with a row of the log that it was taken."""
    log_use(
        actor=request.user,
        area_id=min(areas_of_employers(request.user)),
        surface=Surface.EXPORT,
        purpose=request.resolver_match.view_name if request.resolver_match else "",
        found=len(table.rows),
        request_id=request.request_id,
    )
    return file_of(table, name=name, kind=kind)


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
