"""Events with employers: the list and its files, one of them with who came, and what a panel decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.downloads import file_of
from accounts.enums import Surface
from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from accounts.selectors.layout import form_page, list_page, page_of, query_of
from accounts.selectors.record_history import changes_of, history_table
from accounts.stepup import second_factor_required
from clients.models import Client
from clients.models.need_to_know import caseload_of
from clients.selectors.client_page import heading_of
from clients.views.agenda_reading import log_clients
from config.kernel.alphabet import alphabetical
from config.kernel.errors import Refusal
from employers.enums.occasions import OccasionKind, Presence, StaffPart
from employers.forms.occasions import (
    DecisionDoneForm,
    DecisionForm,
    OccasionClientForm,
    OccasionEmployerForm,
    OccasionForm,
    OccasionsFilter,
    OccasionStaffForm,
    TakeOutForm,
)
from employers.models import Occasion
from employers.selectors import occasions as seen
from employers.selectors.colleagues import colleagues_of
from employers.services import occasions as steps
from employers.services.footing import employer_area
from employers.views.employers import works_with_employers
from employers.views.pages import Piece, Record, Section, of_key, pieces, record_page, tabs_of, take_step
from network.selectors.partners import partners_of_area

GROUPS = ["occasions"]


def _trail(occasion: Occasion | None = None) -> list[tuple[str, str]]:
    trail = [(_("Events with employers"), reverse("employers:occasions"))]
    return trail if occasion is None else [*trail, (occasion.title, _address(occasion))]


def _address(occasion: Occasion) -> str:
    return reverse("employers:occasion", args=[occasion.pk])


@require_GET
def occasion_list(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    form, kind, sort = _chosen(request)
    page = page_of(request, seen.occasions(request.user, kind=kind, sort=sort))
    count = page.paginator.count
    context = list_page(
        tabs=tabs_of("employers:occasions"),
        title=_("Events with employers"),
        lede=_("Recruitment events, visiting days, panels and network events of your area."),
        steps=[Step(label=_("Add an event"), url=reverse("employers:occasion_new"), tone="primary")],
        form=form,
        reset_url=reverse("employers:occasions"),
        page=page,
        table=seen.occasions_table(page, sort=sort, address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s event", "%(count)s events", count) % {"count": number_format(count)},
        csv_url=reverse("employers:occasions_csv"),
        xlsx_url=reverse("employers:occasions_xlsx"),
    )
    return render(request, "employers/record_list.html", context)


def _chosen(request: PersonRequest) -> tuple[OccasionsFilter, str, str]:
    form = OccasionsFilter(request.GET)
    form.is_valid()
    return form, form.cleaned_data.get("form") or "", form.cleaned_data.get("sort") or "-day"


@require_GET
@second_factor_required
def occasions_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def occasions_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    works_with_employers(request)
    _form, chosen, sort = _chosen(request)
    table = seen.occasions_table(seen.occasions(request.user, kind=chosen, sort=sort))
    return file_of(table, name="employer-events", kind=kind)


@require_http_methods(["GET", "POST"])
def occasion_new(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    return _editing(request, None)


@require_http_methods(["GET", "POST"])
def occasion_edit(request: PersonRequest, occasion_id: UUID) -> HttpResponse:
    return _editing(request, seen.occasion_for(request.user, occasion_id=occasion_id))


def _editing(request: PersonRequest, occasion: Occasion | None) -> HttpResponse:
    area = occasion.area_id if occasion else employer_area(request.user)
    starting: dict[str, Any] = {}
    if occasion:
        starting = {name: getattr(occasion, name) for name in ("version", *steps.OCCASION)}
        starting["organisers"] = [one.organisation_id for one in occasion.organisers.all()]
    partners = partners_of_area(area, day=timezone.localdate())
    form = OccasionForm(request.POST if request.method == "POST" else None, initial=starting, organisers=partners)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = (
                steps.change_occasion(
                    actor=request.user, occasion_id=occasion.pk, version=data["version"] or 0, values=data
                )
                if occasion
                else steps.add_occasion(actor=request.user, values=data)
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("employers:occasion", made.pk)
    title = _("Change the event") if occasion else _("Add an event")
    context = form_page(title=title, trail=_trail(occasion), form=form, submit_label=_("Save"))
    return render(request, "administration/record_form.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def occasion_detail(request: PersonRequest, occasion_id: UUID) -> HttpResponse:
    return _page(request, seen.occasion_for(request.user, occasion_id=occasion_id))


def _page(
    request: PersonRequest, occasion: Occasion, *, wrong: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    invited = seen.clients_of(request.user, occasion)
    log_clients(request, invited.clients, GROUPS, Surface.LIST)
    sections = [
        Section(key="employers", heading=_("Employers"), table=seen.employers_of(occasion)),
        Section(key="clients", heading=_("Clients"), table=invited.table, note=invited.total),
        Section(key="staff", heading=_("Staff"), table=seen.staff_of(occasion)),
    ]
    if occasion.kind == OccasionKind.PANEL:
        table = seen.decisions_table(seen.decisions_of(occasion))
        sections.insert(0, Section(key="decisions", heading=_("Decisions of the panel"), table=table))
    record = Record(
        title=occasion.title,
        trail=_trail(),
        facts=seen.occasion_facts(occasion),
        sections=tuple(sections),
        pieces=_pieces(request, occasion, wrong),
        steps=(
            Step(label=_("Invite clients"), url=reverse("employers:occasion_clients", args=[occasion.pk])),
            Step(label=_("Change"), url=reverse("employers:occasion_edit", args=[occasion.pk])),
        ),
        history=history_table(changes_of(Occasion, steps.OCCASION, pgh_obj_id=occasion.pk)),
    )
    return record_page(request, record, status=status)


def _pieces(request: PersonRequest, occasion: Occasion, wrong: forms.Form | None) -> tuple[Piece, ...]:
    people = colleagues_of([occasion.area_id])
    offered: list[tuple[str, Any, forms.Form, Any]] = [
        ("employer", _("Note an employer"), OccasionEmployerForm(**of_key("employer")), _("Save")),
        ("staff", _("Note a colleague"), OccasionStaffForm(people=people, **of_key("staff")), _("Save")),
    ]
    if occasion.kind == OccasionKind.PANEL:
        decision = DecisionForm(people=people, **of_key("decision"))
        offered.insert(0, ("decision", _("Add a decision"), decision, _("Add")))
    if parts := seen.parts_to_take_out(request.user, occasion):
        taken = TakeOutForm(parts=parts, **of_key("out"))
        offered.append(("out", _("Take out what was noted in error"), taken, _("Take out")))
    return pieces(offered, of="occasion", record_id=occasion.pk, wrong=wrong)


def _taken(
    request: PersonRequest, occasion: Occasion, form: forms.Form, do: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    return take_step(
        request,
        form,
        do,
        back=_address(occasion),
        again=lambda wrong: _page(request, occasion, wrong=wrong, status=422),
    )


@require_POST
def occasion_employer(request: PersonRequest, occasion_id: UUID) -> HttpResponse:
    occasion = seen.occasion_for(request.user, occasion_id=occasion_id)
    form = OccasionEmployerForm(request.POST, **of_key("employer"))
    return _taken(
        request,
        occasion,
        form,
        lambda data: steps.note_employer(
            actor=request.user,
            occasion_id=occasion.pk,
            employer=data["employer"],
            presence=Presence(data["presence"]),
        ),
    )


@require_POST
def occasion_staff(request: PersonRequest, occasion_id: UUID) -> HttpResponse:
    occasion = seen.occasion_for(request.user, occasion_id=occasion_id)
    form = OccasionStaffForm(request.POST, people=colleagues_of([occasion.area_id]), **of_key("staff"))
    return _taken(
        request,
        occasion,
        form,
        lambda data: steps.note_staff(
            actor=request.user, occasion_id=occasion.pk, user_id=UUID(data["user"]), part=StaffPart(data["part"])
        ),
    )


@require_POST
def occasion_out(request: PersonRequest, occasion_id: UUID) -> HttpResponse:
    occasion = seen.occasion_for(request.user, occasion_id=occasion_id)
    form = TakeOutForm(request.POST, parts=seen.parts_to_take_out(request.user, occasion), **of_key("out"))
    return _taken(
        request,
        occasion,
        form,
        lambda data: steps.take_out(actor=request.user, occasion_id=occasion.pk, part_id=UUID(data["part"])),
    )


@require_POST
def occasion_decision_new(request: PersonRequest, occasion_id: UUID) -> HttpResponse:
    occasion = seen.occasion_for(request.user, occasion_id=occasion_id)
    form = DecisionForm(request.POST, people=colleagues_of([occasion.area_id]), **of_key("decision"))
    return _taken(
        request,
        occasion,
        form,
        lambda data: steps.decide(
            actor=request.user,
            occasion_id=occasion.pk,
            text=data["text"],
            owner_id=UUID(data["user"]),
            due_on=data["due_on"],
        ),
    )


@require_http_methods(["GET", "POST"])
def occasion_clients(request: PersonRequest, occasion_id: UUID) -> HttpResponse:
    """Clients of the person's own caseload are invited here, apart from the page that those see who know no client."""
    occasion = seen.occasion_for(request.user, occasion_id=occasion_id)
    own = Client.objects.filter(caseload_of(request.user), area_id=occasion.area_id)
    clients = list(own.order_by(alphabetical("last_name"), alphabetical("first_names"), "pk"))
    invited = seen.clients_of(request.user, occasion)
    log_clients(request, [*clients, *invited.clients], GROUPS, Surface.LIST)
    names = [(str(one.pk), heading_of(one)) for one in clients]
    posted = request.method == "POST"
    form = OccasionClientForm(request.POST if posted else None, clients=names)

    def page(form: forms.Form) -> HttpResponse:
        record = Record(
            title=_("Invite clients"),
            trail=_trail(occasion),
            facts=[],
            sections=(Section(key="clients", heading=_("Clients"), table=invited.table, note=invited.total),),
            pieces=(Piece(key="client", heading=_("Note a client"), form=form, submit=_("Save"), action=""),),
        )
        return record_page(request, record, status=422 if posted else 200)

    if not posted:
        return page(form)
    return take_step(
        request,
        form,
        lambda data: steps.note_client(
            actor=request.user,
            occasion_id=occasion.pk,
            client_id=UUID(data["client"]),
            presence=Presence(data["presence"]),
        ),
        back=reverse("employers:occasion_clients", args=[occasion.pk]),
        again=page,
    )


@require_http_methods(["GET", "POST"])
def decision_done(request: PersonRequest, panel_decision_id: UUID) -> HttpResponse:
    """What came of a panel's decision."""
    decision = seen.decision_for(request.user, decision_id=panel_decision_id)
    posted = request.method == "POST"
    form = DecisionDoneForm(request.POST if posted else None, initial={"version": decision.version})

    def page(form: forms.Form) -> HttpResponse:
        context = form_page(
            title=_("What came of the decision"),
            lede=decision.text,
            trail=_trail(decision.occasion),
            form=form,
            submit_label=_("Save"),
        )
        return render(request, "administration/record_form.html", context, status=422 if posted else 200)

    if not posted:
        return page(form)
    return take_step(
        request,
        form,
        lambda data: steps.finish_decision(
            actor=request.user,
            decision_id=decision.pk,
            version=data["version"],
            done_on=data["done_on"],
            outcome=data["outcome"],
        ),
        back=_address(decision.occasion),
        again=page,
    )
