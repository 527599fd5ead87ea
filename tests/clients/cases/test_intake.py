"""Taking a client in: the person, the case, the relations and the referral, together or not at all."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
import time_machine

from accounts.models import Message
from clients.enums.cases import AgeGroup, CaseKind, CaseOrigin
from clients.models import Case, CaseRelation, Client, IncomingReferral
from clients.services.intake import Opening, Person, Place, open_case, take_in
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.cases import CaseFactory, IncomingReferralFactory
from tests.factories.clients import ClientFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
CODE = "100190-999P"
PERSON = Person(last_name="Keksitty", first_names="Kaisa", identity_code=CODE)
OPENING = Opening(kind=CaseKind.FULL, origin=CaseOrigin.OWN, opened_on=date(2026, 3, 2))


@pytest.fixture
def today():
    with time_machine.travel("2026-03-02 10:00+02:00", tick=False):
        yield


def kept() -> tuple[int, int, int]:
    return Client.objects.count(), Case.objects.count(), CaseRelation.objects.count()


@pytest.mark.capability("CL-02")
@pytest.mark.capability("CL-14")
def test_a_client_is_taken_in_whole(people, north):
    place = Place(unit_id=north.pk, co_owner_id=people["colleague"].pk)

    client = take_in(actor=people["coordinator"], person=PERSON, opening=OPENING, place=place)

    client.refresh_from_db()
    case = client.cases.get()
    assert (client.name, client.identity_code, client.birth_date) == ("Keksitty Kaisa", CODE, date(1990, 1, 10))
    assert (client.area_id, client.unit) == (41, north)
    assert (case.kind, case.status, case.phase, case.phase_since) == ("full", "open", "new", date(2026, 3, 2))
    assert set(client.relations.values_list("user", "kind")) == {
        (people["coordinator"].pk, "responsible"),
        (people["colleague"].pk, "co_owner"),
    }
    assert list(Message.objects.values_list("user", "kind")) == [(people["colleague"].pk, "client_received")]


@pytest.mark.capability("CL-10")
def test_hidden_unemployed_are_taken_in_without_jobseeker_status(people, north):
    opening = replace(OPENING, origin=CaseOrigin.HIDDEN, is_jobseeker=False)

    client = take_in(
        actor=people["coordinator"], person=Person(last_name="Piilo"), opening=opening, place=Place(unit_id=north.pk)
    )

    assert client.cases.get().is_jobseeker is False
    assert client.identity_code is None


def test_a_supervisor_names_who_is_responsible(people, north):
    place = Place(unit_id=north.pk, responsible_id=people["colleague"].pk)

    client = take_in(actor=people["supervisor"], person=PERSON, opening=OPENING, place=place)

    assert client.relations.get().user == people["colleague"]


@pytest.mark.parametrize(
    ("person", "opening", "field"),
    [
        ({"identity_code": "100190-999Q"}, {}, "identity_code"),
        ({"birth_date": date(1990, 1, 11)}, {}, "birth_date"),
        ({"last_name": " "}, {}, "last_name"),
        ({"identity_code": "", "birth_date": date(2026, 3, 3)}, {}, "birth_date"),
        ({"interpreter_language": "ar"}, {}, ""),
        ({"adjustments": ["no such"]}, {}, "adjustments"),
        ({"gender": "7"}, {}, "gender"),
        ({}, {"opened_on": date(2026, 3, 3)}, "opened_on"),
        ({}, {"is_jobseeker": False}, "is_jobseeker"),
        ({}, {"sickness_maximum_on": date(2026, 3, 3)}, "sickness_maximum_on"),
        ({}, {"origin": "no such"}, "origin"),
    ],
)
def test_what_is_wrong_is_refused_whole(people, north, person, opening, field):
    with pytest.raises(Refusal) as refusal:
        take_in(
            actor=people["coordinator"],
            person=replace(PERSON, **person),
            opening=replace(OPENING, **opening),
            place=Place(unit_id=north.pk),
        )

    assert (refusal.value.status, refusal.value.field) == (422, field)
    assert kept() == (0, 0, 0)


@pytest.mark.parametrize("visible", [True, False])
def test_a_second_client_with_the_code_is_refused_alike(people, north, visible):
    other = ClientFactory.build(unit=north if visible else None)
    other.keep_identity_code(CODE)
    other.save()

    with pytest.raises(Refusal) as refusal:
        take_in(actor=people["coordinator"], person=PERSON, opening=OPENING, place=Place(unit_id=north.pk))

    assert refusal.value.field == "identity_code"
    assert str(refusal.value.sentence).startswith("The area already has a client with this identity code.")
    assert kept() == (1, 0, 0)


@pytest.mark.parametrize("persona", ["stranger", "coach", "analyst", "outsider"])
def test_others_take_nobody_into_the_unit(people, north, persona):
    with pytest.raises(NotAllowed):
        take_in(actor=people[persona], person=PERSON, opening=OPENING, place=Place(unit_id=north.pk))

    assert kept() == (0, 0, 0)


@pytest.mark.parametrize("persona", ["analyst", "outsider"])
def test_nobody_is_responsible_without_a_role_for_it(people, north, persona):
    place = Place(unit_id=north.pk, responsible_id=people[persona].pk)

    with pytest.raises(Refusal) as refusal:
        take_in(actor=people["coordinator"], person=PERSON, opening=OPENING, place=place)

    assert refusal.value.field == "responsible"
    assert kept() == (0, 0, 0)


@pytest.mark.capability("CL-12")
@pytest.mark.parametrize("decision", ["waiting", "consultation", "accepted"])
def test_a_referral_leads_to_the_client(people, north, decision):
    decided = {} if decision == "waiting" else {"decided_on": date(2026, 3, 1), "decided_by": people["supervisor"]}
    referral = IncomingReferralFactory(unit=north, received_on=date(2026, 2, 20), decision=decision, **decided)

    client = take_in(
        actor=people["coordinator"],
        person=PERSON,
        opening=replace(OPENING, origin=CaseOrigin.REFERRAL),
        place=Place(unit_id=north.pk),
        referral_id=referral.pk,
    )

    referral.refresh_from_db()
    assert (referral.client, referral.decision) == (client, "accepted")
    assert referral.decided_on == (date(2026, 3, 1) if decision == "accepted" else date(2026, 3, 2))


@pytest.mark.parametrize("case", ["absent", "returned", "elsewhere"])
def test_a_referral_that_cannot_lead_there_keeps_the_client_out(people, north, case):
    changes = {
        "absent": {"unit": north},
        "returned": {
            "unit": north,
            "decision": "returned",
            "decision_reason": "No",
            "decided_on": date(2026, 3, 1),
            "decided_by": people["supervisor"],
        },
        "elsewhere": {"unit": people["stranger"].memberships.get().unit},
    }[case]
    referral = IncomingReferralFactory(received_on=date(2026, 2, 20), **changes)
    key = uuid4() if case == "absent" else referral.pk

    with pytest.raises((NotFound, OutOfOrder)):
        take_in(
            actor=people["coordinator"],
            person=PERSON,
            opening=OPENING,
            place=Place(unit_id=north.pk),
            referral_id=key,
        )

    assert kept() == (0, 0, 0)
    assert IncomingReferral.objects.filter(client__isnull=True).count() == 1


def test_a_client_who_returns_gets_a_new_case(people, north):
    client = CaseFactory(client=ClientFactory(unit=north), closed=True, closed_on=date(2026, 2, 25)).client

    case = open_case(actor=people["coordinator"], client_id=client.pk, opening=OPENING)

    assert (client.cases.count(), case.status) == (2, "open")


@pytest.mark.parametrize(
    ("persona", "error"), [("stranger", NotFound), ("outsider", NotFound), ("coordinator", OutOfOrder)]
)
def test_a_second_open_case_and_one_of_a_client_out_of_sight_are_refused(people, north, persona, error):
    case = CaseFactory(client=ClientFactory(unit=north))

    with pytest.raises(error):
        open_case(actor=people[persona], client_id=case.client_id, opening=OPENING)

    assert Case.objects.count() == 1


@pytest.mark.capability("CL-11")
@pytest.mark.parametrize(
    ("born", "day", "groups"),
    [
        (date(2001, 3, 3), date(2026, 3, 2), {AgeGroup.UNDER_25, AgeGroup.UNDER_30}),
        (date(2001, 3, 2), date(2026, 3, 2), {AgeGroup.UNDER_30}),
        (date(1996, 3, 2), date(2026, 3, 2), set()),
        (date(1971, 3, 3), date(2026, 3, 2), set()),
        (date(1971, 3, 2), date(2026, 3, 2), {AgeGroup.FROM_55}),
        (date(2003, 3, 1), date(2028, 2, 29), {AgeGroup.UNDER_25, AgeGroup.UNDER_30}),
        (date(2000, 2, 29), date(2025, 2, 28), {AgeGroup.UNDER_25, AgeGroup.UNDER_30}),
        (None, date(2026, 3, 2), set()),
    ],
)
def test_the_groups_by_age_follow_from_the_birth_date(born, day, groups):
    client = ClientFactory(birth_date=born)

    found = {group for group in AgeGroup if Client.objects.of_age(group, day=day).filter(pk=client.pk).exists()}

    assert found == client.age_groups_on(day) == groups
