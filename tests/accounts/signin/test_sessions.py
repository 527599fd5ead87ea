import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, User
from accounts.selectors.devices import device_in_words
from accounts.services.sessions import ABSOLUTE_SECONDS, IDLE_SECONDS, SEEN_AT, SIGNED_IN_AT, forget_ended
from tests.accounts.signin.conftest import PASSWORD, add_app, code_of, is_signed_in, opens, see, sign_in, with_password
from tests.factories.accounts import member

pytestmark = pytest.mark.django_db
HERE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def signed(person) -> Client:
    see(person)
    browser = Client()
    browser.force_login(person)
    return browser


def shift(browser: Client, *, seen: int = 0, signed_in: int = 0) -> None:
    """The clocks of the session stood this many seconds earlier."""
    session = browser.session
    session[SEEN_AT] -= seen
    session[SIGNED_IN_AT] -= signed_in
    session.save()


@pytest.mark.parametrize(
    ("seen", "signed_in", "open_still"),
    [
        (IDLE_SECONDS - 10, 0, True),
        (IDLE_SECONDS + 1, 0, False),
        (0, ABSOLUTE_SECONDS - 10, True),
        (0, ABSOLUTE_SECONDS + 1, False),
    ],
)
def test_a_session_ends_after_its_time(signed, seen, signed_in, open_still):
    shift(signed, seen=seen, signed_in=signed_in)

    assert opens(signed) is open_still
    assert is_signed_in(signed) is open_still


def test_a_session_without_clocks_is_over(signed):
    session = signed.session
    del session[SIGNED_IN_AT]
    session.save()

    assert not opens(signed)


def test_use_keeps_the_session_and_is_written_once_a_minute(signed):
    shift(signed, seen=30)
    before = signed.session[SEEN_AT]
    signed.get("/programmes/")
    assert signed.session[SEEN_AT] == before

    shift(signed, seen=40)
    signed.get("/programmes/")

    assert abs(signed.session[SEEN_AT] - time.time()) < 5


def test_asking_for_the_time_left_does_not_prolong_and_sending_does(signed):
    shift(signed, seen=1000)

    left = signed.get("/session/").json()["seconds_left"]
    assert IDLE_SECONDS - 1010 < left <= IDLE_SECONDS - 1000
    assert signed.get("/session/").json()["seconds_left"] <= left
    assert signed.post("/session/").json()["seconds_left"] > IDLE_SECONDS - 10


def test_staying_does_not_outlast_the_twelve_hours(signed):
    shift(signed, signed_in=ABSOLUTE_SECONDS - 100)

    assert signed.post("/session/").json()["seconds_left"] <= 100


def test_a_form_sent_after_the_end_comes_back_with_what_was_typed(signed):
    shift(signed, seen=IDLE_SECONDS + 1)

    answer = signed.post("/imports/new/?a=1", {"area": "41", "note": "<b>åäö</b>", "password": "secret"}, headers=HERE)

    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'action="/imports/new/?a=1"' in page
    assert 'name="note" value="&lt;b&gt;åäö&lt;/b&gt;"' in page
    assert "secret" not in page


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://elsewhere.invalid"},
        {"Origin": "null"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"Referer": "http://testserver.elsewhere.invalid/"},
    ],
)
def test_a_form_sent_from_elsewhere_is_not_offered_again(signed, headers):
    shift(signed, seen=IDLE_SECONDS + 1)

    answer = signed.post("/imports/new/", {"note": "planted"}, headers=headers)

    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/")


def test_a_stale_protection_token_brings_back_what_was_typed_only_from_here(person):
    see(person)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)

    kept = browser.post("/account/devices/others/end/", {"note": "ölkanna"}, headers=HERE)
    foreign = browser.post("/account/devices/others/end/", {"note": "ölkanna"}, headers={"Origin": "https://x.invalid"})

    assert (kept.status_code, foreign.status_code) == (403, 403)
    assert 'value="ölkanna"' in kept.content.decode()
    assert "ölkanna" not in foreign.content.decode()


def test_rights_that_ended_end_the_session(person):
    secret = add_app(person)
    browser = Client()
    sign_in(browser, person)
    browser.post("/account/second-factor/", {"code": code_of(secret)})
    assert opens(browser)
    see()
    Membership.objects.filter(user=person).update(valid_to=timezone.localdate() - timedelta(days=1))

    assert not opens(browser)
    assert not is_signed_in(browser)


def test_deactivation_ends_the_session_at_the_next_request(signed, person):
    assert opens(signed)
    see(person)
    User.objects.filter(pk=person.pk).update(is_active=False)

    assert not opens(signed)
    assert "_auth_user_id" not in signed.session


def test_devices_are_told_in_words_and_ended_one_by_one(person):
    secret = add_app(person)
    here, there = Client(headers={"user-agent": FIREFOX}), Client(headers={"user-agent": "curl/8"})
    for step, browser in enumerate((here, there)):
        sign_in(browser, person)
        browser.post("/account/second-factor/", {"code": code_of(secret, steps=step)})
        assert opens(browser)

    page = here.get("/account/devices/")

    assert [row["words"] for row in page.context["rows"]] == ["Firefox, Windows", "Unknown browser"]
    assert [row["device"].is_this for row in page.context["rows"]] == [True, False]
    here.post(f"/account/devices/{page.context['rows'][1]['device'].id}/end/")
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_nobody_ends_the_session_of_another(person):
    see()
    other = with_password(member())
    theirs, mine = Client(), Client()
    sign_in(theirs, other)
    see(person)
    mine.force_login(person)
    see(other)
    from allauth.usersessions.models import UserSession

    kept = UserSession.objects.get(user_id=other.pk)

    mine.post(f"/account/devices/{kept.pk}/end/")
    mine.post("/account/devices/others/end/")

    assert is_signed_in(theirs)


def test_ending_all_others_keeps_this_one(person):
    secret = add_app(person)
    browsers = [Client(), Client()]
    for step, browser in enumerate(browsers):
        sign_in(browser, person)
        browser.post("/account/second-factor/", {"code": code_of(secret, steps=step)})

    browsers[0].post("/account/devices/others/end/")

    assert [is_signed_in(browser) for browser in browsers] == [True, False]


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox, Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18 Safari/605", "Safari, macOS"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 Chrome/140 Mobile Safari/537", "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140", "Edge, Windows"),
        ("", "Unknown browser"),
    ],
)
def test_device_in_words(user_agent, words):
    assert device_in_words(user_agent) == words


def test_signing_out_ends_the_session(person, browser):
    sign_in(browser, person, PASSWORD)
    kept = browser.cookies["tasma_session"].value

    answer = browser.post("/sign-out/")

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    browser.cookies["tasma_session"] = kept
    assert not is_signed_in(browser)


def test_sessions_past_their_last_moment_are_forgotten(signed, person):
    other = Client()
    other.force_login(person)
    Session.objects.filter(pk=other.session.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))

    assert forget_ended() == 1
    assert is_signed_in(signed)
