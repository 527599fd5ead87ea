"""Events with employers: recorded, invited to, decided at; clients by name only to those who know them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine

from accounts.enums import Role
from config.kernel.errors import Conflict, NotAllowed, NotFound, Refusal
from employers.enums.occasions import OccasionKind, Presence, StaffPart
from employers.models import (
    Occasion,
    OccasionClient,
    OccasionDecision,
    OccasionEmployer,
    OccasionOrganiser,
    OccasionStaff,
)
from employers.selectors.occasions import clients_of, decisions_table
from employers.services.occasions import (
    add_occasion,
    change_occasion,
    decide,
    finish_decision,
    note_client,
    note_employer,
    note_staff,
    take_out,
)
from tests.employers.events.conftest import browser_of
from tests.factories.accounts import OTHER_AREA, member
from tests.factories.clients import ClientFactory
from tests.factories.employers import EmployerFactory
from tests.factories.network import OrganisationFactory
from tests.factories.relations import CaseRelationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("EM-08")]
TODAY = date(2026, 12, 1)
SAID = {"kind": OccasionKind.RECRUITMENT, "title": "Rekrypäivä", "held_on": TODAY, "place": "Turku", "note": ""}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-12-01 10:00+02:00", tick=False) as moving:
        yield moving


@pytest.fixture
def coach(seeing):
    return member(role=Role.OWN_COACH)


@pytest.fixture
def specialist(seeing):
    return member(role=Role.EMPLOYER_SPECIALIST)


@pytest.fixture
def occasion(specialist):
    return add_occasion(actor=specialist, values=SAID)


@pytest.fixture
def client(coach):
    known = ClientFactory(last_name="Kanarianen", first_names="Malla")
    CaseRelationFactory(client=known, user=coach)
    return known


def test_an_event_has_its_organisers_and_the_one_who_made_it(specialist):
    own, away = OrganisationFactory(name="Vammaisjärjestö ry"), OrganisationFactory(area_id=OTHER_AREA)

    made = add_occasion(actor=specialist, values=SAID | {"organisers": [own, away]})
    changed = change_occasion(actor=specialist, occasion_id=made.pk, version=1, values=SAID | {"place": "Salo"})

    assert (changed.place, changed.version, changed.area_id) == ("Salo", 2, 41)
    assert list(made.staff.values_list("user_id", "part")) == [(specialist.pk, "organiser")]
    assert OccasionOrganiser.objects.count() == 0
    with pytest.raises(Conflict):
        change_occasion(actor=specialist, occasion_id=made.pk, version=1, values=SAID)
    with pytest.raises(Refusal):
        add_occasion(actor=specialist, values=SAID | {"title": " "})


def test_who_was_invited_is_noted_once_and_as_said_last(specialist, coach, client, occasion):
    employer = EmployerFactory()
    for presence in (Presence.INVITED, Presence.ATTENDED):
        note_employer(actor=specialist, occasion_id=occasion.pk, employer=employer, presence=presence)
        note_client(actor=coach, occasion_id=occasion.pk, client_id=client.pk, presence=presence)
    note_staff(actor=specialist, occasion_id=occasion.pk, user_id=coach.pk, part=StaffPart.EXPERT)

    assert [one.presence for one in (*OccasionEmployer.objects.all(), *OccasionClient.objects.all())] == [
        "attended"
    ] * 2
    assert set(OccasionStaff.objects.values_list("part", flat=True)) == {"organiser", "expert"}

    for part in (OccasionEmployer.objects.get(), OccasionClient.objects.get()):
        take_out(actor=coach, occasion_id=occasion.pk, part_id=part.pk)
    assert (OccasionEmployer.objects.count(), OccasionClient.objects.count()) == (0, 0)


def test_only_who_knows_a_client_invites_shows_or_takes_out_one(specialist, coach, client, occasion):
    with pytest.raises(NotFound):
        note_client(actor=specialist, occasion_id=occasion.pk, client_id=client.pk, presence=Presence.INVITED)
    assert OccasionClient.objects.count() == 0

    part = note_client(actor=coach, occasion_id=occasion.pk, client_id=client.pk, presence=Presence.ATTENDED)

    with pytest.raises(NotFound):
        take_out(actor=specialist, occasion_id=occasion.pk, part_id=part.pk)
    assert [clients_of(who, occasion).clients for who in (coach, specialist)] == [[client], []]
    assert clients_of(specialist, occasion).total == "1 client invited, 1 came."


@pytest.mark.parametrize("who", ["outsider", "analyst"])
def test_others_change_nothing(who, specialist, occasion):
    actor = {"outsider": member(area=OTHER_AREA), "analyst": member(role=Role.ANALYST)}[who]

    with pytest.raises(NotFound):
        change_occasion(actor=actor, occasion_id=occasion.pk, version=1, values=SAID)
    with pytest.raises(NotFound):
        note_employer(actor=actor, occasion_id=occasion.pk, employer=EmployerFactory(), presence=Presence.INVITED)
    with pytest.raises(Refusal):
        note_staff(actor=specialist, occasion_id=occasion.pk, user_id=actor.pk, part=StaffPart.CHAIR)
    if who == "analyst":
        with pytest.raises(NotAllowed):
            add_occasion(actor=actor, values=SAID)

    assert (Occasion.objects.count(), OccasionEmployer.objects.count(), OccasionStaff.objects.count()) == (1, 0, 1)


@pytest.mark.capability("EM-16")
def test_a_panel_decides_with_an_owner_and_a_day(specialist, occasion):
    panel = add_occasion(actor=specialist, values=SAID | {"kind": OccasionKind.PANEL})

    def decided(which, due_on):
        return decide(actor=specialist, occasion_id=which.pk, text="Kysytään", owner_id=specialist.pk, due_on=due_on)

    for which, due_on in ((occasion, TODAY), (panel, TODAY - timedelta(days=1))):
        with pytest.raises(Refusal):
            decided(which, due_on)
    decision = decided(panel, TODAY)
    states = []
    for day in (TODAY, TODAY + timedelta(days=1)):
        with time_machine.travel(f"{day} 10:00+02:00"):
            states.append(str(decisions_table([decision]).rows[0].cells[3].text))
    with pytest.raises(Refusal):
        finish_decision(actor=specialist, decision_id=decision.pk, version=1, done_on=TODAY, outcome=" ")

    finish_decision(actor=specialist, decision_id=decision.pk, version=1, done_on=TODAY, outcome="Kysytty")

    done = OccasionDecision.objects.get()
    assert states == ["Open", "Late"]
    assert (done.done_on, done.outcome, str(decisions_table([done]).rows[0].cells[3].text)) == (
        TODAY,
        "Kysytty",
        "Done",
    )


def test_the_pages_note_who_came_and_log_whom_they_name(specialist, coach, client, occasion, django_assert_num_queries):
    own, plain = browser_of(coach), browser_of(specialist)
    employer = EmployerFactory(name="Esimerkki Oy")
    EmployerFactory(name="Esimerkki Ab")
    base = f"/employer-events/{occasion.pk}/"

    several = own.post(f"{base}employers/", {"employer": "Esimerkki", "presence": "invited"})
    none = own.post(f"{base}employers/", {"employer": "Nobody", "presence": "invited"})
    noted = own.post(f"{base}employers/", {"employer": employer.business_id, "presence": "attended"})
    invited = own.post(f"{base}clients/", {"client": str(client.pk), "presence": "attended"})
    foreign = plain.post(f"{base}clients/", {"client": str(client.pk), "presence": "attended"})

    assert [one.status_code for one in (several, none, noted, invited, foreign)] == [422, 422, 302, 302, 422]
    assert "Several employers fit" in several.content.decode()
    shown, hidden = own.get(base).content.decode(), plain.get(base).content.decode()
    assert ("Kanarianen" in shown, "Kanarianen" in hidden) == (True, False)
    assert "1 client invited, 1 came." in hidden
    panel = {"kind": "panel", "title": "Raati", "held_on": "2026-12-01", "place": "", "note": ""}
    made = plain.post("/employer-events/new/", panel)
    added = plain.post(
        f"{made['Location']}decisions/", {"text": "Sovittu", "user": str(specialist.pk), "due_on": "2026-12-09"}
    )
    decision = OccasionDecision.objects.get()
    done = plain.post(
        f"/employer-event-decisions/{decision.pk}/", {"version": 1, "done_on": "2026-12-01", "outcome": "Tehty"}
    )
    assert [one.status_code for one in (made, added, done)] == [302] * 3
    plain.get("/employer-events/")
    with django_assert_num_queries(7):
        plain.get("/employer-events/")
    Occasion.objects.create(area_id=41, created_by=specialist, **SAID)
    with django_assert_num_queries(7):
        text = plain.get("/employer-events/?form=recruitment&sort=day").content.decode()
    assert text.count("Rekrypäivä") == 2
    lines = plain.get("/employer-events.csv?form=recruitment&sort=-day").content.decode().splitlines()
    assert len(lines) == 3
    assert [plain.get(f"/employer-events/{uuid4()}/").status_code, own.get(f"{base}edit/").status_code] == [404, 200]
