"""The page after sign-in: where the work of one's role begins."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch
from django.views.decorators.http import require_GET

from accounts.enums import ROLES_WITH_CLIENTS, Role
from accounts.models import User
from accounts.requests import PersonRequest
from accounts.selectors.people import administrators_of
from clients.selectors.glass import overdue_count
from network.models import Programme
from network.selectors.programmes import programmes_of_areas

NUMBERS = frozenset({Role.SUPERVISOR, Role.REGIONAL, Role.ANALYST})
# Several roles: the first of these that a person has says where the day begins.
FIRST_PAGES: tuple[tuple[frozenset[Role], str], ...] = (
    (ROLES_WITH_CLIENTS - {Role.SUPERVISOR}, "desk:my_day"),
    (NUMBERS, "reporting:programmes"),
    (frozenset({Role.EMPLOYER_SPECIALIST}), "employers:employers"),
    (frozenset({Role.ADMINISTRATOR}), "accounts:people"),
    (frozenset({Role.DATA_PROTECTION}), "accounts:logs"),
)


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    roles = {Role(membership.role) for membership in request.user.memberships_today()}
    if Role.SUPERVISOR in roles and (overdue := overdue_count(request.user)):
        return render(request, "desk/overdue.html", {"overdue": overdue})
    page = next((page for readers, page in FIRST_PAGES if roles & readers), None)
    if page is None:
        return _no_page_of_its_own(request, roles)
    if page == "reporting:programmes" and (code := _only_programme(request.user)):
        return redirect("reporting:programme", code)
    try:
        return redirect(page)
    except NoReverseMatch:  # until the page comes
        return redirect("reporting:programmes")


def _only_programme(user: User) -> str:
    """The code of the one programme there is to look at, or nothing when there are none or several."""
    areas = {membership.area_id for membership in user.memberships_today()}
    codes = Programme.objects.filter(pk__in=programmes_of_areas(areas)).values_list("code", flat=True)[:2]
    return codes[0] if len(codes) == 1 else ""


def _no_page_of_its_own(request: PersonRequest, roles: set[Role]) -> HttpResponse:
    """Roles whose records are not in the product yet, and people without a role today, are told what they can do."""
    context = {
        "partner": Role.PARTNER in roles,
        "administrators": list(administrators_of(request.user)),
    }
    return render(request, "desk/home.html", context)
