"""Programmes one may look at, the dashboard of one, and the button that has its numbers computed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ledger.selectors.jobs import jobs_of_run
from network.models import Programme
from reporting.selectors.dashboard import dashboard
from reporting.selectors.programmes import computable_areas, programme_for, programmes_for
from reporting.selectors.runs import latest_run
from reporting.selectors.values import scope_for
from reporting.services.computing import request_computation
from reporting.views.requests import SignedRequest
from reporting.views.runs import cancel_address


def programme_tabs(programme: Programme, current: str) -> list[tuple[str, str, bool]]:
    """The pages of a programme, one of them the current."""
    pages = (
        ("programme", _("Dashboard")),
        ("figures", _("All figures")),
        ("published", _("Published against computed")),
    )
    return [(label, reverse(f"reporting:{name}", args=[programme.code]), name == current) for name, label in pages]


def programme_trail(programme: Programme | None = None) -> list[tuple[str, str]]:
    """The way back to the list, and to the programme's dashboard."""
    trail = [(_("Programmes"), reverse("reporting:programmes"))]
    return [*trail, (programme.code, reverse("reporting:programme", args=[programme.code]))] if programme else trail


@require_GET
def programme_list(request: SignedRequest) -> HttpResponse:
    return render(request, "reporting/programme_list.html", {"programmes": programmes_for(request.user)})


@require_GET
def programme_detail(request: SignedRequest, code: str) -> HttpResponse:
    programme = programme_for(request.user, code=code)
    context = {
        "programme": programme,
        "dashboard": dashboard(programme=programme, scope=scope_for(request.user, programme)),
        "may_compute": bool(computable_areas(request.user, programme)),
        **_running(request, programme),
        "tabs": programme_tabs(programme, "programme"),
        "trail": programme_trail(),
    }
    return render(request, "reporting/programme_detail.html", context)


def _running(request: SignedRequest, programme: Programme) -> dict[str, Any]:
    """The run that goes on, if one does."""
    run = latest_run(kind="compute", programme_id=programme.pk)
    if run is None or not run.live:
        return {"run": None}
    return {
        "run": run,
        "poll_url": reverse("reporting:run_progress", args=[run.id]),
        "done_url": request.path,
        "cancel_url": cancel_address(request.user, run.id, list(jobs_of_run(run.id))),
    }


@require_POST
def programme_compute(request: SignedRequest, code: str) -> HttpResponse:
    programme = programme_for(request.user, code=code)
    run = request_computation(actor=request.user, programme=programme, areas=computable_areas(request.user, programme))
    return redirect("reporting:run", run)
