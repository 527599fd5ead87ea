"""Placements: one of them, the list and its files, a client's own, and what is known of an employer's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from clients.enums import CASELOAD
from clients.models import Client
from clients.models.need_to_know import reach_of, relations_of
from clients.selectors.cells import day_cell, day_text, text_cell
from clients.selectors.client_page import heading_of
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable
from employers.models import JobReferral, Placement, PlacementContract

MINE, ALL = "mine", "all"
GOING_ON, ENDED = "going_on", "ended"
STATES = ((GOING_ON, gettext_lazy("Going on")), (ENDED, gettext_lazy("Ended")), ("every", gettext_lazy("All")))


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which placements, in what order."""

    whose: str = MINE
    state: str = GOING_ON
    rung: str = ""
    employer: str = ""
    sort: str = "-begun"


def placement_for(user: User, *, placement_id: UUID) -> Placement:
    """One placement of a client the user needs to know, with what its page shows."""
    found = (
        Placement.objects.visible_to(user)
        .select_related(
            "client__area", "employer", "establishment", "vacancy", "employment", "service_period", "recorded_by"
        )
        .filter(pk=placement_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def placement_of(referral: JobReferral) -> Placement | None:
    """The placement that the job referral led to, unless it was recorded in error."""
    return Placement.objects.standing().filter(job_referral=referral).first()


def contract_of(placement: Placement) -> PlacementContract | None:
    """What was agreed on, of a work try-out or rehabilitative work."""
    return PlacementContract.objects.filter(placement=placement).first()


def chosen_placements(user: User, choice: Choice) -> QuerySet[Any]:
    """The placements the user asked for, of clients the user needs to know; those recorded in error are left out."""
    today = timezone.localdate()
    found: QuerySet[Any] = Placement.objects.visible_to(user).standing().dated()
    if choice.whose == MINE:
        own = relations_of(user, reach_of(user)).filter(kind__in=CASELOAD).values("client_id")
        found = found.filter(Q(client_id__in=own) | Q(recorded_by_id=user.pk))
    if choice.state == GOING_ON:
        found = found.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today))
    elif choice.state == ENDED:
        found = found.filter(ended_on__lt=today)
    if choice.rung:
        found = found.filter(rung=choice.rung)
    if choice.employer:
        found = found.filter(employer__name__icontains=choice.employer)
    columns: dict[str, Any] = {
        "begun": F("begun_on"),
        "ended": F("ended_on"),
        "client": alphabetical("client__last_name"),
        "employer": alphabetical("employer__name"),
        "rung": F("rung"),
    }
    column = columns.get(choice.sort.removeprefix("-"), columns["begun"])
    order = column.desc(nulls_last=True) if choice.sort.startswith("-") else column.asc(nulls_last=True)
    return found.select_related("client", "employer", "employment").order_by(order, "pk")


def placements_of(client: Client) -> QuerySet[Any]:
    """The client's placements, the latest first; those whose employment was recorded in error are left out."""
    found: QuerySet[Any] = client.placements.standing().dated()
    return found.select_related("employer", "employment").order_by("-begun_on", "pk")


def placements_table(found: Iterable[Any], *, sort: str = "", address: str = "", about_one: bool = False) -> Table:
    """Placements as rows; `about_one` leaves the client out, whose page it is then."""
    columns = [
        sortable(_("Client"), "client", sort=sort, address=address),
        sortable(_("Employer"), "employer", sort=sort, address=address),
        sortable(_("Rung"), "rung", sort=sort, address=address),
        sortable(_("From"), "begun", sort=sort, address=address),
        sortable(_("To"), "ended", sort=sort, address=address),
        Column(label=_("Why it ended")),
    ]
    rows = tuple(Row(cells=_cells(one, about_one=about_one)) for one in found)
    return Table(
        caption=_("Placements"),
        columns=tuple(columns[1:] if about_one else columns),
        rows=rows,
        empty=_("No placements here."),
    )


def _cells(one: Any, *, about_one: bool) -> tuple[Cell, ...]:
    reason = one.employment.get_end_reason_display() if one.employment and one.employment.end_reason else ""
    cells = (
        Cell(text=one.employer.name, url=reverse("employers:placement", args=[one.pk]), header=about_one),
        Cell(text=one.get_rung_display()),
        day_cell(one.begun_on),
        day_cell(one.ended_on),
        text_cell(reason),
    )
    if about_one:
        return cells
    client = Cell(text=heading_of(one.client), url=reverse("clients:client", args=[one.client_id]), header=True)
    return (client, *cells)


def placement_facts(one: Placement) -> list[tuple[str, str]]:
    """The placement in words; its days and ending are those of the fact."""
    work = one.employment
    facts = [
        (_("Rung"), str(one.get_rung_display())),
        (_("Establishment"), str(one.establishment or "")),
        (_("Vacancy"), str(one.vacancy or "")),
        (_("From"), day_text(one.first_on)),
        (_("To"), day_text(one.last_on)),
        (_("Why it ended"), str(work.get_end_reason_display()) if work and work.end_reason else ""),
        (_("Kind of job"), str(work.get_job_kind_display()) if work else ""),
        (_("Ground of the subsidy"), str(work.get_subsidy_ground_display()) if work and work.subsidy_ground else ""),
        (_("Recorded in error"), _("Yes") if work and work.is_withdrawn else ""),
        (_("Recorded by"), one.recorded_by.name),
    ]
    return [(label, value) for label, value in facts if value]


def contract_facts(agreed: PlacementContract) -> list[tuple[str, str]]:
    """What was agreed on, term by term, and how it went."""
    facts = [
        (_("Goals"), agreed.goals),
        (_("Place of work"), agreed.place),
        (_("Tasks"), agreed.tasks),
        (_("Who supervises"), agreed.supervisor),
        (_("Hours a day"), str(number_format(agreed.hours_a_day))),
        (_("Days a week"), str(agreed.days_a_week)),
        (_("Agreed to end on"), day_text(agreed.ends_on)),
        (_("Signed on"), day_text(agreed.signed_on)),
        (_("Evaluated on"), day_text(agreed.evaluated_on)),
        (_("Evaluation"), agreed.evaluation),
    ]
    return [(label, value) for label, value in facts if value]


def fact_address(one: Placement) -> str:
    """Where the fact is changed and ended: the employment, or the service."""
    if one.employment_id:
        return reverse("clients:employment", args=[one.client_id, one.employment_id])
    return reverse("clients:service_period_edit", args=[one.service_period_id])


def ladder_table(one: Placement) -> Table:
    """The placements that led here, the first at the top: each follows the one above it."""
    steps: list[Any] = []
    held = {row.pk: row for row in placements_of(one.client)}
    at: Any = held.get(one.pk)
    while at is not None and at not in steps:
        steps.insert(0, at)
        at = held.get(at.follows_id)
    return Table(
        caption=_("The ladder so far"),
        columns=tuple(Column(label=label) for label in (_("Rung"), _("Employer"), _("From"), _("To"))),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=step.get_rung_display(), url=reverse("employers:placement", args=[step.pk]), header=True),
                    Cell(text=step.employer.name),
                    day_cell(step.begun_on),
                    day_cell(step.ended_on),
                )
            )
            for step in steps
        ),
        empty=_("No placements here."),
    )


def earlier_placements(client: Client) -> list[tuple[str, str]]:
    """The client's placements as choices of what a new one follows."""
    return [
        (str(one.pk), f"{one.get_rung_display()}, {one.employer.name}, {day_text(one.begun_on)}")
        for one in placements_of(client)
    ]
