"""Runs: what is being computed or imported, live, and stopping it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from config.kernel.errors import NotFound
from ledger.models import Job
from ledger.selectors.jobs import jobs_of_run
from network.models import Programme
from reporting.selectors.runs import jobs_table, may_cancel, run_of, run_summary, runs, runs_table
from reporting.services.runs import cancel_run
from reporting.views.requests import SignedRequest

PAGE = 50


@require_GET
def run_list(request: SignedRequest) -> HttpResponse:
    page = Paginator(runs(), PAGE).get_page(request.GET.get("page"))
    return render(
        request, "reporting/run_list.html", {"page": page, "table": runs_table([run_of(line) for line in page])}
    )


def cancel_address(user: User, run: UUID, jobs: list[Job]) -> str:
    """Where the run is cancelled, for those who may; empty for others."""
    return reverse("reporting:run_cancel", args=[run]) if may_cancel(user, jobs) else ""


def _run_context(request: SignedRequest, run: UUID) -> dict[str, Any]:
    summary = run_summary(run)
    if summary is None:
        raise NotFound
    jobs = list(jobs_of_run(run))
    programme = Programme.objects.filter(pk=jobs[0].params.get("programme")).first()
    trail = [(_("Runs"), reverse("reporting:runs"))]
    return {
        "run": summary,
        "programme": programme,
        "trail": trail,
        "table": jobs_table(jobs),
        "done_url": reverse("reporting:programme", args=[programme.code]) if programme else "",
        "cancel_url": cancel_address(request.user, run, jobs),
    }


@require_GET
def run_detail(request: SignedRequest, run: UUID) -> HttpResponse:
    return render(request, "reporting/run_detail.html", _run_context(request, run))


@require_GET
def run_progress(request: SignedRequest, run: UUID) -> HttpResponse:
    return render(request, "reporting/_run.html", {**_run_context(request, run), "poll_url": request.path})


@require_GET
def run_jobs(request: SignedRequest, run: UUID) -> HttpResponse:
    return render(request, "reporting/_run_live.html", _run_context(request, run))


@require_POST
def run_cancel(request: SignedRequest, run: UUID) -> HttpResponse:
    cancel_run(actor=request.user, run=run)
    return redirect("reporting:run", run)
