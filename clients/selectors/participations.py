"""One participation as its page shows it: the forms with every field, and the history of all of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors.history import Event, Source, events_of, history_table
from clients.enums.forms import FormKind
from clients.form_questions import PARTICIPATION, questions_of
from clients.models import Client, EndForm, FollowUpForm, ImportBatch, Participation, StartForm
from clients.selectors.contacts import withheld_words
from clients.selectors.participation_states import hidden_from
from clients.selectors.wording import ABSENT, Wording, label
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Table


def fields_of(kind: FormKind) -> dict[str, str]:
    """Which column of the form answers which question."""
    return {question.field: question.name for question in questions_of(kind) if question.record != PARTICIPATION}


# Which field of a record stands under which name in an import file, whose words it shares.
PARTICIPATION_FIELDS = {
    "unit_id": "unit",
    "first_started_on": "first_started_on",
    "started_on": "started_on",
    "ended_on": "ended_on",
    "end_reason": "end_reason",
    "end_path": "end_path",
    "end_missing_reason": "end_missing_reason",
    "followup_missing_reason": "followup_missing_reason",
}
CLIENT_FIELDS = {"gender": "gender", "birth_date": "birth_date", "municipality_id": "client_municipality"}
START_FIELDS = fields_of(FormKind.START)
END_FIELDS = fields_of(FormKind.END)
FOLLOW_UP_FIELDS = fields_of(FormKind.FOLLOW_UP)
RECORDS: tuple[tuple[type[models.Model], Mapping[str, str]], ...] = (
    (Participation, PARTICIPATION_FIELDS),
    (Client, CLIENT_FIELDS),
    (StartForm, START_FIELDS),
    (EndForm, END_FIELDS),
    (FollowUpForm, FOLLOW_UP_FIELDS),
)

Facts = list[tuple[str, str]]
Withheld = frozenset[str]


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


def sections(participation: Participation, wording: Wording, *, hidden: Withheld = frozenset()) -> list[Section]:
    """Everything recorded of the participation, form by form; the values of `hidden` fields are withheld."""
    forms = {name: getattr(participation, name, None) for name in ("start_form", "end_form", "follow_up_form")}
    no_end, no_follow_up = _("There is no end form."), _("There is no follow-up form.")
    if participation.end_missing_reason:
        reason = wording.value("end_missing_reason", participation.end_missing_reason)
        no_end = _("There is no end form: %(reason)s.") % {"reason": reason}
    if participation.followup_missing_reason:
        reason = wording.value("followup_missing_reason", participation.followup_missing_reason)
        no_follow_up = _("There is no follow-up form: %(reason)s.") % {"reason": reason}
    return [
        Section("participation", _("Participation"), _facts(participation, PARTICIPATION_FIELDS, wording, hidden), ""),
        Section("client", _("Client"), _facts(participation.client, CLIENT_FIELDS, wording, hidden), ""),
        Section(
            "start",
            _("Start form"),
            _facts(forms["start_form"], START_FIELDS, wording, hidden),
            _("There is no start form."),
        ),
        Section("end", _("End form"), _facts(forms["end_form"], END_FIELDS, wording, hidden), no_end),
        Section(
            "follow_up",
            _("Follow-up form"),
            _facts(forms["follow_up_form"], FOLLOW_UP_FIELDS, wording, hidden),
            no_follow_up,
        ),
    ]


def _facts(record: models.Model | None, fields: Mapping[str, str], wording: Wording, hidden: Withheld) -> Facts:
    if record is None:
        return []
    return [
        (label(name), withheld_words() if name in hidden else wording.value(name, getattr(record, field)))
        for field, name in fields.items()
    ]


def participation_history(participation: Participation, wording: Wording, *, user: User) -> Table:
    """What happened to the participation, its client and its forms; imports are named to those who may see them.

    Of a client under non-disclosure the municipality is told to have changed, not from what to what.
    """
    secret = hidden_from(user, participation)
    sources = [
        Source(model=model, whose=_whose(model, participation), fields=fields, hidden=_columns(fields, secret))
        for model, fields in RECORDS
    ]
    happened = events_of(sources, label=label, word=wording.value)
    files = _files_of(happened, user)
    return history_table(
        happened, extra=(Column(label=_("Import")), lambda event: _import_cell(event.context.get("batch") or "", files))
    )


def _columns(fields: Mapping[str, str], hidden: Withheld) -> frozenset[str]:
    """The columns whose values the reader is not shown, by the names of the answers."""
    return frozenset(column for column, name in fields.items() if name in hidden) | (hidden & frozenset(fields))


def _whose(model: type[models.Model], participation: Participation) -> dict[str, Any]:
    if model is Client:
        return {"pgh_obj_id": participation.client_id}
    return {"pgh_obj_id" if model is Participation else "participation_id": participation.pk}


def _import_cell(batch: str, files: Mapping[str, str]) -> Cell:
    if not batch:
        return Cell(text=ABSENT, kind="absent")
    url = reverse("clients:import", args=[batch]) if batch in files else ""
    return Cell(text=files.get(batch, _("an import")), url=url)


def _files_of(happened: Iterable[Event], user: User) -> dict[str, str]:
    keys = {event.context["batch"] for event in happened if event.context.get("batch")}
    seen = ImportBatch.objects.visible_to(user).filter(pk__in=keys).only("file_name")
    return {str(batch.pk): batch.file_name for batch in seen}
