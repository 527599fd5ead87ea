"""Who has handled a client's data, in plain words: for the client, on a page and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import ReadLog, Unit, User
from accounts.reading_words import groups_text, purpose_text
from accounts.selectors.reading import impersonal_reader, role_text
from clients.models import Client, NamesDecision
from config.kernel.tables import Cell, Column, Row, Table, sortable

PERIODS = {"1": gettext_lazy("The last year"), "2": gettext_lazy("The last two years")}
PERIODS |= {"3": gettext_lazy("The last three years"), "5": gettext_lazy("The last five years")}
USUAL_PERIOD = "2"  # 703/2023 11 § lets a client of social and health care ask back two years
MOST = 20_000
OF_CLIENT = "SELECT * FROM accounts_reads_of_client(%s, %s, %s, %s)"


@dataclass(frozen=True, kw_only=True)
class Handling:
    """One time the client's data were handled."""

    at: datetime
    event: str
    purpose: str
    unit: str
    role: str
    data: str
    through: str
    name: str = ""


def since_of(period: str, *, today: date) -> date:
    """The first day of the period that ends today."""
    years = int(period) if period in PERIODS else int(USUAL_PERIOD)
    return today - timedelta(days=365 * years + 1)


def handlings(client: Client, *, since: date, named: bool) -> list[Handling]:
    """What the read log says of the client since that day, the newest first; names only when they may be told."""
    begins = timezone.make_aware(datetime.combine(since, time.min))
    until = timezone.now() + timedelta(minutes=1)
    found = [one for key in _records_of(client) for one in ReadLog.objects.raw(OF_CLIENT, [key, begins, until, MOST])]
    found.sort(key=lambda one: one.at, reverse=True)
    units = dict(Unit.objects.filter(pk__in={one.unit_id for one in found if one.unit_id}).values_list("pk", "name"))
    people: dict[UUID, str] = {}
    if named:
        people = dict(User.objects.filter(pk__in={one.actor_id for one in found}).values_list("pk", "name"))
    return [_handling(one, units, people) for one in found]


def _records_of(client: Client) -> list[UUID]:
    """The client's record and those merged into it: who read one of these read of the client."""
    return [client.pk, *Client.objects.filter(area_id=client.area_id, merged_into=client).values_list("pk", flat=True)]


def _handling(entry: ReadLog, units: dict[UUID, str], people: dict[UUID, str]) -> Handling:
    unit = units.get(entry.unit_id, "") if entry.unit_id else ""
    return Handling(
        at=entry.at,
        event=str(entry.get_event_display()),
        purpose=purpose_text(entry.purpose),
        unit=unit or _("the whole area"),
        role=_role(entry),
        data=groups_text(entry.field_groups) or "–",
        through=str(entry.get_surface_display()),
        name=people.get(entry.actor_id, "–") if entry.actor_id else "–",
    )


def _role(entry: ReadLog) -> str:
    """In which role, or by whose link or which machine: that is no person's name, so it is always told."""
    if entry.actor_id:
        return role_text(entry.role)
    return impersonal_reader(entry) or _("the system")


def decision_of(client: Client) -> NamesDecision | None:
    """The newest decision on names, if there is one; it alone counts."""
    return client.names_decisions.select_related("decided_by").order_by("-decided_at", "-pk").first()


def may_be_named(client: Client) -> bool:
    """Whether the decision in force is to tell the names."""
    decision = decision_of(client)
    return decision is not None and decision.is_given


def columns_of(*, named: bool) -> list[str]:
    """Headings of the page's and the paper's list."""
    names = [_("When"), _("For what"), _("Unit"), _("Role"), _("Which data"), _("What happened"), _("Through what")]
    return [*names, _("Who")] if named else names


def cells_of(one: Handling, *, named: bool) -> list[str]:
    """One line of the list, in the order of the headings."""
    when = date_format(timezone.localtime(one.at), "SHORT_DATETIME_FORMAT")
    words = [when, one.purpose, one.unit, one.role, one.data, one.event, one.through]
    return [*words, one.name] if named else words


def by_day(shown: list[Handling], *, named: bool) -> list[list[str]]:
    """Lines for paper: what was alike on one day in one line, with all its times; the newest day first."""
    lines: dict[tuple[str, ...], list[str]] = {}
    for one in reversed(shown):
        at = timezone.localtime(one.at)
        key = (date_format(at, "SHORT_DATE_FORMAT"), *cells_of(one, named=named)[1:])
        times = lines.setdefault(key, [])
        if (time_text := date_format(at, "TIME_FORMAT")) not in times:
            times.append(time_text)
    return [[f"{key[0]} {', '.join(times)}", *key[1:]] for key, times in reversed(lines.items())]


def handled_table(shown: list[Handling], *, named: bool, sort: str, address: str) -> Table:
    """The list for a page, sortable by time."""
    when, *others = columns_of(named=named)
    columns = (sortable(when, "at", sort=sort, address=address), *(Column(label=label) for label in others))
    rows = []
    for one in shown:
        first, *rest = cells_of(one, named=named)
        cells = (Cell(text=first, value=one.at, header=True, tight=True), *(Cell(text=text) for text in rest))
        rows.append(Row(cells=cells))
    return Table(
        caption=_("Who has handled the data"),
        columns=columns,
        rows=tuple(rows),
        empty=_("Nobody has handled the data in this period."),
    )


def count_handled(client: Client) -> int:
    """How often in the usual period."""
    since = timezone.now() - timedelta(days=365 * int(USUAL_PERIOD) + 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM unnest(%s::uuid[]) AS record (id),"
            " accounts_reads_of_client(record.id, %s, now() + interval '1 minute', %s)",
            [_records_of(client), since, MOST],
        )
        (count,) = cursor.fetchone()
    return int(count)
