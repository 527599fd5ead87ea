"""Contacts, appointments and tasks of the demo's two coordinators: invented, around the day of loading."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from clients.enums.contacts import AppointmentStatus, ContactChannel, ParticipantKind, TaskKind
from clients.models import Appointment, AppointmentStaff, CaseRelation, Client, Contact, ContactStaff, Task

SEED = 616
COORDINATORS = ("coordinator@demo.invalid", "colleague@demo.invalid")
SUMMARIES = (
    "Keskusteltu työtilanteesta ja toiveista. Sovittu jatkosta.",
    "Käyty läpi lausunnon tilanne. Asiakas varaa ajan itse.",
    "Osa-aikatyö kiinnostaa, kuormituksesta sovittu rajat.",
    "Verkostossa sovittu, kuka tekee mitä ja mihin mennessä.",
    "Asiakas kertoi kokeilun sujuneen hyvin.",
)
TITLES = ("Suunnitelman tarkistus", "Alkukeskustelu", "Työkokeilun seuranta", "")
TASKS = (
    (TaskKind.CALL, "Soita ja kysy, miten viikko on mennyt"),
    (TaskKind.STATEMENT, "Kysy lausunnon saapumisesta"),
    (TaskKind.PLAN, "Tarkista suunnitelma"),
    (TaskKind.BOOK, "Varaa yhteinen aika"),
)
CHANNELS = list(ContactChannel)
WEIGHTS = (30, 30, 12, 3, 8, 2, 3, 5, 7)
MOST_CLIENTS = 80


def give_contacts() -> int:
    """The coordinators have contacts, a filled calendar and tasks, unless some have; returns how many contacts."""
    if Contact.objects.exists():
        return 0
    staff = {user.email: user for user in User.objects.filter(email__in=COORDINATORS)}
    if len(staff) < len(COORDINATORS):
        return 0
    dice = Random(SEED)  # noqa: S311 - invented people, not secrets
    made = 0
    for email in COORDINATORS:
        user, other = staff[email], staff[next(one for one in COORDINATORS if one != email)]
        clients = _caseload(user)
        made += _contacts(clients, user, other, dice)
        _appointments(clients, user, other, dice)
        _tasks(clients, user, dice)
    return made


def _caseload(user: User) -> list[Client]:
    own = CaseRelation.objects.filter(user=user, kind="responsible", ended_at__isnull=True)
    return list(Client.objects.filter(pk__in=own.values("client_id")).order_by("last_name", "email")[:MOST_CLIENTS])


def _contacts(clients: list[Client], user: User, other: User, dice: Random) -> int:
    found, staff = [], []
    for client in clients:
        for _number in range(dice.choice((0, 1, 2, 2, 3, 5))):
            channel = dice.choices(CHANNELS, WEIGHTS)[0]
            is_network = channel == ContactChannel.NETWORK
            contact = Contact(
                area_id=client.area_id,
                client=client,
                at=_at_work(dice),
                channel=channel,
                minutes=dice.choice((15, 30, 45, 60)),
                summary=dice.choice(SUMMARIES),
                others=[ParticipantKind.HEALTH_CARE, ParticipantKind.KELA] if is_network else [],
                is_joint=is_network,
                author=user,
            )
            found.append(contact)
            if is_network:
                staff.append(ContactStaff(area_id=client.area_id, contact=contact, user=other))
    Contact.objects.bulk_create(found)
    ContactStaff.objects.bulk_create(staff)
    return len(found)


def _at_work(dice: Random) -> datetime:
    """A quarter of an hour of office time on a working day of the last ten months."""
    day = timezone.localdate() - timedelta(days=dice.randrange(1, 300))
    day -= timedelta(days=max(day.weekday() - 4, 0))
    return timezone.make_aware(datetime.combine(day, time(dice.randrange(8, 16), dice.choice((0, 15, 30, 45)))))


def _appointments(clients: list[Client], user: User, other: User, dice: Random) -> None:
    """Two or three a day from last week to the next, weekends free; those of before today were held or not come to."""
    today = timezone.localdate()
    found, staff = [], []
    for number in range(-7, 15):
        day = today + timedelta(days=number)
        if day.weekday() > 4 or not clients:
            continue
        for hour in dice.sample((9, 10, 12, 13, 14, 15), dice.choice((2, 3))):
            client = dice.choice(clients)
            starts = timezone.make_aware(datetime.combine(day, time(hour)))
            held = dice.choices((AppointmentStatus.HELD, AppointmentStatus.NO_SHOW), (85, 15))[0]
            one = Appointment(
                area_id=client.area_id,
                client=client,
                starts_at=starts,
                ends_at=starts + timedelta(minutes=dice.choice((30, 45, 60))),
                channel=dice.choice((ContactChannel.VISIT, ContactChannel.VISIT, ContactChannel.VIDEO)),
                place="",
                title=dice.choice(TITLES),
                status=held if number < 0 else AppointmentStatus.PLANNED,
                created_by=user,
            )
            found.append(one)
            staff.append(AppointmentStaff(area_id=client.area_id, appointment=one, user=user))
            if client.relations.filter(user=other).exists():
                one.is_joint = True
                staff.append(AppointmentStaff(area_id=client.area_id, appointment=one, user=other))
    Appointment.objects.bulk_create(found)
    AppointmentStaff.objects.bulk_create(staff)


def _tasks(clients: list[Client], user: User, dice: Random) -> None:
    today, found = timezone.localdate(), []
    for days in (-6, -1, 0, 0, 1, 3, 8, 20):
        if clients:
            client, (kind, title) = dice.choice(clients), dice.choice(TASKS)
            found.append(
                Task(
                    area_id=client.area_id,
                    client=client,
                    owner=user,
                    created_by=user,
                    kind=kind,
                    title=title,
                    due_on=today + timedelta(days=days),
                )
            )
    Task.objects.bulk_create(found)
