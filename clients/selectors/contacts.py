"""What non-disclosure (*turvakielto*) withholds, and the words that stand in its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.enums import Right
from accounts.models import User
from accounts.policies import has_right
from clients.models import Client
from clients.policies import may_see_contacts
from config.kernel.tables import Cell

# By every name a contact has: as a field of the client or a form, and as a column of an import.
CONTACTS = frozenset(
    {
        "street_address", "postal_code", "post_office", "phone", "email", "municipality", "municipality_id",
        "client_municipality", "start_municipality",
    }
)  # fmt: skip


def withheld(user: User, client: Any) -> frozenset[str]:
    """The fields of this client whose values the reader is not shown, now or in what they were before."""
    return frozenset() if may_see_contacts(user, client) else CONTACTS


def withheld_words() -> str:
    """What stands in the place of a withheld value."""
    return _("hidden (non-disclosure)")


def contact_cell(text: str, *, hidden: bool) -> Cell:
    """A contact in a table or file: its value, that there is none, or that it is withheld."""
    if hidden:
        return Cell(text=withheld_words(), kind="hidden")
    return Cell(text=text or "–", kind="" if text else "absent")


def withheld_clients(user: User, clients: Iterable[UUID], *, area_id: int) -> set[UUID]:
    """Those of these clients of one area whose contacts the reader is not shown."""
    if has_right(user, area_id=area_id, right=Right.NON_DISCLOSURE):
        return set()
    found = Client.objects.filter(area_id=area_id, pk__in=list(clients), non_disclosure=True)
    return {client.pk for client in found.only("area_id", "non_disclosure") if not may_see_contacts(user, client)}
