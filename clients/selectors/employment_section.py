"""What the client's page says of labour-market status, benefits, employment and support, and of network meetings."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client
from clients.selectors.client_sections import ClientSection, registered
from clients.selectors.employment import employments_table, supports_table
from clients.selectors.meetings import meetings_table
from clients.selectors.spells import benefit_table, labour_table, legal_table

TAB = "employment"
TEMPLATE = "clients/_ability_section.html"


def part(**given: Any) -> dict[str, Any]:
    """The context of the section's template; nothing is left undefined."""
    empty: dict[str, Any] = {"facts": [], "lede": "", "tables": [], "links": [], "actions": []}
    return {**empty, **given}


@registered(order=10, tab=TAB)
def employment_section(user: User, client: Client) -> ClientSection:
    """Employments, the latest first."""
    return ClientSection(
        key="employment",
        title=_("Employment"),
        template=TEMPLATE,
        context=part(
            tables=[employments_table(client)],
            actions=[(_("Record an employment"), reverse("clients:employment_new", args=[client.pk]))],
            links=[(_("Follow-ups after employment"), reverse("clients:follow_ups"))],
        ),
        field_groups=("employment",),
    )


@registered(order=20, tab=TAB)
def labour_section(user: User, client: Client) -> ClientSection:
    """The main status and, apart from it, the standing by the law."""
    return ClientSection(
        key="labour",
        title=_("Labour-market status"),
        template=TEMPLATE,
        context=part(
            tables=[labour_table(client), legal_table(client)],
            actions=[
                (_("Record a status"), reverse("clients:labour_spell_new", args=[client.pk])),
                (_("Record a legal standing"), reverse("clients:legal_spell_new", args=[client.pk])),
            ],
        ),
        field_groups=("labour",),
    )


@registered(order=30, tab=TAB)
def benefits_section(user: User, client: Client) -> ClientSection:
    """What the client lives on."""
    return ClientSection(
        key="benefits",
        title=_("Benefits"),
        template=TEMPLATE,
        context=part(
            tables=[benefit_table(client)],
            actions=[(_("Record a benefit"), reverse("clients:benefit_spell_new", args=[client.pk]))],
        ),
        field_groups=("benefits",),
    )


@registered(order=40, tab=TAB)
def supports_section(user: User, client: Client) -> ClientSection:
    """What employers have applied for because of the client."""
    return ClientSection(
        key="supports",
        title=_("Wage subsidy and support for arrangements"),
        template=TEMPLATE,
        context=part(
            tables=[supports_table(client.support_applications.all())],
            actions=[(_("Record an application"), reverse("clients:support_new", args=[client.pk]))],
        ),
        field_groups=("employment",),
    )


@registered(order=25, tab="contacts")
def meetings_section(user: User, client: Client) -> ClientSection:
    """The latest meetings of the client's network."""
    return ClientSection(
        key="meetings",
        title=_("Network meetings"),
        template=TEMPLATE,
        context=part(
            tables=[meetings_table(client)],
            actions=[(_("Plan a network meeting"), reverse("clients:meeting_new", args=[client.pk]))],
        ),
        field_groups=("meetings",),
    )
