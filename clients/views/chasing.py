"""The chase list: a page with the numbers of completeness, and its files."""

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
from clients.forms.chasing import ChaseFilter
from clients.selectors import chase_list as listing
from clients.selectors.chasing import ChaseChoice, chased, completeness
from clients.selectors.client_list import units_to_choose
from clients.views.agenda_reading import log_clients

GROUPS = ["forms"]


def _chosen(request: PersonRequest) -> tuple[ChaseFilter, ChaseChoice]:
    form = ChaseFilter(
        request.GET or None,
        units=[(str(unit.pk), unit.name) for unit in units_to_choose(request.user)],
        programmes=[(one.code, str(one)) for one in listing.programmes_to_choose(request.user)],
    )
    return form, listing.choice_of(form.cleaned_data if form.is_valid() else {})


@require_GET
def chase_list(request: PersonRequest) -> HttpResponse:
    form, choice = _chosen(request)
    page = page_of(request, chased(request.user, choice))
    lines = listing.with_participations(list(page.object_list))
    log_clients(request, listing.clients_of(lines), GROUPS, Surface.LIST)
    period = form.cleaned_data if form.is_bound and form.is_valid() else {}
    told = completeness(request.user, choice, since=period.get("ended_from"), until=period.get("ended_to"))
    count = page.paginator.count
    context = {
        "form": form,
        "page": page,
        "table": listing.chase_table(lines, sort=choice.sort, address=f"?{query_of(request, 'page', 'sort')}"),
        "facts": listing.completeness_facts(told),
        "query": query_of(request, "page"),
        "total": ngettext("%(count)s form", "%(count)s forms", count) % {"count": number_format(count)},
    }
    return render(request, "clients/chase_list.html", context, status=422 if form.errors else 200)


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    _form, choice = _chosen(request)
    lines = listing.with_participations(list(chased(request.user, choice)))
    log_clients(request, listing.clients_of(lines), GROUPS, Surface.EXPORT)
    return file_of(listing.chase_table(lines, sort=choice.sort), name="chase-list", kind=kind)


@require_GET
@second_factor_required
def chase_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def chase_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")
