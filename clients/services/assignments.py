"""Clients given to one person in one go, by whoever decides whose clients they are; undone for a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import MessageKind
from accounts.models import User
from accounts.services.messages import tell
from clients.enums import CASELOAD, RelationKind
from clients.enums.lists import NotMoved
from clients.models import AssignmentBatch, AssignmentRow, CaseRelation, Client
from clients.models.need_to_know import reach_of
from clients.selectors.assignments import MOST, planned
from config.kernel.errors import NotFound, OutOfOrder, Refusal


@transaction.atomic
def assign_clients(*, actor: User, client_ids: Iterable[UUID], area_id: int, to: UUID) -> AssignmentBatch:
    """The person is responsible for those of the clients whom the actor may give; of the others the batch says why not.

    All or nothing is written. The receiver is told once, and each of those who were responsible before once.
    """
    keys = list(dict.fromkeys(client_ids))
    if not keys or len(keys) > MOST:
        raise Refusal(_("Choose from 1 to %(most)s clients.") % {"most": MOST}, field="clients")
    receiver = User.objects.filter(pk=to, is_active=True).first()
    if receiver is None or RelationKind.RESPONSIBLE not in reach_of(receiver).relations.get(area_id, ()):
        raise Refusal(_("The person has no role in the area for which this relation is meant."), field="person")
    clients = list(Client.objects.visible_to(actor).locked().filter(pk__in=keys))
    if not clients:
        raise NotFound
    standing = list(CaseRelation.objects.filter(client__in=clients, ended_at__isnull=True).select_for_update())
    plan = planned(actor, clients, standing=standing, area_id=area_id, receiver_id=receiver.pk)
    now = timezone.now()
    batch = AssignmentBatch.objects.create(area_id=area_id, made_by=actor, receiver=receiver, made_at=now)
    moved = [one.client for one in plan if not one.refused and one.client.area_id == area_id]
    ended = _end_standing(moved, standing, receiver=receiver, at=now)
    made = _begin_with(receiver, moved, actor=actor)
    AssignmentRow.objects.bulk_create(
        AssignmentRow(
            area_id=area_id,
            batch=batch,
            client=one.client,
            made=made.get(one.client.pk),
            ended=[relation.pk for relation in ended[one.client.pk]],
            refused=one.refused,
        )
        for one in plan
        if one.client.area_id == area_id
    )
    _tell(batch, [relation for found in ended.values() for relation in found], has_moved=bool(moved))
    return batch


def _end_standing(
    moved: Sequence[Client], standing: Iterable[CaseRelation], *, receiver: User, at: datetime
) -> dict[UUID, list[CaseRelation]]:
    """Whoever was responsible is no longer, and the receiver's own co-ownership becomes responsibility."""
    keys = {client.pk for client in moved}
    ended: dict[UUID, list[CaseRelation]] = defaultdict(list)
    for relation in standing:
        if relation.client_id not in keys:
            continue
        if relation.kind == RelationKind.RESPONSIBLE or (relation.user_id == receiver.pk and relation.kind in CASELOAD):
            relation.ended_at, relation.version = at, relation.version + 1
            ended[relation.client_id].append(relation)
    CaseRelation.objects.bulk_update([one for found in ended.values() for one in found], ["ended_at", "version"])
    return ended


def _begin_with(receiver: User, moved: Sequence[Client], *, actor: User) -> dict[UUID, UUID]:
    today = timezone.localdate()
    made = [
        CaseRelation(
            area_id=client.area_id,
            client=client,
            user=receiver,
            kind=RelationKind.RESPONSIBLE,
            valid_from=today,
            created_by=actor,
        )
        for client in moved
    ]
    CaseRelation.objects.bulk_create(made)
    return {one.client_id: one.pk for one in made}


def _tell(batch: AssignmentBatch, ended: Iterable[CaseRelation], *, has_moved: bool) -> None:
    if not has_moved:
        return
    tell(user_id=batch.receiver_id, kind=MessageKind.CLIENT_RECEIVED)
    before = {one.user_id for one in ended if one.kind == RelationKind.RESPONSIBLE} - {batch.receiver_id}
    for person in sorted(before, key=str):
        tell(user_id=person, kind=MessageKind.CLIENT_HANDED_OVER)


@transaction.atomic
def undo_assignment(*, actor: User, assignment_id: UUID) -> AssignmentBatch:
    """Those responsible before are so again, for every client that nobody has given on since; the others stay.

    Only whoever made the assignment, within a day, whether or not they still see the clients they gave away.
    """
    held = AssignmentBatch.objects.order_by("pk").select_for_update(of=("self",))
    batch = held.filter(pk=assignment_id, made_by=actor).first()
    if batch is None:
        raise NotFound
    if not batch.may_be_undone():
        raise OutOfOrder(_("The assignment can no longer be undone."))
    rows = list(batch.rows.filter(made__isnull=False).order_by("client_id"))
    list(Client.objects.filter(pk__in=[row.client_id for row in rows]).locked())
    now = timezone.now()
    undone = _undone(rows, at=now)
    for row in rows:
        if row.client_id in undone:
            row.undone_at = now
        else:
            row.kept = NotMoved.CHANGED
    AssignmentRow.objects.bulk_update(rows, ["undone_at", "kept"])
    batch.undone_at, batch.version = now, batch.version + 1
    batch.save(update_fields=["undone_at", "version"])
    if undone:
        tell(user_id=batch.receiver_id, kind=MessageKind.CLIENT_HANDED_OVER)
    return batch


def _undone(rows: Sequence[AssignmentRow], *, at: datetime) -> set[UUID]:
    """The clients moved back: those whose relation of the batch stands as it was made, and alone."""
    wanted = {key for row in rows for key in [row.made, *row.ended]}
    relations = {one.pk: one for one in CaseRelation.objects.filter(pk__in=wanted).order_by("pk").select_for_update()}
    back, moved = [], set()
    for row in rows:
        made = relations.get(row.made) if row.made else None
        before = [relations[key] for key in row.ended if key in relations]
        if made is None or made.ended_at is not None or made.version != 1 or made.client_id != row.client_id:
            continue
        if len(before) != len(row.ended) or any(one.ended_at is None for one in before):
            continue
        made.ended_at, made.version = at, made.version + 1
        for one in before:
            one.ended_at, one.version = None, one.version + 1
        back.append((made, before))
        moved.add(row.client_id)
    CaseRelation.objects.bulk_update([made for made, _before in back], ["ended_at", "version"])
    CaseRelation.objects.bulk_update([one for _made, before in back for one in before], ["ended_at", "version"])
    return moved
