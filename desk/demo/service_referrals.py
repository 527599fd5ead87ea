"""Partners, their services and referrals to them in the demo, in every state; invented, and plainly so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from clients.enums import DataItem, Ground
from clients.enums.service_referrals import TERMINAL, ServiceReferralState
from clients.models import CaseRelation, Client, Counterpart, Disclosure, ReferralStep, ServicePeriod, ServiceReferral
from clients.referral_recipients import recipient_kind_of
from clients.services.referral_links import make_link
from desk.demo.programme import HOME_AREA
from network.enums import PartnerType, ServiceCode
from network.models import Organisation, Service

_S = ServiceReferralState
PARTNERS: tuple[tuple[str, PartnerType, tuple[tuple[ServiceCode, str, bool], ...]], ...] = (
    (
        "Esimerkkivalmennus Oy",
        PartnerType.PROVIDER,
        ((ServiceCode.JOB_COACHING, "Työhönvalmennus", True), (ServiceCode.TYODESIGN, "TyöDesign-valmennus", True)),
    ),
    ("Kela, esimerkkitiimi", PartnerType.KELA, ((ServiceCode.KELA_STUDY, "Ammatillinen kuntoutusselvitys", False),)),
    ("Esimerkin hyvinvointialue", PartnerType.COUNTY, ((ServiceCode.TEAM, "Työkyvyn tuen tiimi", False),)),
    ("Esimerkkiyhdistys ry", PartnerType.ASSOCIATION, ((ServiceCode.ASSOCIATION, "Vertaisryhmä", False),)),
    ("Esimerkkiopisto", PartnerType.SCHOOL, ((ServiceCode.APPRENTICESHIP, "Räätälöity oppisopimus", True),)),
)
TARGET = 300
MESSAGE = "Asiakas toivoo tukea työhön paluuseen. Pyydämme arvioimaan palvelun sopivuuden."
# State, days since sending, and the days from sending to each later step.
REFERRALS: tuple[tuple[ServiceReferralState, int, tuple[int, ...]], ...] = (
    (_S.SENT, 2, ()),
    (_S.SENT, 12, ()),
    (_S.RECEIVED, 6, (1,)),
    (_S.RECEIVED, 15, (3,)),
    (_S.ACCEPTED, 20, (2, 8)),
    (_S.STARTED, 60, (1, 5, 20)),
    (_S.STARTED, 90, (1, 14, 30)),
    (_S.COMPLETED, 150, (2, 7, 21, 140)),
    (_S.RESULT, 200, (1, 4, 15, 120)),
    (_S.INTERRUPTED, 120, (3, 9, 20, 112)),
    (_S.DECLINED, 45, (1, 6)),
    (_S.WITHDRAWN, 40, ()),
    (_S.EXPIRED, 70, ()),
)
PATH = ("received_on", "answered_on", "started_on", "ended_on")
ON_THE_WAY = (_S.RECEIVED, _S.ACCEPTED, _S.STARTED, _S.COMPLETED)
TOLD: dict[ServiceReferralState, dict[str, str]] = {
    _S.DECLINED: {"reason": "full"},
    _S.INTERRUPTED: {"reason": "drop_out"},
    _S.WITHDRAWN: {"reason": "other_service"},
    _S.EXPIRED: {"reason": "no_answer"},
    _S.RESULT: {"result": "reached"},
}


def give_service_referrals() -> int:
    """Partners and referrals in every state are there, unless some are; returns how many referrals were given."""
    coordinator = User.objects.filter(email="coordinator@demo.invalid").first()
    if coordinator is None or Organisation.objects.exists():
        return 0
    services = _partners()
    clients = _caseload(coordinator)
    if not clients:
        return 0
    for number, (state, ago, later) in enumerate(REFERRALS):
        _referral(clients[number % len(clients)], services[number % len(services)], coordinator, state, ago, later)
    _draft(clients[-1], services[0], coordinator)
    _beside(clients, coordinator)
    return len(REFERRALS) + 1


def _partners() -> list[Service]:
    made = []
    for name, kind, services in PARTNERS:
        partner = Organisation.objects.create(
            area_id=HOME_AREA, kind=kind, name=name, email=f"palvelu-{kind.value.lower()}@kumppani.invalid"
        )
        made += [
            Service.objects.create(
                area_id=HOME_AREA,
                organisation=partner,
                code=code,
                name=service,
                is_procured=is_procured,
                is_for_employers=code in {ServiceCode.TYODESIGN, ServiceCode.JOB_COACHING},
                referral_target=TARGET if code == ServiceCode.TYODESIGN else None,
            )
            for code, service, is_procured in services
        ]
    return made


def _caseload(user: User) -> list[Client]:
    own = CaseRelation.objects.filter(user=user, kind="responsible", ended_at__isnull=True)
    found = Client.objects.filter(pk__in=own.values("client_id"), non_disclosure=False, area_id=HOME_AREA)
    return list(found.order_by("last_name", "email", "pk")[:9])


def _texts(service: Service, client: Client, user: User) -> dict[str, Any]:
    kind = recipient_kind_of(service)
    ground = {"provider": Ground.SERVICE, "kela": Ground.JOINT, "county": Ground.JOINT}.get(kind, Ground.CONSENT)
    return {
        "area_id": client.area_id,
        "client": client,
        "service": service,
        "message": MESSAGE,
        "items": [DataItem.NAME, DataItem.CONTACT, DataItem.NEED],
        "recipient_kind": kind,
        "recipient_name": service.organisation.name,
        "ground": ground,
        "ground_detail": "1.1.2026" if ground == Ground.JOINT else "",
        "created_by": user,
    }


def _draft(client: Client, service: Service, user: User) -> None:
    ServiceReferral.objects.create(**_texts(service, client, user))


def _referral(
    client: Client, service: Service, user: User, state: ServiceReferralState, ago: int, later: tuple[int, ...]
) -> None:
    if service.organisation.kind == PartnerType.ASSOCIATION:  # would need a consent of its own
        service = Service.objects.select_related("organisation").get(area_id=HOME_AREA, name="Työhönvalmennus")
    sent_on = timezone.localdate() - timedelta(days=ago)
    days = dict(zip(PATH, (sent_on + timedelta(days=one) for one in later), strict=False))
    texts = _texts(service, client, user)
    closed_on = None
    if state in TERMINAL:
        closed_on = max(days.values(), default=sent_on + timedelta(days=10))
    referral = ServiceReferral.objects.create(
        **texts,
        **days,
        **TOLD.get(state, {}),
        state=state,
        sent_on=sent_on,
        sent_by=user,
        closed_on=closed_on,
        disclosure=_disclosure(texts, user),
    )
    _steps(referral, user, days, closed_on)
    if state not in TERMINAL and ago <= 14:
        make_link(referral)


def _disclosure(texts: dict[str, Any], user: User) -> Disclosure:
    names = ("area_id", "client", "recipient_kind", "recipient_name", "items", "ground", "ground_detail")
    given = {name: texts[name] for name in names}
    return Disclosure.objects.create(**given, purpose="Palveluunohjaus", discloser=user)


def _steps(referral: ServiceReferral, user: User, days: dict[str, date], closed_on: date | None) -> None:
    assert referral.sent_on is not None
    taken = [(_S.SENT, referral.sent_on)]
    for name, step in zip(PATH, ON_THE_WAY, strict=True):
        if name in days:
            special = {_S.DECLINED: "answered_on", _S.INTERRUPTED: "ended_on"}.get(ServiceReferralState(referral.state))
            taken.append((ServiceReferralState(referral.state) if name == special else step, days[name]))
    if referral.state in {_S.RESULT, _S.WITHDRAWN, _S.EXPIRED} and closed_on is not None:
        taken.append((ServiceReferralState(referral.state), closed_on))
    ReferralStep.objects.bulk_create(
        ReferralStep(
            area_id=referral.area_id,
            referral=referral,
            state=state,
            on=day,
            by=None if state == _S.EXPIRED else user,
            reason=referral.reason if state == referral.state else "",
            result=referral.result if state == referral.state else "",
        )
        for state, day in taken
    )


def _beside(clients: list[Client], user: User) -> None:
    """Services found by the clients themselves, and counterparts at Kela, of which one has handed over."""
    today = timezone.localdate()
    kela = Organisation.objects.get(area_id=HOME_AREA, kind=PartnerType.KELA)
    for place, client in enumerate(clients[:4]):
        ServicePeriod.objects.create(
            area_id=client.area_id,
            client=client,
            service_code=ServiceCode.ASSOCIATION,
            organiser="Esimerkkiyhdistys ry",
            started_on=today - timedelta(days=80 + place),
            ended_on=today - timedelta(days=10) if place % 2 else None,
            is_completed=True if place % 2 else None,
            recorded_by=user,
        )
        changed = today - timedelta(days=30)
        ended = {"ended_on": changed, "hand_over_note": "Selvityksen aika on varattu."} if place == 0 else {}
        Counterpart.objects.create(
            area_id=client.area_id,
            client=client,
            organisation=kela,
            name="Työkykyneuvoja 1",
            started_on=today - timedelta(days=100),
            recorded_by=user,
            **ended,
        )
        if ended:
            Counterpart.objects.create(
                area_id=client.area_id,
                client=client,
                organisation=kela,
                name="Työkykyneuvoja 2",
                started_on=changed,
                recorded_by=user,
            )
