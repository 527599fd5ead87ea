"""The parts of an employer's page about services: who answers for it, what it is helped with, events, what it says."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors.administration import Step
from config.kernel.tables import Table
from employers.models import Employer, OccasionEmployer
from employers.selectors.occasions import occasions, occasions_table
from employers.selectors.parts import Part
from employers.selectors.serving import answering_for, feedback, feedback_table, owners_text, services, services_table

SHOWN = 10


def teams_part(user: User, employer: Employer) -> Part:
    """Who answers for the employer, by its field and places."""
    found = answering_for(user, employer)
    return Part(
        key="teams",
        heading=_("Who answers for this employer"),
        facts=tuple((team.name, owners_text(team)) for team in found),
        note="" if found else _("No team answers for this field and place."),
    )


def services_part(user: User, employer: Employer) -> Part:
    """What the employer is helped with in the user's areas."""
    return Part(
        key="services",
        heading=_("Services to the employer"),
        table=services_table(services(user).filter(employer=employer)[:SHOWN], about_one=True),
        steps=(_step(_("Begin a service"), "employers:service_new", employer),),
    )


def occasions_part(user: User, employer: Employer) -> Part | None:
    """Events to which the employer was invited; nothing where there are none."""
    invited = OccasionEmployer.objects.filter(employer=employer).values("occasion_id")
    table: Table = occasions_table(occasions(user).filter(pk__in=invited)[:SHOWN])
    return Part(key="events", heading=_("Events"), table=table) if table.rows else None


def feedback_part(user: User, employer: Employer) -> Part:
    """What the employer has said of the service."""
    return Part(
        key="feedback",
        heading=_("Feedback"),
        table=feedback_table(feedback(user, sort="-given").filter(employer=employer)[:SHOWN], about_one=True),
        steps=(_step(_("Record feedback"), "employers:feedback_new", employer),),
    )


def _step(label: str, name: str, employer: Employer) -> Step:
    """A link to a form that begins with this employer."""
    return Step(label=label, url=f"{reverse(name)}?employer={employer.business_id}")
