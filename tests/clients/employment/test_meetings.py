"""Meetings of a client's network: on what basis an organisation sits at the table, and what comes of the meeting."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from clients.enums import ConsentManner, DataItem, Ground, RecipientKind
from clients.enums.contacts import ContactChannel
from clients.enums.meetings import MEETING_STEPS, MeetingStatus
from clients.models import Appointment, Disclosure, MeetingAction, MeetingParticipant, NetworkMeeting, Task
from clients.selectors.meetings import meeting_facts
from clients.services.consents import Recipient, record_consent
from clients.services.disclosing import NotDisclosed
from clients.services.meetings import (
    Agreed,
    MeetingPlan,
    Minutes,
    OutsideParty,
    cancel_meeting,
    hold_meeting,
    plan_meeting,
    withdraw_meeting,
)
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.clients import ClientFactory
from tests.factories.contacts import AppointmentFactory
from tests.factories.employment import NetworkMeetingFactory
from tests.factories.merging import PersonAroundFactory

TODAY = timezone.localdate()
KELA = OutsideParty(
    kind=RecipientKind.KELA, organisation="Kela", function="Caseworker", ground=Ground.JOINT, detail="Since spring"
)


def planning(actor, client, *, appointment=None, follows=None, **given):
    plan = {
        "starts_at": timezone.now() - timedelta(hours=2),
        "channel": ContactChannel.NETWORK,
        "staff": frozenset({actor.pk}),
        **given,
    }
    return plan_meeting(
        actor=actor,
        client_id=client.pk,
        plan=MeetingPlan(**plan),
        appointment_id=appointment.pk if appointment else None,
        follows_id=follows.pk if follows else None,
    )


def holding(actor, meeting, **given):
    minutes = Minutes(**{"discussed": "The way back to work", **given})
    return hold_meeting(
        actor=actor, client_id=meeting.client_id, meeting_id=meeting.pk, version=meeting.version, minutes=minutes
    )


def consenting(actor, client, *items, on=TODAY, **given):
    return record_consent(
        actor=actor,
        client_id=client.pk,
        recipient=Recipient(kind=RecipientKind.PARTNER, name="Yhdistys"),
        items=items,
        **{"manner": ConsentManner.PAPER, "decided_on": on, **given},
    )


def asked(**given):
    return OutsideParty(
        **{
            "kind": RecipientKind.PARTNER,
            "organisation": "Yhdistys",
            "function": "Coach",
            "ground": Ground.CONSENT,
            **given,
        }
    )


@pytest.mark.capability("NW-12")
def test_a_meeting_is_planned_with_everybody_at_the_table(people, client_of_north):
    near = PersonAroundFactory(client=client_of_north)

    made = planning(
        people["colleague"],
        client_of_north,
        staff=frozenset({people["colleague"].pk, people["responsible"].pk}),
        around=frozenset({near.pk}),
        outside=(KELA,),
        agenda="Return to work",
    )

    seats = made.participants.order_by("attendance", "pk").values_list("attendance", "organisation", "ground")
    assert sorted(seats) == [
        ("around", "", ""),
        ("client", "", ""),
        ("outside", "Kela", "15"),
        ("staff", "", ""),
        ("staff", "", ""),
    ]
    assert (made.status, made.agenda, made.appointment, Disclosure.objects.count()) == (
        "planned",
        "Return to work",
        None,
        0,
    )


@pytest.mark.parametrize(
    ("party", "why"),
    [
        (asked(), "no_consent"),
        (asked(ground=Ground.JOINT, detail="x"), "no_ground"),
        (asked(kind=RecipientKind.KELA, ground=Ground.JOINT), "no_detail"),
        (asked(kind=RecipientKind.EMPLOYER, ground=Ground.EMPLOYER), "not_in_ground"),
    ],
)
@pytest.mark.capability("NW-12")
def test_an_organisation_without_a_ground_is_refused(people, client_of_north, party, why):
    with pytest.raises(NotDisclosed) as refused:
        planning(people["colleague"], client_of_north, outside=(party,))

    assert refused.value.why == why
    assert (NetworkMeeting.objects.count(), MeetingParticipant.objects.count()) == (0, 0)


def test_a_consent_in_force_lets_an_organisation_in_and_a_refusal_keeps_it_out(people, client_of_north):
    consenting(people["colleague"], client_of_north, DataItem.NAME, DataItem.NEED)
    planning(people["colleague"], client_of_north, outside=(asked(),))

    consenting(people["colleague"], client_of_north)
    with pytest.raises(NotDisclosed) as refused:
        planning(people["colleague"], client_of_north, outside=(asked(),))

    assert (refused.value.why, NetworkMeeting.objects.count()) == ("refused", 1)


@pytest.mark.capability("NW-12")
def test_a_meeting_held_lists_disclosures_and_gives_tasks(people, client_of_north):
    meeting = planning(people["colleague"], client_of_north, outside=(KELA,))

    holding(
        people["colleague"],
        meeting,
        actions=(
            Agreed(text="Ask for a statement", staff=people["responsible"].pk, due_on=TODAY + timedelta(days=7)),
            Agreed(text="Send the application", owner="Kela"),
        ),
        next_on=TODAY + timedelta(days=30),
    )

    meeting.refresh_from_db()
    told = Disclosure.objects.get()
    task = Task.objects.get()
    assert (meeting.status, meeting.discussed, meeting.next_on) == (
        "held",
        "The way back to work",
        TODAY + timedelta(days=30),
    )
    assert (told.recipient_name, told.ground, told.items, told.discloser) == (
        "Kela",
        "15",
        ["name", "need"],
        people["colleague"],
    )
    assert (task.title, task.owner, task.due_on) == (
        "Ask for a statement",
        people["responsible"],
        TODAY + timedelta(days=7),
    )
    actions = MeetingAction.objects.order_by("position").values_list("text", "owner", "task")
    assert list(actions) == [("Ask for a statement", "", task.pk), ("Send the application", "Kela", None)]
    assert meeting.participants.get(attendance="outside").told_at is not None


def test_health_is_recorded_and_shown_by_the_right_to_it(people, client_of_north):
    meeting = planning(people["colleague"], client_of_north, outside=(KELA,))

    with pytest.raises(NotAllowed):
        holding(people["colleague"], meeting, discussed_health="CANARY-HEALTH")
    untouched = (NetworkMeeting.objects.get().status, Disclosure.objects.count())
    holding(people["trusted"], meeting, discussed_health="CANARY-HEALTH")

    meeting.refresh_from_db()
    assert untouched == ("planned", 0)
    assert Disclosure.objects.get().items == ["name", "need", "work_ability"]
    seen = {
        who: "CANARY-HEALTH" in str(meeting_facts(meeting, user=people[who], client=client_of_north))
        for who in ("trusted", "colleague")
    }
    assert seen == {"trusted": True, "colleague": False}


def test_health_is_not_spoken_of_before_an_organisation_that_may_not_hear_it(people, client_of_north):
    consenting(people["colleague"], client_of_north, DataItem.NAME, DataItem.NEED)
    meeting = planning(people["trusted"], client_of_north, outside=(asked(),))

    with pytest.raises(NotDisclosed) as refused:
        holding(people["trusted"], meeting, discussed_health="CANARY-HEALTH")

    meeting.refresh_from_db()
    assert (refused.value.why, meeting.status, Disclosure.objects.count()) == ("not_covered", "planned", 0)


def test_a_consent_withdrawn_before_the_meeting_keeps_the_organisation_out(people, client_of_north):
    consenting(people["colleague"], client_of_north, DataItem.NAME, DataItem.NEED)
    meeting = planning(people["colleague"], client_of_north, outside=(asked(),))
    consenting(people["colleague"], client_of_north)

    with pytest.raises(NotDisclosed):
        holding(people["colleague"], meeting, actions=(Agreed(text="x", staff=people["colleague"].pk),))

    assert (NetworkMeeting.objects.get().status, Task.objects.count(), MeetingAction.objects.count()) == (
        "planned",
        0,
        0,
    )


def test_an_appointment_becomes_a_meeting_once(people, client_of_north):
    booked = AppointmentFactory(client=client_of_north, of=[people["colleague"]], created_by=people["colleague"])

    made = planning(
        people["colleague"],
        client_of_north,
        appointment=booked,
        staff=frozenset({people["colleague"].pk, people["responsible"].pk}),
    )

    booked.refresh_from_db()
    assert (made.appointment, booked.is_joint, booked.staff.count()) == (booked, True, 2)
    with pytest.raises(OutOfOrder):
        planning(people["colleague"], client_of_north, appointment=booked)
    with pytest.raises(Refusal):
        planning(people["colleague"], client_of_north, appointment=AppointmentFactory())


def test_a_meeting_to_come_is_in_the_calendars(people, client_of_north):
    starts = timezone.now() + timedelta(days=3)

    made = planning(people["colleague"], client_of_north, starts_at=starts)

    booked = Appointment.objects.get()
    assert (made.appointment, booked.starts_at, booked.channel, booked.staff.get().user) == (
        booked,
        starts,
        "network",
        people["colleague"],
    )
    with pytest.raises(OutOfOrder):
        holding(people["colleague"], made)


def test_staff_must_know_the_client_and_people_be_around_it(people, client_of_north):
    for given, field in (
        ({"staff": frozenset({people["coordinator"].pk})}, "staff"),
        ({"staff": frozenset()}, "staff"),
        ({"around": frozenset({PersonAroundFactory(client=ClientFactory()).pk})}, "around"),
    ):
        with pytest.raises(Refusal) as refused:
            planning(people["colleague"], client_of_north, **given)
        assert refused.value.field == field

    assert NetworkMeeting.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "field"),
    [({"discussed": "  "}, "discussed"), ({"next_on": date(2020, 1, 1)}, "next_on")],
)
def test_minutes_that_cannot_be_are_refused(people, client_of_north, given, field):
    meeting = planning(people["colleague"], client_of_north)

    with pytest.raises(Refusal) as refused:
        holding(people["colleague"], meeting, **given)

    meeting.refresh_from_db()
    assert (refused.value.field, meeting.status) == (field, "planned")


@pytest.mark.parametrize("now", list(MeetingStatus))
def test_every_step_of_a_meeting(people, client_of_north, now):
    held = {"held": True} if now == MeetingStatus.HELD else {"status": now}
    taken = set()
    for to in (MeetingStatus.HELD, MeetingStatus.CANCELLED):
        meeting = NetworkMeetingFactory(client=client_of_north, **held)
        given = {"actor": people["colleague"], "client_id": client_of_north.pk, "meeting_id": meeting.pk, "version": 1}
        try:
            if to == MeetingStatus.HELD:
                hold_meeting(**given, minutes=Minutes(discussed="x"))
            else:
                cancel_meeting(**given)
        except OutOfOrder:
            continue
        taken.add(to)

    assert taken == MEETING_STEPS[now]


def test_a_wrong_meeting_is_withdrawn_and_stays(people, client_of_north):
    meeting = NetworkMeetingFactory(client=client_of_north, held=True)
    given = {"actor": people["colleague"], "client_id": client_of_north.pk, "meeting_id": meeting.pk}

    withdraw_meeting(**given, version=1, reason="Another client's")

    meeting.refresh_from_db()
    assert meeting.withdrawal_reason == "Another client's"
    assert list(NetworkMeeting.objects.standing()) == []
    with pytest.raises(OutOfOrder):
        withdraw_meeting(**given, version=2, reason="Again")


def test_a_meeting_is_hidden_from_others(people, client_of_north):
    meeting = NetworkMeetingFactory(client=client_of_north)

    for persona in ("coordinator", "analyst"):
        with pytest.raises(NotFound):
            planning(people[persona], client_of_north)
        with pytest.raises(NotFound):
            holding(people[persona], meeting)

    with translation.override("en"):
        assert NetworkMeeting.objects.get().status == "planned"
