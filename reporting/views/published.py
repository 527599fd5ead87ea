"""Published figures against computed ones, as page and files."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.downloads import csv_download, xlsx_download
from config.kernel.tables import Table
from network.models import Programme
from reporting.selectors.about import about_programme
from reporting.selectors.dashboard import assumption_of
from reporting.selectors.programmes import programme_for
from reporting.selectors.published import other_table, published_file, published_table
from reporting.selectors.values import scope_for
from reporting.views.programmes import programme_tabs, programme_trail
from reporting.views.requests import SignedRequest


def _file(request: SignedRequest, code: str) -> tuple[Programme, Table]:
    programme = programme_for(request.user, code=code)
    return programme, published_file(programme=programme, scope=scope_for(request.user, programme))


@require_GET
def published_list(request: SignedRequest, code: str) -> HttpResponse:
    programme = programme_for(request.user, code=code)
    context = {
        "programme": programme,
        "table": published_table(programme=programme, scope=scope_for(request.user, programme)),
        "others": other_table(),
        "assumption": assumption_of(programme),
        "tabs": programme_tabs(programme, "published"),
        "trail": programme_trail(programme),
    }
    return render(request, "reporting/published_list.html", context)


@require_GET
def published_csv(request: SignedRequest, code: str) -> HttpResponse:
    programme, table = _file(request, code)
    return csv_download(table, name=f"{programme.code}-published")


@require_GET
def published_xlsx(request: SignedRequest, code: str) -> HttpResponse:
    programme, table = _file(request, code)
    about: list[tuple[Any, Any]] = about_programme(programme, shows=table.caption)
    if assumption := assumption_of(programme):
        about.append((_("Assumption"), assumption))
    return xlsx_download(table, about=about, name=f"{programme.code}-published")
