"""Facets: the named conditions by which clients are listed and counted. Filters and tiles are values of facets.

A facet is one function from the reader and a chosen value to a condition over Client, registered with its words and its
choices. A new one is an addition of one function in a module named in REGISTERED_IN; pages, saved filters, tiles and
their counts know it from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from clients.models import Client
from clients.selectors.now_case import with_case
from config.kernel.errors import Refusal

REGISTERED_IN = ("clients.selectors.client_facets", "clients.selectors.employment_facets")
YES = "1"
FLAG = ((YES, gettext_lazy("Yes")),)
UNITS, STAFF = "units", "staff"  # choices that the page looks up: keys of units, keys of colleagues
GROUPS = {
    "whose": gettext_lazy("Whose"),
    "case": gettext_lazy("Case"),
    "work": gettext_lazy("To be done"),
    "person": gettext_lazy("Person"),
}

Condition = Callable[[User, str], Q]
Choices = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One condition: its code, its words, what may be chosen, and the choices that are codes rather than keys.

    One that `reads_rows` looks records up to make its condition, so that no statement with it may be kept.
    """

    code: str
    label: Any
    group: str
    choices: Choices
    looked_up: str  # "", UNITS or STAFF
    condition: Condition
    reads_rows: bool = False

    @property
    def is_flag(self) -> bool:
        return self.choices == FLAG

    def allows(self, value: Any) -> bool:
        """Whether the value is one of the choices, or a key where keys are chosen."""
        if not isinstance(value, str):
            return False
        return value in {str(code) for code, _label in self.choices} or (bool(self.looked_up) and _is_key(value))


_FACETS: dict[str, Facet] = {}


def facet(
    *,
    code: str,
    label: Any,
    group: str,
    choices: Iterable[tuple[str, Any]] = FLAG,
    looked_up: str = "",
    reads_rows: bool = False,
) -> Callable[[Condition], Condition]:
    """The function is the condition of a facet of this code."""

    def keep(condition: Condition) -> Condition:
        _FACETS[code] = Facet(
            code=code,
            label=label,
            group=group,
            choices=tuple(choices),
            looked_up=looked_up,
            condition=condition,
            reads_rows=reads_rows,
        )
        return condition

    return keep


def facets() -> dict[str, Facet]:
    """Every facet there is, by code, group by group."""
    for module in REGISTERED_IN:
        import_module(module)
    order = list(GROUPS)
    return dict(sorted(_FACETS.items(), key=lambda item: order.index(item[1].group)))


def fitting(found: QuerySet[Client], *, user: User, values: Mapping[str, str]) -> QuerySet[Client]:
    """Those of the clients that fit every value; facets left empty ask nothing."""
    found = with_case(found)
    for condition in conditions(user, values):
        found = found.filter(condition)
    return found


def conditions(user: User, values: Mapping[str, str]) -> list[Q]:
    """What the values ask, each over clients with their case of now; nothing for facets left empty."""
    known = facets()
    return [known[code].condition(user, value) for code, value in values.items() if value]


def may_be_kept(values: Mapping[str, str]) -> bool:
    """Whether a statement with these values asks the same for everybody who stands alike (config.kernel.kept)."""
    known = facets()
    return not any(known[code].reads_rows for code, value in values.items() if value)


def checked(values: Mapping[str, Any]) -> dict[str, str]:
    """The values worth keeping; refuses a facet that does not exist and a value that it does not offer."""
    known = facets()
    kept = {code: value for code, value in values.items() if value}
    for code, value in kept.items():
        if code not in known or not known[code].allows(value):
            raise Refusal(_("The filter asks for something that does not exist."), field="facets")
    return kept


def understood(values: Mapping[str, Any]) -> dict[str, str]:
    """The values that still mean something: what a filter kept of a facet that is gone is left out."""
    known = facets()
    return {code: str(value) for code, value in values.items() if code in known and known[code].allows(value)}


def _is_key(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
