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
from clients.selectors.client_list import ground_of, own_relations
from clients.selectors.contacts import withheld
from clients.selectors.participations import participation_for, participation_history, sections
from clients.selectors.wording import Wording


@require_GET
def participation_detail(request: PersonRequest, participation_id: UUID) -> HttpResponse:
    participation = participation_for(request.user, participation_id=participation_id)
    kinds = own_relations(request.user, [participation.client_id])
    log_read(
        actor=request.user,
        area_id=participation.area_id,
        clients=[participation.client_id],
        surface=Surface.PAGE,
        purpose="clients:participation_detail",
        field_groups=["participation", "client", "forms", "sensitive", "history"],
        request_id=request.request_id,
        ground=ground_of(request.user, participation.client, kinds.get(participation.client_id, set())),
    )
    wording = Wording(areas=[participation.area_id])
    context = {
        "participation": participation,
        "sections": sections(participation, wording, hidden=withheld(request.user, participation.client)),
        "history": participation_history(participation, wording, user=request.user),
        "trail": [
            (_("Clients"), reverse("clients:clients")),
            (_("Client"), reverse("clients:client", args=[participation.client_id])),
        ],
    }
    return render(request, "clients/participation_detail.html", context)
