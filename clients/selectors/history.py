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
    RecipientKind,
    RelationKind,
)
from clients.enums import cases as of_cases
from clients.enums.demands import Adjustment, Demand
from clients.enums.work_ability import (
    AssessmentBody,
    AssessmentModule,
    AssessmentStatus,
    IssuerKind,
    StatementKind,
    StatementStatus,
)
from clients.models import AssessmentOrder, Case, CaseRelation, Client, Consent, IncomingReferral, Statement
from clients.policies import may_see_contacts, may_see_health
from clients.selectors import spell_words
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
        "needs_interpreter": _("Needs an interpreter"),
        "interpreter_language": _("Language of interpreting"),
        "adjustments": _("Needed adjustments"),
        "adjustments_note": _("More on the adjustments"),
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
    Case: {
        "status": _("Status"),
        "kind": _("Kind of the case"),
        "origin": _("How the client came"),
        "opened_on": _("Opened on"),
        "closed_on": _("Last day"),
        "ending_reason": _("Reason of ending"),
        "phase": _("Phase"),
        "phase_since": _("Phase since"),
        "direction": _("Direction"),
        "direction_on": _("Direction became clear on"),
        "waiting_for": _("Waiting for"),
        "waiting_since": _("Waiting since"),
        "joint_point": _("Joint point"),
        "joint_point_since": _("Stuck since"),
        "is_jobseeker": _("Jobseeker"),
        "jobseeking_started_on": _("Jobseeking began"),
        "is_employed": _("Employment relationship"),
        "sickness_maximum_on": _("Maximum of sickness allowance reached on"),
    },
    IncomingReferral: {
        "kind": _("Kind"),
        "received_on": _("Received on"),
        "decision": _("Decision"),
        "decided_on": _("Decided on"),
        "decided_by_id": _("Decided by"),
        "decision_reason": _("Reason"),
    },
    CaseRelation: {
        "kind": _("Relation"),
        "user_id": _("Person"),
        "valid_from": _("From"),
        "valid_to": _("To"),
        "ended_at": _("Ended"),
    },
    Statement: {
        "status": _("State"),
        "needed_on": _("Need stated"),
        "requested_on": _("Requested"),
        "appointment_on": _("Appointment"),
        "received_on": _("Received"),
        "refused_on": _("Refused on"),
        "expired_on": _("Expired"),
        "kind": _("Kind"),
        "issuer_kind": _("Who gives it"),
        "received_from": _("Name of the giver"),
        "diagnosis_chapter": _("Diagnosis"),
        "stated_on": _("Stated on"),
        "valid_until": _("Valid until"),
        "summary": _("Summary"),
        "refusal_reason": _("Why refused"),
        "restrictions": _("Restricts"),
        "adjustments": _("Recommends"),
        "usefulness": _("How useful it was, from 1 to 5"),
        "usefulness_reason": _("Why"),
    },
    AssessmentOrder: {
        "module": _("What is assessed"),
        "body": _("Who assesses"),
        "body_name": _("Name of the body"),
        "status": _("State"),
        "ordered_on": _("Ordered on"),
        "started_on": _("Started on"),
        "ended_on": _("Ended on"),
        "result": _("Result"),
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
    **spell_words.LABELS,
}
CHOICES: Mapping[str, type[models.TextChoices]] = {
    "Client.gender": Gender,
    "Client.interpreter_language": of_cases.InterpreterLanguage,
    "Case.status": of_cases.CaseStatus,
    "Case.kind": of_cases.CaseKind,
    "Case.origin": of_cases.CaseOrigin,
    "Case.ending_reason": of_cases.EndingReason,
    "Case.phase": of_cases.CasePhase,
    "Case.direction": of_cases.Direction,
    "Case.waiting_for": of_cases.WaitingFor,
    "Case.joint_point": of_cases.JointPoint,
    "IncomingReferral.kind": of_cases.ReferralKind,
    "IncomingReferral.decision": of_cases.ReferralDecision,
    "CaseRelation.kind": RelationKind,
    "Statement.status": StatementStatus,
    "Statement.kind": StatementKind,
    "Statement.issuer_kind": IssuerKind,
    "Statement.diagnosis_chapter": DiagnosisChapter,
    "AssessmentOrder.module": AssessmentModule,
    "AssessmentOrder.body": AssessmentBody,
    "AssessmentOrder.status": AssessmentStatus,
    "Consent.recipient_kind": RecipientKind,
    "Consent.state": ConsentState,
    "Consent.manner": ConsentManner,
    **spell_words.CHOICES,
}
LISTS: Mapping[str, type[models.TextChoices]] = {
    "Client.adjustments": of_cases.Adjustment,
    "Consent.items_given": DataItem,
    "Consent.items_refused": DataItem,
    "Statement.restrictions": Demand,
    "Statement.adjustments": Adjustment,
    **spell_words.LISTS,
}
NAMES: Mapping[str, type[models.Model]] = {
    "Client.unit_id": Unit,
    "Client.municipality_id": Municipality,
    "CaseRelation.user_id": User,
    "IncomingReferral.decided_by_id": User,
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
            return ", ".join(_choice(LISTS[place], code) for code in value)
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
