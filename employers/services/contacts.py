"""Contacts with employers: logged in one action that finds or adds the employer and marks it as willing; withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.contacts import ContactChannel, TaskKind
from clients.enums.demands import Adjustment
from clients.selectors.knowers import areas_of_work
from clients.services.tasks import TaskText, give_task
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal
from employers.enums.contacts import WILLING_FROM, Initiative, Interest, Topic
from employers.enums.register import JobTrait
from employers.models import ContactPerson, Employer, EmployerContact, Establishment
from employers.policies import can_withdraw_contact
from employers.services.footing import employer_area
from employers.services.register import add_employer
from employers.services.willingness import unset_by_withdrawal, willing_by
from network.selectors.programmes import programmes_of_areas

FIRST_YEAR = 2000
LONGEST_TITLE = 200


@dataclass(frozen=True, kw_only=True)
class EmployerNote:
    """What is written down of a contact with an employer."""

    held_on: date
    channel: ContactChannel = ContactChannel.PHONE
    initiative: Initiative = Initiative.OURS
    answered: bool = True
    topics: tuple[Topic, ...] = ()
    topic_raised: bool = False
    interest: Interest | None = None
    attitude_before: int | None = None
    attitude_after: int | None = None
    traits: tuple[JobTrait, ...] = ()
    accommodations: tuple[Adjustment, ...] = ()
    note: str = ""
    next_step: str = ""
    next_step_on: date | None = None
    establishment_id: UUID | None = None
    person_id: UUID | None = None
    programme_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class NewEmployer:
    """An employer that the register does not have yet, as the contact brings it."""

    values: Mapping[str, Any]
    establishment: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def log_contact(
    *, actor: User, employer: UUID | NewEmployer, note: EmployerNote, area_id: int | None = None
) -> EmployerContact:
    """The contact is on record, `actor` its author; a new employer is in the register, found again if it was there.

    Interest from 2 on marks the employer as willing to hire in the same transaction, or confirms the mark. A next step
    becomes a task of the author's, where the author has tasks. Less interest ends no mark: the page asks.
    """
    area = employer_area(actor, area_id)
    held = _locked_employer(actor, employer)
    values = _values(note)
    _refuse_strangers(held, area, note)
    contact = EmployerContact(area_id=area, employer=held, author=actor, **values)
    add_record(contact)
    if contact.interest is not None and contact.interest >= WILLING_FROM:
        willing_by(contact)
    if contact.next_step and area in areas_of_work(actor):
        _give_task(actor, contact)
    return contact


@transaction.atomic
def withdraw_employer_contact(*, actor: User, contact_id: UUID, version: int, reason: str) -> EmployerContact:
    """The contact was wrong: it counts no more, and the mark that it alone set is ended as an error."""
    employer_area(actor)
    contact = EmployerContact.objects.in_areas_of(actor).locked().filter(pk=contact_id).first()
    if contact is None:
        raise NotFound
    if not can_withdraw_contact(actor, contact):
        raise NotAllowed(_("Only its author or a supervisor withdraws a contact."))
    if contact.withdrawn_at is not None:
        raise OutOfOrder(_("This contact has been withdrawn already."))
    if not reason.strip():
        raise Refusal(_("Say why the contact was wrong."), field="reason")
    said = reason.strip()
    with pghistory.context(reason=said[:300]):
        values = {"withdrawn_at": timezone.now(), "withdrawn_by": actor, "withdrawal_reason": said}
        change_record(contact, version=version, values=values)
        unset_by_withdrawal(contact, actor=actor)
    return contact


def _locked_employer(actor: User, employer: UUID | NewEmployer) -> Employer:
    """The employer, held until the transaction ends; one that is new is added, unless its business id is there."""
    if isinstance(employer, NewEmployer):
        wanted = str(employer.values.get("business_id", "")).strip()
        held = Employer.objects.filter(business_id=wanted).locked().first() if wanted else None
        return held or add_employer(actor=actor, values=employer.values, establishment=employer.establishment)
    held = Employer.objects.filter(pk=employer).locked().first()
    if held is None:
        raise NotFound
    return held


def _refuse_strangers(employer: Employer, area: int, note: EmployerNote) -> None:
    place, person = note.establishment_id, note.person_id
    if place and not Establishment.objects.filter(pk=place, employer=employer).exists():
        raise Refusal(_("The establishment is not this employer's."), field="establishment")
    if person and not ContactPerson.objects.filter(pk=person, employer=employer, area_id=area).exists():
        raise Refusal(_("The person is not one of this employer's whom your area knows."), field="person")
    if note.programme_id and note.programme_id not in set(programmes_of_areas({area})):
        raise Refusal(_("Your area does not take part in this programme."), field="programme")


def _values(note: EmployerNote) -> dict[str, Any]:
    if note.held_on > timezone.localdate():
        raise Refusal(_("A contact is recorded when it has taken place."), field="held_on")
    if note.held_on.year < FIRST_YEAR:
        raise Refusal(_("Check the year."), field="held_on")
    if not note.answered and (note.topics or note.topic_raised or note.interest is not None):
        raise Refusal(_("In a contact that was not answered nothing was spoken of."), field="answered")
    raised = note.topic_raised or note.interest is not None
    topics = {*note.topics, *((Topic.PARTIAL,) if raised else ())}
    return {
        "held_on": note.held_on,
        "channel": note.channel,
        "initiative": note.initiative,
        "answered": note.answered,
        "topics": [topic.value for topic in Topic if topic in topics],
        "topic_raised": raised,
        "interest": note.interest,
        "attitude_before": note.attitude_before,
        "attitude_after": note.attitude_after,
        "traits": [trait.value for trait in JobTrait if trait in note.traits],
        "accommodations": [one.value for one in Adjustment if one in note.accommodations],
        "note": note.note.strip(),
        "next_step": note.next_step.strip(),
        "next_step_on": note.next_step_on,
        "establishment_id": note.establishment_id,
        "person_id": note.person_id,
        "programme_id": note.programme_id,
    }


def _give_task(actor: User, contact: EmployerContact) -> None:
    """A task without a client: it names the employer and the step, cut to what a title holds."""
    title = f"{contact.next_step} ({contact.employer.name})"
    text = TaskText(title=title[:LONGEST_TITLE], kind=TaskKind.OTHER, due_on=contact.next_step_on)
    give_task(actor=actor, owner_id=actor.pk, client_id=None, area_id=contact.area_id, text=text)
