"""Contacts: recorded, kept as a draft for oneself, changed, made final, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.contacts import ContactChannel, ParticipantKind
from clients.enums.deadlines import TalkKind
from clients.models import Appointment, Client, Contact, ContactStaff
from clients.policies import can_change_contact, can_manage_relations, takes_part
from clients.selectors.colleagues import colleagues
from clients.services.footing import locked_client
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal

FIRST_YEAR = 2000
CLOCK_DIFFERENCE = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class ContactNote:
    """What is written down of a contact; a draft is its author's alone."""

    at: datetime
    channel: ContactChannel
    summary: str
    minutes: int | None = None
    with_client: bool = True
    talk: TalkKind | None = None
    others: tuple[ParticipantKind, ...] = ()
    colleagues: frozenset[UUID] = frozenset()
    is_draft: bool = False


@transaction.atomic
def record_contact(*, actor: User, client_id: UUID, note: ContactNote, appointment_id: UUID | None = None) -> Contact:
    """The contact is on record, `actor` its author, joint when colleagues took part; a draft for the author alone.

    Refused: a moment that has not come, colleagues who do not work in the area, an appointment of another client.
    """
    client = locked_client(actor, client_id)
    if appointment_id is not None and not Appointment.objects.filter(pk=appointment_id, client=client).exists():
        raise Refusal(_("The appointment is not this client's."))
    staff = _staff(client, note.colleagues, author=actor.pk)
    values = _values(note, is_joint=_is_joint(actor, client, staff))
    contact = Contact(area_id=client.area_id, client=client, author=actor, appointment_id=appointment_id, **values)
    add_record(contact)
    _take_part(contact, staff)
    return contact


@transaction.atomic
def edit_contact(*, actor: User, contact_id: UUID, version: int, note: ContactNote) -> Contact:
    """The contact says this from now on; only its author changes it. A final one does not become a draft again."""
    contact = _own(actor, contact_id)
    if note.is_draft and not contact.is_draft:
        raise OutOfOrder(_("Others have seen this contact. Withdraw it if it is wrong."))
    staff = _staff(contact.client, note.colleagues, author=contact.author_id)
    values = _values(note, is_joint=_is_joint(actor, contact.client, staff))
    changed = change_record(contact, version=version, values=values)
    if _take_part(contact, staff) and not changed:  # who took part is no column, and is a change all the same
        Contact.objects.filter(pk=contact.pk).update(version=version + 1)
        contact.version = version + 1
    return contact


@transaction.atomic
def finalise_contact(*, actor: User, contact_id: UUID, version: int) -> Contact:
    """The draft is seen and counted by everybody who knows the client from now on."""
    contact = _own(actor, contact_id)
    if not contact.is_draft:
        raise OutOfOrder(_("This contact is no draft."))
    change_record(contact, version=version, values={"is_draft": False})
    return contact


@transaction.atomic
def withdraw_contact(*, actor: User, contact_id: UUID, version: int, reason: str) -> Contact:
    """The contact was wrong: it counts no more, and stays with the reason for those who know the client."""
    contact = _found(actor, contact_id)
    if actor.pk != contact.author_id and not can_manage_relations(actor, contact.client):
        raise NotAllowed(_("Only its author, or whoever manages the client's relations, withdraws a contact."))
    if contact.withdrawn_at is not None:
        raise OutOfOrder(_("This contact has been withdrawn already."))
    if not reason.strip():
        raise Refusal(_("Say why the contact was wrong."), field="reason")
    values = {"withdrawn_at": timezone.now(), "withdrawn_by": actor, "withdrawal_reason": reason.strip()}
    with pghistory.context(reason=reason.strip()[:300]):
        change_record(contact, version=version, values=values)
    return contact


def refuse_unless_editable(actor: User, contact: Contact) -> None:
    """Nothing, or the refusal with its reason: a contact is its author's to change, until it is withdrawn."""
    if not can_change_contact(actor, contact):
        raise NotAllowed(_("Only its author changes a contact."))
    if contact.withdrawn_at is not None:
        raise OutOfOrder(_("This contact has been withdrawn already."))


def _found(actor: User, contact_id: UUID) -> Contact:
    contact = Contact.objects.visible_to(actor).locked().select_related("client").filter(pk=contact_id).first()
    if contact is None:
        raise NotFound  # hidden, another's draft and absent look the same
    return contact


def _own(actor: User, contact_id: UUID) -> Contact:
    contact = _found(actor, contact_id)
    refuse_unless_editable(actor, contact)
    return contact


def _is_joint(author: User, client: Client, staff: list[UUID]) -> bool:
    """Two or more of the staff took part, the author among them."""
    return len(staff) + takes_part(author, area_id=client.area_id) > 1


def _values(note: ContactNote, *, is_joint: bool) -> dict[str, object]:
    if note.at > timezone.now() + CLOCK_DIFFERENCE:
        raise Refusal(
            _("A contact is recorded when it has taken place. Book an appointment for what is to come."), field="at"
        )
    if note.at.year < FIRST_YEAR:
        raise Refusal(_("Check the year."), field="at")
    summary = note.summary.strip()
    if not summary and not note.is_draft:
        raise Refusal(_("Say what the contact was about."), field="summary")
    return {
        "at": note.at,
        "channel": note.channel,
        "minutes": note.minutes,
        "summary": summary,
        "with_client": note.with_client,
        "talk": note.talk or "",
        "others": [kind.value for kind in ParticipantKind if kind in note.others],
        "is_joint": is_joint,
        "is_draft": note.is_draft,
    }


def _staff(client: Client, keys: frozenset[UUID], *, author: UUID) -> list[UUID]:
    wanted = set(keys) - {author}
    if not wanted:
        return []
    found = list(colleagues(client.area_id).filter(pk__in=wanted).values_list("pk", flat=True))
    if len(found) != len(wanted):
        raise Refusal(_("Somebody chosen does not work with clients in this area."), field="colleagues")
    return found


def _take_part(contact: Contact, staff: Iterable[UUID]) -> bool:
    """These colleagues took part and no others; whether that is a change."""
    wanted, held = set(staff), set(contact.staff.values_list("user_id", flat=True))
    contact.staff.filter(user_id__in=held - wanted).delete()
    for user_id in wanted - held:
        ContactStaff.objects.create(area_id=contact.area_id, contact=contact, user_id=user_id)
    return wanted != held
