"""What every page is given: where one can go, and whether this is a demonstration."""

from dataclasses import dataclass
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import ROLES_WITH_CLIENTS, Role
from accounts.models import User
from accounts.selectors.messages import notices_now

CASEWORK = frozenset({Role.COORDINATOR, Role.OWN_COACH, Role.SUPERVISOR, Role.REGIONAL})
EMPLOYER_WORK = frozenset({Role.COORDINATOR, Role.OWN_COACH, Role.SUPERVISOR, Role.EMPLOYER_SPECIALIST})
NUMBERS = CASEWORK | {Role.ANALYST, Role.ADMINISTRATOR}
# What stands in the header, and for whom; whoever may open a page without its link finds it where it is used.
MAIN: tuple[tuple[Any, str, frozenset[Role]], ...] = (
    (_("My day"), "desk:my_day", CASEWORK),
    (_("Clients"), "clients:clients", CASEWORK),
    (_("Calendar"), "clients:calendar", CASEWORK),
    (_("Tasks"), "clients:tasks", CASEWORK),
    (_("Chase list"), "clients:chase", CASEWORK),
    (_("New client"), "clients:intake", frozenset({Role.COORDINATOR, Role.SUPERVISOR})),
    (_("Incoming referrals"), "clients:incoming_referrals", ROLES_WITH_CLIENTS),
    (_("Referrals to services"), "clients:service_referrals", CASEWORK),
    (_("Job referrals"), "employers:job_referrals", CASEWORK),
    (_("Placements"), "employers:placements", CASEWORK),
    (_("Target group"), "clients:target_group", CASEWORK),
    (_("Employers"), "employers:employers", EMPLOYER_WORK),
    (_("Vacancies"), "employers:vacancies", EMPLOYER_WORK),
    (_("Work with employers"), "employers:services", EMPLOYER_WORK),
    (_("Numbers of client work"), "reporting:case_figures", NUMBERS),
    (_("Programmes"), "reporting:programmes", NUMBERS),
    (_("Imports"), "clients:imports", frozenset({Role.COORDINATOR, Role.SUPERVISOR, Role.ADMINISTRATOR})),
    (_("Runs"), "reporting:runs", frozenset({Role.SUPERVISOR, Role.ANALYST, Role.ADMINISTRATOR})),
    (_("Possible duplicates"), "clients:duplicates", frozenset({Role.COORDINATOR, Role.SUPERVISOR})),
    (_("Exceptional accesses"), "clients:glasses", frozenset({Role.SUPERVISOR})),
    (_("Client feedback"), "clients:feedback_results", frozenset({Role.SUPERVISOR})),
    (_("Question sets"), "questionnaires:question_sets", frozenset({Role.SUPERVISOR})),
    (_("Partners"), "network:partners", frozenset({Role.SUPERVISOR})),
    (_("Administration"), "accounts:people", frozenset({Role.ADMINISTRATOR})),
    (_("People"), "accounts:people", frozenset({Role.SUPERVISOR})),
    (_("Reading log"), "accounts:logs", frozenset({Role.DATA_PROTECTION})),
)
FOOTER = ((_("Accessibility"), "accounts:accessibility"), (_("API"), "api_docs"))


@dataclass(frozen=True)
class Link:
    label: Any
    url: str
    current: str  # "page", "true" (inside that part) or ""


def _link(path: str, label: Any, name: str) -> Link:
    url = reverse(name)
    current = "page" if path == url else "true" if path.startswith(url) else ""
    return Link(label=label, url=url, current=current)


def _by_link_alone(request: HttpRequest) -> bool:
    """Whether an operator's link is all that the person showed in this session."""
    methods = {one["method"] for one in get_authentication_records(request, request.user)}
    return "console" in methods and "mfa" not in methods


def _is_there(name: str) -> bool:
    try:
        return bool(reverse(name))
    except NoReverseMatch:  # until the page comes
        return False


def _main(request: HttpRequest) -> list[Link]:
    """The links for the roles the person has today; the first label wins where two lead to one page."""
    user = request.user
    if not isinstance(user, User):
        return []
    roles = {membership.role for membership in user.memberships_today()}
    found = {name: label for label, name, readers in reversed(MAIN) if roles & readers}
    return [
        _link(request.path, found[name], name) for name in dict.fromkeys(name for _l, name, _r in MAIN if name in found)
    ]


def _works_with_clients(request: HttpRequest) -> bool:
    user = request.user
    return isinstance(user, User) and any(one.role in CASEWORK for one in user.memberships_today())


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Links of the header for people signed in, links of the footer for everybody, notices that are in force."""
    signed_in = hasattr(request, "user") and request.user.is_authenticated
    return {
        "navigation": _main(request) if signed_in else [],
        "searches": signed_in and _works_with_clients(request),
        "footer_links": [_link(request.path, label, name) for label, name in FOOTER],
        "demo": settings.DEMO,
        # Read with the person when somebody is signed in; otherwise asked by the pages that show them only.
        "notices": getattr(request, "notices", notices_now),
        "vouched": signed_in and _by_link_alone(request),
    }
