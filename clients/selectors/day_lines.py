"""The lines of a person's day, each with its client and how the person is related to the client, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast

from accounts.models import User
from clients.enums.contacts import ContactChannel
from clients.models import Client
from clients.models.need_to_know import Standing, glass_of, reach_of, relations_of, standing_of, values_for
from clients.selectors.agenda import appointments_today, tasks_due
from clients.selectors.client_columns import GLASS_GROUND
from config.kernel.kept import KeptQuery, kept

MOST = 100
MEETING, TASK = "meeting", "task"
CLIENT = ("area_id", "unit_id", "last_name", "first_names")
COLUMNS = (
    "line_kind", "line_key", "line_version", "line_title", "line_channel", "line_starts", "line_ends", "line_due",
    "line_check",
    "client_id", *(f"client__{name}" for name in CLIENT), "line_related", "line_opened",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class DayLine:
    """An appointment of today, or a task whose day has come, with the follow-up that it is done by."""

    key: UUID
    version: int
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    due_on: date | None
    check: UUID | None
    client: Client | None


@dataclass(frozen=True, kw_only=True)
class DayLines:
    """The appointments and the tasks in order, and how the person is related to the clients they name."""

    meetings: list[DayLine]
    tasks: list[DayLine]
    kinds: dict[UUID, set[str]]


def lines_of_day(user: User) -> DayLines:
    """The person's own appointments of this day and tasks whose day has come; at most a hundred of each."""
    lines: dict[str, list[DayLine]] = {MEETING: [], TASK: []}
    kinds: dict[UUID, set[str]] = {}
    for kind, key, version, title, channel, starts, ends, due, check, client, *more in _kept_lines(
        standing_of(user)
    ).asked(values_for(user)):
        *about, related, opened = more
        named = Client(pk=client, **dict(zip(CLIENT, about, strict=True))) if client else None
        words = title or (str(ContactChannel(channel).label) if channel else "")
        line = DayLine(
            key=key, version=version, title=words, starts_at=starts, ends_at=ends, due_on=due, check=check, client=named
        )  # fmt: skip
        lines[kind].append(line)
        if named:
            kinds[client] = {*related, *([GLASS_GROUND] if opened else [])}
    return DayLines(
        meetings=sorted(lines[MEETING], key=lambda one: (one.starts_at, one.key)),
        tasks=sorted(lines[TASK], key=lambda one: (one.due_on, one.key)),
        kinds=kinds,
    )


@kept
def _kept_lines(standing: Standing) -> KeptQuery:
    user = standing.stand_in
    meetings = _lines(
        appointments_today(user),
        user,
        kind=MEETING,
        version=Value(0),
        channel="channel",
        starts="starts_at",
        ends="ends_at",
    )
    return KeptQuery(
        meetings.union(
            _lines(tasks_due(user), user, kind=TASK, version=F("version"), due="due_on", check="employment_check"),
            all=True,
        )
    )


def _lines(found: QuerySet[Any], user: User, *, kind: str, version: Any, **columns: str) -> QuerySet[Any, Any]:
    """The lines of one kind; of the other columns those that it has, by the names of its fields."""
    reach, of_client = reach_of(user), {"area_id": OuterRef("area_id"), "client_id": OuterRef("client_id")}
    return (
        found[:MOST]
        .annotate(
            line_kind=Value(kind, output_field=CharField()),
            line_key=F("pk"),
            line_version=Cast(version, IntegerField()),
            line_title=F("title"),
            line_channel=Cast(columns.get("channel", Value("")), CharField()),
            line_starts=Cast(columns.get("starts", Value(None)), DateTimeField()),
            line_ends=Cast(columns.get("ends", Value(None)), DateTimeField()),
            line_due=Cast(columns.get("due", Value(None)), DateField()),
            line_check=Cast(columns.get("check", Value(None)), UUIDField()),
            line_related=ArraySubquery(relations_of(user, reach).filter(**of_client).values("kind")),
            line_opened=Exists(glass_of(user, reach).filter(**of_client)),
        )
        .values_list(*COLUMNS)
    )
