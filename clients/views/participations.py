"""One participation, read and logged."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.services.reading import log_read
from clients.selectors.participations import events, history_table, participation_for, sections
from clients.selectors.wording import Wording


@require_GET
def participation_detail(request: PersonRequest, participation_id: UUID) -> HttpResponse:
    participation = participation_for(request.user, participation_id=participation_id)
    log_read(
        actor=request.user,
        area_id=participation.area_id,
        clients=[participation.client_id],
        surface=Surface.PAGE,
        purpose="clients:participation_detail",
        field_groups=["participation", "client", "forms", "sensitive", "history"],
        request_id=request.request_id,
    )
    wording = Wording(areas=[participation.area_id])
    context = {
        "participation": participation,
        "sections": sections(participation, wording),
        "history": history_table(events(participation, wording), user=request.user),
        "trail": [(_("Programmes"), reverse("reporting:programmes"))],
    }
    return render(request, "clients/participation_detail.html", context)
