"""Invented work with employers: events and a panel, services by their models, teams, feedback, interest."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.enums import Role
from accounts.models import Membership, Municipality, User
from clients.enums.employment import Industry
from clients.models import Case
from config.kernel.encryption import token_hash
from desk.demo import programme as facts
from desk.demo.employers import business_id
from employers.enums.occasions import OccasionKind, Presence, StaffPart
from employers.enums.public import DeclineReason, InterestState
from employers.enums.serving import ServiceKind, ServiceOutcome, ServingPart
from employers.models import (
    Employer,
    EmployerFeedback,
    EmployerService,
    EmployerTeam,
    InterestRequest,
    Occasion,
    OccasionClient,
    OccasionDecision,
    OccasionEmployer,
    OccasionOrganiser,
    OccasionStaff,
    ServiceMeeting,
    ServiceRole,
    ServiceStage,
    ServiceVacancy,
    TeamOwner,
    TeamPlace,
    Vacancy,
)
from employers.service_models import model_on
from employers.services.interest import token_of
from network.models import Organisation

SEED = 2605
AREA = facts.HOME_AREA
EVENTS = (
    (OccasionKind.RECRUITMENT, "Täsmätyön rekrytointipäivä", "Mallitalo", -40),
    (OccasionKind.VISIT_DAY, "Yrityskäynti leipomossa", "Mallin leipomo", -21),
    (OccasionKind.NETWORK, "Vammaisjärjestöjen ja työnantajien aamukahvit", "Keksilän kirjasto", -12),
    (OccasionKind.PANEL, "Asiakasraati, syksy", "Mallitalo, sali 2", -25),
    (OccasionKind.RECRUITMENT, "Osa-aikatyön rekrytointitori", "Keksilän tori", 14),
)
DECISIONS = (
    ("Tuetun työn esite uusitaan selkokielellä.", -10, "Esite on uusittu ja jaettu."),
    ("Työpaikkakäynneille otetaan mukaan kokemusasiantuntija.", -3, ""),
    ("Seuraava raati pidetään työpaikalla.", 30, ""),
)
SERVICES = (
    (ServiceKind.RECRUITMENT, 60, 4, None),
    (ServiceKind.RECRUITMENT, 150, 7, ServiceOutcome.JOBS),
    (ServiceKind.SHAPING, 35, 3, None),
    (ServiceKind.MANAGEMENT, 90, 2, None),
    (ServiceKind.STAFF_ADVICE, 20, 1, None),
    (ServiceKind.STAFF_ADVICE, 120, 3, ServiceOutcome.CHANGED),
)
NEEDS = (
    "Kaksi avustajaa keittiöön, työaika sovittavissa.",
    "Varaston keräilyyn lisää väkeä.",
    "Toimiston pienistä tehtävistä kootaan yksi työ.",
    "Esihenkilöt kaipaavat varhaisen tuen mallin.",
    "Miten työtehtäviä kevennetään sairausloman jälkeen?",
    "Työvuorojen joustot koko henkilöstölle.",
)
TEAMS = (
    ("Ravintola ja kauppa", (Industry.I, Industry.G)),
    ("Teollisuus ja logistiikka", (Industry.C, Industry.H)),
    ("Julkinen ala", (Industry.O, Industry.Q)),
    ("Muut alat", ()),
)
# Given so many days ago, heard, met, helped, critical, due in so many days, what was done.
FEEDBACK = (
    (30, 2, 2, 1, True, -6, "", "Ehdokkaista ei kuulunut kolmeen viikkoon."),
    (12, 4, 5, 4, False, 2, "", "Valmentajasta oli iso apu alussa."),
    (9, 3, 2, 3, True, 5, "", "Palkkatuen hakemus oli liian vaikea."),
    (45, 5, 5, 5, False, -31, "Kiitos välitetty tiimille.", "Sujui hyvin alusta loppuun."),
)
INTEREST = (
    ("Keksitty kahvila Oy", InterestState.WAITING, 2, "Tarvitsemme apua aamuvuoroihin."),
    ("Sepitekonepaja Oy", InterestState.WAITING, 6, "Voisiko kokoonpanotyötä muotoilla istuen tehtäväksi?"),
    ("Mallimatkat Oy", InterestState.DECLINED, 30, "Kiinnostaa yleisesti."),
)


def give_employer_work() -> None:
    """Each kind of work with employers has some records in different states; nothing where there are any."""
    recorder = User.objects.filter(email="coordinator@demo.invalid").first()
    if recorder is None or Occasion.objects.exists():
        return
    dice = Random(SEED)  # noqa: S311 - invented records, not secrets
    employers = list(Employer.objects.exclude(business_id="").order_by("business_id"))
    staff = _staff() or [recorder]
    _events(recorder, staff, employers, dice)
    _services(recorder, staff, employers)
    _teams(staff)
    _feedback(recorder, staff, employers)
    _interest(recorder)


def _staff() -> list[User]:
    roles = (Role.COORDINATOR, Role.OWN_COACH, Role.SUPERVISOR, Role.EMPLOYER_SPECIALIST)
    keys = Membership.objects.filter(area_id=AREA, role__in=roles).values("user_id")
    return list(User.objects.filter(pk__in=keys, is_active=True).order_by("email"))


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def _events(recorder: User, staff: list[User], employers: list[Employer], dice: Random) -> None:
    clients = list(Case.objects.filter(area_id=AREA, status="open").order_by("pk").values_list("client_id", flat=True))
    partner = Organisation.objects.filter(area_id=AREA).order_by("name").first()
    for kind, title, place, days in EVENTS:
        made = Occasion.objects.create(
            area_id=AREA, kind=kind, title=title, place=place, held_on=_day(days), created_by=recorder
        )
        ones = {"area_id": AREA, "occasion": made}
        OccasionStaff.objects.create(**ones, user=recorder, part=StaffPart.ORGANISER)
        if partner is not None and kind != OccasionKind.VISIT_DAY:
            OccasionOrganiser.objects.create(**ones, organisation=partner)
        states = [Presence.ATTENDED, Presence.ATTENDED, Presence.ABSENT] if days < 0 else [Presence.INVITED]
        for employer in dice.sample(employers, 6):
            OccasionEmployer.objects.create(**ones, employer=employer, presence=dice.choice(states))
        for client_id in dice.sample(clients, min(5, len(clients))):
            OccasionClient.objects.create(**ones, client_id=client_id, presence=dice.choice(states))
        if kind == OccasionKind.PANEL:
            for number, (text, due, outcome) in enumerate(DECISIONS):
                OccasionDecision.objects.create(
                    **ones,
                    text=text,
                    owner=staff[number % len(staff)],
                    due_on=_day(due),
                    done_on=_day(due - 2) if outcome else None,
                    outcome=outcome,
                )


def _services(recorder: User, staff: list[User], employers: list[Employer]) -> None:
    vacancies = list(Vacancy.objects.filter(area_id=AREA).select_related("employer").order_by("pk"))
    for number, ((kind, ago, done, outcome), need) in enumerate(zip(SERVICES, NEEDS, strict=True)):
        vacancy = vacancies[number] if outcome == ServiceOutcome.JOBS else None
        begun_on, model = _day(-ago), model_on(kind, _day(-ago))
        made = EmployerService.objects.create(
            area_id=AREA,
            employer=vacancy.employer if vacancy else employers[5 * number],
            kind=kind,
            model_version=model.version,
            begun_on=begun_on,
            need=need,
            ended_on=_day(-5) if outcome else None,
            outcome=outcome or "",
            created_by=recorder,
        )
        ones = {"area_id": AREA, "service": made}
        ServiceRole.objects.create(**ones, user=recorder, part=ServingPart.OWNER)
        for other in staff[:2]:
            if other != recorder:
                ServiceRole.objects.create(**ones, user=other, part=ServingPart.ADVISER)
        for place, stage in enumerate(model.stages[:done]):
            ServiceStage.objects.create(
                **ones, code=stage.code, done_on=begun_on + timedelta(days=2 * place), done_by=recorder
            )
        ServiceMeeting.objects.create(**ones, held_on=begun_on, about="Aloituskeskustelu", recorded_by=recorder)
        if vacancy:
            ServiceVacancy.objects.create(**ones, vacancy=vacancy)


def _teams(staff: list[User]) -> None:
    places = list(Municipality.objects.filter(area_id=AREA, successor=None).order_by("code"))
    for number, (name, industries) in enumerate(TEAMS):
        team = EmployerTeam.objects.create(area_id=AREA, name=name, industries=list(industries))
        TeamOwner.objects.create(area_id=AREA, team=team, user=staff[number % len(staff)])
        for place in places[number::2] if industries and number < 2 else ():
            TeamPlace.objects.create(area_id=AREA, team=team, municipality=place)


def _feedback(recorder: User, staff: list[User], employers: list[Employer]) -> None:
    for number, (ago, heard, met, helped, critical, due, done, text) in enumerate(FEEDBACK):
        EmployerFeedback.objects.create(
            area_id=AREA,
            employer=employers[3 * number],
            given_on=_day(-ago),
            heard=heard,
            met=met,
            helped=helped,
            text=text,
            is_critical=critical,
            owner=staff[number % len(staff)],
            due_on=_day(due),
            closed_on=_day(due) if done else None,
            done=done,
            recorded_by=recorder,
        )


def _interest(recorder: User) -> None:
    where = Municipality.objects.filter(area_id=AREA, successor=None).order_by("code").first()
    for number, (name, state, ago, message) in enumerate(INTEREST):
        moment = timezone.now() - timedelta(days=ago)
        decided = state == InterestState.DECLINED
        made = InterestRequest(
            area_id=AREA,
            municipality=where,
            business_id=business_id(900 + number),
            employer_name=name,
            state=state,
            mark_hash=token_hash(f"demo {number}"),
            sent_at=moment,
            confirmed_at=moment,
            reason=DeclineReason.NO_NEED if decided else "",
            decided_at=timezone.now() if decided else None,
            decided_by=recorder if decided else None,
        )
        made.token_hash = token_hash(token_of(made.pk))
        made.keep_contact(
            name="Keksitty Lähettäjä", email=f"lahettaja{number}@demo.invalid", phone="040 000 0000", message=message
        )
        made.save(force_insert=True)
