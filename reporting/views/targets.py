"""Administration of a programme's targets: the list, a new one, and one with its changes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.selectors.administration import Step, tabs
from accounts.selectors.layout import form_page, list_page, page_of, query_of, record_page
from accounts.selectors.record_history import changes_of, history_table, plain_text
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table
from network.models import Programme
from network.selectors.administration import own_programmes
from reporting.forms.targets import TargetChangeForm, TargetForm
from reporting.indicators import CATALOGUE
from reporting.models import Target
from reporting.services.targets import TEXTS, add_target, change_target
from reporting.views.requests import SignedRequest


def _programme(request: SignedRequest, code: str) -> Programme:
    found = own_programmes(request.user).filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def _trail(code: str) -> list[tuple[str, str]]:
    trail = [(_("Programmes"), reverse("network:programmes")), (code, reverse("network:programme", args=[code]))]
    return [*trail, (_("Targets"), reverse("reporting:targets", args=[code]))]


@require_GET
def target_list(request: SignedRequest, code: str) -> HttpResponse:
    programme = _programme(request, code)
    page = page_of(request, Target.objects.filter(programme=programme).order_by("indicator", "period", "pk"))
    count = page.paginator.count
    context = list_page(
        title=_("Targets of %(programme)s") % {"programme": code},
        lede=_("Each with the document that sets it. Several may stand beside each other and differ."),
        tabs=tabs(request.user, "network:programmes"),
        steps=[Step(label=_("Add a target"), url=reverse("reporting:target_new", args=[code]), tone="primary")],
        table=_table(code, list(page)),
        page=page,
        query=query_of(request, "page"),
        total=ngettext("%(count)s target", "%(count)s targets", count) % {"count": number_format(count)},
    )
    return render(request, "administration/record_list.html", context)


def _table(code: str, targets: list[Target]) -> Table:
    columns = (
        Column(label=_("Indicator")),
        Column(label=_("Value"), numeric=True),
        Column(label=_("Period")),
        Column(label=_("Source")),
        Column(label=_("Decided on")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=_title(one), url=reverse("reporting:target", args=[code, one.pk]), header=True),
                Cell(text=number_format(one.value.normalize(), use_l10n=True), value=float(one.value), numeric=True),
                Cell(text=one.period),
                Cell(text=one.source),
                Cell(text=plain_text(one.decided_on) if one.decided_on else "–", value=one.decided_on),
            )
        )
        for one in targets
    )
    return Table(caption=_("Targets"), columns=columns, rows=rows, empty=_("There are no targets yet."))


def _title(target: Target) -> str:
    known = CATALOGUE.get(target.indicator)
    return f"{target.indicator} {known.name}" if known else target.indicator


@require_http_methods(["GET", "POST"])
def target_new(request: SignedRequest, code: str) -> HttpResponse:
    _programme(request, code)
    posted = request.method == "POST"
    form = TargetForm(request.POST if posted else None)
    if not posted or not form.is_valid():
        context = form_page(title=_("Add a target"), trail=_trail(code), form=form, submit_label=_("Add"))
        return render(request, "administration/record_form.html", context, status=422 if posted else 200)
    add_target(actor=request.user, code=code, texts=form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("reporting:targets", code)


@require_http_methods(["GET", "POST"])
def target_detail(request: SignedRequest, code: str, target_id: int) -> HttpResponse:
    target = Target.objects.filter(programme=_programme(request, code), pk=target_id).first()
    if target is None:
        raise NotFound
    posted = request.method == "POST"
    title = _title(target)
    form = TargetChangeForm(request.POST if posted else None, instance=target, initial={"version": target.version})
    if posted and form.is_valid():
        data = form.cleaned_data
        change_target(actor=request.user, code=code, target_id=target_id, version=data["version"], texts=data)
        messages.success(request, _("Saved."))
        return redirect("reporting:targets", code)
    context = record_page(
        title=title,
        trail=_trail(code),
        form=form,
        form_title=_("Change the target"),
        submit_label=_("Save"),
        history=history_table(changes_of(Target, TEXTS, pgh_obj_id=target_id)),
    )
    return render(request, "administration/record_page.html", context, status=422 if posted else 200)
