"""Units, codes, notices, API clients: what administrators keep, by their pages."""

from datetime import timedelta

import pytest
from allauth.idp.oidc.models import Client as OAuthClient
from allauth.idp.oidc.models import Token
from django.test import Client
from django.utils import timezone

from accounts.models import ApiClient, Code, Notice, Unit
from tests.accounts.administration.conftest import open_context
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UnitFactory, member

pytestmark = pytest.mark.django_db

BASE = "/administration"


def posted(browser: Client, address: str, **data):
    answer = browser.post(f"{BASE}/{address}", data)
    open_context()
    return answer


def ask(token: str) -> int:
    status = Client().get("/api/v1/indicators/", headers={"Authorization": f"Bearer {token}"}).status_code
    open_context()
    return status


def test_unit_is_added_changed_and_ended_with_a_successor(browse):
    browser = browse("administrator")
    posted(browser, "units/new/", area=HOME_AREA, name="South", kind="tp", version=9, id="x")
    unit = Unit.objects.get(name="South")

    posted(
        browser,
        f"units/{unit.pk}/",
        version=1,
        area=OTHER_AREA,
        name="South",
        kind="tp",
        valid_to="2020-01-01",
        successor="West takes over",
    )
    refused = unit.version, unit.area_id
    posted(
        browser,
        f"units/{unit.pk}/",
        version=1,
        area=HOME_AREA,
        name="South",
        kind="tp",
        valid_to="2020-01-01",
        successor="West takes over",
    )
    listed, all_of_them = browser.get(f"{BASE}/units/"), browser.get(f"{BASE}/units/?ended=on")

    unit.refresh_from_db()
    assert refused == (1, HOME_AREA)
    assert (unit.successor, unit.version, unit.area_id) == ("West takes over", 2, HOME_AREA)
    assert (b"South" in listed.content, b"South" in all_of_them.content) == (False, True)


@pytest.mark.parametrize("case", ["under itself", "under its own child", "while people work in it", "of another area"])
def test_change_of_a_unit_is_refused(browse, case):
    unit = UnitFactory(name="Top")
    child = UnitFactory(name="Child", parent=unit)
    if case == "while people work in it":
        member(unit=unit)
    changes = {
        "under itself": {"parent": unit.pk},
        "under its own child": {"parent": child.pk},
        "while people work in it": {"valid_to": "2020-01-01"},
        "of another area": {},
    }[case]
    browser = browse("outsider" if case == "of another area" else "administrator")

    answer = posted(browser, f"units/{unit.pk}/", version=1, area=HOME_AREA, name="New", kind="tp", **changes)

    assert answer.status_code == (404 if case == "of another area" else 422)
    assert Unit.objects.get(pk=unit.pk).name == "Top"


@pytest.mark.parametrize("count", [1, 3])
def test_the_units_ask_as_much_for_many_as_for_one(browse, django_assert_num_queries, count):
    for _number in range(count):
        UnitFactory(parent=UnitFactory())
    browser = browse("administrator")

    with django_assert_num_queries(6):
        browser.get(f"{BASE}/units/")


def test_code_is_added_and_ended_and_never_given_twice_at_once(browse):
    browser = browse("administrator")
    name = Code.objects.values_list("list", flat=True).first()
    texts = {"list": name, "code": "zz", "name_fi": "Uusi", "name_sv": "Ny", "name_en": "New", "position": 99}
    added = posted(browser, "codes/new/", **texts, valid_from="2026-01-01")
    code = Code.objects.get(list=name, code="zz")
    twice = posted(browser, "codes/new/", **texts, valid_from="2026-06-01")

    ended = posted(browser, f"codes/{code.pk}/", version=1, valid_to="2026-05-31", name_fi="Other")
    again = posted(browser, "codes/new/", **texts, valid_from="2026-06-01")

    code.refresh_from_db()
    assert [one.status_code for one in (added, twice, ended, again)] == [302, 422, 302, 302]
    assert (code.valid_to.isoformat(), code.name_fi, code.version) == ("2026-05-31", "Uusi", 2)
    assert b"2026" in browser.get(f"{BASE}/codes/{code.pk}/").content


def test_codes_are_filtered(browse):
    code = Code.objects.order_by("pk").first()

    page = browse("administrator").get(f"{BASE}/codes/?list={code.list}&name={code.name_en[:8]}")

    assert code.name_en in page.content.decode()


def test_notice_is_shown_to_everybody_in_its_time(browse):
    browser, stranger = browse("administrator"), Client()
    texts = {"key": "outage", "tone": "warn", "text_fi": "Katko", "text_sv": "Avbrott", "text_en": "An outage at six"}
    now = timezone.localtime()
    before = stranger.get("/sign-in/", headers={"Accept-Language": "en"}).content
    posted(browser, "notices/new/", **texts, valid_from=(now - timedelta(minutes=2)).strftime("%Y-%m-%dT%H:%M"))
    notice = Notice.objects.get(key="outage")
    during = [
        stranger.get("/sign-in/", headers={"Accept-Language": "en"}).content,
        browser.get(f"{BASE}/units/").content,
    ]

    open_context()
    answer = posted(browser, f"notices/{notice.pk}/end/", version=1)
    after = stranger.get("/sign-in/", headers={"Accept-Language": "en"}).content

    assert answer.status_code == 302
    assert b"An outage at six" not in before + after
    assert all(b"An outage at six" in page for page in during)


def test_notice_that_ends_before_it_begins_is_refused(browse):
    texts = {"key": "odd", "tone": "info", "text_fi": "a", "text_sv": "b", "text_en": "c"}

    answer = posted(
        browse("administrator"), "notices/new/", **texts, valid_from="2026-05-02T10:00", valid_to="2026-05-01T10:00"
    )

    assert answer.status_code == 422
    assert not Notice.objects.filter(key="odd").exists()


def test_notice_changes_without_its_key(browse):
    browser = browse("administrator")
    texts = {"tone": "info", "text_fi": "a", "text_sv": "b", "text_en": "c", "valid_from": "2026-05-02T10:00"}
    posted(browser, "notices/new/", key="first", **texts)
    notice = Notice.objects.get(key="first")

    answer = posted(browser, f"notices/{notice.pk}/", version=1, **(texts | {"text_fi": "uusi", "key": "second"}))

    notice.refresh_from_db()
    assert (answer.status_code, notice.key, notice.text_fi, notice.version) == (302, "first", "uusi", 2)


def machine(browser, **changes) -> ApiClient:
    posted(
        browser,
        "api-clients/new/",
        **({"area": HOME_AREA, "name": "Statistics", "scopes": ["indicators:read"]} | changes),
    )
    return ApiClient.objects.get(name="Statistics")


def test_secret_and_token_are_shown_once_and_end_at_once(browse):
    browser = browse("administrator")
    one = machine(browser, all_areas="on", version=7)
    shown = posted(browser, f"api-clients/{one.pk}/token/", version=1, days=30)
    token = shown.context["secrets"][0][1]
    works = ask(token)

    later = browser.get(f"{BASE}/api-clients/{one.pk}/").content.decode()
    open_context()
    posted(browser, f"api-clients/{one.pk}/end/", version=1)

    assert (one.area_id, one.all_areas, one.version) == (HOME_AREA, False, 1)
    assert works == 200
    assert token not in later
    assert ask(token) == 401
    assert posted(browser, f"api-clients/{one.pk}/token/", version=2, days=30).status_code == 409
    assert OAuthClient.objects.filter(pk=one.client_id).exists()


def test_new_secret_voids_the_old_one_and_the_tokens(browse):
    browser = browse("administrator")
    one = machine(browser)
    token = posted(browser, f"api-clients/{one.pk}/token/", version=1, days=30).context["secrets"][0][1]

    made = posted(browser, f"api-clients/{one.pk}/secret/", version=1)

    secret = dict(made.context["secrets"])["client_secret"]
    assert OAuthClient.objects.get(pk=one.client_id).check_secret(secret)
    assert ask(token) == 401


def test_token_opens_nothing_after_the_last_day_of_its_client(browse, time_machine):
    browser = browse("administrator")
    one = machine(browser, valid_to=(timezone.localdate() + timedelta(days=2)).isoformat())
    token = posted(browser, f"api-clients/{one.pk}/token/", version=1, days=90).context["secrets"][0][1]
    before = ask(token)

    time_machine.move_to(timezone.now() + timedelta(days=3), tick=True)
    Token.objects.update(expires_at=timezone.now() + timedelta(days=30))

    assert (before, ask(token)) == (200, 401)


@pytest.mark.parametrize("step", ["", "token/", "secret/", "end/"])
def test_api_clients_of_another_area_are_as_if_absent(browse, step):
    one = machine(browse("administrator"))
    outsider = browse("outsider")

    answer = (
        posted(outsider, f"api-clients/{one.pk}/{step}", version=1, days=1)
        if step
        else outsider.get(f"{BASE}/api-clients/{one.pk}/")
    )

    open_context()
    assert answer.status_code == 404
    assert ApiClient.objects.get(pk=one.pk).ended_at is None
    assert Token.objects.count() == 0


@pytest.mark.parametrize("changes", [{"area": OTHER_AREA}, {"scopes": ["everything"]}, {"name": ""}])
def test_api_client_that_cannot_be_is_refused(browse, changes):
    given = {"area": HOME_AREA, "name": "Statistics", "scopes": ["indicators:read"]} | changes

    answer = posted(browse("administrator"), "api-clients/new/", **given)

    assert (answer.status_code, ApiClient.objects.count(), OAuthClient.objects.count()) == (422, 0, 0)
