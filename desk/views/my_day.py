"""My day: where the work with clients begins."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.services.reading import log_reads
from clients.selectors.client_list import by_ground
from desk.selectors.my_day import day_of


@require_GET
def my_day(request: PersonRequest) -> HttpResponse:
    day = day_of(request.user)
    if day.named:
        log_reads(
            actor=request.user,
            disclosed=by_ground(request.user, day.named, day.kinds),
            surface=Surface.LIST,
            purpose="desk:my_day",
            field_groups=["client", "appointments", "tasks"],
            request_id=request.request_id,
        )
    return render(request, "desk/my_day.html", {"day": day, "today": timezone.localdate()})
