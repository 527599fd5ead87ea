"""Every night all facts are worked out anew, so that a marker that was never written cannot hide for long."""

from django.db import transaction

from network.models import Programme
from network.selectors.programmes import areas_of_programme
from reporting.services.computing import request_computation


@transaction.atomic
def request_nightly() -> int:
    """A full computation of every programme waits for workers; returns the number of runs."""
    runs = 0
    for programme in Programme.objects.order_by("pk"):
        areas = areas_of_programme(programme)
        if areas:
            request_computation(actor=None, programme=programme, areas=areas, full=True)
            runs += 1
    return runs
