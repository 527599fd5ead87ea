"""How long work lasts that placements began, in numbers; a page without any client."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.downloads import file_of
from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.services.reading import log_use
from accounts.stepup import second_factor_required
from config.kernel.errors import NotAllowed
from config.kernel.tables import Table
from employers.policies import areas_of_employers
from employers.selectors.retention import curve_of, retention_of, retention_table


@require_GET
def retention(request: PersonRequest) -> HttpResponse:
    areas, today = _areas(request), timezone.localdate()
    context = {"table": _table(areas), "curve": curve_of(areas, day=today), "day": today}
    return render(request, "employers/retention.html", context)


@require_GET
@second_factor_required
def retention_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def retention_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    areas = _areas(request)
    table = _table(areas)
    log_use(
        actor=request.user,
        area_id=areas[0],
        surface=Surface.EXPORT,
        purpose="employers:retention",
        found=len(table.rows),
        request_id=request.request_id,
    )
    return file_of(table, name="retention", kind=kind)


def _areas(request: PersonRequest) -> list[int]:
    areas = sorted(areas_of_employers(request.user))
    if not areas:
        raise NotAllowed(_("Only those who work with employers may do this."))
    return areas


def _table(areas: list[int]) -> Table:
    total, rows = retention_of(areas, day=timezone.localdate())
    return retention_table(total, rows)
