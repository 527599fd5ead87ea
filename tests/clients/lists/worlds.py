"""A unit with clients in every state a facet asks about, drawn by a seeded generator."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.models import Unit, User
from clients.enums.cases import CasePhase, Direction, JointPoint, WaitingFor
from clients.enums.keywords import KeywordKind
from clients.models import Client
from tests.factories.cases import CaseFactory
from tests.factories.clients import ClientFactory, ParticipationFactory
from tests.factories.contacts import AppointmentFactory, ContactFactory, TaskFactory
from tests.factories.keywords import KeywordFactory
from tests.factories.relations import CaseRelationFactory


def draw(random: Random, *, unit: Unit, staff: list[User], count: int) -> list[Client]:
    """So many clients of the unit, each with what chance gives."""
    return [_one(random, unit, staff) for _number in range(count)]


def _one(random: Random, unit: Unit, staff: list[User]) -> Client:
    today = timezone.localdate()
    client = ClientFactory(
        unit=unit,
        birth_date=today - timedelta(days=random.randrange(18 * 365, 66 * 365)),
        non_disclosure=random.random() < 0.2,
        needs_interpreter=random.random() < 0.3,
    )
    owner = random.choice(staff)
    if random.random() < 0.8:
        days = random.randrange(20)
        CaseRelationFactory(client=client, user=owner, valid_from=today - timedelta(days=days))
    if random.random() < 0.8:
        _case(random, client)
    if random.random() < 0.5:
        ContactFactory(client=client, author=owner, at=timezone.now() - timedelta(days=random.randrange(120)))
    if random.random() < 0.5:
        TaskFactory(client=client, owner=owner, due_on=today + timedelta(days=random.randrange(-3, 4)))
    if random.random() < 0.5:
        AppointmentFactory(client=client, of=[owner])
    if random.random() < 0.5:
        KeywordFactory(client=client, kind=random.choice(KeywordKind.values), set_by=owner)
    if random.random() < 0.5:
        started = today - timedelta(days=40)
        ended = random.choice([None, today - timedelta(days=5)])
        ParticipationFactory(client=client, unit=unit, first_started_on=started, started_on=started, ended_on=ended)
    return client


def _case(random: Random, client: Client) -> None:
    today = timezone.localdate()
    opened = today - timedelta(days=random.randrange(200))
    given: dict[str, Any] = {"phase": random.choice(CasePhase.values), "status": random.choice(["open", "on_hold"])}
    if random.random() < 0.5:
        given |= {"waiting_for": random.choice(WaitingFor.values), "waiting_since": today}
    if random.random() < 0.3:
        given |= {"joint_point": random.choice(JointPoint.values), "joint_point_since": today}
    if random.random() < 0.5:
        given |= {"direction": random.choice(Direction.values), "direction_on": today}
    CaseFactory(client=client, opened_on=opened, **given)
