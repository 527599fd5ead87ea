"""Job referrals in every state and placements on every rung in the demo; invented, and plainly so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from clients.enums import ConsentKind, ConsentManner, ConsentState, DataItem, Ground, RecipientKind
from clients.enums.employment import Decision, SupportCheck, SupportKind
from clients.models import (
    CaseRelation,
    Client,
    Consent,
    ConsentText,
    Disclosure,
    EmploymentSpell,
    ServicePeriod,
    SupportApplication,
)
from clients.selectors.consents import text_for
from desk.demo.programme import HOME_AREA
from employers.enums.job_referrals import TERMINAL, JobReferralKind, JobReferralReason, JobReferralState
from employers.enums.placements import SERVICES, Rung
from employers.models import Employer, JobReferral, JobReferralStep, Placement, PlacementContract, Vacancy

_S, _K, _R = JobReferralState, JobReferralKind, JobReferralReason
ITEMS = [DataItem.NAME, DataItem.CONTACT, DataItem.WORK_HISTORY, DataItem.SKILLS]
SKILLS = "Keksitty esimerkki: kokemusta keittiöstä ja varastosta, toiveena osa-aikainen päivätyö."
# Kind, state, days since sending, and the states passed on the way with the days from sending.
REFERRALS: tuple[tuple[JobReferralKind, JobReferralState, int, tuple[tuple[JobReferralState, int], ...]], ...] = (
    (_K.PRESENTATION, _S.SENT, 3, ()),
    (_K.PRESENTATION, _S.SENT, 26, ()),
    (_K.PRESENTATION, _S.INTERESTED, 12, ((_S.INTERESTED, 4),)),
    (_K.PRESENTATION, _S.INTERVIEW, 20, ((_S.INTERESTED, 5), (_S.INTERVIEW, 14))),
    (_K.PRESENTATION, _S.HIRED, 60, ((_S.INTERESTED, 3), (_S.INTERVIEW, 12), (_S.HIRED, 20))),
    (_K.PRESENTATION, _S.NOT_HIRED, 75, ((_S.INTERESTED, 8), (_S.NOT_HIRED, 25))),
    (_K.PRESENTATION, _S.NOT_INTERESTED, 48, ((_S.NOT_INTERESTED, 6),)),
    (_K.PRESENTATION, _S.WITHDRAWN, 40, ((_S.WITHDRAWN, 9),)),
    (_K.PRESENTATION, _S.EXPIRED, 66, ((_S.EXPIRED, 30),)),
    (_K.OFFER, _S.SENT, 5, ()),
    (_K.OFFER, _S.HIRED, 90, ((_S.HIRED, 15),)),
    (_K.OFFER, _S.NOT_INTERESTED, 33, ((_S.NOT_INTERESTED, 2),)),
    (_K.REFERRAL, _S.INTERESTED, 9, ((_S.INTERESTED, 3),)),
)
REASON = {
    _S.NOT_HIRED: _R.SKILLS,
    _S.NOT_INTERESTED: _R.HOURS,
    _S.WITHDRAWN: _R.OTHER_JOB,
    _S.EXPIRED: _R.NO_ANSWER,
}
ANSWERS = (_S.INTERESTED, _S.NOT_INTERESTED, _S.INTERVIEW, _S.HIRED, _S.NOT_HIRED)
# Rung, days since it began, days that it lasted (none: it goes on).
BELOW_WORK = ((Rung.TRY_OUT, 40, None), (Rung.TRY_OUT, 160, 60), (Rung.REHABILITATIVE, 120, None))
RUNG_OF_KIND = {"4": Rung.SUBSIDISED, "3": Rung.PART_TIME}


def give_placing() -> None:
    """Job referrals and placements are there, unless some are."""
    coordinator = User.objects.filter(email="coordinator@demo.invalid").first()
    employers = list(Employer.objects.order_by("name", "pk"))
    if coordinator is None or not employers or JobReferral.objects.exists():
        return
    clients = _caseload(coordinator)
    if not clients:
        return
    for number, (kind, state, ago, path) in enumerate(REFERRALS):
        client, employer = clients[number % len(clients)], employers[number % len(employers)]
        _referral(client, employer, coordinator, kind=kind, state=state, ago=ago, path=path)
    JobReferral.objects.create(**_texts(clients[0], employers[-1], coordinator, _K.PRESENTATION))
    for number, (rung, ago, lasted) in enumerate(BELOW_WORK):
        _try_out(clients[number % len(clients)], employers[number], coordinator, rung=rung, ago=ago, lasted=lasted)
    _placed(employers, coordinator)


def _caseload(user: User) -> list[Client]:
    own = CaseRelation.objects.filter(user=user, kind="responsible", ended_at__isnull=True)
    found = Client.objects.filter(pk__in=own.values("client_id"), non_disclosure=False, area_id=HOME_AREA)
    return list(found.order_by("-last_name", "email", "pk")[:7])


def _texts(client: Client, employer: Employer, user: User, kind: JobReferralKind) -> dict[str, Any]:
    told = kind == _K.PRESENTATION
    return {
        "area_id": client.area_id,
        "client": client,
        "kind": kind,
        "employer": employer,
        "vacancy": Vacancy.objects.filter(employer=employer).order_by("title", "pk").first(),
        "recipient_name": employer.name,
        "items": ITEMS if told else [],
        "skills": SKILLS if told else "",
        "created_by": user,
    }


def _referral(
    client: Client,
    employer: Employer,
    user: User,
    *,
    kind: JobReferralKind,
    state: JobReferralState,
    ago: int,
    path: tuple[tuple[JobReferralState, int], ...],
) -> None:
    sent_on = timezone.localdate() - timedelta(days=ago)
    days = {to: sent_on + timedelta(days=after) for to, after in path}
    values = _texts(client, employer, user, kind) | {"state": state, "sent_on": sent_on, "sent_by": user}
    if kind == _K.PRESENTATION:
        consent = _consent(client, employer, user, on=sent_on)
        values |= {"consent": consent, "disclosure": _disclosure(consent, user)}
    answered = [day for to, day in days.items() if to in ANSWERS]
    made = JobReferral.objects.create(
        **values,
        answered_on=min(answered, default=None),
        interview_on=days.get(_S.INTERVIEW),
        closed_on=days[state] if state in TERMINAL else None,
        reason=REASON.get(state, ""),
    )
    for to, day in ((_S.SENT, sent_on), *days.items()):
        JobReferralStep.objects.create(
            area_id=made.area_id,
            referral=made,
            state=to,
            on=day,
            by=None if to == _S.EXPIRED else user,
            reason=REASON.get(to, ""),
        )


def _consent(client: Client, employer: Employer, user: User, *, on: date) -> Consent:
    text: ConsentText = text_for(ConsentKind.EMPLOYER)
    given = [code for code in text.words if DataItem(code) in ITEMS]
    return Consent.objects.create(
        area_id=client.area_id,
        client=client,
        text=text,
        recipient_kind=RecipientKind.EMPLOYER,
        recipient_name=employer.name,
        items_given=given,
        items_refused=[code for code in text.words if code not in given],
        state=ConsentState.GIVEN,
        manner=ConsentManner.PAPER,
        decided_on=on - timedelta(days=2),
        recorded_by=user,
    )


def _disclosure(consent: Consent, user: User) -> Disclosure:
    return Disclosure.objects.create(
        area_id=consent.area_id,
        client_id=consent.client_id,
        recipient_kind=RecipientKind.EMPLOYER,
        recipient_name=consent.recipient_name,
        items=sorted(ITEMS),
        ground=Ground.EMPLOYER,
        consent=consent,
        purpose="Ehdolle asettelu",
        discloser=user,
    )


def _try_out(client: Client, employer: Employer, user: User, *, rung: Rung, ago: int, lasted: int | None) -> None:
    begun = timezone.localdate() - timedelta(days=ago)
    stamp = {"area_id": client.area_id, "client": client}
    period = ServicePeriod.objects.create(
        **stamp,
        service_code=SERVICES[rung],
        organiser=employer.name,
        started_on=begun,
        ended_on=begun + timedelta(days=lasted) if lasted else None,
        is_completed=True if lasted else None,
        recorded_by=user,
    )
    placed = Placement.objects.create(**stamp, employer=employer, rung=rung, service_period=period, recorded_by=user)
    PlacementContract.objects.create(
        **stamp,
        placement=placed,
        goals="Keksitty esimerkki: selvitetään, miten seisomatyö ja viisi tuntia päivässä sujuvat.",
        place=f"{employer.name}, Esimerkkikatu 1",
        tasks="Pakkaaminen ja hyllytys",
        supervisor="Vuoroesihenkilö",
        hours_a_day=5,
        days_a_week=4,
        ends_on=begun + timedelta(days=lasted or 150),
        signed_on=begun,
        **({"evaluated_on": begun + timedelta(days=lasted), "evaluation": "Sujui sovitusti."} if lasted else {}),
    )


def _placed(employers: list[Employer], user: User) -> None:
    """The demo's employments are with employers of the register, each a placement; a few of them have ended."""
    today = timezone.localdate()
    found = EmploymentSpell.objects.filter(area_id=HOME_AREA, withdrawn_at__isnull=True)
    for number, spell in enumerate(found.order_by("begun_on", "client__last_name", "pk")):
        employer = employers[number % 8]
        values: dict[str, Any] = {"employer_name": employer.name, "business_id": employer.business_id}
        SupportApplication.objects.filter(employment=spell).update(**values)
        _decided(spell, number=number, today=today)
        if number % 7 == 3 and not spell.subsidy_ground:
            values |= {"ended_on": min(spell.begun_on + timedelta(days=20 + 9 * number), today), "end_reason": "term"}
        EmploymentSpell.objects.filter(pk=spell.pk).update(**values)
        Placement.objects.create(
            area_id=spell.area_id,
            client_id=spell.client_id,
            employer=employer,
            rung=RUNG_OF_KIND.get(spell.job_kind, Rung.OPEN),
            employment=spell,
            recorded_by=user,
        )


def _decided(spell: EmploymentSpell, *, number: int, today: date) -> None:
    """Of the applications for arrangements some are granted and some rejected, ten days after they came."""
    for one in SupportApplication.objects.filter(employment=spell, kind=SupportKind.ARRANGEMENT):
        decided_on = one.applied_on + timedelta(days=10)
        if decided_on > today or number % 4 == 0:
            continue
        one.decided_on = decided_on
        if number % 4 == 2:
            one.decision, one.decision_reason = Decision.REJECTED, "Keksitty esimerkki: tuki ei ole tarpeen."
        else:
            one.decision, one.amount_granted = Decision.GRANTED, one.amount_applied
            one.checks = [SupportCheck.CONTRIBUTES]
        one.save()
