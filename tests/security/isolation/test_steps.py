"""Set, read, clear: each step of row-level security, and the pooled connection as its next borrower finds it.

Pages, failures, 404s, streamed files, tasks and commands are in tests/house/test_context.py; here is what else ends.
"""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from accounts.context import SETTINGS, NoTransaction, acting, set_context
from accounts.models import Membership, User
from tests.factories.accounts import HOME_AREA, OTHER_AREA, MembershipFactory, member
from tests.house.catalogue import names, rows

YESTERDAY = timezone.localdate() - timedelta(days=1)


def left_on_the_connection() -> list[str]:
    """Given back and borrowed again, as another request would."""
    connection.close()
    asked = ", ".join("current_setting(%s, true)" for _name in SETTINGS)
    return [value for value in rows(f"SELECT {asked}", SETTINGS)[0] if value]


def browser(person: User) -> Client:
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        set_context(user=person.pk)
        client.force_login(person)
    return client


def test_a_context_is_not_set_outside_a_transaction(world, way):
    with pytest.raises(NoTransaction):
        set_context(user=None, areas=[HOME_AREA])

    assert left_on_the_connection() == []


def test_the_request_sees_the_areas_of_todays_memberships(world, way):
    with acting(areas=[HOME_AREA, OTHER_AREA]):
        person = member(area=HOME_AREA)
        MembershipFactory(user=person, area_id=OTHER_AREA)
    with override_settings(ROOT_URLCONF="tests.security.isolation.lazy_urls"):
        both = browser(person).get("/templated/")

    with acting(areas=[OTHER_AREA]):
        Membership.objects.filter(user=person, area_id=OTHER_AREA).update(valid_to=YESTERDAY)
    with override_settings(ROOT_URLCONF="tests.security.isolation.lazy_urls"):
        one = browser(person).get("/templated/")

    assert set(both.content.split()) == {b"41", b"39"}
    assert set(one.content.split()) == {b"41"}


@pytest.mark.parametrize(
    ("address", "status"), [("/templated/", 200), ("/template-breaks/", 500), ("/careless-stream/", 200)]
)
def test_nothing_is_left_after_what_is_rendered_late(world, way, address, status):
    with override_settings(ROOT_URLCONF="tests.security.isolation.lazy_urls"):
        response = browser(world.supervisor).get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content

    assert response.status_code == status
    assert left_on_the_connection() == []
    if address == "/careless-stream/":
        assert body == b"areas:", "a stream that does not open a context of its own has no rows"


def test_nothing_is_left_after_a_command_that_fails(world, way):
    with pytest.raises(CommandError):
        call_command("indicator_values", programme="NOWHERE", indicator=["A01"])

    assert left_on_the_connection() == []


@pytest.mark.parametrize("value", ["", "{}", "{41", "41", "{'41'}", "{41,39}; SELECT 1", "null"])
def test_a_context_that_is_no_list_of_areas_shows_nothing_or_fails(world, value):
    """Never all rows: what cannot be read as a list of areas is an error, and the empty one has no rows."""
    try:
        with transaction.atomic():
            rows("SELECT set_config('app.areas', %s, true)", (value,))
            seen = names("SELECT count(*) FROM clients_client")
    except Exception as error:  # noqa: BLE001 - which one is PostgreSQL's business
        seen = [type(error).__name__]

    assert seen in ([0], ["DataError"])


def test_policies_compare_with_an_array_that_is_read_once(world):
    """`area_id = ANY (array)` with the setting in a subquery of its own: planned once, and an index can serve it."""
    policies = rows("SELECT tablename, qual FROM pg_policies WHERE qual LIKE '%area_id%'")

    odd = [table for table, words in policies if "area_id = ANY" not in words or " IN (" in words]
    with acting(areas=[HOME_AREA]):
        plan = "\n".join(names("EXPLAIN SELECT count(*) FROM clients_participation"))

    assert len(policies) > 10
    assert odd == []
    assert "InitPlan" in plan
    assert "SubPlan" not in plan
