"""Clients to be given to somebody in one go: who moves, who stays and why, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from accounts.policies import units_of
from clients.enums import RelationKind
from clients.enums.lists import NotMoved
from clients.models import AssignmentBatch, AssignmentRow, CaseRelation, Client
from clients.models.need_to_know import RELATION_ROLES
from clients.selectors.colleagues import colleagues, to_choose
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table

MOST = 200


@dataclass(frozen=True)
class Planned:
    """A client, and why it stays where it is; an empty reason when it moves."""

    client: Client
    refused: str


def standing_relations(clients: Iterable[Client]) -> QuerySet[CaseRelation]:
    """Relations to these clients that have not ended."""
    keys = [client.pk for client in clients]
    return CaseRelation.objects.filter(client_id__in=keys, ended_at__isnull=True).select_related("user")


def planned(
    actor: User, clients: Iterable[Client], *, standing: Iterable[CaseRelation], area_id: int, receiver_id: UUID
) -> list[Planned]:
    """Who would move; the rule is that of handing one client over (clients.policies.can_manage_relations)."""
    responsible = {one.client_id: one.user_id for one in standing if one.kind == RelationKind.RESPONSIBLE}
    whole, units = _supervised(actor)
    found = []
    for client in clients:
        supervises = client.area_id in whole or client.unit_id in units
        if client.area_id != area_id:
            refused = NotMoved.OTHER_AREA.value
        elif not supervises and responsible.get(client.pk) != actor.pk:
            refused = NotMoved.NOT_ALLOWED.value
        elif responsible.get(client.pk) == receiver_id:
            refused = NotMoved.ALREADY.value
        else:
            refused = ""
        found.append(Planned(client, refused))
    return found


def _supervised(actor: User) -> tuple[set[int], set[UUID]]:
    held = [one for one in actor.memberships_today() if one.role == Role.SUPERVISOR]
    return {one.area_id for one in held if one.unit_id is None}, {unit for one in held for unit in units_of(one)}


def receivers(user: User) -> list[tuple[str, str]]:
    """To whom clients may be given: area and person, as a form offers them."""
    areas = {one.area_id: one.area.name for one in user.memberships_today() if one.role in RELATION_ROLES}
    return [
        (f"{area_id}:{key}", person if len(areas) == 1 else f"{person} ({name})")
        for area_id, name in areas.items()
        for key, person in to_choose(colleagues(area_id), area_id=area_id)
    ]


def plan_table(plan: Iterable[Planned], *, standing: Iterable[CaseRelation]) -> Table:
    """The preview: each client, who is responsible now, and whether it moves."""
    names = {one.client_id: one.user.name for one in standing if one.kind == RelationKind.RESPONSIBLE}
    words = dict(NotMoved.choices)
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.client.name or _("No name"), header=True),
                Cell(text=names.get(one.client.pk, "–")),
                Cell(text=words[one.refused], tone="warn") if one.refused else Cell(text=_("Moves"), tone="good"),
            )
        )
        for one in plan
    )
    columns = (Column(label=_("Name")), Column(label=_("Responsible now")), Column(label=_("What becomes of it")))
    return Table(caption=_("Clients to be given"), columns=columns, rows=rows, empty=_("None."))


def assignment_for(user: User, *, assignment_id: Any) -> AssignmentBatch:
    """An assignment that the reader made; hidden and absent look the same."""
    found = AssignmentBatch.objects.filter(made_by=user, pk=assignment_id).select_related("receiver", "area").first()
    if found is None:
        raise NotFound
    return found


def rows_of(user: User, batch: AssignmentBatch) -> list[AssignmentRow]:
    """The rows of clients whom the reader still knows."""
    known = Client.objects.visible_to(user).filter(assignments__batch=batch).order_by().values("pk")
    return list(batch.rows.filter(client_id__in=known).select_related("client").order_by("pk"))


def assignment_table(rows: Iterable[AssignmentRow]) -> Table:
    """What became of each client."""
    columns = (Column(label=_("Name")), Column(label=_("What became of it")))
    found = tuple(Row(cells=(Cell(text=one.client.name or _("No name"), header=True), _outcome(one))) for one in rows)
    return Table(caption=_("Clients"), columns=columns, rows=found, empty=_("None that you see."))


def _outcome(row: AssignmentRow) -> Cell:
    if row.undone_at:
        return Cell(text=_("Moved back"), tone="plain")
    if row.kept:
        return Cell(text=row.get_kept_display(), tone="warn")
    return Cell(text=row.get_refused_display(), tone="warn") if row.refused else Cell(text=_("Moved"), tone="good")
