"""Cases of the demo's clients and a queue of incoming referrals: invented, around the day of loading."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.models import Unit, User
from clients.enums.cases import (
    CaseKind,
    CaseOrigin,
    CasePhase,
    CaseStatus,
    Direction,
    EndingReason,
    JointPoint,
    ReferralCriterion,
    ReferralDecision,
    ReferralKind,
    WaitingFor,
)
from clients.models import Case, Client, IncomingReferral, Participation
from network.models import Programme

SEED = 2104
DIRECTIONS = ("", "", "1", "1a", "1b", "2", "2b", "4", "9")
NEEDS = ("plain", "quiet", "short", "remote", "reminder", "accessible")
UNITS = ("Varsinais-Suomi", "Satakunta")
SENDERS = (
    ("Esimerkin terveysasema", "Vastaanotto", "Hoitaja Malli"),
    ("Mallilan Kela", "Kuntoutus", "Käsittelijä Keksitty"),
    ("Keksilän sosiaalitoimi", "", "Ohjaaja Näyte"),
)
REASONS = (
    "Pitkiä poissaoloja, haluaa jatkaa työssä kevyemmin tehtävin.",
    "Aiempi työ ei enää onnistu, uusi suunta haussa.",
    "Kuntoutus päättynyt, tarvitsee tukea paluuseen.",
    "Epäily alentuneesta työkyvystä alkuhaastattelussa.",
)
NAMES = ("Mallinen", "Esimerkki", "Näytelä", "Keksilä", "Kuvitelma", "Åmalli", "Testinen", "Sepite")


def give_cases(programme: Programme) -> int:
    """Each client of the demo has a case, unless some have; the units of the coordinators have a queue."""
    if Case.objects.exists():
        return 0
    dice = Random(SEED)  # noqa: S311 - invented people, not secrets
    found = Participation.objects.filter(programme=programme).select_related("client").order_by("client_ref")
    cared = set(Client.objects.filter(relations__ended_at__isnull=True).values_list("pk", flat=True))
    made = [_going_on(one, dice) if one.client_id in cared else _ended(one) for one in found]
    Case.objects.bulk_create(made, batch_size=500)
    _needs([one.client for one in found if one.client_id in cared], dice)
    _queue(dice)
    return len(made)


def _going_on(one: Participation, dice: Random) -> Case:
    today = timezone.localdate()
    opened = today - timedelta(days=dice.randrange(10, 600))
    since = opened + (today - opened) * dice.random()
    direction = dice.choice(DIRECTIONS)
    waiting = dice.choices(["", *WaitingFor], (70, 12, 12, 6))[0]
    stuck = dice.choice(list(JointPoint)) if dice.random() < 0.06 else ""
    employed = dice.random() < 0.12
    is_jobseeker = dice.random() < 0.9
    return Case(
        area_id=one.area_id,
        client=one.client,
        kind=dice.choices(list(CaseKind), (75, 18, 7))[0],
        origin=CaseOrigin.OUTREACH if not is_jobseeker else dice.choice((CaseOrigin.REFERRAL, CaseOrigin.OWN)),
        is_jobseeker=is_jobseeker,
        jobseeking_started_on=opened - timedelta(days=dice.randrange(5, 300)) if is_jobseeker else None,
        is_employed=employed,
        sickness_maximum_on=opened - timedelta(days=30) if employed and dice.random() < 0.4 else None,
        opened_on=opened,
        status=CaseStatus.ON_HOLD if dice.random() < 0.05 else CaseStatus.OPEN,
        direction=direction,
        direction_on=since if direction else None,
        phase=dice.choices(list(CasePhase), (10, 25, 20, 35, 10))[0],
        phase_since=since,
        waiting_for=waiting,
        waiting_since=since if waiting else None,
        joint_point=stuck,
        joint_point_since=since if stuck else None,
    )


def _ended(one: Participation) -> Case:
    closed = max(one.ended_on or date(2020, 12, 31), one.started_on)
    reason = one.end_reason if one.end_reason in EndingReason.values else EndingReason.GOAL_REACHED
    direction = one.end_path if one.end_path in Direction.values else ""
    return Case(
        area_id=one.area_id,
        client=one.client,
        origin=CaseOrigin.OWN,
        opened_on=one.started_on,
        status=CaseStatus.CLOSED,
        closed_on=closed,
        ending_reason=reason,
        direction=direction,
        direction_on=closed if direction else None,
        phase=CasePhase.FOLLOW_UP,
        phase_since=closed,
    )


def _needs(clients: list[Client], dice: Random) -> None:
    chosen = clients[::7]
    for client in chosen:
        client.adjustments = sorted(dice.sample(NEEDS, dice.choice((1, 1, 2, 3))))
        if dice.random() < 0.3:
            client.needs_interpreter, client.interpreter_language = True, dice.choice(("ar", "so", "ru", "fse"))
    Client.objects.bulk_update(chosen, ["adjustments", "needs_interpreter", "interpreter_language"], batch_size=500)


def _queue(dice: Random) -> None:
    units = list(Unit.objects.filter(name__in=UNITS).order_by("name"))
    supervisor = User.objects.filter(email="supervisor@demo.invalid").first()
    today = timezone.localdate()
    made = []
    for number, name in enumerate(NAMES * 2):
        if not units:
            break
        unit = units[number % len(units)]
        received = today - timedelta(days=dice.randrange(1, 40))
        is_school, is_decided = number % 5 == 4, number % 4 == 3 and supervisor is not None
        sender = SENDERS[number % len(SENDERS)]
        made.append(
            IncomingReferral(
                area_id=unit.area_id,
                unit=unit,
                kind=ReferralKind.SCHOOL if is_school else ReferralKind.PARTNER,
                sender_organisation="" if is_school else sender[0],
                sender_unit="" if is_school else sender[1],
                sender_name=sender[2],
                sender_contact="palvelupiste@demo.invalid",
                last_name=name,
                first_names=f"Lähete {number + 1}",
                birth_date=date(1975 + number * 2, 1 + number % 12, 3),
                reason=dice.choice(REASONS),
                criteria=sorted(dice.sample(ReferralCriterion.values, 3)),
                received_on=received,
                school="Mallilan ammattiopisto" if is_school else "",
                graduates_on=today + timedelta(days=90) if is_school else None,
                notified_on=received if is_school else None,
                support_need="Työhönvalmentaja ensimmäisiksi kuukausiksi." if is_school else "",
                decision=dice.choice((ReferralDecision.CONSULTATION, ReferralDecision.RETURNED))
                if is_decided
                else ReferralDecision.WAITING,
                decided_on=received + timedelta(days=1) if is_decided else None,
                decided_by=supervisor if is_decided else None,
                decision_reason="Neuvottu lähettäjää, palvelu jatkuu siellä." if is_decided else "",
            )
        )
    IncomingReferral.objects.bulk_create(made)
