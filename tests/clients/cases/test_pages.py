"""The pages of intake, editing, the case and the queue: who opens them, what they keep, what they tell."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clients.models import Case, Client, IncomingReferral
from tests.factories.accounts import UnitFactory
from tests.factories.cases import CaseFactory, IncomingReferralFactory
from tests.factories.clients import ClientFactory
from tests.factories.relations import CaseRelationFactory

pytestmark = pytest.mark.django_db
CODE = "100190-999P"
WORKING = {"coordinator", "colleague", "supervisor", "trusted"}


@pytest.fixture
def case(people, north) -> Case:
    made = CaseFactory(client=ClientFactory(unit=north, last_name="Keksitty", first_names="Kaisa"))
    CaseRelationFactory(client=made.client, user=people["coordinator"])
    return made


def typed(north, **changes):
    return {
        "last_name": "Keksitty",
        "first_names": "Kaisa",
        "kind": "full",
        "origin": "own",
        "opened_on": timezone.localdate().isoformat(),
        "unit": str(north.pk),
        "is_jobseeker": "on",
        **changes,
    }


def content(response) -> str:
    return response.content.decode()


def logged(asked: CaptureQueriesContext) -> list[str]:
    """The lines of the read log that were written, keys without hyphens."""
    found = [query["sql"] for query in asked.captured_queries if "INTO accounts_readlog" in query["sql"]]
    return [line.replace("-", "") for line in found]


def status_of(browser, address) -> int:
    return browser.get(address).status_code


@pytest.mark.parametrize("persona", ["coordinator", "supervisor", "stranger", "coach", "analyst", "outsider"])
def test_intake_opens_to_those_who_have_a_unit_to_take_into(signed_in, persona):
    found = status_of(signed_in(persona), "/clients/new/")

    assert found == (403 if persona in {"coach", "analyst"} else 200)


def test_a_client_is_taken_in_on_one_page(signed_in, north):
    response = signed_in("coordinator").post("/clients/new/", typed(north, identity_code=CODE))

    client = Client.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/clients/{client.pk}/")
    assert (client.identity_code, client.cases.count(), client.relations.count()) == (CODE, 1, 1)


def test_what_was_typed_stays_with_its_errors(signed_in, north):
    response = signed_in("coordinator").post(
        "/clients/new/", typed(north, origin="", identity_code="100190-999Q", phone="040 123")
    )
    again = signed_in("coordinator").post("/clients/new/", typed(north, identity_code="100190-999Q"))

    assert response.status_code == again.status_code == 422
    assert 'value="040 123"' in content(response)
    assert "This is not a Finnish identity code." in content(again)
    assert Client.objects.count() == 0


def test_likely_duplicates_are_confirmed_before_going_on(signed_in, north, case):
    browser = signed_in("coordinator")

    first = browser.post("/clients/new/", typed(north))
    kept = Client.objects.count()
    second = browser.post("/clients/new/", typed(north, confirmed="on"))

    assert (first.status_code, kept) == (422, 1)
    assert f"/clients/{case.client_id}/" in content(first)
    assert "This is another person, go on" in content(first)
    assert (second.status_code, Client.objects.count()) == (302, 2)


def test_the_panel_shows_only_clients_in_sight_and_logs_them(signed_in, north, case):
    other = ClientFactory(unit=UnitFactory(), last_name="Keksitty", first_names="Kaisa")
    browser = signed_in("coordinator")

    with CaptureQueriesContext(connection) as asked:
        response = browser.post("/clients/new/duplicates/", {"last_name": "Keksitty", "first_names": "Kaisa"})

    assert response.status_code == 200
    assert str(case.client_id) in content(response)
    assert str(other.pk) not in content(response)
    assert [(case.client_id.hex in line, "'search'" in line) for line in logged(asked)] == [(True, True)]


def test_a_code_out_of_sight_is_one_neutral_sentence(signed_in, north):
    other = ClientFactory.build(unit=UnitFactory(), last_name="Salattu")
    other.keep_identity_code(CODE)
    other.save()
    browser = signed_in("coordinator")

    panel = browser.post("/clients/new/duplicates/", {"identity_code": CODE})
    sent = browser.post("/clients/new/", typed(north, identity_code=CODE, confirmed="on"))

    for response in (panel, sent):
        assert "The area already has a client with this identity code" in content(response)
        assert "Salattu" not in content(response)
    assert (sent.status_code, Client.objects.count()) == (422, 1)


@pytest.mark.parametrize("persona", ["coordinator", "colleague", "supervisor", "stranger", "coach", "outsider"])
@pytest.mark.parametrize("page", ["edit", "case", "case/new", "case/close", "case/reopen"])
def test_pages_of_a_client_are_for_those_who_work_there(signed_in, case, persona, page):
    found = status_of(signed_in(persona), f"/clients/{case.client_id}/{page}/")

    manages = persona in {"coordinator", "supervisor"} or page in {"edit", "case", "case/new"}
    assert found == (404 if persona not in WORKING else 200 if manages else 403)


def test_editing_keeps_what_was_typed_when_somebody_was_first(signed_in, case):
    browser = signed_in("coordinator")
    page = content(browser.get(f"/clients/{case.client_id}/edit/"))
    Client.objects.filter(pk=case.client_id).update(last_name="Ensin", version=2)

    clash = browser.post(f"/clients/{case.client_id}/edit/", {"last_name": "Sitten", "version": "1"})
    again = browser.post(f"/clients/{case.client_id}/edit/", {"last_name": "Sitten", "version": "2"})

    assert 'name="version" value="1"' in page
    assert clash.status_code == 409
    assert 'value="Sitten"' in content(clash)
    assert 'name="version" value="2"' in content(clash)
    assert "Ensin" in content(clash)
    assert (again.status_code, Client.objects.get(pk=case.client_id).last_name) == (302, "Sitten")


def test_withheld_contacts_are_not_asked(signed_in, case):
    Client.objects.filter(pk=case.client_id).update(non_disclosure=True, phone="CANARY-PHONE")

    blind = content(signed_in("coordinator").get(f"/clients/{case.client_id}/edit/"))
    trusted = content(signed_in("trusted").get(f"/clients/{case.client_id}/edit/"))

    assert "CANARY-PHONE" not in blind
    assert 'name="phone"' not in blind
    assert "CANARY-PHONE" in trusted


@pytest.mark.capability("CA-09")
def test_the_case_is_changed_held_closed_and_opened_again(signed_in, case):
    browser, place = signed_in("coordinator"), f"/clients/{case.client_id}/case/"
    today = timezone.localdate()

    changed = browser.post(
        place,
        {
            "kind": "short",
            "origin": "own",
            "direction": "2",
            "phase": "planning",
            "waiting_for": "client",
            "version": "1",
        },
    )
    case.refresh_from_db()
    values = (case.kind, case.direction, case.direction_on, case.phase, case.phase_since, case.waiting_since)
    assert (changed.status_code, values) == (302, ("short", "2", today, "planning", today, today))

    for step, given, status in (
        ("hold", {}, "on_hold"),
        ("resume", {}, "open"),
        ("close", {"closed_on": today.isoformat(), "ending_reason": "50"}, "closed"),
        ("reopen", {"reason": "The work goes on after all."}, "open"),
    ):
        response = browser.post(f"{place}{step}/", {"version": case.version, **given})
        case.refresh_from_db()
        assert (response.status_code, case.status) == (302, status)


def test_a_case_is_opened_for_a_client_without_one(signed_in, people, north):
    client = ClientFactory(unit=north)
    browser = signed_in("coordinator")
    given = {"kind": "consultation", "origin": "own", "opened_on": "2026-01-05", "is_jobseeker": "on"}

    empty = browser.get(f"/clients/{client.pk}/case/")
    wrong = browser.post(f"/clients/{client.pk}/case/new/", {**given, "is_jobseeker": ""})
    made = browser.post(f"/clients/{client.pk}/case/new/", given)

    assert "The client has no case." in content(empty)
    assert (wrong.status_code, made.status_code, client.cases.get().kind) == (422, 302, "consultation")


def test_the_overview_tells_the_case(signed_in, case):
    browser = signed_in("colleague")

    with CaptureQueriesContext(connection) as asked:
        response = browser.get(f"/clients/{case.client_id}/")

    assert "Whole process" in content(response)
    assert f"/clients/{case.client_id}/case/" in content(response)
    assert ["'case'" in line or "case," in line for line in logged(asked)] == [True]


@pytest.mark.parametrize("persona", ["coordinator", "supervisor", "stranger", "coach", "analyst", "outsider"])
def test_the_queue_shows_the_own_units(signed_in, people, north, persona):
    IncomingReferralFactory(unit=north, last_name="CANARY-NAME")
    browser = signed_in(persona)

    page = browser.get("/incoming-referrals/")
    files = [browser.get(f"/incoming-referrals.{kind}") for kind in ("csv", "xlsx")]

    assert page.status_code == (404 if persona == "analyst" else 200)
    assert {one.status_code for one in files} == {page.status_code}
    if page.status_code == 200:
        shown = persona in WORKING
        assert ("CANARY-NAME" in content(page)) is ("CANARY-NAME" in content(files[0])) is shown


def test_the_queue_costs_the_same_for_one_and_three(signed_in, people, north):
    browser = signed_in("coordinator")
    counts = []
    for missing in (1, 2):
        for _number in range(missing):
            IncomingReferralFactory(
                unit=north, kind="colleague", sent_by=people["coach"], client=ClientFactory(unit=north)
            )
        browser.get("/incoming-referrals/")
        with CaptureQueriesContext(connection) as queries:
            browser.get("/incoming-referrals/?sort=name")
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("sort", ["received", "-received", "name", "-name", "state", "-unit", "no such"])
def test_the_queue_is_filtered_and_sorted(signed_in, people, north, sort):
    today = timezone.localdate()
    IncomingReferralFactory(unit=north, last_name="Aalto", received_on=today)
    IncomingReferralFactory(unit=north, last_name="Öhman", received_on=today - timedelta(days=3))
    IncomingReferralFactory(
        unit=north, last_name="Muu", decision="consultation", decided_on=today, decided_by=people["supervisor"]
    )

    text = content(signed_in("coordinator").get(f"/incoming-referrals/?state=waiting&kind=partner&sort={sort}"))

    assert "Muu" not in text
    first = "Aalto" if sort in {"-received", "name", "state", "-unit"} else "Öhman"
    if sort not in {"state", "-unit"}:
        assert (text.index("Aalto") < text.index("Öhman")) is (first == "Aalto")


@pytest.mark.parametrize("persona", ["coordinator", "stranger", "coach", "outsider"])
def test_one_referral_opens_to_the_unit_and_its_sender(signed_in, people, north, persona):
    referral = IncomingReferralFactory(unit=north, kind="colleague", sent_by=people["coach"])

    response = signed_in(persona).get(f"/incoming-referrals/{referral.pk}/")

    assert response.status_code == (200 if persona in {"coordinator", "coach"} else 404)
    if response.status_code == 200:
        assert ("Record the decision" in content(response)) is (persona == "coordinator")


@pytest.mark.capability("CL-12")
def test_an_accepted_referral_goes_on_to_intake_with_what_it_tells(signed_in, north):
    referral = IncomingReferralFactory(unit=north, last_name="Lähetetty", phone="040 555")
    browser, place = signed_in("coordinator"), f"/incoming-referrals/{referral.pk}/"

    decided = browser.post(place, {"decision": "accepted", "client": "", "version": "1"})
    form = browser.get(decided["Location"])
    taken = browser.post(
        "/clients/new/", typed(north, last_name="Lähetetty", origin="referral", referral=str(referral.pk))
    )

    referral.refresh_from_db()
    assert decided["Location"] == f"/clients/new/?referral={referral.pk}"
    assert 'value="040 555"' in content(form)
    assert (taken.status_code, referral.client) == (302, Client.objects.get())


def test_a_referral_is_attached_to_a_client_already_known(signed_in, north, case):
    referral = IncomingReferralFactory(unit=north, last_name="Keksitty", first_names="Kaisa")
    browser, place = signed_in("coordinator"), f"/incoming-referrals/{referral.pk}/"

    page = content(browser.get(place))
    response = browser.post(place, {"decision": "accepted", "client": str(case.client_id), "version": "1"})

    referral.refresh_from_db()
    assert f'value="{case.client_id}"' in page
    assert (response["Location"], referral.client) == (f"/clients/{case.client_id}/case/", case.client)


def test_a_returned_referral_needs_its_reason_and_keeps_what_was_chosen(signed_in, north):
    referral = IncomingReferralFactory(unit=north)

    response = signed_in("coordinator").post(
        f"/incoming-referrals/{referral.pk}/", {"decision": "returned", "version": "1"}
    )

    referral.refresh_from_db()
    assert (response.status_code, referral.decision) == (422, "waiting")
    assert "Say why the referral is returned." in content(response)


@pytest.mark.capability("CA-25")
@pytest.mark.parametrize(
    ("persona", "kind", "status"),
    [("coordinator", "school", 302), ("coordinator", "partner", 422), ("coach", "school", 422)],
)
def test_a_schools_notice_is_written_down_with_its_own_fields(signed_in, north, persona, kind, status):
    given = {
        "kind": kind,
        "unit": str(north.pk),
        "received_on": "2026-03-02",
        "last_name": "Valmistuva",
        "reason": "Needs support in finding the first job.",
        "school": "Ammattiopisto",
        "graduates_on": "2026-06-01",
        "notified_on": "2026-03-01",
        "support_need": "A coach for the first months.",
    }

    response = signed_in(persona).post("/incoming-referrals/new/", given)

    assert response.status_code == status
    assert IncomingReferral.objects.count() == (status == 302)


def test_an_own_coach_sends_an_own_client(signed_in, people, north):
    client = ClientFactory(last_name="Keksitty")
    CaseRelationFactory(client=client, user=people["coach"])
    browser = signed_in("coach")
    given = {
        "kind": "colleague",
        "unit": str(north.pk),
        "received_on": "2026-03-02",
        "last_name": "Keksitty",
        "reason": "Wants to discuss work ability.",
        "client": str(client.pk),
    }

    page = browser.get(f"/incoming-referrals/new/?client={client.pk}")
    hidden = browser.get(f"/incoming-referrals/new/?client={ClientFactory().pk}")
    response = browser.post("/incoming-referrals/new/", given)

    made = IncomingReferral.objects.get()
    assert (page.status_code, hidden.status_code, response.status_code) == (200, 404, 302)
    assert 'value="Keksitty"' in content(page)
    assert (made.client, made.sent_by) == (client, people["coach"])


def test_a_referral_keeps_to_the_non_disclosure_of_its_client(signed_in, north):
    client = ClientFactory(unit=north, non_disclosure=True)
    referral = IncomingReferralFactory(unit=north, client=client, phone="CANARY-PHONE")

    blind = content(signed_in("coordinator").get(f"/incoming-referrals/{referral.pk}/"))
    trusted = content(signed_in("trusted").get(f"/incoming-referrals/{referral.pk}/"))

    assert "CANARY-PHONE" not in blind
    assert "CANARY-PHONE" in trusted
