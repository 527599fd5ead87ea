"""The tabs of a client's page and the sections under them.

A section is made by a function that says None when the reader has no right to it. It names the groups of fields it
shows; the page builds and logs only those of the open tab. Other modules add theirs by `registered`, with a number that
gives the order and the tab it stands under, and are named in REGISTERED_IN.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import User
from clients.models import Client

REGISTERED_IN = (
    "clients.selectors.case_section",
    "clients.selectors.client_page",
    "clients.selectors.consent_section",
    "clients.selectors.contacts_section",
    "clients.selectors.documents_section",
    "clients.selectors.employment_section",
    "clients.selectors.feedback",
    "clients.selectors.handled_section",
    "clients.selectors.handover_section",
    "clients.selectors.keywords_section",
    "clients.selectors.plan_section",
    "clients.selectors.question_path_section",
    "clients.selectors.services_section",
    "clients.selectors.work_ability_section",
)
OVERVIEW = "overview"
TABS = {
    OVERVIEW: gettext_lazy("Overview"),
    "forms": gettext_lazy("Forms"),
    "work_ability": gettext_lazy("Work ability"),
    "plan": gettext_lazy("Plan"),
    "services": gettext_lazy("Services"),
    "employment": gettext_lazy("Employment"),
    "contacts": gettext_lazy("Contacts and tasks"),
    "documents": gettext_lazy("Documents"),
    "people": gettext_lazy("People"),
    "access": gettext_lazy("Access and history"),
}


@dataclass(frozen=True, kw_only=True)
class ClientSection:
    """A part of the page: a heading, the template of what stands under it, and what that template is given."""

    key: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    field_groups: tuple[str, ...] = ()


Builder = Callable[[User, Client], ClientSection | None]
Rule = Callable[[User, Client], bool]


@dataclass(frozen=True, kw_only=True)
class Registered:
    """A section that a page may have: its place, its tab, and who is shown it at all."""

    order: int
    tab: str
    builder: Builder
    shown_to: Rule


_REGISTERED: dict[str, Registered] = {}


def _everybody(_user: User, _client: Client) -> bool:
    return True


def registered(*, order: int, tab: str = OVERVIEW, shown_to: Rule = _everybody) -> Callable[[Builder], Builder]:
    """The function makes a section of every client's page, under this tab, at this place among the others.

    A tab whose sections are all shown to others only is not there for the reader; the rule must cost no statement.
    """
    if tab not in TABS:
        raise ValueError(f"There is no tab {tab}.")

    def keep(builder: Builder) -> Builder:
        name = f"{builder.__module__}.{builder.__qualname__}"
        _REGISTERED[name] = Registered(order=order, tab=tab, builder=builder, shown_to=shown_to)
        return builder

    return keep


def _shown(user: User, client: Client) -> list[Registered]:
    for module in REGISTERED_IN:
        import_module(module)
    entries = sorted(_REGISTERED.items(), key=lambda entry: (entry[1].order, entry[0]))
    return [one for _name, one in entries if one.shown_to(user, client)]


def sections_for(user: User, client: Client, *, tab: str = OVERVIEW) -> list[ClientSection]:
    """The sections under this tab that this reader sees, in order; those of other tabs are not looked up."""
    made = (one.builder(user, client) for one in _shown(user, client) if one.tab == tab)
    return [section for section in made if section is not None]


def tabs_for(user: User, client: Client) -> list[str]:
    """The tabs that have something to show to this reader, in order; the overview is always there."""
    held = {one.tab for one in _shown(user, client)} | {OVERVIEW}
    return [tab for tab in TABS if tab in held]


def tab_links(user: User, client: Client, *, tab: str) -> list[tuple[str, str, bool]]:
    """The tabs as the navigation wants them: label, address, whether it is the open one."""
    return [(str(TABS[key]), tab_address(client.pk, key), key == tab) for key in tabs_for(user, client)]


def tab_address(client_id: Any, tab: str = OVERVIEW) -> str:
    """Where a tab of the client's page is."""
    if tab == OVERVIEW:
        return reverse("clients:client", args=[client_id])
    return reverse("clients:client_tab", args=[client_id, tab])
