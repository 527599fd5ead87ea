"""Statements and their paths: one client's, and those that are waited for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Aggregate, Count, F, Func, IntegerField, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from clients.enums import CASELOAD, DiagnosisChapter
from clients.enums.demands import Adjustment, Demand
from clients.enums.work_ability import STATEMENT_DAYS, STATEMENT_STEPS, StatementStatus
from clients.models import Client, Statement
from clients.models.need_to_know import reach_of, relations_of
from clients.policies import may_see_health
from clients.selectors.cells import ABSENT, day_cell, day_text, listed, text_cell
from clients.selectors.client_page import heading_of
from clients.selectors.consents import NOT_KNOWN, names_of
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable

TONES = {
    StatementStatus.NEED: "warn",
    StatementStatus.REQUESTED: "info",
    StatementStatus.APPOINTMENT: "info",
    StatementStatus.RECEIVED: "good",
    StatementStatus.REFUSED: "bad",
    StatementStatus.EXPIRED: "plain",
}
YEAR = timedelta(days=365)
COLUMNS = {"waiting": "needed_on", "status": "status", "appointment": "appointment_on"}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which waiting statements, in what order."""

    status: str = ""
    mine: bool = False
    days: int | None = None
    sort: str = "-waiting"


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of the path that was taken, with its day."""

    label: str
    on: date


def statement_for(client: Client, *, statement_id: UUID) -> Statement:
    """One statement of the client; that of another client is not found."""
    found = client.statements.filter(pk=statement_id).first()
    if found is None:
        raise NotFound
    return found


def path_of(statement: Statement) -> list[Step]:
    """The steps taken, in the order of the path."""
    taken = ((status, getattr(statement, column)) for status, column in STATEMENT_DAYS.items())
    return [Step(label=str(status.label), on=day) for status, day in taken if day is not None]


def next_steps(statement: Statement) -> list[StatementStatus]:
    """The steps that may be taken now, in the order of the path."""
    allowed = STATEMENT_STEPS[StatementStatus(statement.status)]
    return [status for status in StatementStatus if status in allowed]


def waiting_text(statement: Statement) -> str:
    """How long it was or has been waited for, in words; nothing when nobody waited."""
    days = statement.waiting_days(timezone.localdate())
    return "" if days is None else ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def statements_table(client: Client, *, user: User) -> Table:
    """The client's statements with their paths; of what kind they are only for those who may see health."""
    seen = may_see_health(user, client)
    rows = tuple(_row(one, seen=seen) for one in client.statements.order_by("-recorded_at", "pk"))
    labels = (_("Statement"), _("State"), _("Path"), _("Waiting time"), _("Valid until"))
    return Table(
        caption=_("Statements"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("No statements."),
    )


def _row(one: Statement, *, seen: bool) -> Row:
    path = " → ".join(f"{step.label} {day_text(step.on)}" for step in path_of(one))
    return Row(
        cells=(
            Cell(
                text=one.get_kind_display() if seen else _("Statement"),
                url=reverse("clients:statement", args=[one.client_id, one.pk]),
                header=True,
                note=one.received_from if seen else "",
            ),
            Cell(text=one.get_status_display(), tone=TONES[StatementStatus(one.status)]),
            text_cell(path),
            text_cell(waiting_text(one)),
            day_cell(one.valid_until) if seen else ABSENT,
        )
    )


def statement_facts(statement: Statement) -> list[tuple[str, str]]:
    """What the statement says, term by term; only for those who may see health."""
    chapter = statement.diagnosis_chapter
    facts = [
        (_("Who gives it"), statement.get_issuer_kind_display() if statement.issuer_kind else ""),
        (_("Name of the giver"), statement.received_from),
        (_("Stated on"), day_text(statement.stated_on)),
        (_("Valid until"), day_text(statement.valid_until)),
        (_("Diagnosis by chapter"), str(DiagnosisChapter(chapter).label) if chapter else ""),
        (_("Restricts"), listed(Demand, statement.restrictions)),
        (_("Recommends"), listed(Adjustment, statement.adjustments)),
        (_("Summary"), statement.summary),
        (_("Why refused"), statement.refusal_reason),
        (_("How useful it was, from 1 to 5"), str(statement.usefulness or "")),
        (_("Why"), statement.usefulness_reason),
        (_("Recorded by"), _recorder(statement)),
    ]
    return [(term, value) for term, value in facts if value]


def _recorder(statement: Statement) -> str:
    key = statement.recorded_by_id
    return names_of([key]).get(key, NOT_KNOWN) if key else ""


def statements_waiting(user: User, choice: Choice | None = None) -> QuerySet[Statement]:
    """Statements that are needed and neither received nor refused, of clients the user needs to know."""
    wanted = choice or Choice()
    found = Statement.objects.visible_to(user).waiting().select_related("client")
    if wanted.status:
        found = found.filter(status=wanted.status)
    if wanted.mine:
        own = relations_of(user, reach_of(user)).filter(kind__in=CASELOAD)
        found = found.filter(client_id__in=own.values("client_id"))
    if wanted.days is not None:
        found = found.filter(needed_on__lte=timezone.localdate() - timedelta(days=wanted.days))
    return _in_order(found, wanted.sort)


class _Median(Aggregate):
    """The middle value."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = IntegerField()


def waiting_times(user: User) -> tuple[int, int | None]:
    """Of statements received in the last 12 months that were waited for: how many, and their median wait in days."""
    since = timezone.localdate() - YEAR
    received = Statement.objects.visible_to(user).filter(needed_on__isnull=False, received_on__gte=since)
    days = Func(F("received_on"), F("needed_on"), template="(%(expressions)s)", arg_joiner=" - ")
    found = received.aggregate(count=Count("pk"), median=_Median(days))
    return found["count"], None if found["median"] is None else round(found["median"])


def waiting_facts(user: User) -> list[tuple[str, str]]:
    """How long statements have taken lately, for the head of the list."""
    count, median = waiting_times(user)
    facts = [(_("Waited for and received in 12 months"), number_format(count))]
    if median is not None:
        words = ngettext("%(count)s day", "%(count)s days", median) % {"count": number_format(median)}
        facts.append((_("Half of them within"), words))
    return facts


def _in_order(found: QuerySet[Statement], sort: str) -> QuerySet[Statement]:
    """The longest waiting comes first when `sort` is -waiting: its need is the oldest."""
    name, back = sort.removeprefix("-"), sort.startswith("-")
    if name == "client":
        order = [alphabetical(f"client__{part}") for part in ("last_name", "first_names")]
        return found.order_by(*(one.desc() if back else one.asc() for one in order), "pk")
    column = COLUMNS.get(name, "needed_on")
    if name not in COLUMNS:
        back = False
    elif name == "waiting":
        back = not back
    first = F(column).desc(nulls_last=True) if back else F(column).asc(nulls_last=True)
    return found.order_by(first, "needed_on", "pk")


def waiting_table(statements: Iterable[Statement], *, user: User, sort: str = "-waiting", address: str = "?") -> Table:
    """The waiting statements, each leading to its page, with how long they have waited."""
    columns = (
        sortable(_("Client"), "client", sort=sort, address=address),
        Column(label=_("Statement")),
        sortable(_("State"), "status", sort=sort, address=address),
        Column(label=_("Need stated")),
        Column(label=_("Requested")),
        sortable(_("Appointment"), "appointment", sort=sort, address=address),
        _numeric(sortable(_("Waiting, days"), "waiting", sort=sort, address=address)),
    )
    today = timezone.localdate()
    rows = tuple(_waiting_row(one, user=user, today=today) for one in statements)
    return Table(caption=_("Statements waited for"), columns=columns, rows=rows, empty=_("No statement is waited for."))


def _numeric(column: Column) -> Column:
    return Column(label=column.label, numeric=True, sort_url=column.sort_url, sorted=column.sorted)


def _waiting_row(one: Statement, *, user: User, today: date) -> Row:
    seen = may_see_health(user, one.client)
    days = one.waiting_days(today)
    return Row(
        cells=(
            Cell(
                text=heading_of(one.client),
                url=reverse("clients:statement", args=[one.client_id, one.pk]),
                header=True,
            ),
            Cell(text=one.get_kind_display()) if seen else Cell(text=_("Hidden"), kind="hidden"),
            Cell(text=one.get_status_display(), tone=TONES[StatementStatus(one.status)]),
            day_cell(one.needed_on),
            day_cell(one.requested_on),
            day_cell(one.appointment_on),
            Cell(text=days, value=days, numeric=True),
        )
    )
