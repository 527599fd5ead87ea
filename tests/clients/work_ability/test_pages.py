import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from accounts.context import set_context
from accounts.enums import Right, Role
from accounts.models import User
from clients.models import Barrier, Client, DemandProfile, NeedArea, NeedsAssessment, SelfRating, Statement
from tests.factories.accounts import OTHER_AREA, MembershipFactory, UnitFactory, UserFactory, member
from tests.factories.clients import ClientFactory
from tests.factories.signin import fresh_second_factor
from tests.factories.work_ability import BarrierFactory, DemandProfileFactory, StatementFactory, ability_words

pytestmark = pytest.mark.django_db

OPEN = (
    "work_ability/",
    "demands/",
    "demands/new/",
    "demands/{profile_id}/",
    "statements/{statement_id}/",
    "assessments/new/",
    "assessments/{order_id}/",
    "barriers/",
    "need-areas/",
    "need-areas/{need_area_id}/refer/",
    "needs/new/",
    "needs/{assessment_id}/",
)
OF_HEALTH = (
    "statements/new/",
    "statements/{statement_id}/edit/",
    "abilitator/new/",
    "abilitator/{abilitator_id}/",
    "self-ratings/new/",
    "self-ratings/{rating_id}/",
)
NAMES = ("Name 0", "Name 1", "Name 2")
ANSWERS = {
    "coordinator": (200, 403),
    "colleague": (404, 404),
    "supervisor": (200, 200),
    "outsider": (404, 404),
    "nobody": (302, 302),
}


@pytest.fixture
def people(db) -> dict[str, User]:
    north, west = UnitFactory(name="North"), UnitFactory(name="West")
    return {
        "coordinator": member(role=Role.COORDINATOR, unit=north),
        "colleague": member(role=Role.COORDINATOR, unit=west),
        "supervisor": MembershipFactory(rights=[Right.HEALTH]).user,
        "outsider": member(area=OTHER_AREA),
        "nobody": UserFactory(),
    }


@pytest.fixture
def client_of_north(people) -> Client:
    unit = people["coordinator"].memberships.get().unit
    return ClientFactory(unit=unit, last_name="Testinen", first_names="Testi")


def browser_of(user: User) -> Browser:
    browser = Browser()
    set_context(user=user.pk)
    browser.force_login(user)
    fresh_second_factor(browser, user)
    browser.cookies["tasma_language"] = "en"
    set_context(user=None, areas=range(1, 47))
    return browser


def answer(browser: Browser, address: str, data: dict | None = None):
    response = browser.get(address) if data is None else browser.post(address, data)
    set_context(user=None, areas=range(1, 47))
    return response


def page_of(client: Client, path: str, words: dict | None = None) -> str:
    return f"/clients/{client.pk}/{path.format(**(words or {}))}"


@pytest.mark.parametrize("persona", ANSWERS)
def test_pages_open_to_those_who_need_to_know_the_client(people, client_of_north, persona):
    words = ability_words(client_of_north, recorder=people["supervisor"], text="FREE")
    browser = browser_of(people[persona])

    found = {path: answer(browser, page_of(client_of_north, path, words)).status_code for path in (*OPEN, *OF_HEALTH)}

    plain, health = ANSWERS[persona]
    assert found == {**dict.fromkeys(OPEN, plain), **dict.fromkeys(OF_HEALTH, health)}


@pytest.mark.parametrize(("persona", "seen"), [("coordinator", False), ("supervisor", True)])
def test_health_is_shown_by_its_right_and_the_path_to_everybody(people, client_of_north, persona, seen):
    statement = StatementFactory(
        client=client_of_north, received=True, summary="CANARY-SUMMARY", received_from="CANARY-DOCTOR"
    )
    BarrierFactory(client=client_of_north, group="neuro")
    browser = browser_of(people[persona])

    tab = answer(browser, page_of(client_of_north, "work_ability/")).content.decode()
    page = answer(browser, page_of(client_of_north, f"statements/{statement.pk}/")).content.decode()
    history = answer(browser, page_of(client_of_north, "access/")).content.decode()

    assert ("Neuropsychological" in tab, "CANARY-SUMMARY" in page, "CANARY-DOCTOR" in page) == (seen, seen, seen)
    assert ("CANARY" in history, "Musculoskeletal" in page) == (seen, seen)
    assert "Received" in tab
    assert "Received" in page


def test_reading_is_logged(people, client_of_north):
    statement = StatementFactory(client=client_of_north)
    browser = browser_of(people["supervisor"])

    with CaptureQueriesContext(connection) as asked:
        answer(browser, page_of(client_of_north, f"statements/{statement.pk}/"))
        answer(browser, "/statements/")

    logged = [query["sql"] for query in asked.captured_queries if "INTO accounts_readlog" in query["sql"]]
    assert ["clients:statement" in logged[0], "clients:statements" in logged[1]] == [True, True]
    assert ["work_ability" in sql and "statements" in sql for sql in logged] == [True, True]
    assert [client_of_north.pk.hex in sql.replace("-", "") for sql in logged] == [True, True]


@pytest.mark.capability("CL-09")
def test_a_profile_is_recorded_on_one_page(people, client_of_north):
    browser = browser_of(people["coordinator"])
    typed = {
        "assessed_on": "2026-05-04",
        "source": "own",
        "summary": "Half-time.",
        "hours_day_limit": "4",
        "lifting_ability": "impossible",
        "sitting_ability": "adjusted",
        "sitting_adjustments": ["technology"],
        "learning_ability": "full",
        "learning_strength": "on",
    }

    response = answer(browser, page_of(client_of_north, "demands/new/"), typed)

    profile = DemandProfile.objects.get()
    rows = set(profile.demands.values_list("demand", "ability", "limit", "source"))
    assert response.status_code == 302
    assert rows == {
        ("hours_day", "limited", 4, "own"),
        ("lifting", "impossible", None, "own"),
        ("sitting", "adjusted", None, "own"),
        ("learning", "full", None, "own"),
    }


def test_a_profile_that_is_refused_keeps_what_was_typed(people, client_of_north):
    browser = browser_of(people["coordinator"])
    address = page_of(client_of_north, "demands/new/")

    wrong = answer(browser, address, {"assessed_on": "2026-05-04", "source": "own", "lifting_ability": "adjusted"})
    bad = answer(browser, address, {"assessed_on": "tomorrow", "source": "own", "summary": "Typed"})

    assert (wrong.status_code, bad.status_code, DemandProfile.objects.count()) == (422, 422, 0)
    assert "say with which adjustment" in wrong.content.decode()
    assert "Typed" in bad.content.decode()


def test_a_profile_recorded_meanwhile_is_told_and_may_be_followed(people, client_of_north):
    browser = browser_of(people["coordinator"])
    meanwhile = DemandProfileFactory(client=client_of_north)
    typed = {"assessed_on": "2026-05-04", "source": "own", "lifting_ability": "full"}
    address = page_of(client_of_north, "demands/new/")

    refused = answer(browser, address, typed)
    again = answer(browser, address, typed | {"latest": str(meanwhile.pk)})

    assert (refused.status_code, again.status_code) == (409, 302)
    assert str(meanwhile.pk) in refused.content.decode()


@pytest.mark.capability("CA-03")
def test_a_statement_is_walked_to_its_receipt(people, client_of_north):
    browser = browser_of(people["supervisor"])

    made = answer(
        browser,
        page_of(client_of_north, "statements/new/"),
        {"kind": "B", "status": "need", "on": "2026-03-02", "issuer_kind": "primary", "received_from": ""},
    )
    step = f"{made['Location']}step/"
    codes = [
        answer(browser, step, {"to": to, "on": on, "version": version, "reason": ""}).status_code
        for version, (to, on) in enumerate(
            [("requested", "2026-03-04"), ("appointment", "2026-05-20"), ("received", "2026-05-21")], start=1
        )
    ]

    statement = Statement.objects.get()
    assert codes == [302, 302, 302]
    assert (statement.status, statement.waiting_days(date(2026, 6, 1))) == ("received", 80)
    assert "80 days" in answer(browser, made["Location"]).content.decode()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"to": "requested", "on": "2026-03-01", "version": 1}, 422),
        ({"to": "requested", "on": "", "version": 1}, 422),
        ({"to": "nowhere", "on": "2026-05-04", "version": 1}, 422),
        ({"to": "expired", "on": "2026-05-04", "version": 1}, 409),
        ({"to": "requested", "on": "2026-05-04", "version": 7}, 409),
    ],
    ids=["before_need", "no_day", "no_step", "out_of_order", "old_version"],
)
def test_a_step_that_is_refused_changes_nothing(people, client_of_north, given, status):
    statement = StatementFactory(client=client_of_north)
    browser = browser_of(people["supervisor"])

    response = answer(browser, page_of(client_of_north, f"statements/{statement.pk}/step/"), given)

    statement.refresh_from_db()
    assert (response.status_code, statement.status, statement.version) == (status, "need", 1)


@pytest.mark.capability("CA-04")
def test_what_a_statement_says_is_saved_against_its_version(people, client_of_north):
    statement = StatementFactory(client=client_of_north, received=True)
    browser = browser_of(people["supervisor"])
    address = page_of(client_of_north, f"statements/{statement.pk}/edit/")
    typed = {
        "kind": "B",
        "summary": "Light work.",
        "restrictions": ["lifting"],
        "adjustments": ["help"],
        "usefulness": "2",
        "usefulness_reason": "No hours.",
        "version": 1,
    }

    saved = answer(browser, address, typed)
    old = answer(browser, address, typed | {"summary": "Other."})
    wrong = answer(browser, address, typed | {"usefulness": "9", "version": 2})

    statement.refresh_from_db()
    assert (saved.status_code, old.status_code, wrong.status_code) == (302, 409, 422)
    assert (statement.summary, statement.usefulness, statement.restrictions) == ("Light work.", 2, ["lifting"])
    assert 'value="2"' in old.content.decode()


@pytest.mark.capability("CA-05")
def test_an_assessment_is_ordered_and_ended(people, client_of_north):
    browser = browser_of(people["supervisor"])
    ordered = {"module": "A3", "body": "procured", "body_name": "Palvelu Oy", "ordered_on": "2026-03-02"}

    made = answer(browser, page_of(client_of_north, "assessments/new/"), ordered)
    order = client_of_north.assessment_orders.get()
    step = page_of(client_of_north, f"assessments/{order.pk}/step/")
    started = answer(browser, step, {"to": "started", "on": "2026-03-09", "version": 1})
    early = answer(browser, step, {"to": "finished", "on": "2026-03-08", "version": 2})
    ended = answer(browser, step, {"to": "finished", "on": "2026-04-08", "version": 2, "result": "Half-time."})

    order.refresh_from_db()
    assert [one.status_code for one in (made, started, early, ended)] == [302, 302, 422, 302]
    assert (order.status, order.result) == ("finished", "Half-time.")


@pytest.mark.capability("CA-02")
@pytest.mark.capability("CA-18")
def test_numbers_are_recorded_and_corrected(people, client_of_north):
    browser = browser_of(people["supervisor"])
    scores = {"measured_on": "2026-05-04", "occasion": "start", "mode": "paper", "language": "fi", "mind": "4.5"}
    rating = {"rated_on": "2026-05-04", "occasion": "start", "work_ability": "5"}

    kept = answer(browser, page_of(client_of_north, "abilitator/new/"), scores)
    empty = answer(browser, page_of(client_of_north, "abilitator/new/"), scores | {"mind": ""})
    rated = answer(browser, page_of(client_of_north, "self-ratings/new/"), rating)
    one = SelfRating.objects.get()
    address = page_of(client_of_north, f"self-ratings/{one.pk}/")
    corrected = answer(browser, address, rating | {"work_ability": "6", "version": 1})
    old = answer(browser, address, rating | {"work_ability": "7", "version": 1})

    one.refresh_from_db()
    assert [response.status_code for response in (kept, empty, rated, corrected, old)] == [302, 422, 302, 302, 409]
    assert (one.work_ability, client_of_north.abilitator_records.count()) == (6, 1)
    assert "kykyviisari" in answer(browser, page_of(client_of_north, "work_ability/")).content.decode()


@pytest.mark.capability("CL-18")
@pytest.mark.capability("CA-16")
def test_barriers_and_needs_are_ticked(people, client_of_north):
    browser = browser_of(people["coordinator"])
    day = {"on": "2026-05-04"}

    barred = answer(browser, page_of(client_of_north, "barriers/"), day | {"groups": ["offers"], "seen": ""})
    hidden = answer(browser, page_of(client_of_north, "barriers/"), day | {"groups": ["neuro"], "seen": "offers"})
    old = answer(browser, page_of(client_of_north, "barriers/"), day | {"groups": ["distance"], "seen": ""})
    needed = answer(browser, page_of(client_of_north, "need-areas/"), day | {"needs": ["housing"], "seen": ""})
    need = NeedArea.objects.get()
    told = answer(
        browser,
        page_of(client_of_north, f"need-areas/{need.pk}/refer/"),
        {"referred_on": "2026-05-05", "version": 1},
    )

    need.refresh_from_db()
    assert [one.status_code for one in (barred, hidden, old, needed, told)] == [302, 422, 409, 302, 302]
    assert (Barrier.objects.get().group, need.referred_on) == ("offers", date(2026, 5, 5))


@pytest.mark.capability("CA-01")
def test_the_need_of_services_is_assessed_anew(people, client_of_north):
    browser = browser_of(people["supervisor"])
    typed = {"assessed_on": "2026-05-04", "summary": "Part-time.", "proposed_services": ["C1"], "work_ability": "Back."}

    first = answer(browser, page_of(client_of_north, "needs/new/"), typed)
    again = answer(browser, page_of(client_of_north, "needs/new/"), typed)
    empty = answer(browser, page_of(client_of_north, "needs/new/"), typed | {"summary": ""})
    form = answer(browser, page_of(client_of_north, "needs/new/")).content.decode()

    assert [one.status_code for one in (first, again, empty)] == [302, 409, 422]
    assert NeedsAssessment.objects.count() == 1
    assert "Back." in form


def statements_of(people, count: int) -> None:
    unit = people["coordinator"].memberships.get().unit
    for number in range(count):
        client = ClientFactory(unit=unit, last_name=f"Name {number}")
        StatementFactory(client=client, needed_on=date(2026, 3, 2 + number), recorded_by=people["supervisor"])


@pytest.mark.capability("CA-03")
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_waiting_costs_the_same_for_one_and_three(people, count):
    statements_of(people, count)
    browser = browser_of(people["supervisor"])
    answer(browser, "/statements/")

    with CaptureQueriesContext(connection) as captured:
        response = answer(browser, "/statements/")

    assert response.content.decode().count("Name ") >= count
    assert len(captured) == 11


@pytest.mark.capability("CA-03")
def test_the_list_of_waiting_is_filtered_and_ordered(people):
    statements_of(people, 3)
    StatementFactory(client=ClientFactory(last_name="Other"), received=True)
    browser = browser_of(people["supervisor"])

    def names(query: str) -> list[str]:
        text = answer(browser, f"/statements/{query}").content.decode()
        return [name for _place, name in sorted((text.find(name), name) for name in NAMES) if _place > 0]

    assert names("") == ["Name 0", "Name 1", "Name 2"]
    assert names("?sort=waiting") == ["Name 2", "Name 1", "Name 0"]
    assert names("?sort=-client") == ["Name 2", "Name 1", "Name 0"]
    assert names("?days=90") == ["Name 0", "Name 1"]
    assert names("?status=requested") == []
    assert names("?whose=mine") == []
    assert names("?days=-1&sort=nonsense&page=9") == ["Name 0", "Name 1", "Name 2"]


def test_files_of_the_waiting_hold_what_the_reader_sees(people):
    statements_of(people, 2)
    own, foreign = browser_of(people["coordinator"]), browser_of(people["outsider"])

    csv = answer(own, "/statements.csv").content.decode("utf-8-sig")
    xlsx = answer(own, "/statements.xlsx").content
    elsewhere = answer(foreign, "/statements.csv").content.decode("utf-8-sig")

    sheet = openpyxl.load_workbook(io.BytesIO(xlsx)).worksheets[0]
    cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
    assert csv.count("Name") == 2
    assert "Medical statement B" not in csv
    assert any("Name 1" in cell for cell in cells)
    assert "Name" not in elsewhere
