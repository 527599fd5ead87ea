"""Who is in the target group on a day: a page of the list, and its files."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.downloads import file_of
from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.selectors.layout import page_of, query_of
from accounts.stepup import second_factor_required
from clients.forms.keywords import TargetGroupForm
from clients.selectors import target_group_list as listing
from clients.selectors.client_list import units_to_choose
from clients.selectors.target_group import areas_of_health
from clients.views.agenda_reading import log_clients


def _chosen(request: PersonRequest) -> tuple[TargetGroupForm, listing.TargetChoice]:
    units = [(str(unit.pk), unit.name) for unit in units_to_choose(request.user)]
    given = {**request.GET.dict(), "on": request.GET.get("on") or listing.today_text()}
    form = TargetGroupForm(given, units=units, with_basis=bool(areas_of_health(request.user)))
    form.is_valid()
    return form, listing.choice_of(form.cleaned_data)


def _groups(request: PersonRequest) -> list[str]:
    return ["keywords", "health"] if areas_of_health(request.user) else ["keywords"]


@require_GET
def target_group_list(request: PersonRequest) -> HttpResponse:
    form, choice = _chosen(request)
    page = page_of(request, listing.chosen_members(request.user, choice))
    members = listing.with_details(page, choice)
    log_clients(request, [one.client for one in members], _groups(request), Surface.LIST)
    count = page.paginator.count
    context = {
        "form": form,
        "page": page,
        "table": listing.members_table(
            members, choice=choice, user=request.user, address=f"?{query_of(request, 'page', 'sort')}"
        ),
        "query": query_of(request, "page"),
        "total": ngettext("%(count)s client", "%(count)s clients", count) % {"count": number_format(count)},
    }
    return render(request, "clients/target_group_list.html", context, status=422 if form.errors else 200)


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    _form, choice = _chosen(request)
    members = listing.with_details(listing.chosen_members(request.user, choice), choice)
    log_clients(request, [one.client for one in members], _groups(request), Surface.EXPORT)
    return file_of(listing.members_table(members, choice=choice, user=request.user), name="target-group", kind=kind)


@require_GET
@second_factor_required
def target_group_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def target_group_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")
