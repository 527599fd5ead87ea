"""One participation as its page shows it: the forms with every field, and the history of all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client, EndForm, FollowUpForm, ImportBatch, Participation, StartForm
from clients.selectors.imports import moment_text
from clients.selectors.wording import ABSENT, Wording, label
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table

MAX_EVENTS = 200
# Which field of a record stands under which name in an import file, whose words it shares.
PARTICIPATION_FIELDS = {
    "unit_id": "unit",
    "first_started_on": "first_started_on",
    "started_on": "started_on",
    "ended_on": "ended_on",
    "end_reason": "end_reason",
    "end_path": "end_path",
    "end_missing_reason": "end_missing_reason",
}
CLIENT_FIELDS = {"gender": "gender", "birth_date": "birth_date", "municipality_id": "client_municipality"}
START_FIELDS = {
    "status": "start_status",
    "municipality_id": "start_municipality",
    **{
        name: name
        for name in (
            "unemployed_months", "in_education", "isced", "household", "adults", "working_members",
            "dependent_children", "foreign_background", "disability", "other_disadvantage", "housing_exclusion",
        )
    },
}  # fmt: skip
END_FIELDS = {
    "observed_on": "end_observed_on",
    "status": "end_status",
    "in_education": "end_in_education",
    "qualification": "end_qualification",
    "job_kind": "end_job_kind",
}
FOLLOW_UP_FIELDS = {"observed_on": "followup_observed_on", "status": "followup_status", "improved": "followup_improved"}
RECORDS: tuple[tuple[type[models.Model], Mapping[str, str]], ...] = (
    (Participation, PARTICIPATION_FIELDS),
    (Client, CLIENT_FIELDS),
    (StartForm, START_FIELDS),
    (EndForm, END_FIELDS),
    (FollowUpForm, FOLLOW_UP_FIELDS),
)

Facts = list[tuple[str, str]]


@dataclass(frozen=True)
class Section:
    """A form in words; `absent` says why there is nothing."""

    key: str
    title: str
    facts: Facts
    absent: str


def participation_for(user: User, *, participation_id: UUID) -> Participation:
    """The participation with its forms; hidden and absent look the same."""
    found = (
        Participation.objects.visible_to(user).with_forms().select_related("area").filter(pk=participation_id).first()
    )
    if found is None:
        raise NotFound
    return found


def sections(participation: Participation, wording: Wording) -> list[Section]:
    """Everything recorded of the participation, form by form."""
    forms = {name: getattr(participation, name, None) for name in ("start_form", "end_form", "follow_up_form")}
    no_end = _("There is no end form.")
    if participation.end_missing_reason:
        reason = wording.value("end_missing_reason", participation.end_missing_reason)
        no_end = _("There is no end form: %(reason)s.") % {"reason": reason}
    return [
        Section("participation", _("Participation"), _facts(participation, PARTICIPATION_FIELDS, wording), ""),
        Section("client", _("Client"), _facts(participation.client, CLIENT_FIELDS, wording), ""),
        Section(
            "start", _("Start form"), _facts(forms["start_form"], START_FIELDS, wording), _("There is no start form.")
        ),
        Section("end", _("End form"), _facts(forms["end_form"], END_FIELDS, wording), no_end),
        Section(
            "follow-up",
            _("Follow-up form"),
            _facts(forms["follow_up_form"], FOLLOW_UP_FIELDS, wording),
            _("There is no follow-up form."),
        ),
    ]


def _facts(record: models.Model | None, fields: Mapping[str, str], wording: Wording) -> Facts:
    if record is None:
        return []
    return [(label(name), wording.value(name, getattr(record, field))) for field, name in fields.items()]


@dataclass(frozen=True)
class Event:
    """One change of one record: when, by whom, in which import, and which field became what."""

    at: datetime
    user: str
    batch: str
    kind: str
    changes: list[tuple[str, str, str]]


def events(participation: Participation, wording: Wording) -> list[Event]:
    """What happened to the participation, its client and its forms, newest first."""
    found = chain.from_iterable(_events_of(model, fields, participation, wording) for model, fields in RECORDS)
    return sorted(found, key=lambda event: event.at, reverse=True)[:MAX_EVENTS]


def _events_of(
    model: type[models.Model], fields: Mapping[str, str], participation: Participation, wording: Wording
) -> Iterator[Event]:
    kept = model.pgh_event_model.objects  # type: ignore[attr-defined]  # pghistory adds it
    if model is Client:
        whose = {"pgh_obj_id": participation.client_id}
    else:
        whose = {"pgh_obj_id" if model is Participation else "participation_id": participation.pk}
    before: dict[UUID, Any] = {}
    for event in reversed(kept.filter(**whose).order_by("-pgh_id")[:MAX_EVENTS]):
        context = event.pgh_context or {}
        yield Event(
            at=event.pgh_created_at,
            user=str(context.get("user") or ""),
            batch=str(context.get("batch") or ""),
            kind=event.pgh_label,
            changes=_differences(before.get(event.pgh_obj_id), event, fields, wording),
        )
        before[event.pgh_obj_id] = event


def _differences(old: Any, new: Any, fields: Mapping[str, str], wording: Wording) -> list[tuple[str, str, str]]:
    if new.pgh_label == "delete":
        old, new = new, None
    changes = []
    for field, name in fields.items():
        was, now = getattr(old, field, None), getattr(new, field, None)
        if (was in (None, "")) != (now in (None, "")) or (was not in (None, "") and was != now):
            changes.append((label(name), wording.value(name, was), wording.value(name, now)))
    return changes


def history_table(happened: Iterable[Event], *, user: User) -> Table:
    """The history as a list; imports are named to those who may see them."""
    shown = list(happened)
    names = _names_of(shown)
    files = _files_of(shown, user)
    kinds = {"insert": _("Recorded"), "update": _("Changed"), "delete": _("Removed")}
    columns = (
        Column(label=_("When")),
        Column(label=_("Who")),
        Column(label=_("What")),
        Column(label=_("Fields")),
        Column(label=_("Import")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=moment_text(event.at), value=event.at, header=True),
                Cell(text=names.get(event.user, _("the operator"))),
                Cell(text=kinds[event.kind]),
                Cell(text="; ".join(_change_text(event, *change) for change in event.changes) or ABSENT),
                _import_cell(event.batch, files),
            )
        )
        for event in shown
    )
    return Table(caption=_("History, newest first"), columns=columns, rows=rows, empty=_("No change is on record."))


def _change_text(event: Event, name: str, was: str, now: str) -> str:
    if event.kind == "insert":
        return f"{name}: {now}"
    return f"{name}: {was} → {now}"


def _import_cell(batch: str, files: Mapping[str, str]) -> Cell:
    if not batch:
        return Cell(text=ABSENT, kind="absent")
    url = reverse("clients:import", args=[batch]) if batch in files else ""
    return Cell(text=files.get(batch, _("an import")), url=url)


def _names_of(happened: Iterable[Event]) -> dict[str, str]:
    keys = {event.user for event in happened if len(event.user) == 36}
    return {str(user.pk): user.name for user in User.objects.filter(pk__in=keys).only("name")}


def _files_of(happened: Iterable[Event], user: User) -> dict[str, str]:
    keys = {event.batch for event in happened if event.batch}
    seen = ImportBatch.objects.visible_to(user).filter(pk__in=keys).only("file_name")
    return {str(batch.pk): batch.file_name for batch in seen}
