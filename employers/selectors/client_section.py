"""What the client's page says of job referrals and placements, under employment."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client
from clients.policies import can_work_on
from clients.selectors.client_sections import ClientSection, registered
from clients.selectors.employment_section import TAB, TEMPLATE, part
from config.kernel.tables import Table
from employers.selectors.job_referrals import job_referrals_of, job_referrals_table
from employers.selectors.placements import placements_of, placements_table

GROUPS = ("placing",)


@registered(order=12, tab=TAB)
def job_referrals_section(user: User, client: Client) -> ClientSection:
    """To which employers the client was presented, and which jobs were offered."""
    table = job_referrals_table(job_referrals_of(client), about_one=True)
    action = (_("New job referral"), reverse("employers:job_referral_new", args=[client.pk]))
    return _section("job-referrals", _("Job referrals"), table, [action] if can_work_on(user, client) else [])


@registered(order=14, tab=TAB)
def placements_section(user: User, client: Client) -> ClientSection:
    """Where the client was placed, on which rung of the ladder."""
    table = placements_table(placements_of(client), about_one=True)
    action = (_("Record a placement"), reverse("employers:placement_new", args=[client.pk]))
    return _section("placements", _("Placements"), table, [action] if can_work_on(user, client) else [])


def _section(key: str, title: str, table: Table, actions: list[Any]) -> ClientSection:
    return ClientSection(
        key=key,
        title=title,
        template=TEMPLATE,
        context=part(tables=[table], actions=actions),
        field_groups=GROUPS,
    )
