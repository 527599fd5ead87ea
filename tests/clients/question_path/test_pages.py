import pytest
import time_machine
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from accounts.context import set_context
from accounts.models import User
from clients.models import Keyword, QuestionPathRun
from tests.clients.question_path.conftest import REFERRED
from tests.factories.question_path import QuestionPathRunFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CL-06")]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-03-02 10:00+02:00"):
        yield


def browser_of(user: User) -> Browser:
    browser = Browser()
    set_context(user=user.pk)
    browser.force_login(user)
    browser.cookies["tasma_language"] = "en"
    set_context(user=None, areas=range(1, 47))
    return browser


def answer(browser, address, data=None):
    response = browser.get(address) if data is None else browser.post(address, data)
    set_context(user=None, areas=range(1, 47))
    return response


def begun(browser, client, shipped) -> str:
    """The address of the first step."""
    data = {"question_set_version": str(shipped.pk), "manner": "interview"}
    return answer(browser, f"/clients/{client.pk}/question-path/new/", data)["Location"]


@pytest.mark.parametrize(
    ("persona", "new", "detail"),
    [
        ("coordinator", 200, 200),
        ("supervisor", 200, 200),
        ("without health", 403, 200),
        ("colleague", 404, 404),
        ("outsider", 404, 404),
        ("nobody", 302, 302),
    ],
)
def test_pages_open_by_need_and_right(people, client_of_area, persona, new, detail):
    run = QuestionPathRunFactory(client=client_of_area, started_by=people["coordinator"])
    browser = browser_of(people[persona])

    found = {
        page: answer(browser, f"/clients/{client_of_area.pk}/question-path/{page}/") for page in ("new", str(run.pk))
    }

    assert [one.status_code for one in found.values()] == [new, detail]
    shows = b"How many points would you give" in found[str(run.pk)].content
    assert shows == (persona in {"coordinator", "supervisor"})


def test_the_path_is_walked_a_page_a_question_and_ends_with_the_keyword(people, client_of_area, shipped):
    browser = browser_of(people["coordinator"])
    address, seen = begun(browser, client_of_area, shipped), []
    while "/steps/" in address:
        key = address.rstrip("/").split("/")[-1]
        seen.append(key)
        assert answer(browser, address).status_code == 200
        address = answer(browser, address, {key: REFERRED[key]})["Location"]
    end = answer(browser, address).content.decode()
    decision = {"outcome": "refer", "next_step": "Book a time", "set_keyword": "on", "on": "2026-03-02"}
    result = answer(browser, address, decision)

    assert seen == list(REFERRED)
    assert "Refer to the work-ability coordinator" in end
    assert 'name="set_keyword"' in end
    assert "checked" in end.split('name="set_keyword"')[1].split(">")[0]
    run = QuestionPathRun.objects.get()
    assert result["Location"] == f"/clients/{client_of_area.pk}/question-path/{run.pk}/"
    assert (run.outcome, run.next_step, run.keyword_set) == ("refer", "Book a time", "tasmatyo")
    assert Keyword.objects.get().client_id == client_of_area.pk
    page = answer(browser, result["Location"]).content.decode()
    assert "Mood, energy, mental well-being, Pain or fatigue" in page


def test_going_back_keeps_the_answer_and_a_new_one_leads_elsewhere(people, client_of_area, shipped):
    browser = browser_of(people["coordinator"])
    first = begun(browser, client_of_area, shipped)
    second = answer(browser, first, {"effect": "yes"})["Location"]

    again = answer(browser, first).content.decode()
    elsewhere = answer(browser, first, {"effect": "no"})["Location"]

    assert second.endswith("/steps/how/")
    assert 'value="yes" checked' in again
    assert elsewhere.endswith("/steps/rating/")
    assert answer(browser, second).status_code == 404


@pytest.mark.parametrize("data", [{}, {"effect": "perhaps"}])
def test_a_step_without_a_fitting_answer_says_so(people, client_of_area, shipped, data):
    browser = browser_of(people["coordinator"])
    address = begun(browser, client_of_area, shipped)

    response = answer(browser, address, data)

    assert response.status_code == 422
    assert b'role="alert"' in response.content
    assert QuestionPathRun.objects.get().answers == {}


@pytest.mark.parametrize(
    "changes", [{"outcome": "monitor"}, {"on": "2026-03-03"}, {"next_step": ""}], ids=["no reason", "future", "no step"]
)
def test_an_end_that_cannot_stand_keeps_what_was_typed(people, client_of_area, shipped, changes):
    browser = browser_of(people["coordinator"])
    run = QuestionPathRunFactory(client=client_of_area, started_by=people["coordinator"], unfinished=True)
    QuestionPathRun.objects.filter(pk=run.pk).update(answers=REFERRED)
    address = f"/clients/{client_of_area.pk}/question-path/{run.pk}/outcome/"
    decision = {"outcome": "refer", "next_step": "Kanarianaskel", "on": "2026-03-02", "set_keyword": "on"}

    response = answer(browser, address, decision | changes)

    run.refresh_from_db()
    assert (response.status_code, run.is_finished, Keyword.objects.count()) == (422, False, 0)
    assert changes.get("next_step") == "" or b"Kanarianaskel" in response.content


def test_an_unfinished_path_is_its_walkers_alone_and_can_be_discarded(people, client_of_area, shipped):
    browser = browser_of(people["coordinator"])
    step = begun(browser, client_of_area, shipped)
    run = QuestionPathRun.objects.get()
    base = f"/clients/{client_of_area.pk}/question-path/{run.pk}/"

    others = [answer(browser_of(people["supervisor"]), page).status_code for page in (base, step)]
    gone_on = answer(browser, base)
    discarded = answer(browser, f"{base}discard/", {})

    assert others == [403, 403]
    assert gone_on["Location"] == step
    assert discarded.status_code == 302
    assert QuestionPathRun.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_section_asks_as_much_for_many_as_for_one(people, client_of_area, count):
    for _ in range(count):
        QuestionPathRunFactory(client=client_of_area, started_by=people["coordinator"])
    browser = browser_of(people["without health"])

    with CaptureQueriesContext(connection) as asked:
        page = answer(browser, f"/clients/{client_of_area.pk}/work_ability/").content.decode()

    assert page.count("Go on as before") == count
    assert "Walk a question path" not in page
    assert len([one for one in asked.captured_queries if 'FROM "clients_questionpathrun"' in one["sql"]]) == 1


def test_reading_answers_is_logged_with_the_group(people, client_of_area):
    run = QuestionPathRunFactory(client=client_of_area, started_by=people["coordinator"])

    logged = {}
    for persona in ("supervisor", "without health"):
        browser = browser_of(people[persona])
        with CaptureQueriesContext(connection) as asked:
            answer(browser, f"/clients/{client_of_area.pk}/question-path/{run.pk}/")
        logged[persona] = [one["sql"] for one in asked.captured_queries if "INTO accounts_readlog" in one["sql"]]

    assert [len(one) for one in logged.values()] == [1, 1]
    assert ["'health'" in one[0] or "health" in one[0] for one in logged.values()] == [True, False]
