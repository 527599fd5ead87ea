"""What the client's page tells of looking for work: the wish, and the matches decided on lately."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client
from clients.policies import can_work_on
from clients.selectors.cells import day_cell
from clients.selectors.client_sections import ClientSection, registered
from config.kernel.tables import Cell, Column, Row, Table
from employers.enums.matching import MatchState
from employers.models import MatchRecord
from employers.selectors.match_pages import TONES, wish_facts
from employers.selectors.matching import current_wish

LATEST = 5


@registered(order=70, tab="employment")
def jobs_section(user: User, client: Client) -> ClientSection:
    """The wish, the matches that were accepted or refused, and the way to look for jobs."""
    works = can_work_on(user, client)
    wish = current_wish(client)
    return ClientSection(
        key="jobs",
        title=_("Looking for jobs"),
        template="employers/_jobs_section.html",
        context={
            "wish": wish_facts(wish),
            "table": _decided(client),
            "jobs_url": reverse("employers:client_jobs", args=[client.pk]),
            "wish_url": reverse("employers:job_wish", args=[client.pk]) if works else "",
        },
        field_groups=("job_wishes", "matches"),
    )


def _decided(client: Client) -> Table:
    found = MatchRecord.objects.filter(area_id=client.area_id, client=client).exclude(state=MatchState.SHOWN)
    latest = found.select_related("vacancy__employer").order_by("-decided_on", "-shown_at")[:LATEST]
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.vacancy.title, url=reverse("employers:match", args=[one.pk]), header=True),
                Cell(text=one.vacancy.employer.name),
                Cell(text=one.get_state_display(), tone=TONES[MatchState(one.state)]),
                day_cell(one.decided_on),
            )
        )
        for one in latest
    )
    labels = (_("Vacancy"), _("Employer"), _("State"), _("Decided on"))
    return Table(
        caption=_("Matches decided on lately"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("No match has been accepted or refused."),
    )
