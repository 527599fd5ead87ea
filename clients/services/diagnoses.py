"""Diagnosis marks: the chapter only, from a source, for those who hold the right to health data."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients import policies
from clients.enums import DiagnosisChapter
from clients.enums.keywords import DiagnosisSource
from clients.models import Client, DiagnosisMark
from clients.services.marks import not_in_future, visible_client
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal


@transaction.atomic
def record_diagnosis(
    *, actor: User, client_id: UUID, chapter: DiagnosisChapter, source: DiagnosisSource, source_name: str, on: date
) -> DiagnosisMark:
    """The client has a diagnosis of the chapter since `on`, known from the source. Refused without the right to health.

    A client needs no diagnosis for anything; nothing asks for one.
    """
    client = _client_of_reader(actor, client_id)
    not_in_future(on, field="on")
    if client.diagnosis_marks.open().filter(chapter=chapter).exists():
        raise OutOfOrder(_("The client already has a diagnosis of this chapter."))
    made = DiagnosisMark(
        area_id=client.area_id,
        client=client,
        chapter=chapter,
        source=source,
        source_name=source_name.strip(),
        stated_on=on,
        recorded_by=actor,
    )
    add_record(made)
    return made


@transaction.atomic
def end_diagnosis(*, actor: User, client_id: UUID, mark_id: UUID, version: int, on: date) -> DiagnosisMark:
    """The diagnosis is over from `on`. Refused: a day before it was stated or to come, one that is over."""
    mark = _mark_of(_client_of_reader(actor, client_id), mark_id)
    not_in_future(on, field="on")
    if mark.ended_on is not None:
        raise OutOfOrder(_("The diagnosis has already ended."))
    if on < mark.stated_on:
        raise Refusal(_("A diagnosis cannot end before it was stated."), field="on")
    change_record(mark, version=version, values={"ended_on": on})
    return mark


@transaction.atomic
def take_diagnosis_back(*, actor: User, client_id: UUID, mark_id: UUID, version: int) -> DiagnosisMark:
    """The diagnosis was recorded in error: it counts on no day, and stays in the history."""
    mark = _mark_of(_client_of_reader(actor, client_id), mark_id)
    change_record(mark, version=version, values={"is_mistaken": True})
    return mark


def _client_of_reader(actor: User, client_id: UUID) -> Client:
    client = visible_client(actor, client_id)
    if not policies.may_see_health(actor, client):
        raise NotAllowed(_("Only those with the right to health data may do this."))
    return client


def _mark_of(client: Client, mark_id: UUID) -> DiagnosisMark:
    found = client.diagnosis_marks.locked().filter(pk=mark_id, is_mistaken=False).first()
    if found is None:
        raise NotFound
    return found
