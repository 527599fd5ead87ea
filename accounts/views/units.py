"""Units of the own areas: the tree, a new one, and one with its changes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.forms.administration import UnitChangeForm, UnitForm, UnitsForm
from accounts.models import Unit
from accounts.policies import can_administer
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step, own_areas, own_units, period_state, tabs, units_table
from accounts.selectors.layout import form_page, list_page, page_of, query_of, record_page
from accounts.selectors.record_history import changes_of, history_table
from accounts.services.units import add_unit, change_unit
from config.kernel.errors import NotAllowed, NotFound

FIELDS = ("name", "kind", "parent", "valid_from", "valid_to", "successor")


def _trail() -> list[tuple[str, str]]:
    return [(_("Units"), reverse("accounts:units"))]


@require_GET
def unit_list(request: PersonRequest) -> HttpResponse:
    if not can_administer(request.user):
        raise NotAllowed
    form = UnitsForm(request.GET)
    form.is_valid()
    found = own_units(request.user)
    if not form.cleaned_data.get("ended"):
        found = found.exclude(valid_to__lt=timezone.localdate())
    if name := form.cleaned_data.get("name"):
        found = found.filter(name__icontains=name)
    page = page_of(request, found)
    count = page.paginator.count
    context = list_page(
        title=_("Units"),
        lede=_("Offices and teams of your areas, each under the one it belongs to."),
        tabs=tabs(request.user, "accounts:units"),
        steps=[Step(label=_("Add a unit"), url=reverse("accounts:unit_new"), tone="primary")],
        form=form,
        reset_url=reverse("accounts:units"),
        table=units_table(page),
        page=page,
        query=query_of(request, "page"),
        total=ngettext("%(count)s unit", "%(count)s units", count) % {"count": number_format(count)},
    )
    return render(request, "administration/record_list.html", context)


@require_http_methods(["GET", "POST"])
def unit_new(request: PersonRequest) -> HttpResponse:
    if not can_administer(request.user):
        raise NotAllowed
    posted = request.method == "POST"
    form = UnitForm(request.POST if posted else None, areas=own_areas(request.user), units=own_units(request.user))
    if not posted or not form.is_valid():
        context = form_page(title=_("Add a unit"), trail=_trail(), form=form, submit_label=_("Add"))
        return render(request, "administration/record_form.html", context, status=422 if posted else 200)
    unit = add_unit(actor=request.user, area_id=form.cleaned_data["area"].pk, text=form.text())
    messages.success(request, _("Saved."))
    return redirect("accounts:unit", unit.pk)


@require_http_methods(["GET", "POST"])
def unit_detail(request: PersonRequest, unit_id: UUID) -> HttpResponse:
    unit = own_units(request.user).filter(pk=unit_id).first()
    if unit is None:
        raise NotFound
    posted = request.method == "POST"
    form = UnitChangeForm(
        request.POST if posted else None,
        unit=unit,
        areas=own_areas(request.user),
        units=own_units(request.user).filter(area_id=unit.area_id).exclude(pk=unit.pk),
    )
    if posted and form.is_valid():
        change_unit(actor=request.user, unit_id=unit.pk, version=form.cleaned_data["version"], text=form.text())
        messages.success(request, _("Saved."))
        return redirect("accounts:unit", unit.pk)
    context = record_page(
        title=unit.name,
        trail=_trail(),
        facts=[(_("Area"), unit.area.name), (_("State"), period_state(unit.valid_from, unit.valid_to).text)],
        form=form,
        form_title=_("Change the unit"),
        submit_label=_("Save"),
        history=history_table(changes_of(Unit, FIELDS, pgh_obj_id=unit.pk)),
    )
    return render(request, "administration/record_page.html", context, status=422 if posted else 200)
