"""Steps on a client: whose client, who is consulted, and non-disclosure."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.services.reading import log_read
from clients.enums import RelationKind
from clients.forms.access import NonDisclosureForm, RelationForm
from clients.models import Client
from clients.policies import can_manage_relations
from clients.selectors.client_list import ground_of, own_relations
from clients.selectors.client_page import client_for, heading_of
from clients.selectors.colleagues import colleagues, to_choose
from clients.services.relations import (
    add_co_owner,
    end_relation,
    hand_over,
    open_consultation,
    set_non_disclosure,
)
from config.kernel.errors import NotAllowed, Refusal


def _log(request: PersonRequest, client: Client, purpose: str) -> None:
    kinds = own_relations(request.user, [client.pk]).get(client.pk, set())
    log_read(
        actor=request.user,
        area_id=client.area_id,
        clients=[client.pk],
        surface=Surface.PAGE,
        purpose=purpose,
        field_groups=["client"],
        request_id=request.request_id,
        ground=ground_of(request.user, client, kinds),
    )


def _context(client: Client, form: Any, **more: Any) -> dict[str, Any]:
    trail = [
        (_("Clients"), reverse("clients:clients")),
        (heading_of(client), reverse("clients:client", args=[client.pk])),
    ]
    return {"client": client, "form": form, "trail": trail, **more}


@require_http_methods(["GET", "POST"])
def relation_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    if not can_manage_relations(request.user, client):
        raise NotAllowed(_("Only the responsible coordinator or a supervisor of the unit may do this."))
    people = to_choose(colleagues(client.area_id), area_id=client.area_id)
    form = RelationForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid():
        try:
            _begin(request, client_id, form.cleaned_data)
        except Refusal as refusal:
            if refusal.status != 422:
                raise
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))
        else:
            return redirect("clients:client", client_id)
    _log(request, client, "clients:relation_new")
    status = 422 if request.method == "POST" else 200
    return render(request, "clients/relation_new.html", _context(client, form), status=status)


def _begin(request: PersonRequest, client_id: UUID, chosen: dict[str, Any]) -> None:
    person, until = UUID(chosen["person"]), chosen["until"]
    if chosen["kind"] == RelationKind.RESPONSIBLE:
        hand_over(actor=request.user, client_id=client_id, to=person)
    elif chosen["kind"] == RelationKind.CO_OWNER:
        add_co_owner(actor=request.user, client_id=client_id, user_id=person, until=until)
    else:
        open_consultation(actor=request.user, client_id=client_id, user_id=person, until=until)


@require_POST
def relation_end(request: PersonRequest, client_id: UUID, relation_id: UUID) -> HttpResponse:
    end_relation(actor=request.user, client_id=client_id, relation_id=relation_id)
    if Client.objects.visible_to(request.user).filter(pk=client_id).exists():
        return redirect("clients:client", client_id)
    return redirect("clients:clients")


@require_http_methods(["GET", "POST"])
def non_disclosure(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    posted = request.method == "POST"
    form = NonDisclosureForm(request.POST if posted else None, initial={"version": client.version})
    if form.is_valid():
        set_non_disclosure(actor=request.user, client_id=client_id, to=not client.non_disclosure, **form.cleaned_data)
        return redirect("clients:client", client_id)
    _log(request, client, "clients:non_disclosure")
    return render(request, "clients/non_disclosure.html", _context(client, form), status=422 if posted else 200)
