"""Work ability in the demo: profiles, statements on their way, measurements and needs; invented, and plainly so."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.models import User
from clients.enums.demands import Ability, Adjustment, Demand, DemandSource
from clients.enums.work_ability import (
    AssessmentStatus,
    BarrierGroup,
    Need,
    Occasion,
    ProposedService,
    StatementKind,
    StatementStatus,
)
from clients.models import (
    AbilitatorRecord,
    AssessmentOrder,
    Barrier,
    Client,
    DemandAssessment,
    DemandProfile,
    NeedArea,
    NeedsAssessment,
    SelfRating,
    Statement,
)

SEED = 1115
CHAPTERS = ("F00-F99", "M00-M99", "G00-G99", "I00-I99", "E00-E90")
KINDS = (StatementKind.A_CERTIFICATE, StatementKind.B_STATEMENT, StatementKind.WORK_ABILITY, StatementKind.OWN)
TEXT = "Keksitty esimerkki."
PROFILES = (
    {
        Demand.HOURS_DAY: (Ability.LIMITED, 4),
        Demand.LIFTING: (Ability.LIMITED, 5),
        Demand.STANDING: (Ability.LIMITED, 30),
        Demand.SITTING: (Ability.ADJUSTED, None),
        Demand.SHIFTS: (Ability.IMPOSSIBLE, None),
        Demand.CONCENTRATION: (Ability.FULL, None),
        Demand.LEARNING: (Ability.FULL, None),
    },
    {
        Demand.HOURS_WEEK: (Ability.LIMITED, 20),
        Demand.NOISE: (Ability.ADJUSTED, None),
        Demand.SOCIAL: (Ability.ADJUSTED, None),
        Demand.INSTRUCTION: (Ability.IMPOSSIBLE, None),
        Demand.LIFTING: (Ability.FULL, None),
        Demand.FINE_MOTOR: (Ability.FULL, None),
        Demand.REMOTE: (Ability.FULL, None),
    },
)


def give_work_ability() -> int:
    """Named clients of the demo have work ability on record, unless some have; how many were given it."""
    recorder = User.objects.filter(email="coordinator@demo.invalid").first()
    if recorder is None or Statement.objects.exists():
        return 0
    clients = list(Client.objects.exclude(last_name="").order_by("street_address", "pk")[::20])
    dice, today = Random(SEED), timezone.localdate()  # noqa: S311 - invented people, not secrets
    _profiles(clients, recorder, today)
    _statements(clients, recorder, dice, today)
    _numbers(clients[::2], recorder, dice, today)
    _needs(clients, recorder, dice, today)
    return len(clients)


def _profiles(clients: list[Client], recorder: User, today: date) -> None:
    profiles = [
        DemandProfile(
            area_id=client.area_id,
            client=client,
            assessed_on=today - timedelta(days=30 + place),
            summary=TEXT,
            recorded_by=recorder,
        )
        for place, client in enumerate(clients)
    ]
    DemandProfile.objects.bulk_create(profiles)
    DemandAssessment.objects.bulk_create(
        DemandAssessment(
            area_id=profile.area_id,
            profile=profile,
            demand=demand,
            ability=ability,
            limit=limit,
            is_strength=ability == Ability.FULL and demand == Demand.LEARNING,
            adjustments=[Adjustment.ENVIRONMENT] if ability == Ability.ADJUSTED else [],
            source=DemandSource.COORDINATOR,
        )
        for place, profile in enumerate(profiles)
        for demand, (ability, limit) in PROFILES[place % 2].items()
    )


def _statements(clients: list[Client], recorder: User, dice: Random, today: date) -> None:
    """In turn received, waited for at each step, and refused."""
    made = []
    for place, client in enumerate(clients):
        needed = today - timedelta(days=dice.randint(70, 200))
        choices: list[dict[str, Any]] = [
            {"status": StatementStatus.RECEIVED, "received_on": needed + timedelta(days=60), "usefulness": 4},
            {"status": StatementStatus.REQUESTED, "requested_on": needed + timedelta(days=3)},
            {"status": StatementStatus.APPOINTMENT, "appointment_on": today + timedelta(days=14)},
            {"status": StatementStatus.NEED},
            {"status": StatementStatus.REFUSED, "refused_on": needed + timedelta(days=40), "refusal_reason": TEXT},
        ]
        steps = choices[place % 5]
        received = steps["status"] == StatementStatus.RECEIVED
        made.append(
            Statement(
                area_id=client.area_id,
                client=client,
                kind=dice.choice(KINDS),
                issuer_kind="primary",
                needed_on=needed,
                diagnosis_chapter=dice.choice(CHAPTERS) if received else "",
                summary=TEXT if received else "",
                restrictions=[Demand.LIFTING, Demand.HOURS_DAY] if received else [],
                recorded_by=recorder,
                **steps,
            )
        )
    Statement.objects.bulk_create(made)


def _numbers(clients: list[Client], recorder: User, dice: Random, today: date) -> None:
    days = {Occasion.START: today - timedelta(days=150), Occasion.DURING: today - timedelta(days=20)}
    AbilitatorRecord.objects.bulk_create(
        AbilitatorRecord(
            area_id=client.area_id,
            client=client,
            measured_on=day,
            occasion=occasion,
            mode="interview",
            language="fi",
            recorded_by=recorder,
            **{name: dice.randint(3, 8) for name in ("work_ability", "functioning", "inclusion", "mind", "everyday")},
        )
        for client in clients
        for occasion, day in days.items()
    )
    SelfRating.objects.bulk_create(
        SelfRating(
            area_id=client.area_id,
            client=client,
            rated_on=days[Occasion.START],
            occasion=Occasion.START,
            recorded_by=recorder,
            **{name: dice.randint(2, 7) for name in ("work_ability", "life_satisfaction", "wellbeing")},
        )
        for client in clients
    )


def _needs(clients: list[Client], recorder: User, dice: Random, today: date) -> None:
    since = today - timedelta(days=60)
    Barrier.objects.bulk_create(
        Barrier(area_id=client.area_id, client=client, group=group, stated_on=since, recorded_by=recorder)
        for client in clients
        for group in dice.sample(BarrierGroup.values, 2)
    )
    NeedArea.objects.bulk_create(
        NeedArea(
            area_id=client.area_id,
            client=client,
            need=dice.choice(Need.values),
            stated_on=since,
            referred_on=since + timedelta(days=7) if place % 3 == 0 else None,
            recorded_by=recorder,
        )
        for place, client in enumerate(clients)
    )
    AssessmentOrder.objects.bulk_create(
        AssessmentOrder(
            area_id=client.area_id,
            client=client,
            module=("A3", "A2", "A6")[place % 3],
            body="procured",
            body_name="Esimerkkipalvelu Oy",
            status=AssessmentStatus.STARTED,
            ordered_on=since,
            started_on=since + timedelta(days=10),
            recorded_by=recorder,
        )
        for place, client in enumerate(clients[::3])
    )
    NeedsAssessment.objects.bulk_create(
        NeedsAssessment(
            area_id=client.area_id,
            client=client,
            assessed_on=since,
            competence=TEXT,
            summary=TEXT,
            proposed_services=[ProposedService.COACHING, ProposedService.TRY_OUT],
            next_talk_on=today + timedelta(days=10),
            recorded_by=recorder,
        )
        for client in clients[::2]
    )
