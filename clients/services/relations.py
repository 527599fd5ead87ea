"""Whose client: handed over, co-owned, consulted about; and who keeps their contacts from being disclosed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import MessageKind, Right
from accounts.models import User
from accounts.policies import has_right
from accounts.services.messages import tell
from clients import policies
from clients.enums import CASELOAD, RelationKind
from clients.models import CaseRelation, Client
from clients.models.need_to_know import reach_of
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal

MIN_REASON = 10


@transaction.atomic
def hand_over(*, actor: User, client_id: UUID, to: UUID) -> CaseRelation:
    """The person is responsible for the client from now on, whoever was before no longer; both are told."""
    client = _managed(actor, client_id)
    receiver = colleague_for(client, to, kind=RelationKind.RESPONSIBLE)
    made = make_responsible(client, receiver, by=actor)
    tell(user_id=receiver.pk, kind=MessageKind.CLIENT_RECEIVED, about=client.pk)
    return made


def make_responsible(client: Client, receiver: User, *, by: User) -> CaseRelation:
    """The receiver is responsible for the (locked) client; whoever was before is told, and is so no longer."""
    now = timezone.now()
    held = client.relations.filter(user_id=receiver.pk, kind__in=CASELOAD, ended_at__isnull=True)
    if held.filter(kind=RelationKind.RESPONSIBLE).in_force(timezone.localdate()).exists():
        raise OutOfOrder(_("The person is already responsible for the client."))
    before = client.relations.filter(kind=RelationKind.RESPONSIBLE, ended_at__isnull=True)
    for relation in before.select_for_update():
        _end(relation, at=now)
        tell(user_id=relation.user_id, kind=MessageKind.CLIENT_HANDED_OVER, about=client.pk)
    for relation in held.select_for_update():
        _end(relation, at=now)
    return _begin(by, client, receiver, kind=RelationKind.RESPONSIBLE)


@transaction.atomic
def add_co_owner(*, actor: User, client_id: UUID, user_id: UUID, until: date | None = None) -> CaseRelation:
    """The client is in this person's caseload too, until the day when one is given; the person is told."""
    client = _managed(actor, client_id)
    colleague = colleague_for(client, user_id, kind=RelationKind.CO_OWNER)
    made = _begin(actor, client, colleague, kind=RelationKind.CO_OWNER, until=until)
    tell(user_id=colleague.pk, kind=MessageKind.CLIENT_RECEIVED, about=client.pk)
    return made


@transaction.atomic
def open_consultation(*, actor: User, client_id: UUID, user_id: UUID, until: date | None = None) -> CaseRelation:
    """The person consulted may open the client until the consultation ends; both are told."""
    client = _managed(actor, client_id)
    colleague = colleague_for(client, user_id, kind=RelationKind.CONSULTATION)
    made = _begin(actor, client, colleague, kind=RelationKind.CONSULTATION, until=until)
    for person in {colleague.pk, actor.pk}:
        tell(user_id=person, kind=MessageKind.CONSULTATION_OPENED, about=client.pk)
    return made


@transaction.atomic
def end_relation(*, actor: User, client_id: UUID, relation_id: UUID) -> CaseRelation:
    """The consultation or co-ownership is over at once; both are told. Responsibility ends only by handing over."""
    client = _held(actor, client_id)
    found = client.relations.filter(pk=relation_id).select_related("user").select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound
    if found.kind == RelationKind.RESPONSIBLE:
        raise OutOfOrder(_("A client always has somebody responsible. Hand the client over instead."))
    if not policies.can_close_consultation(actor, client, consultant=found.user):
        raise NotAllowed(_("Only those who manage the client's relations, and the person in question, may end it."))
    if found.ended_at is not None:
        raise OutOfOrder(_("The relation has already ended."))
    _end(found, at=timezone.now())
    consulted = found.kind == RelationKind.CONSULTATION
    kind = MessageKind.CONSULTATION_CLOSED if consulted else MessageKind.RELATION_ENDED
    for person in {found.user_id, actor.pk}:
        tell(user_id=person, kind=kind, about=client.pk)
    return found


@transaction.atomic
def set_non_disclosure(*, actor: User, client_id: UUID, to: bool, reason: str, version: int) -> Client:
    """The client's contacts are, or no longer are, under non-disclosure; the history has the reason.

    Whoever knows the client may set it. Lifting it shows the contacts to everybody who knows the client, so only those
    who see them now may.
    """
    client = _held(actor, client_id)
    if len(reason.strip()) < MIN_REASON:
        raise Refusal(_("Give the reason in at least %(count)s characters.") % {"count": MIN_REASON}, field="reason")
    if not to and not has_right(actor, area_id=client.area_id, right=Right.NON_DISCLOSURE):
        raise NotAllowed(_("Only those with the right to see contacts under non-disclosure may lift it."))
    if client.version != version:
        raise Conflict
    if client.non_disclosure == to:
        raise OutOfOrder(_("It is so already."))
    client.non_disclosure, client.version = to, version + 1
    with pghistory.context(reason=reason.strip()[:500]):
        client.save(update_fields=["non_disclosure", "version"])
    return client


def _held(actor: User, client_id: UUID) -> Client:
    """The client, locked, when the actor needs to know them."""
    client = Client.objects.visible_to(actor).locked().filter(pk=client_id).first()
    if client is None:
        raise NotFound  # hidden and absent look the same
    return client


def _managed(actor: User, client_id: UUID) -> Client:
    client = _held(actor, client_id)
    if not policies.can_manage_relations(actor, client):
        raise NotAllowed(_("Only the responsible coordinator or a supervisor of the unit may do this."))
    return client


def colleague_for(client: Client, user_id: UUID, *, kind: RelationKind) -> User:
    """Somebody whose role in the client's area makes the relation mean something."""
    found = User.objects.filter(pk=user_id, is_active=True).first()
    if found is None or kind not in reach_of(found).relations.get(client.area_id, ()):
        raise Refusal(_("The person has no role in the area for which this relation is meant."), field="person")
    return found


def _begin(actor: User, client: Client, user: User, *, kind: RelationKind, until: date | None = None) -> CaseRelation:
    today = timezone.localdate()
    if until is not None and until < today:
        raise Refusal(_("The last day cannot be in the past."), field="until")
    standing = client.relations.filter(user_id=user.pk, kind=kind, ended_at__isnull=True)
    for relation in standing.select_for_update():
        if relation.valid_to is None or relation.valid_to >= today:
            raise OutOfOrder(_("The person already has this relation to the client."))
        _end(relation, at=timezone.now())  # it ran out; the new one begins
    return CaseRelation.objects.create(
        area_id=client.area_id,
        client=client,
        user=user,
        kind=kind,
        valid_from=today,
        valid_to=until,
        created_by=actor,
    )


def _end(relation: CaseRelation, *, at: object) -> None:
    CaseRelation.objects.filter(pk=relation.pk).update(ended_at=at, version=relation.version + 1)
