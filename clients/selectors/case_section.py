"""The case, and what dealing with the client needs, on the overview of a client's page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client
from clients.policies import can_work_on
from clients.selectors.cases import case_facts, current_case, need_facts
from clients.selectors.client_sections import ClientSection, registered


@registered(order=5)
def case_section(user: User, client: Client) -> ClientSection:
    """Where the case stands, with the way to its page; that there is none when nobody has opened one."""
    case = current_case(client)
    return ClientSection(
        key="case",
        title=_("Case"),
        template="clients/_case_section.html",
        context={
            "client": client,
            "facts": case_facts(case) if case else [],
            "has_case": case is not None,
            "may_change": can_work_on(user, client),
        },
        field_groups=("case",),
    )


@registered(order=12)
def needs_section(user: User, client: Client) -> ClientSection:
    """Language, interpreter and adjustments, with the way to edit the record for those who may."""
    return ClientSection(
        key="needs",
        title=_("Language and adjustments"),
        template="clients/_needs_section.html",
        context={"client": client, "facts": need_facts(client), "may_edit": can_work_on(user, client)},
        field_groups=("client",),
    )
