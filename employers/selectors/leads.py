"""Hidden jobs of the reader's areas, as the list, its files and the page of one show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from clients.selectors.cells import ABSENT, day_cell, day_text, text_cell
from clients.selectors.consents import NOT_KNOWN, names_of
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable
from employers.enums.jobs import LEAD_STEPS, LeadState
from employers.models import Lead
from employers.policies import areas_of_employers

EVERY = "all"
TONES = {
    LeadState.OPEN: "info",
    LeadState.VACANCY: "good",
    LeadState.PLACEMENT: "good",
    LeadState.DROPPED: "plain",
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which leads, in what order."""

    state: str = LeadState.OPEN.value
    text: str = ""
    occupation: str = ""
    sort: str = "-found"


def chosen_leads(user: User, choice: Choice) -> QuerySet[Lead]:
    """The leads of the user's areas that were asked for."""
    found = Lead.objects.filter(area_id__in=areas_of_employers(user))
    if choice.state != EVERY:
        found = found.filter(state=choice.state)
    if choice.text:
        found = found.filter(Q(text__icontains=choice.text) | Q(employer__name__icontains=choice.text))
    if choice.occupation:
        found = found.filter(occupation=choice.occupation)
    columns: dict[str, Any] = {"found": F("found_on"), "employer": alphabetical("employer__name"), "state": F("state")}
    column = columns.get(choice.sort.removeprefix("-"), columns["found"])
    order = column.desc() if choice.sort.startswith("-") else column.asc()
    return found.select_related("employer", "vacancy").order_by(order, "pk")


def lead_for(user: User, *, lead_id: UUID) -> Lead:
    """A lead of the user's areas; hidden and absent look the same."""
    found = Lead.objects.filter(area_id__in=areas_of_employers(user), pk=lead_id)
    lead = found.select_related("employer", "establishment", "vacancy", "area").first()
    if lead is None:
        raise NotFound
    return lead


def steps_of(lead: Lead) -> list[LeadState]:
    """The steps that may be written down; a vacancy is made on a page of its own."""
    allowed = LEAD_STEPS[LeadState(lead.state)] - {LeadState.VACANCY}
    return [state for state in LeadState if state in allowed]


def leads_table(found: Iterable[Lead], *, sort: str = "", address: str = "") -> Table:
    """Leads as rows; with an address the headings sort."""

    def head(label: str, name: str) -> Column:
        return sortable(label, name, sort=sort, address=address) if address else Column(label=label)

    columns = (
        Column(label=_("Work")),
        head(_("Employer"), "employer"),
        head(_("Heard of on"), "found"),
        Column(label=_("By whom")),
        Column(label=_("Occupation")),
        head(_("State"), "state"),
        Column(label=_("Vacancy")),
    )
    leads = list(found)
    names = names_of(one.found_by_id for one in leads)
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=Truncator(one.text).chars(80),
                    value=one.text,
                    url=reverse("employers:lead", args=[one.pk]),
                    header=True,
                ),
                Cell(text=one.employer.name),
                day_cell(one.found_on),
                Cell(text=names.get(one.found_by_id, NOT_KNOWN)),
                text_cell(one.get_occupation_display() if one.occupation else ""),
                state_cell(one),
                _vacancy(one),
            )
        )
        for one in leads
    )
    return Table(caption=_("Hidden jobs"), columns=columns, rows=rows, empty=_("No hidden jobs here."))


def _vacancy(one: Lead) -> Cell:
    if one.vacancy is None:
        return ABSENT
    return Cell(text=one.vacancy.title, url=reverse("employers:vacancy", args=[one.vacancy.pk]))


def state_cell(one: Lead) -> Cell:
    """What has come of the lead, as a badge."""
    return Cell(text=one.get_state_display(), value=one.state, tone=TONES[LeadState(one.state)])


def lead_facts(one: Lead) -> list[tuple[str, str]]:
    """The lead in words."""
    facts = [
        (_("Employer"), one.employer.name),
        (_("Establishment"), one.establishment.name if one.establishment else ""),
        (_("What the work is"), one.text),
        (_("Occupation"), one.get_occupation_display() if one.occupation else ""),
        (_("Heard of on"), day_text(one.found_on)),
        (_("By whom"), names_of([one.found_by_id]).get(one.found_by_id, NOT_KNOWN)),
        (_("Ended on"), day_text(one.ended_on)),
        (_("Why it was dropped"), one.get_drop_reason_display() if one.drop_reason else ""),
    ]
    return [(label, str(value)) for label, value in facts if value]


def vacancy_start(one: Lead) -> dict[str, Any]:
    """What a vacancy made of the lead starts from."""
    return {
        "title": Truncator(one.text.splitlines()[0]).chars(120),
        "description": one.text,
        "occupation": one.occupation,
        "establishment": one.establishment_id or "",
        "municipality": one.establishment.municipality_id if one.establishment else "",
        "places": 1,
    }
