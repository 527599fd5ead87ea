"""Contacts with the invented employers: logged as people log them, some years ago too; marks fresh, stale and ended."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from clients.enums.contacts import ContactChannel
from clients.enums.demands import Adjustment
from desk.demo import programme as facts
from employers.enums.contacts import Initiative, Interest, Topic, WillingEnd
from employers.enums.register import JobTrait
from employers.models import Employer, EmployerContact, WillingKeyword
from employers.services.contacts import EmployerNote, log_contact
from employers.services.owners import give_employer
from employers.services.persons import add_person
from employers.services.willingness import end_willing

SEED = 2605
NAMES = ("Maija Mallikas", "Esko Esimerkki", "Niina Näyte", "Kalle Keksitty")
TITLES = ("Toimitusjohtaja", "HR-päällikkö", "Työnjohtaja", "")
LOGGERS = ("specialist@demo.invalid", "coordinator@demo.invalid")
STEPS = ("", "", "Soita uudelleen", "Sovi työpaikkakäynti", "Lähetä tietoa palkkatuesta")
# How many days ago an employer was in touch with, and how interested it was each time.
STORIES: tuple[tuple[tuple[int, Interest | None], ...], ...] = (
    ((12, Interest.ACTIVE), (80, Interest.INTERESTED)),
    ((40, Interest.INTERESTED),),
    ((250, Interest.INTERESTED), (300, Interest.MAYBE)),
    ((5, Interest.NONE), (60, Interest.INTERESTED)),
    ((20, None), (33, Interest.MAYBE)),
    ((400, Interest.ACTIVE),),
    (),
    ((3, None),),
)


def give_employer_contacts() -> None:
    """Three employers in four have contacts, persons and somebody who looks after them; nothing where there are any.

    The specialist logs most of them and keeps the next steps; what the coordinator logs leaves no task behind.
    """
    people = {one.email: one for one in User.objects.filter(email__in=LOGGERS)}
    if len(people) < len(LOGGERS) or EmployerContact.objects.exists():
        return
    specialist, coordinator = (people[email] for email in LOGGERS)
    dice, today = Random(SEED), timezone.localdate()  # noqa: S311 - invented contacts, not secrets
    for number, employer in enumerate(Employer.objects.order_by("business_id")):
        story, logger = STORIES[number % len(STORIES)], coordinator if number % 4 == 1 else specialist
        for days, interest in reversed(story):
            step = dice.choice(STEPS) if logger == specialist else ""
            _log(logger, employer, dice, on=today - timedelta(days=days), said=(interest, step))
        if story and number % 3 != 1:
            give_employer(actor=logger, employer_id=employer.pk, to=logger.pk)
        if story:
            name = f"{NAMES[number % len(NAMES)]} {number + 1}"
            person = {"name": name, "title": TITLES[number % len(TITLES)], "is_shared": number % 2 == 0}
            add_person(actor=logger, employer_id=employer.pk, values={**person, "phone": "", "email": ""})
    _end_some(specialist)


def _log(logger: User, employer: Employer, dice: Random, *, on: date, said: tuple[Interest | None, str]) -> None:
    interest, step = said
    answered = interest is not None or dice.random() < 0.4
    willing = interest in {Interest.INTERESTED, Interest.ACTIVE}
    note = EmployerNote(
        held_on=on,
        channel=dice.choice((ContactChannel.PHONE, ContactChannel.VISIT, ContactChannel.MESSAGE)),
        initiative=dice.choice((Initiative.OURS, Initiative.OURS, Initiative.THEIRS)),
        answered=answered,
        topics=tuple(dice.sample(list(Topic), 2)) if answered else (),
        interest=interest,
        attitude_before=dice.randint(1, 3) if interest else None,
        attitude_after=dice.randint(2, 5) if interest else None,
        traits=tuple(dice.sample(list(JobTrait), 3)) if willing else (),
        accommodations=tuple(dice.sample(list(Adjustment), 2)) if willing else (),
        next_step=step,
        next_step_on=on + timedelta(days=14) if step else None,
    )
    log_contact(actor=logger, employer=employer.pk, note=note, area_id=facts.HOME_AREA)


def _end_some(recorder: User) -> None:
    """Every seventh mark has been ended, as people end them."""
    for number, keyword in enumerate(WillingKeyword.objects.standing().order_by("employer__business_id")):
        if number % 7 == 6:
            end_willing(actor=recorder, keyword_id=keyword.pk, version=keyword.version, reason=WillingEnd.NOT_WILLING)
