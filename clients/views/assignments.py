"""Clients given to somebody in one go: chosen, looked at beforehand, done, undone."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.services.reading import log_reads
from clients.forms.lists import AssignForm
from clients.models import Client
from clients.selectors.assignments import (
    MOST,
    assignment_for,
    assignment_table,
    plan_table,
    planned,
    receivers,
    rows_of,
    standing_relations,
)
from clients.selectors.client_list import by_ground, chosen_clients, own_relations
from clients.services.assignments import assign_clients, undo_assignment
from clients.views.clients import asked_for
from config.kernel.errors import Refusal


@require_http_methods(["GET", "POST"])
def assign(request: PersonRequest) -> HttpResponse:
    """First the clients that fit the filter are chosen from, then it is shown who would move, then it is done."""
    _form, choice = asked_for(request)
    fits = chosen_clients(request.user, choice)
    offered = list(fits[: MOST + 1])
    _log(request, offered[:MOST])
    form = AssignForm(request.POST or None, clients=offered[:MOST], people=receivers(request.user))
    if request.method == "POST" and form.is_valid():
        area_id, receiver_id = form.receiver
        chosen = [one for one in offered[:MOST] if one.pk in form.chosen]
        if request.POST.get("step") == "confirm":
            try:
                batch = assign_clients(actor=request.user, client_ids=form.chosen, area_id=area_id, to=receiver_id)
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
                return _page(request, form, is_cut=len(offered) > MOST)
            return redirect("clients:assignment", batch.pk)
        standing = list(standing_relations(chosen))
        plan = planned(request.user, chosen, standing=standing, area_id=area_id, receiver_id=receiver_id)
        return _page(
            request,
            form,
            is_cut=len(offered) > MOST,
            preview={
                "table": plan_table(plan, standing=standing),
                "chosen": form.chosen,
                "receiver": form.cleaned_data["person"],
                "name": dict(form.fields["person"].choices)[form.cleaned_data["person"]],  # type: ignore[attr-defined]
                "moving": sum(not one.refused for one in plan),
            },
        )
    return _page(request, form, is_cut=len(offered) > MOST)


def _page(
    request: PersonRequest, form: AssignForm, *, is_cut: bool, preview: dict[str, object] | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "preview": preview,
        "is_cut": is_cut,
        "most": MOST,
        "list_url": f"{reverse('clients:clients')}?{request.GET.urlencode()}",
        "trail": [(_("Clients"), reverse("clients:clients"))],
    }
    return render(request, "clients/assign.html", context, status=422 if form.errors else 200)


@require_GET
def assignment_detail(request: PersonRequest, assignment_id: UUID) -> HttpResponse:
    batch = assignment_for(request.user, assignment_id=assignment_id)
    rows = rows_of(request.user, batch)
    _log(request, [row.client for row in rows])
    counts = batch.rows.order_by().aggregate(
        moved=Count("pk", filter=Q(made__isnull=False)), stayed=Count("pk", filter=Q(made__isnull=True))
    )
    context = {
        "batch": batch,
        "table": assignment_table(rows),
        "moved": ngettext("%(count)s client moved", "%(count)s clients moved", counts["moved"])
        % {"count": counts["moved"]},
        "stayed": ngettext("%(count)s client stayed", "%(count)s clients stayed", counts["stayed"])
        % {"count": counts["stayed"]},
        "may_undo": batch.may_be_undone() and counts["moved"] > 0,
        "trail": [(_("Clients"), reverse("clients:clients"))],
    }
    return render(request, "clients/assignment.html", context)


@require_POST
def assignment_undo(request: PersonRequest, assignment_id: UUID) -> HttpResponse:
    undo_assignment(actor=request.user, assignment_id=assignment_id)
    messages.success(request, _("The assignment is undone."))
    return redirect("clients:assignment", assignment_id)


def _log(request: PersonRequest, clients: Iterable[Client]) -> None:
    shown = list(clients)
    kinds = own_relations(request.user, [client.pk for client in shown])
    log_reads(
        actor=request.user,
        disclosed=by_ground(request.user, shown, kinds),
        surface=Surface.LIST,
        purpose="clients:clients",
        field_groups=["client", "relations"],
        request_id=request.request_id,
    )
