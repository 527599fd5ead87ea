"""Plans of the demo at every stage, talks held, exceptions, pensions and benefits; invented, and plainly so."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from clients.enums.contacts import ContactChannel
from clients.enums.deadlines import TalkKind
from clients.enums.pensions import PensionStage
from clients.models import (
    BenefitCheck,
    CaseRelation,
    Client,
    Contact,
    DeadlineException,
    MeasureStep,
    NeedsAssessment,
    PensionClarification,
    PensionStep,
    Plan,
    PlanGoal,
    PlanMeasure,
    PlanReview,
    PlanVersion,
)

TEXT = "Keksitty esimerkki."
GOALS = (
    (
        "Työ, jossa jaksan: aluksi neljä tuntia päivässä",
        (("C1", "client", ""), ("B1", "partner", "Esimerkkipalvelu Oy")),
    ),
    ("Selvä kuva siitä, mihin työkyky riittää", (("A3", "staff", ""),)),
)
WORDS = {"C1": "Työkokeilu lähellä kotia", "B1": "Työhönvalmennus", "A3": "Työkyvyn arvio"}
MOST = 18
LATE = (4, 9)


def give_plans() -> int:
    """Clients of the coordinator have plans, unless some have; how many were given one."""
    user = User.objects.filter(email="coordinator@demo.invalid").first()
    if user is None or Plan.objects.exists():
        return 0
    own = CaseRelation.objects.filter(user=user, kind="responsible", ended_at__isnull=True)
    clients = list(Client.objects.filter(pk__in=own.values("client_id")).order_by("last_name", "email", "pk")[::3])
    today = timezone.localdate()
    for place, client in enumerate(clients[:MOST]):
        _plan(client, user, place, today)
    _talks(clients[:MOST], user, today)
    _exceptions(clients[:MOST:5], user, today)
    _benefits(clients[:MOST:2], user, today)
    _pensions(clients[1:MOST:6], user, today)
    return len(clients[:MOST])


def _plan(client: Client, user: User, place: int, today: date) -> None:
    """In turn in force, in force with a review that is due or late, a draft, and a multi-sectoral one."""
    joint, is_draft = place % 4 == 3, place % 4 == 2
    approved_on = today - timedelta(days=60)
    review_on = today + timedelta(days=-3 if place in LATE else (25, 5, 60, 20)[place % 4])
    plan = Plan.objects.create(area_id=client.area_id, client=client, begun_on=approved_on, created_by=user)
    assessment = client.needs_assessments.newest_first().first()
    version = PlanVersion.objects.create(
        area_id=client.area_id,
        plan=plan,
        number=1,
        kind="multi_sectoral" if joint else "employment",
        need=TEXT,
        summary=TEXT,
        follow_up="Puhelu kerran kuussa.",
        parties=["employment", "county", "kela"] if joint else ["employment"],
        review_on=review_on,
        made_by=user,
        **_assessed(assessment),
    )
    _goals(version, today)
    if is_draft:
        return
    version.status, version.approved_on, version.approval_manner = "approved", approved_on, "signature"
    version.approved_by, version.approved_at = user, _at(approved_on)
    version.save()
    _followed(plan, version, user, today)


def _assessed(assessment: NeedsAssessment | None) -> dict[str, Any]:
    if assessment is None:
        return {}
    kept = {"assessed_on": assessment.assessed_on.isoformat(), "summary": assessment.summary}
    return {"assessment": assessment, "assessed": kept | {"proposed_services": assessment.proposed_services}}


def _goals(version: PlanVersion, today: date) -> None:
    for number, (text, measures) in enumerate(GOALS, start=1):
        goal = PlanGoal.objects.create(area_id=version.area_id, plan_version=version, position=number, text=text)
        PlanMeasure.objects.bulk_create(
            PlanMeasure(
                area_id=version.area_id,
                goal=goal,
                position=place,
                what=WORDS[service],
                service=service,
                owner=owner,
                owner_name=name,
                due_on=today + timedelta(days=30 * place),
            )
            for place, (service, owner, name) in enumerate(measures, start=1)
        )


def _followed(plan: Plan, version: PlanVersion, user: User, today: date) -> None:
    measure = PlanMeasure.objects.filter(goal__plan_version=version).order_by("goal__position", "position")[0]
    MeasureStep.objects.create(
        area_id=plan.area_id,
        plan=plan,
        lineage=measure.lineage,
        number=1,
        state="running",
        taken_on=today - timedelta(days=30),
        recorded_by=user,
    )
    if version.kind == "multi_sectoral":
        PlanReview.objects.create(
            area_id=plan.area_id,
            plan=plan,
            number=1,
            reviewed_on=today - timedelta(days=20),
            outcome="as_it_is",
            next_review_on=today + timedelta(days=10),
            recorded_by=user,
            recorded_at=_at(today - timedelta(days=20)),
        )


def _talks(clients: list[Client], user: User, today: date) -> None:
    """The last job-search talk, for some of them longer ago than it should be."""
    Contact.objects.bulk_create(
        Contact(
            area_id=client.area_id,
            client=client,
            at=_at(today - timedelta(days=20 + 9 * place)),
            channel=ContactChannel.VISIT,
            minutes=45,
            summary="Työnhakukeskustelu suunnitelman pohjalta.",
            talk=TalkKind.PERIODIC,
            author=user,
        )
        for place, client in enumerate(clients)
    )


def _exceptions(clients: list[Client], user: User, today: date) -> None:
    DeadlineException.objects.bulk_create(
        DeadlineException(
            area_id=client.area_id,
            client=client,
            rules=["complementary", "periodic", "pair"],
            ground="in_service",
            since=today - timedelta(days=10),
            until=today + timedelta(days=80),
            recorded_by=user,
        )
        for client in clients
    )


def _benefits(clients: list[Client], user: User, today: date) -> None:
    BenefitCheck.objects.bulk_create(
        BenefitCheck(
            area_id=client.area_id,
            client=client,
            occasion="start",
            checked_on=today - timedelta(days=60),
            answer=("pending", "no", "yes")[place % 3],
            note="Sairauspäiväraha" if place % 3 == 1 else "",
            recorded_by=user,
        )
        for place, client in enumerate(clients)
    )


def _pensions(clients: list[Client], user: User, today: date) -> None:
    path = (PensionStage.NEED, PensionStage.ADVISED, PensionStage.APPLIED, PensionStage.WAITING)
    for place, client in enumerate(clients):
        steps = path[: place + 2]
        days = [today - timedelta(days=40 * (len(steps) - number)) for number in range(len(steps))]
        one = PensionClarification.objects.create(
            area_id=client.area_id,
            client=client,
            insurer="kela",
            stage=steps[-1],
            stage_since=days[-1],
            recorded_by=user,
        )
        PensionStep.objects.bulk_create(
            PensionStep(
                area_id=client.area_id, clarification=one, number=number, stage=stage, taken_on=on, recorded_by=user
            )
            for number, (stage, on) in enumerate(zip(steps, days, strict=True), start=1)
        )


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
