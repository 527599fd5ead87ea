"""Fields and values of kept records in words, and what happened to such a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.selectors import history
from accounts.selectors.history import Event, Source, events_of
from config.kernel.tables import Cell, Column, Table

WORDS: dict[str, Any] = {
    "email": gettext_lazy("E-mail"),
    "name": gettext_lazy("Name"),
    "language": gettext_lazy("Language"),
    "is_active": gettext_lazy("Account is open"),
    "area": gettext_lazy("Area"),
    "unit": gettext_lazy("Unit"),
    "role": gettext_lazy("Role"),
    "rights": gettext_lazy("Rights"),
    "valid_from": gettext_lazy("Valid from"),
    "valid_to": gettext_lazy("Last day"),
    "reviewed_on": gettext_lazy("Reviewed on"),
    "kind": gettext_lazy("Kind"),
    "parent": gettext_lazy("Under"),
    "successor": gettext_lazy("What comes in its place"),
    "list": gettext_lazy("List"),
    "code": gettext_lazy("Code"),
    "position": gettext_lazy("Place in the list"),
    "name_fi": gettext_lazy("Name in Finnish"),
    "name_sv": gettext_lazy("Name in Swedish"),
    "name_en": gettext_lazy("Name in English"),
    "key": gettext_lazy("Key"),
    "tone": gettext_lazy("Tone"),
    "text_fi": gettext_lazy("Text in Finnish"),
    "text_sv": gettext_lazy("Text in Swedish"),
    "text_en": gettext_lazy("Text in English"),
    "ended_at": gettext_lazy("Ended"),
    "starts_on": gettext_lazy("Starts"),
    "ends_on": gettext_lazy("Ends"),
    "funder": gettext_lazy("Funder"),
    "beneficiary": gettext_lazy("Beneficiary"),
    "coordinator": pgettext_lazy("of a programme", "Coordinator"),
    "funding_granted": gettext_lazy("Funding granted (euros)"),
    "funding_actual": gettext_lazy("Funding used (euros)"),
    "indicator": gettext_lazy("Indicator"),
    "value": gettext_lazy("Value"),
    "period": gettext_lazy("Period"),
    "source": gettext_lazy("Source"),
    "decided_on": gettext_lazy("Decided on"),
    "is_procured": gettext_lazy("Procured"),
    "is_for_employers": gettext_lazy("Shown to employers"),
    "business_id": gettext_lazy("Business id"),
    "size": gettext_lazy("People employed"),
    "industry": gettext_lazy("Industry"),
    "intermediary": gettext_lazy("Mediates work as"),
    "website": gettext_lazy("Website"),
    "capacity": gettext_lazy("Capacity, clients at once"),
    "referral_target": gettext_lazy("Target of referrals"),
    "title": gettext_lazy("Name"),
    "held_on": gettext_lazy("Day"),
    "place": gettext_lazy("Place"),
    "note": gettext_lazy("Notes"),
    "owner": gettext_lazy("Who sees to it"),
    "due_on": pgettext_lazy("deadline", "By"),
    "closed_on": gettext_lazy("Done on"),
    "done": gettext_lazy("What was done"),
    "ended_on": gettext_lazy("Ended"),
    "outcome": gettext_lazy("Outcome"),
    "state": gettext_lazy("State"),
    "confirmed_at": gettext_lazy("Confirmed on"),
    "reason": gettext_lazy("Reason"),
}


def value_text(field: Any, value: Any, names: Mapping[Any, str] | None = None) -> str:
    """A stored value in the reader's words; `names` are those of the records a key points to."""
    if value is None or value in ("", []):
        return "–"
    if field.is_relation:
        return (names or {}).get(value, _("(not visible to you)"))
    if isinstance(value, list):
        choices = dict(getattr(field, "base_field", field).flatchoices)
        return ", ".join(str(choices.get(one, one)) for one in value)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return plain_text(value)


def plain_text(value: Any) -> str:
    """A value that is not a code."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return str(value) if isinstance(value, str) else number_format(value)


def changes_of(model: type[models.Model], fields: Sequence[str], **whose: Any) -> list[Event]:
    """The latest events of the records that `whose` picks, the newest first, with the fields that differ."""
    known: dict[str, Any] = {name: model._meta.get_field(name) for name in fields}
    names = {name: _names(field.related_model) for name, field in known.items() if field.is_relation}

    def word(name: str, value: Any) -> str:
        return value_text(known[name], value, names.get(name))

    source = Source(model=model, whose=whose, fields={field.attname: name for name, field in known.items()})
    return [one for one in events_of([source], label=_label, word=word) if one.changes]


def _label(name: str) -> str:
    return str(WORDS.get(name, name))


def _names(model: Any) -> dict[Any, str]:
    return {record.pk: str(record) for record in model.objects.all()}


def history_table(changes: Sequence[Event]) -> Table:
    """Changes as a list, the newest first, with the reason where one was given."""
    reason = (Column(label=_("Reason")), _reason)
    return history.history_table(sorted(changes, key=lambda one: one.at, reverse=True), extra=reason)


def _reason(event: Event) -> Cell:
    return Cell(text=str(event.context.get("reason") or "–"))
