"""The sections of a client's page. Each is made by a function that says None when the reader has no right to it.

A section names the groups of fields it shows; the page logs their reading before it answers. Other modules add theirs
by `registered`, with a number that gives the order, and are named in REGISTERED_IN.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from accounts.models import User
from clients.models import Client

REGISTERED_IN = (
    "clients.selectors.client_page",
    "clients.selectors.consent_section",
    "clients.selectors.handled_section",
)


@dataclass(frozen=True, kw_only=True)
class ClientSection:
    """A part of the page: a heading, the template of what stands under it, and what that template is given."""

    key: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    field_groups: tuple[str, ...] = ()


Builder = Callable[[User, Client], ClientSection | None]
_BUILDERS: dict[str, tuple[int, str, Builder]] = {}


def registered(*, order: int, tab: str = "overview") -> Callable[[Builder], Builder]:
    """The function makes a section of every client's page, under this tab, at this place among the others."""

    def keep(builder: Builder) -> Builder:
        _BUILDERS[f"{builder.__module__}.{builder.__qualname__}"] = (order, tab, builder)
        return builder

    return keep


def sections_for(user: User, client: Client) -> list[ClientSection]:
    """The sections of the page that this reader sees, in order."""
    for module in REGISTERED_IN:
        import_module(module)
    builders = sorted(_BUILDERS.items(), key=lambda entry: (entry[1][0], entry[0]))
    made = (builder(user, client) for _name, (_order, _tab, builder) in builders)
    return [section for section in made if section is not None]
