"""What matters now about a client, above every tab of the page; read together with the client, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums import RelationKind
from clients.enums.cases import CasePhase, CaseStatus, Direction, JointPoint, WaitingFor
from clients.enums.keywords import KeywordKind
from clients.models import Appointment, Case, CaseRelation, Client, Keyword, Plan, Statement, Task
from clients.models.need_to_know import (
    Standing,
    glass_of,
    moment_for,
    reach_of,
    relations_of,
    standing_of,
    values_for,
)
from clients.policies import may_see_health
from clients.selectors.client_columns import GLASS_GROUND
from config.kernel.errors import NotFound
from config.kernel.kept import SOME_CLIENT, KeptQuery, kept

# What the header tells of, on every tab; a statement's end by the right to health alone.
HEADER_GROUPS = ("client", "relations", "case", "keywords", "appointments", "tasks")
EXPIRING_WITHIN = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Header:
    """Facts in words, and alerts; each alert is a text and an icon."""

    facts: list[tuple[str, str]]
    alerts: list[tuple[str, str]]


def opened_client(user: User, *, client_id: UUID) -> Client:
    """The client with all that the header says; hidden and absent look the same."""
    asked = _kept_client(standing_of(user)).asked(values_for(user) | {SOME_CLIENT: client_id})
    found: Client | None = next(iter(asked), None)
    if found is None:
        raise NotFound
    found.related_as = (user.pk, frozenset(found.own_kinds))  # type: ignore[attr-defined]
    return found


@kept
def _kept_client(standing: Standing) -> KeptQuery:
    return KeptQuery(_opened(standing.stand_in).filter(pk=SOME_CLIENT)[:1])


def _opened(user: User) -> QuerySet[Client]:
    today = timezone.localdate()
    reach = reach_of(user)
    case = _of(Case.objects.not_closed()).order_by("pk")
    fields = (
        "status", "phase", "phase_since", "direction", "waiting_for", "waiting_since", "joint_point",
        "joint_point_since",
    )  # fmt: skip
    responsible = _of(CaseRelation.objects.in_force(today)).filter(kind=RelationKind.RESPONSIBLE)
    task = _of(Task.objects.open()).filter(due_on__isnull=False).order_by("due_on", "pk")
    meeting = _of(Appointment.objects.filter(status="planned", ends_at__gte=moment_for(user))).order_by(
        "starts_at", "pk"
    )
    statement = _of(
        Statement.objects.filter(status="received", valid_until__gte=today, valid_until__lte=today + EXPIRING_WITHIN)
    ).order_by("valid_until")
    return (
        Client.objects.visible_to(user)
        .select_related("area", "unit", "municipality")
        .annotate(
            now_case=Subquery(case.values(now=JSONObject(**{name: name for name in fields}))[:1]),
            now_keywords=ArraySubquery(_of(Keyword.objects.in_force(today)).order_by("kind").values("kind")),
            now_responsible=Subquery(responsible.order_by().values("user__name")[:1]),
            now_task=Subquery(task.values(now=JSONObject(title=F("title"), due_on=F("due_on")))[:1]),
            now_meeting=Subquery(meeting.values("starts_at")[:1]),
            now_review=Subquery(_of(Plan.objects.not_ended().with_review_due()).values("review_due_on")[:1]),
            now_expiring=Subquery(statement.values("valid_until")[:1]),
            own_kinds=ArraySubquery(_of(relations_of(user, reach)).values("kind")),
            is_opened=Exists(_of(glass_of(user, reach))),
        )
    )


def _of(found: QuerySet[Any]) -> QuerySet[Any]:
    return found.filter(area_id=OuterRef("area_id"), client_id=OuterRef("pk"))


def own_kinds_of(client: Any) -> set[str]:
    """How the reader who opened the client is related to the client, exceptional access included."""
    return {*client.own_kinds, *([GLASS_GROUND] if client.is_opened else [])}


def header_groups(user: User, client: Any) -> tuple[str, ...]:
    """The groups of fields that the header shows to this reader."""
    plan = ("plan",) if client.now_review else ()
    statements = ("statements",) if client.now_expiring and may_see_health(user, client) else ()
    return (*HEADER_GROUPS, *plan, *statements)


def header_of(user: User, client: Any) -> Header:
    """The header of a client that was opened by `opened_client`."""
    return Header(facts=[(term, words) for term, words in _facts(client) if words], alerts=_alerts(user, client))


def _facts(client: Any) -> list[tuple[str, str]]:
    case = client.now_case or {}
    task = client.now_task
    return [
        (_("Area"), client.area.name),
        (_("Unit"), client.unit.name if client.unit else ""),
        (_("Responsible"), client.now_responsible or _("Nobody")),
        (_("Case"), _label(CaseStatus, case.get("status")) or _("No case")),
        (_("Phase"), _since(_label(CasePhase, case.get("phase")), case.get("phase_since"))),
        (_("Direction"), _label(Direction, case.get("direction"))),
        (_("Waiting for"), _since(_label(WaitingFor, case.get("waiting_for")), case.get("waiting_since"))),
        (_("Joint point"), _since(_label(JointPoint, case.get("joint_point")), case.get("joint_point_since"))),
        (_("Keywords"), ", ".join(_label(KeywordKind, kind) for kind in client.now_keywords)),
        (_("Review of the plan"), _day(client.now_review)),
        (_("Next appointment"), _moment(client.now_meeting)),
        (_("Next task"), f"{_day(_parsed(task['due_on']))} {task['title']}" if task else ""),
    ]


def _alerts(user: User, client: Any) -> list[tuple[str, str]]:
    found = []
    if client.non_disclosure:
        found.append((_("Non-disclosure"), "eye-slash"))
    if client.needs_interpreter:
        language = client.get_interpreter_language_display()
        found.append((_("Interpreter: %(language)s") % {"language": language or _("Yes")}, "exclamation-triangle"))
    if client.now_review and client.now_review < timezone.localdate():
        found.append((_("The review of the plan is overdue"), "clock-history"))
    if client.now_expiring and may_see_health(user, client):
        found.append((_("A statement ends on %(day)s") % {"day": _day(client.now_expiring)}, "clock-history"))
    return found


def _label(choices: Any, code: Any) -> str:
    return str(choices(code).label) if code in choices else ""


def _since(words: str, day: Any) -> str:
    if not words or not day:
        return words
    return _("%(what)s, since %(day)s") % {"what": words, "day": _day(_parsed(day))}


def _parsed(day: Any) -> date | None:
    return parse_date(day) if isinstance(day, str) else day


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _moment(at: Any) -> str:
    at = parse_datetime(at) if isinstance(at, str) else at
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else ""
