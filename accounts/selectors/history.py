"""The history of a record in words: who changed what, when, from what to what; written by trigger, bulk changes too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from config.kernel.tables import Cell, Column, Row, Table

MAX_EVENTS = 200
ABSENT = "–"
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True, kw_only=True)
class Source:
    """Whose events: those of `model` that `whose` picks, and under which names their fields are told.

    A field that is not named is not told at all; one in `hidden` is told to have changed, without its values.
    """

    model: type[models.Model]
    whose: Mapping[str, Any]
    fields: Mapping[str, str]
    hidden: Collection[str] = ()


@dataclass(frozen=True)
class Event:
    """One change of one record; `changes` are label, before and after, in words."""

    at: datetime
    user: str
    kind: str
    changes: list[tuple[str, str, str]]
    context: Mapping[str, Any] = field(default_factory=dict)


Label = Callable[[str], str]
Word = Callable[[str, Any], str]
Extra = tuple[Column, Callable[[Event], Cell]]


def plain_word(_name: str, value: Any) -> str:
    """A value as people read it."""
    if value in EMPTY:
        return ABSENT
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)


def moment_text(moment: datetime) -> str:
    """A moment in the reader's way."""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def events_of(sources: Iterable[Source], *, label: Label, word: Word = plain_word) -> list[Event]:
    """What happened to the records, newest first, those of one transaction too; the newest MAX_EVENTS of them."""
    found = chain.from_iterable(_events_of(source, label, word) for source in sources)
    placed = sorted(enumerate(found), key=lambda one: (one[1].at, one[0]), reverse=True)
    return [event for _place, event in placed[:MAX_EVENTS]]


def _events_of(source: Source, label: Label, word: Word) -> Iterator[Event]:
    kept = source.model.pgh_event_model.objects  # type: ignore[attr-defined]  # pghistory adds it
    before: dict[Any, Any] = {}
    for event in reversed(kept.filter(**source.whose).order_by("-pgh_id")[:MAX_EVENTS]):
        context = event.pgh_context or {}
        yield Event(
            at=event.pgh_created_at,
            user=str(context.get("user") or ""),
            kind=event.pgh_label,
            changes=list(_differences(before.get(event.pgh_obj_id), event, source, label, word)),
            context=context,
        )
        before[event.pgh_obj_id] = event


def _differences(old: Any, new: Any, source: Source, label: Label, word: Word) -> Iterator[tuple[str, str, str]]:
    if new.pgh_label == "delete":
        old, new = new, None
    for attribute, name in source.fields.items():
        was, now = _kept(getattr(old, attribute, None)), _kept(getattr(new, attribute, None))
        if was == now or (was in EMPTY and now in EMPTY):
            continue
        if attribute in source.hidden:
            yield label(name), _veil(was), _veil(now)
        else:
            yield label(name), word(name, was), word(name, now)


def _kept(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _veil(value: Any) -> str:
    return ABSENT if value in EMPTY else _("not shown to you")


def history_table(happened: Sequence[Event], *, extra: Extra | None = None) -> Table:
    """The history as a list, with one more column when it is given."""
    names = _names_of(happened)
    kinds = {"insert": _("Recorded"), "update": _("Changed"), "delete": _("Removed")}
    columns = [Column(label=_("When")), Column(label=_("Who")), Column(label=_("What")), Column(label=_("Fields"))]
    rows = []
    for event in happened:
        cells = [
            Cell(text=moment_text(event.at), value=event.at, header=True),
            Cell(text=names.get(event.user, _("the operator"))),
            Cell(text=kinds[event.kind]),
            Cell(text="; ".join(_change_text(event, *change) for change in event.changes) or ABSENT),
        ]
        rows.append(Row(cells=(*cells, extra[1](event)) if extra else tuple(cells)))
    return Table(
        caption=_("History, newest first"),
        columns=(*columns, extra[0]) if extra else tuple(columns),
        rows=tuple(rows),
        empty=_("No change is on record."),
    )


def _change_text(event: Event, name: str, was: str, now: str) -> str:
    if event.kind == "insert":
        return f"{name}: {now}"
    return f"{name}: {was} → {now}"


def _names_of(happened: Iterable[Event]) -> dict[str, str]:
    keys = {event.user for event in happened if len(event.user) == 36}
    return {str(user.pk): user.name for user in User.objects.filter(pk__in=keys).only("name")}
