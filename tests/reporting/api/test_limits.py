"""How often a token may ask; each token for itself."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from config.api import throttling
from config.api.throttling import OwnCount, SharedCount, counter

NOON = datetime.now(UTC).replace(hour=12, minute=0, second=5)
EVENING = NOON.replace(hour=18)


@pytest.fixture
def count(settings, services):
    """The store of the tests' broker, found anew."""
    settings.CELERY_BROKER_URL = services.broker_url
    counter.cache_clear()
    yield counter()
    counter.cache_clear()


def test_the_limit_is_held_for_each_token_and_says_when_to_return(ask, count, settings):
    settings.API_REQUESTS_PER_MINUTE = 3
    assert isinstance(count, SharedCount)

    with time_machine.travel(NOON, tick=False):
        told = [ask("all", "indicators/", {"limit": 1}) for _number in range(5)]
        other = ask("area", "indicators/", {"limit": 1})

    assert [response.status_code for response in told] == [200, 200, 200, 429, 429]
    assert 1 <= int(told[-1]["Retry-After"]) <= 60
    assert told[-1].json()["error"]["code"] == "throttled"
    assert other.status_code == 200


def test_the_next_minute_is_counted_anew(ask, count, settings):
    settings.API_REQUESTS_PER_MINUTE = 1

    with time_machine.travel(EVENING, tick=False):
        first = [ask("all", "indicators/", {"limit": 1}).status_code for _number in range(2)]
    with time_machine.travel(EVENING + timedelta(minutes=1), tick=False):
        second = ask("all", "indicators/", {"limit": 1}).status_code

    assert (first, second) == ([200, 429], 200)


def test_without_the_store_reading_goes_on(ask, settings, tmp_path):
    settings.API_REQUESTS_PER_MINUTE = 1
    settings.CELERY_BROKER_URL = f"redis+socket://{tmp_path}/none.sock"
    counter.cache_clear()

    told = [ask("all", "indicators/", {"limit": 1}).status_code for _number in range(3)]

    counter.cache_clear()
    assert told == [200, 200, 200]


def test_a_broker_without_a_store_counts_in_each_process(settings):
    settings.CELERY_BROKER_URL = "amqp://localhost//"
    counter.cache_clear()
    count = counter()
    counter.cache_clear()

    assert isinstance(count, OwnCount)
    assert [count("a:1"), count("a:1"), count("b:1"), count("a:2")] == [1, 2, 1, 1]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis+socket:///run/a%20b/valkey.sock?virtual_host=3", {"path": "/run/a b/valkey.sock", "db": 3}),
        ("redis+socket:///run/valkey.sock", {"path": "/run/valkey.sock", "db": 0}),
        ("redis://:secret@store:6380/2", {"host": "store", "port": 6380, "db": 2, "password": "secret"}),
    ],
)
def test_connect_reads_celerys_addresses(url, expected):
    kept = throttling.connect(url).connection_pool.connection_kwargs

    assert {name: kept[name] for name in expected} == expected
