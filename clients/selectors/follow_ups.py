"""Follow-ups after employment as a list: due, late and to come, of clients the reader knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums import CASELOAD
from clients.enums.employment import CheckState
from clients.models import EmploymentCheck
from clients.models.employment import EmploymentCheckQuerySet
from clients.models.need_to_know import reach_of, relations_of
from clients.selectors.cells import day_cell, text_cell
from clients.selectors.client_page import heading_of
from clients.selectors.employment import CHECK_TONES, check_address, months_words, yes_no
from config.kernel.alphabet import alphabetical
from config.kernel.tables import Cell, Column, Row, Table, sortable

OPEN, DUE, LATE, COMING, DONE = "open", "due", "late", "coming", "done"
STATES = (OPEN, DUE, LATE, COMING, DONE)


@dataclass(frozen=True, kw_only=True)
class FollowUpChoice:
    """Which follow-ups, in what order; usually those whose day has come."""

    state: str = OPEN
    mine: bool = False
    months: int | None = None
    sort: str = "due"


def chosen_follow_ups(user: User, choice: FollowUpChoice) -> QuerySet[EmploymentCheck]:
    """The follow-ups in the chosen order; none that is not needed."""
    seen = EmploymentCheck.objects.visible_to(user).standing().select_related("client", "employment")
    found: QuerySet[EmploymentCheck] = _in_state(seen, choice.state, timezone.localdate())
    if choice.mine:
        own = relations_of(user, reach_of(user)).filter(kind__in=CASELOAD)
        found = found.filter(client_id__in=own.values("client_id"))
    if choice.months is not None:
        found = found.filter(months=choice.months)
    back, name = choice.sort.startswith("-"), choice.sort.removeprefix("-")
    if name == "client":
        order = [alphabetical(f"client__{part}") for part in ("last_name", "first_names")]
        return found.order_by(*(one.desc() if back else one.asc() for one in order), "due_on", "pk")
    column = F("months" if name == "months" else "due_on")
    return found.order_by(column.desc() if back else column.asc(), "due_on", "pk")


def _in_state(found: EmploymentCheckQuerySet, state: str, today: date) -> EmploymentCheckQuerySet:
    if state == DUE:
        return found.due(today)
    if state == LATE:
        return found.late(today)
    if state == COMING:
        return found.coming(today)
    if state == DONE:
        return found.filter(checked_on__isnull=False)
    return found.unanswered().filter(due_on__lte=today)


def follow_ups_table(found: Iterable[EmploymentCheck], *, sort: str = "due", address: str = "?") -> Table:
    """Follow-ups as rows, each leading to its form."""
    columns = (
        sortable(_("Client"), "client", sort=sort, address=address),
        Column(label=_("Employer")),
        sortable(_("Follow-up"), "months", sort=sort, address=address),
        sortable(_("Day"), "due", sort=sort, address=address),
        Column(label=_("State")),
        Column(label=_("Still employed")),
    )
    today = timezone.localdate()
    rows = tuple(_row(one, today) for one in found)
    return Table(caption=_("Follow-ups after employment"), columns=columns, rows=rows, empty=_("No such follow-ups."))


def _row(one: EmploymentCheck, today: date) -> Row:
    state: CheckState = one.state_on(today)
    return Row(
        cells=(
            Cell(text=heading_of(one.client), url=check_address(one), header=True),
            text_cell(one.employment.employer_name),
            Cell(text=months_words(one.months)),
            day_cell(one.due_on),
            Cell(text=state.label, tone=CHECK_TONES[state]),
            text_cell(yes_no(one.is_employed)),
        )
    )
