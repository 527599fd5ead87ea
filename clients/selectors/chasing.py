"""The chase list: which forms of participations are not there, since when, and until when they are in time.

Each kind of row is one queryset with the same columns; the list is their union. A form that is not there has one row,
until it comes: a reason on record makes it explained, and no reason makes it come.

| row | on the list from | in time until |
| --- | --- | --- |
| start form missing | the first start | 14 days later (ours) |
| exit overdue | the programme's end, or the closing of the client's last case | 28 days later (ours) |
| 28-day result missing | the end | 28 days later: the last day of observation (domain/05, 5.2; SFC-28) |
| six-month follow-up missing | six months after the end (domain/05, 5.3) | 28 days later (ours) |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Count, DateField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least
from django.db.models.lookups import LessThan, LessThanOrEqual
from django.utils import timezone

from accounts.models import User
from clients.enums import RelationKind
from clients.enums.cases import CaseStatus
from clients.enums.chasing import ChaseKind, ChaseState
from clients.models import Case, CaseRelation, Participation
from clients.models.cases import CaseQuerySet
from clients.participation_rules import FOLLOW_UP_MONTHS, OBSERVATION_DAYS
from config.kernel.alphabet import alphabetical

START_DAYS = 14
"""Within how many days of the first start its form is in time: ours, the forms' own instructions name no number."""

Rows = QuerySet[Any, dict[str, Any]]
COLUMNS = ("pk", "chase_kind", "since", "due_on", "chase_reason", "last_name_key", "first_names_key")


class _DaysAfter(Func):
    template = "(%(expressions)s + %(days)s)"
    output_field = DateField()

    def __init__(self, day: Any, days: int) -> None:
        super().__init__(day, days=int(days))


class _MonthsAfter(Func):
    """As participation_rules.months_after: the last day of a month that has no such day."""

    template = "(%(expressions)s + interval '%(months)s months')::date"
    output_field = DateField()

    def __init__(self, day: Any, months: int) -> None:
        super().__init__(day, months=int(months))


@dataclass(frozen=True, kw_only=True)
class ChaseChoice:
    """Which rows of the chase list, of whose clients, in what order."""

    mine: bool = True
    kind: str = ""
    state: str = ChaseState.TO_DO
    programme: str = ""
    unit: UUID | None = None
    sort: str = "due"

    @property
    def kinds(self) -> Iterable[ChaseKind]:
        return [ChaseKind(self.kind)] if self.kind else list(ChaseKind)


def chased(user: User, choice: ChaseChoice) -> Rows:
    """The rows chosen, as dictionaries of COLUMNS, in order; of clients the user needs to know."""
    first, *rest = (
        _in_state(rows_of(kind, in_scope(user, choice)), choice.state).values(*COLUMNS) for kind in choice.kinds
    )
    found = first.union(*rest, all=True) if rest else first
    return found.order_by(*_order(choice.sort), "pk", "chase_kind")


def in_scope(user: User, choice: ChaseChoice) -> QuerySet[Participation]:
    """Participations of the programme and unit chosen, of clients the user needs to know, or is responsible for."""
    found = Participation.objects.visible_to(user).order_by()
    if choice.mine:
        found = found.filter(Exists(_responsible(timezone.localdate()).filter(user=user)))
    if choice.programme:
        found = found.filter(programme__code=choice.programme)
    if choice.unit:
        found = found.filter(unit_id=choice.unit)
    return found


def late() -> QuerySet[Participation]:
    """Participations of which a form of any kind is not there in time and whose missing has no reason on record."""
    found = (
        chase.lacking() & chase.unexplained() & Q(LessThan(chase.due_on, timezone.localdate()))
        for chase in _CHASED.values()
    )
    return Participation.objects.filter(reduce(or_, found))


def rows_of(kind: ChaseKind, found: QuerySet[Participation]) -> QuerySet[Any]:
    """Those of the participations that lack the form of this kind, with since when and until when it is in time."""
    chase = _CHASED[kind]
    return found.filter(chase.lacking()).annotate(
        since=chase.since,
        due_on=chase.due_on,
        chase_reason=F(chase.reason) if chase.reason else Value(""),
        chase_kind=Value(kind.value),
        last_name_key=alphabetical("client__last_name"),
        first_names_key=alphabetical("client__first_names"),
    )


@dataclass(frozen=True, kw_only=True)
class _Chase:
    """What lacks a form, since when, until when it is in time, and which field has the reason, if one may be given."""

    lacking: Callable[[], Q]
    since: Any
    days: int
    reason: str = ""

    @property
    def due_on(self) -> Any:
        return _DaysAfter(self.since, self.days)

    def unexplained(self) -> Q:
        return Q(**{self.reason: ""}) if self.reason else Q()


def _cases() -> CaseQuerySet:
    return Case.objects.filter(area_id=OuterRef("area_id"), client_id=OuterRef("client_id"))


def _closed() -> QuerySet[Case]:
    return _cases().filter(status=CaseStatus.CLOSED, closed_on__gte=OuterRef("started_on")).order_by("-closed_on")


def _exit() -> Q:
    """Nobody said that the client left, though the programme has ended or no case of the client is open any more."""
    over = Q(programme__ends_on__lt=timezone.localdate())
    left = Q(~Exists(_cases().not_closed().order_by())) & Q(Exists(_closed().order_by()))
    return Q(ended_on__isnull=True) & (over | left)


def _result() -> Q:
    return Q(ended_on__lte=timezone.localdate(), end_form__isnull=True)


def _follow_up() -> Q:
    """Without an end form there is nothing to follow up: that is chased first."""
    asked = Q(ended_on__isnull=False, end_form__isnull=False, follow_up_form__isnull=True)
    return asked & Q(LessThanOrEqual(_MonthsAfter(F("ended_on"), FOLLOW_UP_MONTHS), timezone.localdate()))


_NEVER = Value(date.max, output_field=DateField())
_CHASED = {
    ChaseKind.START: _Chase(lacking=lambda: Q(start_form__isnull=True), since=F("first_started_on"), days=START_DAYS),
    ChaseKind.EXIT: _Chase(
        lacking=_exit,
        since=Least(
            Coalesce(F("programme__ends_on"), _NEVER), Coalesce(Subquery(_closed().values("closed_on")[:1]), _NEVER)
        ),
        days=OBSERVATION_DAYS,
        reason="end_missing_reason",
    ),
    ChaseKind.RESULT: _Chase(lacking=_result, since=F("ended_on"), days=OBSERVATION_DAYS, reason="end_missing_reason"),
    ChaseKind.FOLLOW_UP: _Chase(
        lacking=_follow_up,
        since=_MonthsAfter(F("ended_on"), FOLLOW_UP_MONTHS),
        days=OBSERVATION_DAYS,
        reason="followup_missing_reason",
    ),
}


def _in_state(found: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state == ChaseState.EXPLAINED:
        return found.exclude(chase_reason="")
    if state == ChaseState.LATE:
        return found.filter(chase_reason="", due_on__lt=timezone.localdate())
    return found.filter(chase_reason="") if state == ChaseState.TO_DO else found


def _order(sort: str) -> tuple[Any, ...]:
    named = {
        "due": ("due_on", "last_name_key", "first_names_key"),
        "since": ("since", "last_name_key", "first_names_key"),
        "name": ("last_name_key", "first_names_key", "due_on"),
        "kind": ("chase_kind", "due_on"),
    }
    first, *rest = named.get(sort.removeprefix("-"), named["due"])
    return (f"-{first}" if sort.startswith("-") else first, *rest)


def _responsible(day: date) -> QuerySet[CaseRelation]:
    held = CaseRelation.objects.in_force(day).filter(kind=RelationKind.RESPONSIBLE)
    return held.filter(area_id=OuterRef("area_id"), client_id=OuterRef("client_id")).order_by()


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """Of those who have ended: how many end forms are there, how many are explained, and what may still come.

    `open` are those whose 28 days still run, with a start form and without a reason. Coverage and explained differ:
    a reason explains a missing form and never stands for it.
    """

    ended: int
    with_end: int
    explained: int
    late: int
    open: int
    paired: int
    closed: int
    closed_with_end: int

    @property
    def coverage(self) -> float | None:
        """Percent of the ended that have an end form."""
        return _percent(self.with_end, self.ended)

    @property
    def accounted(self) -> float | None:
        """Percent of the ended that have an end form or a reason for its missing."""
        return _percent(self.with_end + self.explained, self.ended)

    @property
    def arrival(self) -> float | None:
        """Of those whose 28 days are over, the percent whose end form came: what the prediction goes by."""
        return _percent(self.closed_with_end, self.closed)

    @property
    def pair_rate(self) -> float | None:
        """Percent of the ended that are pairs now: the least it can become."""
        return _percent(self.paired, self.ended)

    @property
    def best_pair_rate(self) -> float | None:
        """The pair rate if every form that can still come in time comes."""
        return _percent(self.paired + self.open, self.ended)

    @property
    def predicted_pair_rate(self) -> float | None:
        """The pair rate when forms that can still come arrive as often as those before them did; None without any."""
        if self.ended and not self.open:
            return self.pair_rate
        if self.arrival is None:
            return None
        return _percent(self.paired + self.open * self.arrival / 100, self.ended)


def _percent(part: float, whole: int) -> float | None:
    return None if whole == 0 else 100 * part / whole


def completeness(
    user: User, choice: ChaseChoice, *, since: date | None = None, until: date | None = None
) -> Completeness:
    """Of the participations in scope that ended from `since` to `until` (both included), in one statement."""
    today = timezone.localdate()
    ended = in_scope(user, choice).filter(ended_on__lte=today)
    if since:
        ended = ended.filter(ended_on__gte=since)
    if until:
        ended = ended.filter(ended_on__lte=until)
    lacking = Q(end_form__isnull=True)
    still = Q(ended_on__gte=today - timedelta(days=OBSERVATION_DAYS))
    return Completeness(
        **ended.aggregate(
            ended=Count("pk"),
            with_end=Count("pk", filter=~lacking),
            explained=Count("pk", filter=lacking & ~Q(end_missing_reason="")),
            late=Count("pk", filter=lacking & Q(end_missing_reason="") & ~still),
            open=Count("pk", filter=lacking & Q(end_missing_reason="", start_form__isnull=False) & still),
            paired=Count("pk", filter=~lacking & Q(start_form__isnull=False)),
            closed=Count("pk", filter=~still),
            closed_with_end=Count("pk", filter=~still & ~lacking),
        )
    )
