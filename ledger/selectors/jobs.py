"""Jobs as pages and commands look at them; row-level security leaves the areas of the reader."""

from uuid import UUID

from django.db.models import QuerySet

from ledger.models import Job


def jobs_of_run(run: UUID) -> QuerySet[Job]:
    """The jobs of one run, by area."""
    return Job.objects.of_run(run).select_related("area", "requested_by").order_by("area_id", "id")


def recent_jobs(*, kind: str, limit: int = 20) -> QuerySet[Job]:
    """The latest jobs of a kind, newest first."""
    return Job.objects.filter(kind=kind).select_related("area", "requested_by").order_by("-created_at", "id")[:limit]
