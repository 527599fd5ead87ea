"""Invented status, benefits, work and network meetings of the demo's clients, around the day of loading."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.models import User
from clients.enums import LabourStatus
from clients.enums.employment import ArrangementPurpose, Decision, SubsidyGround, SupportKind
from clients.enums.meetings import Attendance, MeetingStatus
from clients.enums.spells import GENERAL_SUPPORT_FROM, Benefit, LegalFlag, SpellSource, StatusEnd
from clients.models import (
    BenefitSpell,
    Case,
    Client,
    CoachingPeriod,
    EmploymentCheck,
    EmploymentSpell,
    LabourSpell,
    LegalSpell,
    MeetingAction,
    MeetingParticipant,
    NetworkMeeting,
    SupportApplication,
    Task,
)
from clients.services.follow_up import follow_employment
from desk.demo import programme as facts

SEED = 1922
EMPLOYERS = ("Esimerkki Oy", "Mallin leipomo", "Keksilän kaupunki", "Näyteravintola Oy", "Sepite-yhdistys ry")
A_DAY = timedelta(days=1)
TEXT = "Keksitty esimerkki."


def give_employment() -> None:
    """Every other client with a case has a status and benefits, some have work; nothing where there are any."""
    recorder = User.objects.filter(email="coordinator@demo.invalid").first()
    if recorder is None or LabourSpell.objects.filter(area_id=facts.HOME_AREA).exists():
        return
    dice, today = Random(SEED), timezone.localdate()  # noqa: S311 - invented people, not secrets
    with_case = Case.objects.filter(area_id=facts.HOME_AREA).order_by().values("client_id")
    found = Client.objects.filter(area_id=facts.HOME_AREA, pk__in=with_case, merged_into__isnull=True)
    clients = list(found.order_by("street_address", "pk")[::2])
    for number, client in enumerate(clients):
        stamp = {"area_id": client.area_id, "client": client, "recorded_by": recorder}
        works = number % 3 == 0
        begun = today - timedelta(days=(20, 95, 200, 290)[number // 3 % 4] + number % 7)
        reason = StatusEnd.SUBSIDISED if number // 3 % 2 == 0 else StatusEnd.OPEN_WORK
        _spells(stamp, dice, today=today, working_since=begun if works else None, reason=reason)
        if works:
            _work(stamp, dice, number=number // 3, begun=begun, today=today)
    for number, client in enumerate(clients[:6]):
        _meeting(client, recorder, number=number, today=today)


def _spells(stamp: dict[str, Any], dice: Random, *, today: date, working_since: date | None, reason: StatusEnd) -> None:
    since = today - timedelta(days=dice.randint(400, 900))
    first: dict[str, Any] = {"status": LabourStatus.UNEMPLOYED, "begun_on": since, "source": SpellSource.NATIONAL}
    if working_since is not None:
        first |= {"ended_on": working_since - A_DAY, "end_reason": reason}
        LabourSpell.objects.create(**stamp, status=LabourStatus.EMPLOYEE, begun_on=working_since)
    elif dice.random() < 0.4:  # days of which nothing is known, then out of work again
        gone = since + timedelta(days=150)
        first |= {"ended_on": gone, "end_reason": StatusEnd.SERVICE}
        LabourSpell.objects.create(**stamp, status=LabourStatus.UNEMPLOYED, begun_on=gone + timedelta(days=60))
    LabourSpell.objects.create(**stamp, **first)
    LegalSpell.objects.create(**stamp, flag=LegalFlag.JOBSEEKER, begun_on=since, source=SpellSource.NATIONAL)
    _benefits(stamp, since=since, until=working_since)


def _benefits(stamp: dict[str, Any], *, since: date, until: date | None) -> None:
    """Labour market subsidy as long as there was one, then general support; wages from the first day of work."""
    last = (until - A_DAY) if until else None
    day = {"source": SpellSource.KELA}
    if since < GENERAL_SUPPORT_FROM:
        old_last = min(last or GENERAL_SUPPORT_FROM - A_DAY, GENERAL_SUPPORT_FROM - A_DAY)
        BenefitSpell.objects.create(**stamp, **day, benefit=Benefit.LABOUR_MARKET, begun_on=since, ended_on=old_last)
    begun = max(since, GENERAL_SUPPORT_FROM)
    if begun <= timezone.localdate() and (last is None or last >= begun):
        BenefitSpell.objects.create(**stamp, **day, benefit=Benefit.GENERAL, begun_on=begun, ended_on=last)
    if until is not None:
        BenefitSpell.objects.create(**stamp, benefit=Benefit.WAGES, begun_on=until)


def _work(stamp: dict[str, Any], dice: Random, *, number: int, begun: date, today: date) -> None:
    subsidised = number % 2 == 0
    given: dict[str, Any] = {"job_kind": "3", "is_part_time": True, "hours_per_week": 20}
    if subsidised:
        ends = today + timedelta(days=(12, 150)[number // 2 % 2])
        given = {"job_kind": "4", "contract": "fixed", "hours_per_week": 25, "adjustments": ["working_time"]}
        given |= {"subsidy_ground": SubsidyGround.REDUCED, "subsidy_from": begun, "subsidy_to": ends}
    made = EmploymentSpell.objects.create(
        **stamp,
        begun_on=begun,
        employer_name=EMPLOYERS[number % len(EMPLOYERS)],
        occupation="5",
        occupation_version="AML2010",
        industry="I",
        industry_version="TOL2008",
        source=SpellSource.CLIENT,
        **given,
    )
    follow_employment(made, by=stamp["recorded_by"])
    _answers(made, today=today, recorder=stamp["recorded_by"], all_of_them=number % 3 > 0)
    if subsidised:
        CoachingPeriod.objects.create(**stamp, employment=made, begun_on=begun, provider="Esimerkkivalmennus Oy")
        _support(stamp, made, dice, today=today)


def _answers(made: EmploymentSpell, *, today: date, recorder: User, all_of_them: bool) -> None:
    """The follow-ups whose day has come are made; of some employments the latest is still to be made."""
    due = list(EmploymentCheck.objects.filter(employment=made, due_on__lte=today).order_by("due_on"))
    for check in due if all_of_them else due[:-1]:
        if check.task_id:
            Task.objects.filter(pk=check.task_id).update(done_at=timezone.now(), done_by=recorder)
        EmploymentCheck.objects.filter(pk=check.pk).update(
            checked_on=check.due_on,
            contact_result="1",
            is_employed=True,
            same_employer=True,
            hours_per_week=made.hours_per_week,
            recorded_by=recorder,
            recorded_at=timezone.now(),
        )


def _support(stamp: dict[str, Any], made: EmploymentSpell, dice: Random, *, today: date) -> None:
    common = {**stamp, "employment": made, "employer_name": made.employer_name}
    SupportApplication.objects.create(
        **common,
        kind=SupportKind.WAGE,
        ground=made.subsidy_ground,
        applied_on=made.begun_on - timedelta(days=20),
        decision=Decision.GRANTED,
        decided_on=made.begun_on - timedelta(days=6),
        period_from=made.subsidy_from,
        period_to=made.subsidy_to,
    )
    bought = made.begun_on + timedelta(days=3)
    SupportApplication.objects.create(
        **common,
        kind=SupportKind.ARRANGEMENT,
        purpose=ArrangementPurpose.TOOLS,
        applied_on=min(bought + timedelta(days=10), today),
        cost_on=bought,
        amount_applied=dice.randint(400, 1900),
    )


def _meeting(client: Client, recorder: User, *, number: int, today: date) -> None:
    held = number % 2 == 0
    days = timedelta(days=-20 - number if held else 9 + number)
    made = NetworkMeeting.objects.create(
        area_id=client.area_id,
        client=client,
        recorded_by=recorder,
        starts_at=timezone.now().replace(minute=0, second=0, microsecond=0) + days,
        channel="network",
        place="Esimerkkikatu 1",
        agenda="Työhön paluun vaiheet.",
        **({"status": MeetingStatus.HELD, "discussed": TEXT, "next_on": today + timedelta(days=30)} if held else {}),
    )
    seat = {"area_id": client.area_id, "meeting": made}
    MeetingParticipant.objects.create(**seat, attendance=Attendance.CLIENT)
    MeetingParticipant.objects.create(**seat, attendance=Attendance.STAFF, user=recorder)
    MeetingParticipant.objects.create(
        **seat,
        attendance=Attendance.OUTSIDE,
        recipient_kind="kela",
        organisation="Mallilan Kela",
        function="Kuntoutuksen käsittelijä",
        ground="15",
        ground_detail="Yhteisasiakkuus alkoi keväällä.",
    )
    if held:
        MeetingAction.objects.create(
            **seat,
            position=1,
            text="Kuntoutushakemus lähetetään",
            owner="Mallilan Kela",
            due_on=today + timedelta(days=14),
        )
