from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.enums import MessageKind
from accounts.models import Message
from clients.enums import RelationKind
from clients.enums.contacts import APPOINTMENT_STEPS, AppointmentStatus, ContactChannel
from clients.models import Appointment
from clients.selectors.agenda import appointments_today, day_bounds
from clients.selectors.calendar import overlapping
from clients.selectors.knowers import knowers_of
from clients.services.appointments import (
    Booking,
    book_appointment,
    cancel_appointment,
    mark_held,
    mark_no_show,
    move_appointment,
)
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.contacts import AppointmentFactory
from tests.factories.relations import CaseRelationFactory

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")


def booking(*staff, **changes) -> Booking:
    given = {
        "starts_at": timezone.now() + timedelta(days=1),
        "minutes": 60,
        "channel": ContactChannel.VISIT,
        "staff": frozenset(one.pk for one in staff),
        "place": "Room 2",
    }
    return Booking(**{**given, **changes})


def told(kind: MessageKind) -> set:
    return {message.user_id for message in Message.objects.filter(kind=kind)}


@pytest.mark.capability("CL-15")
def test_two_of_the_staff_make_an_appointment_joint_and_the_other_is_told(people, known):
    alone = book_appointment(
        actor=people["coordinator"], client_id=known.pk, booking=booking(people["coordinator"], title="Plan")
    )
    joint = book_appointment(
        actor=people["coordinator"], client_id=known.pk, booking=booking(people["coordinator"], people["mate"])
    )

    assert (alone.is_joint, joint.is_joint) == (False, True)
    assert joint.ends_at - joint.starts_at == timedelta(hours=1)
    assert told(MessageKind.APPOINTMENT_SHARED) == {people["mate"].pk}


def test_an_appointment_without_a_client_needs_a_title(people):
    mate = people["mate"]
    with pytest.raises(Refusal) as refused:
        book_appointment(actor=mate, client_id=None, booking=booking(mate))

    made = book_appointment(actor=mate, client_id=None, booking=booking(mate, people["colleague"], title="Team"))

    assert refused.value.field == "title"
    assert (made.client, made.area_id) == (None, mate.memberships.get().area_id)
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("persona", ["analyst", "nobody"])
def test_only_those_who_work_with_clients_book(people, persona):
    with pytest.raises(NotAllowed):
        book_appointment(actor=people[persona], client_id=None, booking=booking(people[persona], title="Team"))

    assert not Appointment.objects.exists()


def test_everybody_who_takes_part_must_know_the_client(people, known):
    wanted = booking(people["coordinator"], people["colleague"])
    with pytest.raises(Refusal) as refused:
        book_appointment(actor=people["coordinator"], client_id=known.pk, booking=wanted)
    CaseRelationFactory(client=known, user=people["colleague"], kind=RelationKind.CONSULTATION)

    made = book_appointment(actor=people["coordinator"], client_id=known.pk, booking=wanted)

    assert refused.value.field == "staff"
    assert list(Appointment.objects.all()) == [made]


def test_who_knows_a_client_is_the_rule_of_need_to_know_person_by_person(people, known, django_assert_num_queries):
    CaseRelationFactory(client=known, user=people["colleague"])

    with django_assert_num_queries(3):
        found = knowers_of(known)

    wanted = {one for one in people.values() if type(known).objects.visible_to(one).filter(pk=known.pk).exists()}
    assert set(found) == wanted == {people[name] for name in ("coordinator", "mate", "supervisor", "colleague")}


@pytest.mark.parametrize("persona", ["colleague", "outsider"])
def test_a_client_out_of_sight_gets_no_appointment(people, known, persona):
    with pytest.raises(NotFound):
        book_appointment(actor=people[persona], client_id=known.pk, booking=booking(people[persona]))

    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 721}, "minutes"),
        ({"starts_at": datetime(2126, 3, 2, tzinfo=UTC)}, "starts_at"),
        ({"staff": frozenset()}, "staff"),
        ({"staff": frozenset({uuid4()})}, "staff"),
    ],
    ids=["no time", "too long", "wrong year", "nobody", "a stranger"],
)
def test_what_is_wrong_is_refused_and_nothing_booked(people, known, wrong, field):
    with pytest.raises(Refusal) as refused:
        book_appointment(
            actor=people["coordinator"], client_id=known.pk, booking=booking(people["coordinator"], **wrong)
        )

    assert refused.value.field == field
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    ("starts_at", "ends"),
    [
        (datetime(2026, 3, 29, 2, 30, tzinfo=HELSINKI), "04:30"),  # the clock skips 03
        (datetime(2026, 10, 25, 3, 30, tzinfo=HELSINKI), "03:30"),  # which comes twice
    ],
    ids=["spring", "autumn"],
)
def test_an_hour_is_an_hour_when_the_clocks_turn(people, known, starts_at, ends):
    made = book_appointment(
        actor=people["coordinator"],
        client_id=known.pk,
        booking=booking(people["coordinator"], starts_at=starts_at),
    )

    made.refresh_from_db()
    assert made.starts_at == starts_at.astimezone(UTC)
    assert made.ends_at - made.starts_at == timedelta(hours=1)
    assert timezone.localtime(made.ends_at).strftime("%H:%M") == ends


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-03-02", 24)])
def test_a_day_is_as_long_as_it_is_in_helsinki(day, hours):
    since, until = day_bounds(datetime.fromisoformat(day).date())

    assert until.astimezone(UTC) - since.astimezone(UTC) == timedelta(hours=hours)


def test_appointments_at_the_same_time_are_told_and_not_refused(people, known):
    coordinator, mate = people["coordinator"], people["mate"]
    first = book_appointment(actor=coordinator, client_id=known.pk, booking=booking(coordinator, mate))
    later = book_appointment(
        actor=coordinator, client_id=known.pk, booking=booking(mate, starts_at=first.ends_at, minutes=30)
    )
    second = book_appointment(
        actor=coordinator,
        client_id=known.pk,
        booking=booking(mate, starts_at=first.starts_at + timedelta(minutes=30), minutes=30),
    )

    assert (overlapping(first), overlapping(second), overlapping(later)) == ([mate.name], [mate.name], [])


def test_moving_tells_the_others_and_those_who_no_longer_take_part(people, known):
    coordinator, mate, supervisor = people["coordinator"], people["mate"], people["supervisor"]
    made = AppointmentFactory(client=known, created_by=coordinator, of=[coordinator, mate])

    moved = move_appointment(
        actor=coordinator, appointment_id=made.pk, version=1, booking=booking(coordinator, supervisor)
    )

    made.refresh_from_db()
    assert made.starts_at == moved.starts_at == timezone.now() + timedelta(days=1)
    assert (made.version, made.is_joint) == (2, True)
    assert told(MessageKind.APPOINTMENT_CHANGED) == {mate.pk}
    assert told(MessageKind.APPOINTMENT_SHARED) == {supervisor.pk}


def test_a_move_against_an_old_version_changes_nothing(people, known):
    made = AppointmentFactory(client=known, version=2, of=[people["coordinator"]])
    before = made.starts_at

    with pytest.raises(Conflict):
        move_appointment(
            actor=people["coordinator"], appointment_id=made.pk, version=1, booking=booking(people["mate"])
        )

    made.refresh_from_db()
    assert made.starts_at == before
    assert [one.user for one in made.staff.all()] == [people["coordinator"]]
    assert not Message.objects.exists()


def test_others_who_know_the_client_change_nothing(people, known):
    made = AppointmentFactory(client=known, of=[people["coordinator"]])

    with pytest.raises(NotAllowed):
        cancel_appointment(actor=people["mate"], appointment_id=made.pk, version=1)
    with pytest.raises(NotFound):
        cancel_appointment(actor=people["colleague"], appointment_id=made.pk, version=1)
    cancel_appointment(actor=people["supervisor"], appointment_id=made.pk, version=1)

    made.refresh_from_db()
    assert made.status == AppointmentStatus.CANCELLED
    assert told(MessageKind.APPOINTMENT_CHANGED) == {people["coordinator"].pk}


STEPS = {
    AppointmentStatus.HELD: mark_held,
    AppointmentStatus.NO_SHOW: mark_no_show,
    AppointmentStatus.CANCELLED: cancel_appointment,
}


@pytest.mark.parametrize(("before", "to"), list(product(AppointmentStatus, STEPS)))
def test_every_step_is_taken_or_refused_by_the_table(people, known, before, to):
    made = AppointmentFactory(client=known, status=before, of=[people["coordinator"]])

    if to in APPOINTMENT_STEPS[before]:
        STEPS[to](actor=people["coordinator"], appointment_id=made.pk, version=1)
        expected = to
    else:
        with pytest.raises(OutOfOrder):
            STEPS[to](actor=people["coordinator"], appointment_id=made.pk, version=1)
        expected = before

    made.refresh_from_db()
    assert made.status == expected


def test_nothing_leads_back_to_planned_and_only_planned_ones_move(people, known):
    held = AppointmentFactory(client=known, status=AppointmentStatus.HELD, of=[people["coordinator"]])

    with pytest.raises(OutOfOrder):
        move_appointment(
            actor=people["coordinator"], appointment_id=held.pk, version=1, booking=booking(people["coordinator"])
        )

    assert all(AppointmentStatus.PLANNED not in steps for steps in APPOINTMENT_STEPS.values())
    assert set(APPOINTMENT_STEPS) == set(AppointmentStatus)


def test_what_happened_is_said_on_the_day_at_the_earliest_and_of_a_client(people, known):
    coordinator = people["coordinator"]
    tomorrow = AppointmentFactory(client=known, starts_at=timezone.now() + timedelta(days=1), of=[coordinator])
    nobodys = AppointmentFactory(client=None, title="Team", created_by=coordinator, of=[coordinator])

    with pytest.raises(OutOfOrder):
        mark_held(actor=coordinator, appointment_id=tomorrow.pk, version=1)
    with pytest.raises(OutOfOrder):
        mark_no_show(actor=coordinator, appointment_id=nobodys.pk, version=1)

    assert set(Appointment.objects.values_list("status", flat=True)) == {"planned"}


def test_appointments_today_are_ones_own_that_stand(people, known, django_assert_num_queries):
    coordinator = people["coordinator"]
    mine = AppointmentFactory(client=known, of=[coordinator, people["mate"]])
    AppointmentFactory(client=known, of=[people["mate"]])
    AppointmentFactory(client=known, status=AppointmentStatus.CANCELLED, of=[coordinator])
    AppointmentFactory(client=known, starts_at=timezone.now() + timedelta(days=1), of=[coordinator])
    coordinator.memberships_today()
    appointments_today(coordinator)

    with django_assert_num_queries(1):
        found = [(one, one.client) for one in appointments_today(coordinator)]

    assert found == [(mine, known)]
