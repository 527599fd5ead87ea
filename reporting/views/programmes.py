"""Programmes one may look at, the dashboard of one, and the button that has its numbers computed."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from network.models import Programme
from reporting.selectors.dashboard import dashboard
from reporting.selectors.programmes import computable_areas, programme_for, programmes_for
from reporting.selectors.runs import latest_run
from reporting.selectors.values import scope_for
from reporting.services.computing import request_computation
from reporting.views.requests import SignedRequest


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
        "run": latest_run(kind="compute", programme_id=programme.pk),
        "tabs": programme_tabs(programme, "programme"),
        "trail": programme_trail(),
    }
    return render(request, "reporting/programme_detail.html", context)


@require_POST
def programme_compute(request: SignedRequest, code: str) -> HttpResponse:
    programme = programme_for(request.user, code=code)
    run = request_computation(actor=request.user, programme=programme, areas=computable_areas(request.user, programme))
    return redirect("reporting:run", run)
