"""Meetings of a client's network: planned on a basis, held with what was said and agreed, cancelled, withdrawn.

An organisation sits at the table only on a ground that the table of grounds knows (clients.disclosure_grounds); when
the meeting is held, what it was told is listed as a disclosure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums import DataItem, Ground, RecipientKind
from clients.enums.contacts import ContactChannel, TaskKind
from clients.enums.meetings import AT_THE_TABLE, MEETING_STEPS, OF_HEALTH, Attendance, MeetingStatus
from clients.models import (
    Appointment,
    AppointmentStaff,
    Client,
    MeetingAction,
    MeetingParticipant,
    NetworkMeeting,
)
from clients.policies import may_see_health
from clients.selectors.knowers import chosen_people
from clients.services.appointments import Booking, book_appointment
from clients.services.consents import Recipient
from clients.services.disclosing import Basis, NotDisclosed, disclose, ground_rule, newest_decision, refusal_of
from clients.services.footing import locked_client
from clients.services.spells import held_spell, withdraw
from clients.services.tasks import TaskText, give_task
from config.kernel.errors import NotAllowed, OutOfOrder, Refusal

LASTS_MINUTES = 60


@dataclass(frozen=True, kw_only=True)
class OutsideParty:
    """An organisation at the table: what it is, who of it by function, and on what ground it may hear of the client."""

    kind: RecipientKind
    organisation: str
    function: str
    ground: Ground
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingPlan:
    """When, how and where; what about; and who takes part."""

    starts_at: datetime
    channel: ContactChannel
    place: str = ""
    agenda: str = ""
    with_client: bool = True
    staff: frozenset[UUID] = frozenset()
    around: frozenset[UUID] = frozenset()
    outside: tuple[OutsideParty, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What was agreed on: by one of the staff, whose task it becomes, or by somebody else, in words."""

    text: str
    staff: UUID | None = None
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What was said, of health apart; what was agreed; and when to meet again."""

    discussed: str
    discussed_health: str = ""
    actions: tuple[Agreed, ...] = ()
    next_on: date | None = None


@transaction.atomic
def plan_meeting(
    *,
    actor: User,
    client_id: UUID,
    plan: MeetingPlan,
    appointment_id: UUID | None = None,
    follows_id: UUID | None = None,
) -> NetworkMeeting:
    """The meeting is planned. One to come is in the calendars of the staff; an appointment may become the meeting.

    Refused: an organisation without a ground for being told of the client, staff who do not know the client, people
    who are not around the client, an appointment of another client or one that is a meeting already.
    """
    client = locked_client(actor, client_id)
    staff = _staff(client, plan)
    for party in plan.outside:
        _must_have_basis(client, party)
    appointment = _appointment(client, appointment_id)
    if appointment is None and plan.starts_at > timezone.now() and staff:
        appointment = _booked(actor, client, plan)
    meeting = NetworkMeeting(
        area_id=client.area_id,
        client=client,
        appointment=appointment,
        follows=held_spell(NetworkMeeting, client, follows_id) if follows_id else None,
        starts_at=plan.starts_at,
        channel=plan.channel,
        place=plan.place.strip(),
        agenda=plan.agenda.strip(),
        recorded_by=actor,
    )
    add_record(meeting)
    _sit_down(meeting, client, plan, staff)
    return meeting


@transaction.atomic
def hold_meeting(*, actor: User, client_id: UUID, meeting_id: UUID, version: int, minutes: Minutes) -> NetworkMeeting:
    """The meeting was held: what was said and agreed is on record, tasks are given, disclosures are listed.

    Every organisation at the table has its row of disclosure; when health was spoken of, its ground must cover that
    too. Refused: a meeting to come, nothing said, health without the right to it, a ground that is no longer there.
    """
    client = locked_client(actor, client_id)
    meeting = held_spell(NetworkMeeting, client, meeting_id)
    _must_step(meeting, to=MeetingStatus.HELD)
    if meeting.starts_at > timezone.now():
        raise OutOfOrder(_("The meeting has not begun yet."))
    if not minutes.discussed.strip():
        raise Refusal(_("Say what was discussed."), field="discussed")
    if minutes.discussed_health.strip() and not may_see_health(actor, client):
        raise NotAllowed(_("This needs the right to see health details."))
    if minutes.next_on is not None and minutes.next_on < timezone.localdate(meeting.starts_at):
        raise Refusal(_("The next meeting is after this one."), field="next_on")
    values = {
        "status": MeetingStatus.HELD,
        "discussed": minutes.discussed.strip(),
        "discussed_health": minutes.discussed_health.strip(),
        "next_on": minutes.next_on,
    }
    change_record(meeting, version=version, values=values)
    _disclose(actor, client, meeting)
    _agree(actor, client, meeting, minutes.actions)
    return meeting


@transaction.atomic
def cancel_meeting(*, actor: User, client_id: UUID, meeting_id: UUID, version: int) -> NetworkMeeting:
    """The planned meeting does not take place; its appointment stays for whoever takes part to cancel or use."""
    client = locked_client(actor, client_id)
    meeting = held_spell(NetworkMeeting, client, meeting_id)
    _must_step(meeting, to=MeetingStatus.CANCELLED)
    change_record(meeting, version=version, values={"status": MeetingStatus.CANCELLED})
    return meeting


@transaction.atomic
def withdraw_meeting(*, actor: User, client_id: UUID, meeting_id: UUID, version: int, reason: str) -> NetworkMeeting:
    """The meeting was recorded in error: it counts nowhere, and stays with the reason; disclosures stay as they are."""
    client = locked_client(actor, client_id)
    meeting = held_spell(NetworkMeeting, client, meeting_id)
    withdraw(meeting, actor=actor, version=version, reason=reason)
    return meeting


def _must_step(meeting: NetworkMeeting, *, to: MeetingStatus) -> None:
    if to not in MEETING_STEPS[MeetingStatus(meeting.status)]:
        raise OutOfOrder(_("This step cannot be taken with the meeting as it is now."))


def _staff(client: Client, plan: MeetingPlan) -> list[User]:
    found, is_all = chosen_people(client, area_id=client.area_id, keys=plan.staff)
    if not is_all:
        raise Refusal(
            _("Everybody who takes part must know the client. Open a consultation for a colleague first."),
            field="staff",
        )
    if not found:
        raise Refusal(_("Choose who takes part."), field="staff")
    return found


def _appointment(client: Client, appointment_id: UUID | None) -> Appointment | None:
    if appointment_id is None:
        return None
    found = Appointment.objects.locked().filter(pk=appointment_id, area_id=client.area_id, client=client).first()
    if found is None:
        raise Refusal(_("The appointment is not this client's."))
    if NetworkMeeting.objects.filter(appointment=found).exists():
        raise OutOfOrder(_("This appointment is a network meeting already."))
    return found


def _booked(actor: User, client: Client, plan: MeetingPlan) -> Appointment:
    booking = Booking(
        starts_at=plan.starts_at,
        minutes=LASTS_MINUTES,
        channel=plan.channel,
        staff=plan.staff,
        place=plan.place,
        title=str(ContactChannel.NETWORK.label),
    )
    return book_appointment(actor=actor, client_id=client.pk, booking=booking)


def _sit_down(meeting: NetworkMeeting, client: Client, plan: MeetingPlan, staff: Iterable[User]) -> None:
    seats = [{"attendance": Attendance.CLIENT}] if plan.with_client else []
    rows = [MeetingParticipant(**one) for one in seats]
    rows += [MeetingParticipant(attendance=Attendance.STAFF, user=user) for user in staff]
    people = list(client.people_around.filter(pk__in=plan.around).order_by("pk"))
    if len(people) != len(plan.around):
        raise Refusal(_("Choose people around the client from the list."), field="around")
    rows += [MeetingParticipant(attendance=Attendance.AROUND, person_around=one) for one in people]
    rows += [
        MeetingParticipant(
            attendance=Attendance.OUTSIDE,
            recipient_kind=party.kind,
            organisation=party.organisation.strip(),
            function=party.function.strip(),
            ground=party.ground,
            ground_detail=party.detail.strip(),
        )
        for party in plan.outside
    ]
    for row in rows:
        row.area_id, row.meeting = meeting.area_id, meeting
        add_record(row)
    if meeting.appointment_id:
        _share(meeting.appointment_id, staff)


def _share(appointment_id: UUID, staff: Iterable[User]) -> None:
    """Staff at the table have the time in their calendars too."""
    appointment = Appointment.objects.locked().get(pk=appointment_id)
    held = set(AppointmentStaff.objects.filter(appointment=appointment).values_list("user_id", flat=True))
    for user in staff:
        if user.pk not in held:
            AppointmentStaff.objects.create(area_id=appointment.area_id, appointment=appointment, user_id=user.pk)
            held.add(user.pk)
    change_record(appointment, version=appointment.version, values={"is_joint": len(held) > 1})


def _must_have_basis(client: Client, party: OutsideParty) -> None:
    """Refused without a ground that reaches what is told at the table, and a consent in force where it needs one."""
    recipient = Recipient(kind=party.kind, name=party.organisation)
    rule = ground_rule(recipient, Basis(code=party.ground, detail=party.detail), AT_THE_TABLE)
    needing = AT_THE_TABLE & rule.by_consent
    if not needing:
        return
    decision = newest_decision(client, recipient)
    if why := refusal_of(decision, needing=needing, rule=rule, on=timezone.localdate()):
        raise NotDisclosed(why[0], items=why[1])


def _disclose(actor: User, client: Client, meeting: NetworkMeeting) -> None:
    items: frozenset[DataItem] = AT_THE_TABLE | (OF_HEALTH if meeting.discussed_health else frozenset())
    for seat in meeting.participants.filter(attendance=Attendance.OUTSIDE).order_by("pk"):
        disclose(
            actor=actor,
            client_id=client.pk,
            recipient=Recipient(kind=RecipientKind(seat.recipient_kind), name=seat.organisation),
            items=items,
            ground=Basis(code=Ground(seat.ground), detail=seat.ground_detail),
            purpose=_("Meeting of the client's network"),
        )
        MeetingParticipant.objects.filter(pk=seat.pk).update(told_at=timezone.now())


def _agree(actor: User, client: Client, meeting: NetworkMeeting, actions: Sequence[Agreed]) -> None:
    for position, agreed in enumerate(actions, start=1):
        task = None
        if agreed.staff is not None:
            task = give_task(
                actor=actor,
                owner_id=agreed.staff,
                client_id=client.pk,
                text=TaskText(title=agreed.text, kind=TaskKind.OTHER, due_on=agreed.due_on),
            )
        row = MeetingAction(
            area_id=meeting.area_id,
            meeting=meeting,
            position=position,
            text=agreed.text.strip(),
            owner="" if task else agreed.owner.strip(),
            due_on=agreed.due_on,
            task=task,
        )
        add_record(row)
