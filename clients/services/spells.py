"""Spells of labour-market status, legal standing and benefits: recorded, changed, withdrawn. Three sorts, one way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

import pghistory
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.spells import Benefit, SpellKind, benefit_validity
from clients.models import BenefitSpell, Client, LabourSpell, LegalSpell
from clients.models.spells import Spell
from clients.services.marks import not_in_future, reason_of, visible_client
from config.kernel.errors import NotFound, OutOfOrder, Refusal

Row = TypeVar("Row", bound=models.Model)

MODELS: Mapping[SpellKind, type[Any]] = {
    SpellKind.LABOUR: LabourSpell,
    SpellKind.LEGAL: LegalSpell,
    SpellKind.BENEFIT: BenefitSpell,
}
# What is said of a spell of each sort.
SAID: Mapping[SpellKind, tuple[str, ...]] = {
    SpellKind.LABOUR: ("status", "begun_on", "ended_on", "end_reason", "source", "source_name"),
    SpellKind.LEGAL: ("flag", "begun_on", "ended_on", "end_reason", "source", "source_name"),
    SpellKind.BENEFIT: ("benefit", "begun_on", "ended_on", "source", "source_name"),
}


@transaction.atomic
def record_spell(
    *, actor: User, client_id: UUID, kind: SpellKind, values: Mapping[str, Any], earlier_ended: str = ""
) -> Spell:
    """The spell is on record, `actor` its recorder.

    A new main status ends the one that goes on, the day before and for the reason `earlier_ended`; without a reason it
    is refused as any other overlap is. Refused too: days to come, an end without a reason, a benefit that is not to be
    had on these days.
    """
    client = visible_client(actor, client_id)
    said = _said(kind, values)
    if kind == SpellKind.LABOUR and earlier_ended:
        _end_the_one_before(client, begun_on=said["begun_on"], reason=earlier_ended)
    made: Spell = MODELS[kind](area_id=client.area_id, client=client, recorded_by=actor, **said)
    add_record(made)
    return made


@transaction.atomic
def change_spell(
    *, actor: User, client_id: UUID, kind: SpellKind, spell_id: UUID, version: int, values: Mapping[str, Any]
) -> Spell:
    """The spell is as said from now on: ended, or corrected; what was said before is in the history."""
    client = visible_client(actor, client_id)
    spell = held_spell(MODELS[kind], client, spell_id)
    change_record(spell, version=version, values=_said(kind, values))
    return spell


@transaction.atomic
def withdraw_spell(
    *, actor: User, client_id: UUID, kind: SpellKind, spell_id: UUID, version: int, reason: str
) -> Spell:
    """The spell was recorded in error: it counts on no day, and stays listed as such with the reason."""
    client = visible_client(actor, client_id)
    spell = held_spell(MODELS[kind], client, spell_id)
    withdraw(spell, actor=actor, version=version, reason=reason)
    return spell


def held_spell(model: type[Row], client: Client, spell_id: UUID) -> Row:
    """The client's row of the model, held; refused once it is withdrawn."""
    found: Any = model._default_manager.filter(area_id=client.area_id, client=client, pk=spell_id)
    spell = found.order_by("pk").select_for_update(of=("self",)).first()
    if spell is None:
        raise NotFound
    if spell.withdrawn_at is not None:
        raise OutOfOrder(_("It has been withdrawn as recorded in error."))
    held: Row = spell
    return held


def withdraw(spell: Any, *, actor: User, version: int, reason: str) -> None:
    """The row is withdrawn by the actor for the reason, which its history has too."""
    because = reason_of(reason, field="reason")
    values = {"withdrawn_at": timezone.now(), "withdrawn_by_id": actor.pk, "withdrawal_reason": because[:300]}
    with pghistory.context(reason=because[:300]):
        change_record(spell, version=version, values=values)


def _said(kind: SpellKind, values: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: values[name] for name in SAID[kind] if name in values}
    not_in_future(said.get("begun_on"), field="begun_on")
    if kind != SpellKind.BENEFIT:
        not_in_future(said.get("ended_on"), field="ended_on")
        if said.get("ended_on") and not said.get("end_reason"):
            raise Refusal(_("Say why it ended."), field="end_reason")
        if said.get("end_reason") and not said.get("ended_on"):
            raise Refusal(_("Say when it ended."), field="ended_on")
    else:
        _must_be_there(Benefit(said["benefit"]), said["begun_on"], said.get("ended_on"))
    if said.get("ended_on") and said["ended_on"] < said["begun_on"]:
        raise Refusal(_("It cannot end before it begins."), field="ended_on")
    return said


def _must_be_there(benefit: Benefit, begun_on: date, ended_on: date | None) -> None:
    """Refused when the benefit is not to be had on the first or the last day."""
    since, until = benefit_validity(benefit)
    if since is not None and begun_on < since:
        raise Refusal(_("There is no such benefit before %(day)s.") % {"day": _day(since)}, field="begun_on")
    if until is not None and begun_on > until:
        raise Refusal(_("There is no such benefit after %(day)s.") % {"day": _day(until)}, field="begun_on")
    if until is not None and ended_on is not None and ended_on > until:
        raise Refusal(_("There is no such benefit after %(day)s.") % {"day": _day(until)}, field="ended_on")


def _day(day: date) -> str:
    return str(date_format(day, "SHORT_DATE_FORMAT"))


def _end_the_one_before(client: Client, *, begun_on: date, reason: str) -> None:
    """The main status that goes on and began earlier ends on the day before."""
    open_now = client.labour_spells.standing().locked().filter(ended_on__isnull=True, begun_on__lt=begun_on).first()
    if open_now is not None:
        values = {"ended_on": begun_on - timedelta(days=1), "end_reason": reason}
        change_record(open_now, version=open_now.version, values=values)
