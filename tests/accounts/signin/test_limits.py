import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client, override_settings
from django.urls import reverse

from accounts.context import set_context
from accounts.models import RateLimit
from accounts.services.rate_limits import Limit, count_attempt, forget_attempts
from config.api.throttling import connect
from config.signin import limits
from tests.accounts.signin.conftest import SIGN_IN, add_app, is_signed_in, see, sign_in
from tests.factories.accounts import member
from tests.factories.signin import fresh_second_factor

ROOT = Path(__file__).resolve().parents[3]
LIMIT = Limit("test", 5, 60)
TRY = """
import django, sys
django.setup()
from accounts.services.rate_limits import Limit, count_attempt
from django.db import connection
print(sum(count_attempt(limit=Limit("test", 5, 60), value="one") == 0 for _ in range(int(sys.argv[1]))))
"""


@pytest.mark.django_db
def test_the_sixth_sign_in_of_an_account_within_a_minute_is_refused(person, browser):
    for _attempt in range(5):
        assert sign_in(browser, person, "wrong").status_code == 422

    answer = sign_in(browser, person)

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 61
    assert "Try again in" in answer.content.decode()
    assert not is_signed_in(browser)


@pytest.mark.django_db
def test_an_address_may_not_try_many_accounts(browser):
    answers = [
        browser.post(SIGN_IN, {"email": f"n{number}@test.invalid", "password": "x"}).status_code for number in range(21)
    ]

    assert answers == [422] * 20 + [429]


@pytest.mark.django_db
def test_spelling_an_address_otherwise_does_not_help(person, browser):
    for form in (str.upper, str.lower, str.title, " {} ".format, str.swapcase):
        browser.post(SIGN_IN, {"email": form(person.email), "password": "wrong"})

    assert sign_in(browser, person).status_code == 429


@pytest.mark.django_db
def test_codes_are_limited_for_each_person_over_all_sessions(person):
    add_app(person)
    answers = []

    for _browser in range(3):
        browser = Client()
        sign_in(browser, person)
        answers += [browser.post("/account/second-factor/", {"code": "000000"}).status_code for _try in range(2)]

    assert answers == [422] * 5 + [429]


@pytest.mark.django_db
def test_resets_are_limited(person, browser):
    answers = [browser.post("/account/reset/", {"email": person.email}).status_code for _try in range(4)]

    assert answers == [200, 200, 200, 429]


@pytest.mark.django_db
def test_exports_of_people_are_limited_and_files_of_numbers_are_not():
    (door,) = limits.doors(method="GET", name="reporting:people_csv")

    assert (door.limit, door.caller) == (Limit("export", 10, 3600), limits.person)
    assert limits.doors(method="GET", name="reporting:figures_csv") == ()


@pytest.mark.django_db
@override_settings(EXPORTS_PER_HOUR=2)
def test_the_settings_say_how_many_files_an_hour_allows(browser):
    reader = member()
    set_context(user=reader.pk)
    browser.force_login(reader)
    fresh_second_factor(browser, reader)

    answers = [browser.get(reverse("clients:clients_csv")).status_code for _try in range(3)]

    assert answers == [200, 200, 429]


@pytest.mark.django_db
def test_tokens_are_limited_for_each_client(browser):
    address = reverse("oauth_token")

    answers = [browser.post(address, {"client_id": "one", "grant_type": "x"}) for _try in range(11)]

    assert [answer.status_code for answer in answers][-1] == 429
    assert answers[-1].json() == {"error": "temporarily_unavailable"}
    assert answers[9].status_code != 429
    assert browser.post(address, {"client_id": "two", "grant_type": "x"}).status_code != 429


@pytest.mark.django_db
def test_nothing_of_a_person_is_in_the_counts(person, browser):
    sign_in(browser, person)

    see()
    kept = repr(list(RateLimit.objects.values_list()))
    assert person.email not in kept
    assert RateLimit.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.7", "127.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (2, "198.51.100.7", "nowhere"),
        (1, "<b>", "nowhere"),
    ],
)
def test_the_address_is_told_by_trusted_proxies_alone(rf, settings, proxies, forwarded, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert limits.address(rf.get("/", headers={"X-Forwarded-For": forwarded})) == address


@pytest.mark.django_db
def test_without_the_database_nothing_is_let_through(person, browser, monkeypatch):
    def away(**_what):
        raise OperationalError

    monkeypatch.setattr("config.signin.middleware.count_attempt", away)

    answer = sign_in(browser, person)

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    monkeypatch.undo()
    assert not is_signed_in(browser)


@pytest.mark.django_db
def test_counts_of_the_past_are_forgotten():
    count_attempt(limit=LIMIT, value="one")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_ratelimit SET window_start = now() - interval '2 days'")

    assert forget_attempts() == 1


@pytest.mark.django_db
def test_a_new_time_begins_when_the_old_one_has_passed():
    waits = [count_attempt(limit=LIMIT, value="one") for _try in range(6)]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_ratelimit SET window_start = window_start - interval '61 seconds'")

    assert waits[:5] == [0] * 5
    assert waits[5] > 0
    assert count_attempt(limit=LIMIT, value="one") == 0


def test_two_processes_and_many_threads_share_one_count(live_database):
    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", TRY, "20"], cwd=ROOT, env=live_database, stdout=subprocess.PIPE, text=True
        )

    processes = [start(), start()]
    with ThreadPoolExecutor(4) as pool:
        mine = sum(pool.map(lambda _number: in_thread(), range(8)))

    assert mine + sum(int(process.communicate()[0]) for process in processes) == 5


def in_thread() -> int:
    try:
        return int(count_attempt(limit=LIMIT, value="one") == 0)
    finally:
        connection.close()


def test_a_refused_request_is_counted_although_it_is_rolled_back_and_an_emptied_broker_changes_nothing(live_database):
    browser = Client(raise_request_exception=False)
    for _try in range(5):
        browser.post(SIGN_IN, {"email": "nobody@test.invalid", "password": "x"})
    connect(live_database["BROKER_URL"]).flushdb()

    answer = browser.post(SIGN_IN, {"email": "nobody@test.invalid", "password": "x"})

    assert answer.status_code == 429
    connection.close()
