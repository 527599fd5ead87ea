"""Offers within the area and transfers between areas on a client's page, pending and past."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client
from clients.policies import can_manage_relations
from clients.selectors.client_sections import ClientSection, registered
from clients.selectors.handovers import handovers_of, handovers_table
from clients.selectors.transfers import client_transfers_table, transfers_of

TAB = "people"


@registered(order=42, tab=TAB)
def handovers_section(user: User, client: Client) -> ClientSection:
    """To whom the client has been offered, and the way to a new offer."""
    manages = can_manage_relations(user, client)
    return ClientSection(
        key="handovers",
        title=_("Hand-overs"),
        template="clients/_services_section.html",
        context={
            "table": handovers_table(handovers_of(client), about_one=True),
            "new_url": reverse("clients:handover_new", args=[client.pk]) if manages else "",
            "new_label": _("Offer to a colleague or unit"),
            "ending": [],
        },
        field_groups=("handover",),
    )


@registered(order=44, tab=TAB)
def transfers_section(user: User, client: Client) -> ClientSection:
    """To which area the client has been sent, from which the client came, and the way to a new transfer."""
    manages = can_manage_relations(user, client)
    return ClientSection(
        key="transfers",
        title=_("Transfers between areas"),
        template="clients/_services_section.html",
        context={
            "table": client_transfers_table(client, transfers_of(client)),
            "new_url": reverse("clients:transfer_new", args=[client.pk]) if manages else "",
            "new_label": _("Transfer to another area"),
            "ending": [],
        },
        field_groups=("handover",),
    )
