"""What the client's page says of work ability, statements, measurements and needs, under one tab."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client
from clients.policies import may_see_health
from clients.selectors import assessments, demands, measurements, needs, statements
from clients.selectors.cells import day_text
from clients.selectors.client_sections import ClientSection, registered

TAB = "work_ability"
TEMPLATE = "clients/_ability_section.html"


def part(**given: Any) -> dict[str, Any]:
    """The context of the section's template; nothing is left undefined."""
    empty: dict[str, Any] = {"facts": [], "lede": "", "tables": [], "links": [], "actions": []}
    return {**empty, **given}


@registered(order=22, tab=TAB)
def profile_section(user: User, client: Client) -> ClientSection:
    """What work the client can do, by the demands of work: the profile that holds now."""
    profile = demands.current_profile(client)
    links = []
    context = part()
    if profile is not None:
        facts = [
            (_("Holds from"), day_text(profile.assessed_on)),
            (_("Recorded by"), demands.recorder_of(profile)),
            (_("Strengths"), demands.strengths(profile)),
            (_("Not known"), demands.not_known(profile)),
        ]
        links = [(_("Earlier profiles"), reverse("clients:demand_profiles", args=[client.pk]))]
        context = part(
            facts=[(term, value) for term, value in facts if value],
            lede=profile.summary,
            tables=[demands.profile_table(profile)],
        )
    address = reverse("clients:demand_profile_new", args=[client.pk])
    words = _("Record a new profile") if profile else _("Record work ability")
    context |= {"actions": [(words, address)], "links": links}
    return ClientSection(
        key="profile",
        title=_("Ability by the demands of work"),
        template=TEMPLATE,
        context=context,
        field_groups=("work_ability",),
    )


@registered(order=24, tab=TAB)
def statements_section(user: User, client: Client) -> ClientSection:
    """Statements with their paths: dated steps and waiting time."""
    seen = may_see_health(user, client)
    actions = [(_("New statement"), reverse("clients:statement_new", args=[client.pk]))] if seen else []
    return ClientSection(
        key="statements",
        title=_("Statements"),
        template=TEMPLATE,
        context=part(
            tables=[statements.statements_table(client, user=user)],
            actions=actions,
            links=[(_("Statements waited for"), reverse("clients:statements"))],
        ),
        field_groups=("work_ability", "statements") if seen else ("work_ability",),
    )


@registered(order=26, tab=TAB)
def assessments_section(user: User, client: Client) -> ClientSection:
    """Assessments ordered from others, and how far they have come."""
    return ClientSection(
        key="assessments",
        title=_("Assessments"),
        template=TEMPLATE,
        context=part(
            tables=[assessments.orders_table(client)],
            actions=[(_("Order an assessment"), reverse("clients:assessment_new", args=[client.pk]))],
        ),
        field_groups=("work_ability",),
    )


@registered(order=28, tab=TAB, shown_to=may_see_health)
def measurements_section(user: User, client: Client) -> ClientSection | None:
    """The client's own numbers with their change, for those who hold the right to health."""
    if not may_see_health(user, client):
        return None
    return ClientSection(
        key="measurements",
        title=_("The client's own numbers"),
        template=TEMPLATE,
        context=part(
            tables=[measurements.abilitator_table(client), measurements.ratings_table(client)],
            actions=[
                (_("Record the Abilitator"), reverse("clients:abilitator_new", args=[client.pk])),
                (_("Record a self-rating"), reverse("clients:self_rating_new", args=[client.pk])),
            ],
            links=[*measurements.measurement_links(client), (_("To the Abilitator service"), measurements.SERVICE)],
        ),
        field_groups=("health",),
    )


@registered(order=30, tab=TAB)
def barriers_section(user: User, client: Client) -> ClientSection:
    """What stands between the client and work, and what else is needed."""
    return ClientSection(
        key="barriers",
        title=_("Barriers and needs beyond work ability"),
        template=TEMPLATE,
        context=part(
            tables=[needs.barriers_table(client, user=user), needs.need_areas_table(client)],
            actions=[
                (_("Change the barriers"), reverse("clients:barriers", args=[client.pk])),
                (_("Change the needs"), reverse("clients:need_areas", args=[client.pk])),
            ],
        ),
        field_groups=("work_ability", "health") if may_see_health(user, client) else ("work_ability",),
    )


@registered(order=32, tab=TAB)
def needs_assessment_section(user: User, client: Client) -> ClientSection:
    """The latest assessment of the need of services, and the way to the earlier ones."""
    latest = needs.latest_assessment(client)
    seen = may_see_health(user, client)
    words = _("Assess anew") if latest else _("Assess the need of services")
    return ClientSection(
        key="needs",
        title=_("Assessment of the need of services"),
        template=TEMPLATE,
        context=part(
            facts=needs.assessment_facts(latest, with_health=seen) if latest else [],
            lede="" if latest else _("Not assessed yet."),
            actions=[(words, reverse("clients:needs_assess", args=[client.pk]))],
            links=[
                (_("Assessment of %(day)s") % {"day": day}, address)
                for day, address in (needs.earlier_assessments(client, than=latest) if latest else [])
            ],
        ),
        field_groups=("work_ability", "health") if seen else ("work_ability",),
    )
