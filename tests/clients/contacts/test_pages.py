import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from clients.enums.contacts import AppointmentStatus
from clients.models import Appointment, Contact, Task
from tests.factories.accounts import member
from tests.factories.clients import ClientFactory
from tests.factories.contacts import AppointmentFactory, ContactFactory, TaskFactory

pytestmark = pytest.mark.django_db
PERSONAS = ["coordinator", "colleague", "supervisor", "outsider", "nobody"]


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def contact(people, known):
    return ContactFactory(client=known, author=people["coordinator"])


@pytest.fixture
def appointment(people, known):
    return AppointmentFactory(client=known, created_by=people["coordinator"], of=[people["coordinator"]])


@pytest.fixture
def task(people, known):
    return TaskFactory(client=known, owner=people["coordinator"])


@pytest.mark.parametrize("persona", PERSONAS)
def test_pages_of_a_client_open_to_those_who_know_the_client(signed_in, known, contact, appointment, task, persona):
    browser, own = signed_in(persona), f"/clients/{known.pk}"
    pages = [
        f"{own}/contacts/",
        f"{own}/contacts/all/?channel=phone&author={contact.author_id}&state=final&joint=&sort=minutes",
        f"{own}/contacts/contacts.csv",
        f"{own}/contacts/contacts.xlsx",
        f"{own}/contacts/new/",
        f"{own}/contacts/new/?appointment={appointment.pk}",
        f"{own}/contacts/{contact.pk}/",
        f"{own}/contacts/{contact.pk}/withdraw/",
        f"{own}/appointments/new/",
        f"{own}/tasks/new/",
        f"/appointments/{appointment.pk}/",
        f"/appointments/{appointment.pk}/move/",
        f"/tasks/{task.pk}/",
    ]

    answers = {page: browser.get(page) for page in pages}

    expected = {"colleague": 404, "outsider": 404, "nobody": 302}.get(persona, 200)
    assert {page: one.status_code for page, one in answers.items()} == dict.fromkeys(pages, expected)
    assert all(b"UNDEFINED(" not in one.content for one in answers.values())


@pytest.mark.parametrize("persona", ["coordinator", "supervisor"])
def test_calendar_and_tasks_are_for_everybody_who_works_with_clients(signed_in, persona):
    browser = signed_in(persona)
    pages = ["/calendar/?span=day", "/calendar/?who=unit", "/calendar/?span=month&day=2026-02-29", "/calendar/feed/",
             "/tasks/?whose=given&state=overdue&kind=call&sort=-due", "/tasks.csv", "/tasks.xlsx", "/tasks/new/",
             "/appointments/new/?day=2026-04-01"]  # fmt: skip

    answers = {page: browser.get(page) for page in pages}

    assert {page: one.status_code for page, one in answers.items()} == dict.fromkeys(pages, 200)
    assert all(b"UNDEFINED(" not in one.content for one in answers.values())


@pytest.mark.parametrize("address", ["/tasks.csv", "/clients/{}/contacts/contacts.xlsx"])
def test_files_ask_for_a_fresh_second_factor(signed_in, known, address):
    response = signed_in("coordinator", fresh=False).get(address.format(known.pk))

    assert response.status_code == 302


def typed(**changes) -> dict:
    given = {"channel": "phone", "at": "2026-03-02T09:30", "minutes": "15", "summary": "Called.", "with_client": "on"}
    return {**given, "save": "final", **changes}


def test_a_contact_is_recorded_and_shown(signed_in, people, known):
    browser = signed_in("coordinator")

    response = browser.post(
        f"/clients/{known.pk}/contacts/new/", typed(colleagues=[str(people["mate"].pk)], others=["kela", "school"])
    )

    made = Contact.objects.get()
    assert response["Location"] == f"/clients/{known.pk}/contacts/"
    assert timezone.localtime(made.at).strftime("%H:%M") == "09:30"
    assert (made.is_joint, made.others, made.is_draft) == (True, ["kela", "school"], False)
    assert "Called." in text_of(browser.get(response["Location"]))


@pytest.mark.parametrize(
    "wrong",
    [{"summary": ""}, {"at": "2026-03-02T11:30"}, {"at": "2025-10-26T03:30"}, {"minutes": "-1"}, {"channel": "pigeon"}],
    ids=["nothing said", "to come", "an hour there twice", "minutes", "channel"],
)
def test_what_is_wrong_stays_typed_and_nothing_is_kept(signed_in, known, wrong):
    response = signed_in("coordinator").post(f"/clients/{known.pk}/contacts/new/", typed(summary="KEPT-WORDS") | wrong)

    assert response.status_code == 422
    assert "error-summary" in text_of(response)
    assert ("KEPT-WORDS" in text_of(response)) is ("summary" not in wrong)
    assert not Contact.objects.exists()


def test_a_conflict_keeps_what_was_typed_beside_what_is_there_now(signed_in, known, contact):
    browser = signed_in("coordinator")
    address = f"/clients/{known.pk}/contacts/{contact.pk}/edit/"
    Contact.objects.filter(pk=contact.pk).update(version=2, summary="FROM-ANOTHER-TAB")

    response = browser.post(address, typed(summary="KEPT-WORDS", version="1"))
    again = browser.post(address, typed(summary="KEPT-WORDS", version="2"))

    assert response.status_code == 409
    assert all(words in text_of(response) for words in ("KEPT-WORDS", "FROM-ANOTHER-TAB", 'value="2"'))
    assert again.status_code == 302
    assert Contact.objects.get().summary == "KEPT-WORDS"


def test_only_the_author_is_offered_the_form_that_changes_a_contact(signed_in, known, contact):
    address = f"/clients/{known.pk}/contacts/{contact.pk}/edit/"

    answers = {persona: signed_in(persona).get(address).status_code for persona in PERSONAS}

    others = {"coordinator": 200, "colleague": 404, "outsider": 404, "nobody": 302}
    assert answers == {persona: others.get(persona, 403) for persona in PERSONAS}


def test_a_draft_shows_in_nothing_that_others_see(signed_in, people, known):
    draft = ContactFactory(client=known, author=people["coordinator"], summary="CANARY-DRAFT", is_draft=True)
    own, list_of = f"/clients/{known.pk}/contacts/{draft.pk}/", f"/clients/{known.pk}/contacts/all/"
    pages = [f"/clients/{known.pk}/", f"/clients/{known.pk}/contacts/", list_of, f"{list_of}?state=draft",
             f"/clients/{known.pk}/contacts/contacts.csv", f"/clients/{known.pk}/access/", "/clients/?whose=all",
             "/calendar/", "/tasks/", own, f"{own}edit/", f"{own}withdraw/"]  # fmt: skip

    for persona in ("mate", "supervisor"):
        browser = signed_in(persona)
        answers = {page: browser.get(page) for page in pages}
        assert [page for page, one in answers.items() if "CANARY-DRAFT" in text_of(one)] == []
        assert {page for page, one in answers.items() if one.status_code == 404} == {
            own, f"{own}edit/", f"{own}withdraw/"
        }  # fmt: skip
        assert "1 contact" not in text_of(answers[list_of])
        assert browser.post(f"{own}finalise/", {"version": "1"}).status_code == 404

    mine = signed_in("coordinator")
    assert "CANARY-DRAFT" in text_of(mine.get(list_of))
    assert "CANARY-DRAFT" not in text_of(mine.get(f"/clients/{known.pk}/contacts/contacts.csv"))
    mine.post(f"{own}finalise/", {"version": "1"})
    assert "CANARY-DRAFT" in text_of(signed_in("mate").get(list_of))


def test_a_withdrawn_contact_stays_in_the_list_and_leaves_the_file(signed_in, known, contact):
    browser = signed_in("coordinator")

    browser.post(f"/clients/{known.pk}/contacts/{contact.pk}/withdraw/", {"reason": "Wrong client", "version": "1"})

    assert "Withdrawn" in text_of(browser.get(f"/clients/{known.pk}/contacts/all/"))
    assert "Wrong client" in text_of(browser.get(f"/clients/{known.pk}/contacts/{contact.pk}/"))
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"/clients/{known.pk}/contacts/contacts.xlsx").content))
    assert "CANARY-CONTACT" not in str([list(sheet.values) for sheet in book])


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", ["contacts/", "contacts/all/"])
def test_contacts_ask_as_much_for_many_as_for_one(signed_in, people, known, page, count):
    for number in range(count):
        made = ContactFactory(client=known, author=member(role=Role.COORDINATOR), is_joint=True)
        made.staff.create(area_id=made.area_id, user=people["mate"])
        AppointmentFactory(client=known, of=[people["coordinator"], people["mate"]])
        TaskFactory(client=known, owner=member(role=Role.COORDINATOR), title=f"Task {number}")
    browser = signed_in("coordinator")
    browser.get(f"/clients/{known.pk}/{page}")

    with CaptureQueriesContext(connection) as asked:
        browser.get(f"/clients/{known.pk}/{page}")

    mine = [one["sql"] for one in asked.captured_queries if any(
        f"clients_{name}" in one["sql"] for name in ("contact", "appointment", "task"))]  # fmt: skip
    assert len(mine) == {"contacts/": 7, "contacts/all/": 4}[page]


@pytest.mark.capability("CL-15")
def test_a_joint_appointment_is_booked_held_and_its_contact_offered(signed_in, people, known):
    browser = signed_in("coordinator")
    wanted = {"starts_at": "2026-03-02T10:30", "minutes": "60", "channel": "video", "place": "", "title": "Plan",
              "staff": [str(people[name].pk) for name in ("coordinator", "mate")]}  # fmt: skip

    booked = browser.post(f"/clients/{known.pk}/appointments/new/", wanted)
    one = Appointment.objects.get()
    held = browser.post(f"/appointments/{one.pk}/held/", {"version": "1"})

    assert booked["Location"] == f"/appointments/{one.pk}/"
    assert one.is_joint
    assert held["Location"] == f"/clients/{known.pk}/contacts/new/?appointment={one.pk}"
    form = browser.get(held["Location"]).context["form"]
    assert form.initial["channel"] == "video"
    assert form.initial["colleagues"] == [str(people["mate"].pk)]
    browser.post(held["Location"], typed())
    assert Contact.objects.get().appointment == one


def test_overlap_is_told_and_a_version_of_before_refused(signed_in, people, known, appointment):
    browser = signed_in("coordinator")
    starts = timezone.localtime(appointment.starts_at).strftime("%Y-%m-%dT%H:%M")
    wanted = {"starts_at": starts, "minutes": "30", "channel": "visit", "title": "", "place": "",
              "staff": [str(people["coordinator"].pk)]}  # fmt: skip

    booked = browser.post(f"/clients/{known.pk}/appointments/new/", wanted)
    page = text_of(browser.get(booked["Location"]))
    stale = browser.post(f"/appointments/{appointment.pk}/move/", {**wanted, "version": "7", "place": "KEPT-PLACE"})

    assert "another appointment is booked" in page
    assert stale.status_code == 409
    assert "KEPT-PLACE" in text_of(stale)
    assert browser.post(f"/appointments/{appointment.pk}/cancel/", {"version": "7"}).status_code == 409
    assert Appointment.objects.get(pk=appointment.pk).status == AppointmentStatus.PLANNED


def test_the_calendar_tells_of_others_only_what_the_reader_may_know(signed_in, people, known):
    stranger = ClientFactory(last_name="Muukalainen")
    AppointmentFactory(client=stranger, title="CANARY-TITLE", place="CANARY-PLACE", of=[people["mate"]])
    AppointmentFactory(client=known, of=[people["mate"]])
    AppointmentFactory(client=None, title="CANARY-OWN", of=[people["mate"]])
    known.non_disclosure = True
    known.save()
    Appointment.objects.filter(client=known).update(place="CANARY-HOME")

    mine = text_of(signed_in("coordinator").get("/calendar/?who=unit&span=day"))
    mates = text_of(signed_in("mate").get("/calendar/?span=day"))

    assert "Testinen Testi" in mine
    assert mine.count("Reserved") == 2
    assert [
        word for word in ("Muukalainen", "CANARY-TITLE", "CANARY-PLACE", "CANARY-OWN", "CANARY-HOME") if word in mine
    ] == []
    assert "CANARY-OWN" in mates
    assert "CANARY-HOME" not in mates


def test_nobody_of_another_unit_can_be_looked_at(signed_in, people):
    AppointmentFactory(client=None, title="CANARY-WEST", of=[people["colleague"]])

    page = text_of(signed_in("coordinator").get(f"/calendar/?span=day&who={people['colleague'].pk}"))

    assert "Reserved" not in page
    assert people["colleague"].name not in page


@pytest.mark.parametrize("span", ["month", "week", "day"])
def test_the_calendar_asks_as_much_for_many_as_for_one(signed_in, people, known, span):
    browser, counts = signed_in("coordinator"), []
    for count in (1, 2):
        AppointmentFactory.create_batch(count, client=known, of=[people["coordinator"], people["mate"]])
        browser.get(f"/calendar/?who=unit&span={span}")
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/calendar/?who=unit&span={span}")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_reading_the_calendar_and_the_tasks_is_logged(signed_in, people, known, appointment, task):
    browser = signed_in("coordinator")

    for page in ("/calendar/?span=day", "/tasks/", f"/appointments/{appointment.pk}/", f"/tasks/{task.pk}/"):
        with CaptureQueriesContext(connection) as asked:
            browser.get(page)
        logged = [one["sql"] for one in asked.captured_queries if "INTO accounts_readlog" in one["sql"]]
        assert len(logged) == 1, page
        assert known.pk.hex in logged[0].replace("-", "")


@pytest.mark.parametrize("count", [1, 3])
def test_tasks_are_listed_filtered_and_ticked_off(signed_in, people, known, count):
    coordinator = people["coordinator"]
    TaskFactory.create_batch(count, client=known, owner=coordinator, due_on=timezone.localdate() - timedelta(days=1))
    TaskFactory(client=None, owner=coordinator, title="Later", due_on=None)
    browser = signed_in("coordinator")
    browser.get("/tasks/")

    with CaptureQueriesContext(connection) as asked:
        page = browser.get("/tasks/?state=overdue")
    counted = [one["sql"] for one in asked.captured_queries if '"clients_task"' in one["sql"]]
    first = Task.objects.filter(client=known).first()
    done = browser.post(f"/tasks/{first.pk}/finish/", {"version": "1", "next": "/tasks/?state=overdue"})
    away = browser.post(f"/tasks/{first.pk}/reopen/", {"version": "2"})

    assert len(counted) == 2
    assert text_of(page).count("CANARY-TASK") == 2 * count
    assert "Later" not in text_of(page)
    assert (done["Location"], away["Location"]) == ("/tasks/?state=overdue", f"/tasks/{first.pk}/")
    assert Task.objects.get(pk=first.pk).done_at is None


def test_after_ticking_off_no_other_site_is_opened(signed_in, task):
    response = signed_in("coordinator").post(
        f"/tasks/{task.pk}/finish/", {"version": "1", "next": "https://elsewhere.invalid/"}
    )

    assert response["Location"] == f"/tasks/{task.pk}/"


def test_a_task_is_given_changed_and_handed_over(signed_in, people, known):
    browser = signed_in("coordinator")
    wanted = {"title": "Call", "kind": "call", "due_on": "2026-03-04", "remind_on": "", "owner": str(people["coordinator"].pk)}  # fmt: skip  # noqa: E501

    assert browser.post(f"/clients/{known.pk}/tasks/new/", wanted | {"remind_on": "2026-03-05"}).status_code == 422
    browser.post(f"/clients/{known.pk}/tasks/new/", wanted)
    task = Task.objects.get()
    browser.post(f"/tasks/{task.pk}/", {**wanted, "title": "Call again", "version": "1"})
    stale = browser.post(f"/tasks/{task.pk}/", {**wanted, "title": "KEPT-TITLE", "version": "1"})
    unknown = browser.post(f"/tasks/{task.pk}/hand-over/", {"to": str(people["colleague"].pk), "version": "2"})
    browser.post(f"/tasks/{task.pk}/hand-over/", {"to": str(people["mate"].pk), "version": "2"})

    task.refresh_from_db()
    assert (task.title, task.owner, task.version) == ("Call again", people["mate"], 3)
    assert (stale.status_code, unknown.status_code) == (409, 422)
    assert "KEPT-TITLE" in text_of(stale)
