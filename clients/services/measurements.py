"""Keeping the client's own numbers: the Abilitator's scores and self-ratings."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.models import AbilitatorRecord, SelfRating
from clients.services.locking import locked_client_with_health
from config.kernel.errors import NotFound, Refusal


@transaction.atomic
def record_abilitator(*, actor: User, client_id: UUID, values: Mapping[str, Any]) -> AbilitatorRecord:
    """The summary scores of one measurement are kept; no items are asked for, and none have a place."""
    client = locked_client_with_health(actor, client_id)
    _must_have_come(values["measured_on"], field="measured_on")
    record = AbilitatorRecord(
        area_id=client.area_id, client=client, recorded_by=actor, recorded_at=timezone.now(), **values
    )
    add_record(record)
    return record


@transaction.atomic
def change_abilitator(
    *, actor: User, client_id: UUID, record_id: UUID, version: int, values: Mapping[str, Any]
) -> bool:
    """The measurement is corrected; its history tells what it said before."""
    client = locked_client_with_health(actor, client_id)
    _must_have_come(values["measured_on"], field="measured_on")
    record = client.abilitator_records.filter(pk=record_id).first()
    if record is None:
        raise NotFound
    return change_record(record, version=version, values=values)


@transaction.atomic
def record_self_rating(*, actor: User, client_id: UUID, values: Mapping[str, Any]) -> SelfRating:
    """The client's own numbers of a day are kept."""
    client = locked_client_with_health(actor, client_id)
    _must_have_come(values["rated_on"], field="rated_on")
    rating = SelfRating(area_id=client.area_id, client=client, recorded_by=actor, recorded_at=timezone.now(), **values)
    add_record(rating)
    return rating


@transaction.atomic
def change_self_rating(
    *, actor: User, client_id: UUID, rating_id: UUID, version: int, values: Mapping[str, Any]
) -> bool:
    """The self-rating is corrected; its history tells what it said before."""
    client = locked_client_with_health(actor, client_id)
    _must_have_come(values["rated_on"], field="rated_on")
    rating = client.self_ratings.filter(pk=rating_id).first()
    if rating is None:
        raise NotFound
    return change_record(rating, version=version, values=values)


def _must_have_come(day: date, *, field: str) -> None:
    if day > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field=field)
