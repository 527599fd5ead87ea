"""The history of a client's records in words, for each record's page; what a reader may not see is hidden there too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Municipality, Unit, User
from accounts.selectors.history import Source, events_of, history_table, plain_word
from clients.enums import (
    ConsentManner,
    ConsentState,
    DataItem,
    DiagnosisChapter,
    Gender,
    HealthKind,
    RecipientKind,
    RelationKind,
)
from clients.models import CaseRelation, Client, Consent, HealthDetail
from clients.policies import may_see_contacts, may_see_health
from config.kernel.personal import Group, registry
from config.kernel.tables import Table

# What each record's history tells, by the columns of its table; identity codes only that they changed.
LABELS: Mapping[type[models.Model], Mapping[str, Any]] = {
    Client: {
        "last_name": _("Last name"),
        "first_names": _("First names"),
        "birth_date": _("Date of birth"),
        "gender": _("Gender"),
        "service_language": _("Language of service"),
        "unit_id": _("Unit"),
        "non_disclosure": _("Non-disclosure"),
        "street_address": _("Street address"),
        "postal_code": _("Postal code"),
        "post_office": _("Post office"),
        "municipality_id": _("Municipality"),
        "phone": _("Telephone"),
        "email": _("E-mail"),
        "identity_cipher": _("Identity code"),
    },
    CaseRelation: {
        "kind": _("Relation"),
        "user_id": _("Person"),
        "valid_from": _("From"),
        "valid_to": _("To"),
        "ended_at": _("Ended"),
    },
    HealthDetail: {
        "kind": _("Kind"),
        "diagnosis_chapter": _("Diagnosis"),
        "stated_on": _("Stated on"),
        "valid_to": _("Valid until"),
        "source": _("Source"),
        "text": _("Text"),
    },
    Consent: {
        "recipient_kind": _("Recipient"),
        "recipient_name": _("Name of the recipient"),
        "state": _("State"),
        "items_given": _("Agreed to"),
        "items_refused": _("Refused items"),
        "manner": _("How the client decided"),
        "decided_on": _("Decided on"),
        "valid_to": _("Valid until"),
        "withdrawn_on": _("Withdrawn on"),
        "withdrawal_reason": _("Reason"),
    },
}
CHOICES: Mapping[str, type[models.TextChoices]] = {
    "Client.gender": Gender,
    "CaseRelation.kind": RelationKind,
    "HealthDetail.kind": HealthKind,
    "HealthDetail.diagnosis_chapter": DiagnosisChapter,
    "Consent.recipient_kind": RecipientKind,
    "Consent.state": ConsentState,
    "Consent.manner": ConsentManner,
}
LISTS = {"Consent.items_given", "Consent.items_refused"}
NAMES: Mapping[str, type[models.Model]] = {
    "Client.unit_id": Unit,
    "Client.municipality_id": Municipality,
    "CaseRelation.user_id": User,
}
ALWAYS_HIDDEN = frozenset({"identity_cipher"})


def history_of(*records: models.Model, client: Client, user: User) -> Table:
    """What happened to these records of one client, newest first.

    Values that the reader may not see now stay hidden, whenever they were true: contact details under non-disclosure
    without that right, health without its right, and identity codes always.
    """
    keys: dict[type[models.Model], list[Any]] = {}
    for record in records:
        keys.setdefault(type(record), []).append(record.pk)
    sources = [_source(model, {"pgh_obj_id__in": found}, client=client, user=user) for model, found in keys.items()]
    return history_table(events_of(sources, label=_label, word=_Words()))


def _source(model: type[models.Model], whose: dict[str, Any], *, client: Client, user: User) -> Source:
    return Source(
        model=model,
        whose=whose,
        fields={name: f"{model.__name__}.{name}" for name in LABELS[model]},
        hidden=hidden_fields(model, client=client, user=user),
    )


def hidden_fields(model: type[models.Model], *, client: Client, user: User) -> frozenset[str]:
    """The columns of the model whose values this reader may not see of this client, by the registry's groups."""
    closed = set()
    if not may_see_contacts(user, client):
        closed.add(Group.CONTACT)
    if not may_see_health(user, client):
        closed.add(Group.HEALTH)
    rule = registry()[model._meta.label]
    groups = {model._meta.get_field(name).attname: one.group for name, one in rule.fields.items()}  # type: ignore[union-attr]
    return ALWAYS_HIDDEN | {name for name, group in groups.items() if group in closed}


def _label(place: str) -> str:
    model_name, _point, name = place.partition(".")
    model = next(one for one in LABELS if one.__name__ == model_name)
    return str(LABELS[model][name])


class _Words:
    """Values in the reader's language; names of other rows are looked up once each."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, Any], str] = {}

    def __call__(self, place: str, value: Any) -> str:
        if value in (None, "", []):
            return plain_word(place, value)
        if place in CHOICES:
            return _choice(CHOICES[place], value)
        if place in LISTS:
            return ", ".join(_choice(DataItem, code) for code in value)
        if place in NAMES:
            return self._name(place, value)
        return plain_word(place, value)

    def _name(self, place: str, key: Any) -> str:
        if (place, key) not in self._names:
            found = NAMES[place]._default_manager.filter(pk=key).first()
            self._names[place, key] = str(found) if found else str(key)
        return self._names[place, key]


def _choice(choices: type[models.TextChoices], value: str) -> str:
    return str(choices(value).label) if value in choices.values else str(value)
